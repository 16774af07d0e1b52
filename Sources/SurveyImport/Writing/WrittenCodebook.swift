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
  let codes = MissingSpelling(column).codes.sorted { $0.key < $1.key }
  if !codes.isEmpty {
    let list = codes.map { "\(yamlScalar($0.key)): \($0.value.name)" }
    add("missing", "{\(list.joined(separator: ", "))}")
  }
  if let scale = variable?.scale, column.isNumeric,
    scale.minimum < scale.maximum
  {
    let direction = scale.isReversed ? "lower-is-better" : "higher-is-better"
    add(
      "scale",
      "{min: \(plainText(scale.minimum)), max: \(plainText(scale.maximum)), "
        + "direction: \(direction)}")
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
