import SurveyData

/// Returns the YAML text of a codebook that describes `table` as it was read:
/// each column with its type and, for columns of few different values, the
/// values that occur, labelled with themselves. Labels are to be filled in.
///
/// Reading the table again with this codebook gives the same table.
public func draftCodebook(for table: Table) -> String {
  var text = "variables:\n"
  for column in table.columns {
    text += "  \(yamlScalar(column.name)):\n"
    text += "    label: \(yaml(column.variable?.label, orElse: column.name))\n"
    text += "    type: \(typeName(column.values))\n"
    let levels = listableLevels(column)
    guard !levels.isEmpty else { continue }
    text += "    values:\n"
    for level in levels {
      let label = yaml(level.label, orElse: level.value)
      text += "      \(yamlScalar(level.value)): \(label)\n"
    }
    if case .integers = column.values, let first = Int(levels[0].value),
      let last = levels.last.flatMap({ Int($0.value) }), first >= 0, last <= 10,
      levels.count > 2
    {
      text += "    # When these are answers on a scale:\n"
      text += "    # scale: {min: \(first), max: \(last), "
      text += "direction: higher-is-better}\n"
    }
  }
  return text
}

private func typeName(_ values: ColumnValues) -> String {
  switch values {
  case .integers: Variable.Kind.integer.rawValue
  case .doubles: Variable.Kind.number.rawValue
  case .days: Variable.Kind.date.rawValue
  case .texts, .choices: Variable.Kind.text.rawValue
  }
}

/// The values of a column that is a question with a choice of answers: at
/// most 20, each more than once in the mean.
private func listableLevels(_ column: Column) -> [Categories.Level] {
  switch column.values {
  case .doubles, .days, .choices: return []
  case .texts(let texts) where texts.levels.count > 20: return []
  case .integers, .texts: break
  }
  let levels = column.categories().levels
  let valued = column.count - column.missing.count
  return levels.count <= 20 && levels.count * 2 <= valued ? levels : []
}

private func yaml(_ text: LocalizedText?, orElse name: String) -> String {
  guard let text else { return yamlScalar(name) }
  if let chinese = text.chinese, chinese == text.english {
    return yamlScalar(chinese)
  }
  return "{zh: \(yamlScalar(text.chinese ?? name)), en: "
    + "\(yamlScalar(text.english ?? name))}"
}
