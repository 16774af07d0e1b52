import SurveyData

/// Returns the YAML text of the codebook of `table`: names, labels, wordings,
/// types, values, codes of missing values, scales and units.
///
/// A CSV file of the table reads back equal with it: `CSVFile` writes missing
/// cells by the same codes.
public func codebookText(of table: Table) -> String {
  var text = "variables:\n"
  let columns = CSVFile.written(table.columns)
  if columns.isEmpty { return "variables: {}\n" }
  for column in columns { text += entry(of: column) }
  return text
}

private func entry(of column: Column) -> String {
  var text = "  \(yamlScalar(column.name)):\n"
  func add(_ key: String, _ value: String) { text += "    \(key): \(value)\n" }
  let variable = column.variable
  if let label = variable?.label { add("label", yamlText(label)) }
  if let question = variable?.question { add("question", yamlText(question)) }
  add("type", column.values.codebookType)
  if let unit = variable?.unit { add("unit", yamlText(unit)) }
  let labels = (variable?.valueLabels ?? []).filter { label in
    !column.isNumeric || Double(label.code) != nil
  }
  if !labels.isEmpty {
    text += "    values:\n"
    for label in labels {
      text += "      \(yamlScalar(label.code)): \(yamlText(label.label))\n"
    }
  }
  let missing = missingEntries(
    MissingSpelling(column).codes, column.writableMissingRanges)
  if !missing.isEmpty { add("missing", "{\(missing.joined(separator: ", "))}") }
  if let scale = variable?.scale, column.isNumeric,
    scale.minimum < scale.maximum
  {
    add("scale", scaleEntry(scale))
  }
  return text
}

extension Column {
  fileprivate var isNumeric: Bool {
    switch values {
    case .integers, .doubles: true
    case .days, .texts, .choices: false
    }
  }

  /// The ranges of missing numbers that no answer lies in; any other would
  /// take that answer away when the file is read.
  fileprivate var writableMissingRanges: [Variable.MissingRange] {
    guard isNumeric, let ranges = variable?.missingRanges, !ranges.isEmpty,
      let numbers = numbers()
    else { return [] }
    return ranges.filter { range in
      !numbers.contains { range.numbers.contains($0) }
    }
  }
}

extension ColumnValues {
  /// The type that a codebook gives such a column.
  var codebookType: String {
    switch self {
    case .integers: Variable.Kind.integer.rawValue
    case .doubles: Variable.Kind.number.rawValue
    case .days: Variable.Kind.date.rawValue
    case .texts, .choices: Variable.Kind.text.rawValue
    }
  }
}
