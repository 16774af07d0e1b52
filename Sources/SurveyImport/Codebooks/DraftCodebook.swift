import SurveyData

/// Returns the YAML text of a codebook that describes `table` as it was read:
/// each column with its type, with everything that its codebook or its file
/// says about it, and for columns of few different values with the values
/// that occur, labelled with themselves where no label is known. Labels are
/// to be filled in or mended.
///
/// Reading the file again with this codebook gives the same table.
public func draftCodebook(for table: Table) -> String {
  var text = "variables:\n"
  for column in table.columns {
    let variable = column.variable
    text += "  \(yamlScalar(column.name)):\n"
    text += "    label: \(yaml(variable?.label, orElse: column.name))\n"
    if let question = variable?.question {
      text += "    question: \(yaml(question, orElse: column.name))\n"
    }
    text += "    type: \(column.values.codebookType)\n"
    if let unit = variable?.unit {
      text += "    unit: \(yaml(unit, orElse: column.name))\n"
    }
    let levels = listableLevels(column)
    let declared = variable?.valueLabels ?? []
    let unordered = declared.isEmpty && column.values.isText
    let order = unordered ? gradeOrder(of: levels.map(\.value)) : nil
    if unordered, !levels.isEmpty, order == nil {
      // Grades count in this order, which no file tells.
      text += "    # When these are grades, put the best first:\n"
      text += "    # values:\n"
      for level in levels {
        let value = yamlScalar(level.value)
        text += "    #   \(value): \(value)\n"
      }
    } else if !levels.isEmpty || !declared.isEmpty {
      text += "    values:\n"
    }
    for value in order ?? [] {
      text += "      \(yamlScalar(value)): \(yamlScalar(value))\n"
    }
    for label in declared {
      text += "      \(yamlScalar(label.code)): "
      text += "\(yaml(label.label, orElse: label.code))\n"
    }
    for level in levels
    where !unordered
      && !declared.contains(where: { $0.code == level.value })
    {
      text += "      \(yamlScalar(level.value)): \(yamlScalar(level.value))\n"
    }
    text += missingLines(variable)
    text += scaleLines(column, levels)
  }
  return text
}

extension ColumnValues {
  fileprivate var isText: Bool {
    if case .texts = self { return true }
    return false
  }
}

/// The codes and ranges that stand for no answer.
private func missingLines(_ variable: Variable?) -> String {
  guard let variable else { return "" }
  let entries = missingEntries(variable.missingCodes, variable.missingRanges)
  if entries.isEmpty { return "" }
  return "    missing:\n" + entries.map { "      \($0)\n" }.joined()
}

/// The scale, or for answers that look like one a line to be taken over.
private func scaleLines(
  _ column: Column, _ levels: [Categories.Level]
) -> String {
  if let scale = column.variable?.scale {
    return "    scale: \(scaleEntry(scale))\n"
  }
  let numbers = levels.compactMap { Int($0.value) }
  guard case .integers = column.values, numbers.count == levels.count,
    let first = numbers.min(), let last = numbers.max(), first >= 0,
    last <= 10, levels.count > 2
  else { return "" }
  return "    # When these are answers on a scale:\n"
    + "    # scale: {min: \(first), max: \(last), "
    + "direction: higher-is-better}\n"
}

/// The values of a column that is a question with a choice of answers: at
/// most 20, each more than once in the mean.
func listableLevels(_ column: Column) -> [Categories.Level] {
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
