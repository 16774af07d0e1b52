import SurveyData

/// Returns the YAML text of a codebook that describes `table` as it was read:
/// each column with its type and, for columns of few different values, the
/// values that occur, labelled with themselves. Labels are to be filled in.
///
/// Reading the table again with this codebook gives the same table.
public func draftCodebook(for table: Table) -> String {
  var text = "variables:\n"
  for column in table.columns {
    text += "  \(yaml(column.name)):\n"
    text += "    label: \(yaml(column.variable?.label, orElse: column.name))\n"
    text += "    type: \(typeName(column.values))\n"
    let levels = listableLevels(column)
    guard !levels.isEmpty else { continue }
    text += "    values:\n"
    for level in levels {
      let label = yaml(level.label, orElse: level.value)
      text += "      \(yaml(level.value)): \(label)\n"
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
  guard let text else { return yaml(name) }
  if let chinese = text.chinese, chinese == text.english {
    return yaml(chinese)
  }
  return "{zh: \(yaml(text.chinese ?? name)), en: "
    + "\(yaml(text.english ?? name))}"
}

/// A YAML scalar that reads back as `text`, quoted unless it is a plain word
/// or a whole number.
private func yaml(_ text: String) -> String {
  let first = text.unicodeScalars.first
  let isWord =
    text.unicodeScalars.allSatisfy {
      $0.properties.isAlphabetic || ("0"..."9").contains($0) || $0 == "_"
    } && (first?.properties.isAlphabetic ?? false)
  let isKeyword = ["null", "true", "false", "yes", "no", "on", "off"]
    .contains(text.lowercased())
  if isWord && !isKeyword || (Int(text).map(String.init) == text) {
    return text
  }
  var quoted = "\""
  for scalar in text.unicodeScalars {
    switch scalar {
    case "\"": quoted += "\\\""
    case "\\": quoted += "\\\\"
    case "\n": quoted += "\\n"
    case "\r": quoted += "\\r"
    case "\t": quoted += "\\t"
    case _
    where scalar.value < 0x20 || scalar.value == 0x7F
      || (0x80...0x9F).contains(scalar.value)
      || (0x2028...0x2029).contains(scalar.value) || scalar.value == 0xFEFF:
      let digits = String(scalar.value, radix: 16, uppercase: true)
      quoted += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    default: quoted.unicodeScalars.append(scalar)
    }
  }
  return quoted + "\""
}
