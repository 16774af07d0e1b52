import Foundation
import SurveyData
import TestSupport

/// Reads the small comma-separated files in `Tests/References`.
func referenceTable(_ path: String) throws -> Table {
  let text = try String(
    contentsOf: Fixture.reference(path), encoding: .utf8)
  let records = text.split(whereSeparator: \.isNewline).map(fields)
  let header = records[0]
  let columns = header.indices.map { index in
    makeColumn(
      header[index], records.dropFirst().map { $0[index] })
  }
  return makeTable(columns, name: path)
}

/// A table of columns without a file.
func makeTable(_ columns: [Column], name: String = "test.csv") -> Table {
  Table(name: name, columns: columns, source: DataSource(file: name))
}

/// A column of whole numbers, numbers or texts, whichever fits; an empty
/// text is a missing value.
func makeColumn(
  _ name: String, _ texts: [String], variable: Variable? = nil
) -> Column {
  let missing = MissingReasons(
    texts.map { $0.isEmpty || $0 == "NA" ? MissingReason.blank.rawValue : 0 })
  let values = texts.indices.map { missing.isMissing($0) ? nil : texts[$0] }
  let present = values.compactMap { $0 }
  if present.allSatisfy({ Int32($0) != nil }) {
    return Column(
      name,
      .integers(WholeNumbers(values.map { $0.flatMap(Int32.init) ?? 0 })),
      missing: missing, variable: variable)
  }
  if present.allSatisfy({ Double($0) != nil }) {
    return Column(
      name, .doubles(values.map { $0.flatMap(Double.init) ?? 0 }),
      missing: missing, variable: variable)
  }
  return Column(
    name, .texts(DictionaryText(values)), missing: missing, variable: variable)
}

/// A column of numbers; not-a-number is missing.
func makeColumn(
  _ name: String, _ numbers: [Double], variable: Variable? = nil
) -> Column {
  Column(
    name, .doubles(numbers),
    missing: MissingReasons(numbers.map { $0.isNaN ? 1 : 0 }),
    variable: variable)
}

private func fields(_ line: Substring) -> [String] {
  var result = [""]
  var isQuoted = false
  for character in line {
    switch character {
    case "\"": isQuoted.toggle()
    case "," where !isQuoted: result.append("")
    default: result[result.count - 1].append(character)
    }
  }
  return result
}

/// The numbers of one record of `Tests/References/survey/expected.json`.
func expected(_ id: String) throws -> [String: Double] {
  let data = try Data(
    contentsOf: Fixture.reference("survey/expected.json"))
  let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
  let records = root?["records"] as? [[String: Any]] ?? []
  let record = records.first { $0["id"] as? String == id }
  let values = record?["values"] as? [String: Any] ?? [:]
  return values.compactMapValues { ($0 as? NSNumber)?.doubleValue }
}

/// The numbers of one record of `Tests/References/survey/open_results.json`.
func peerRecord(_ id: String) throws -> [String: Double] {
  let data = try Data(
    contentsOf: Fixture.reference("survey/open_results.json"))
  let root = try JSONSerialization.jsonObject(with: data) as? [String: Any]
  let records = root?["records"] as? [[String: Any]] ?? []
  let record = records.first { $0["id"] as? String == id }
  let values = record?["values"] as? [String: Any] ?? [:]
  return values.compactMapValues { ($0 as? NSNumber)?.doubleValue }
}

/// The object at a path of keys in a JSON file of `Tests/References`.
func referenceObject(
  _ file: String, _ keys: String...
) throws -> [String: Any] {
  var object =
    try JSONSerialization.jsonObject(
      with: Data(contentsOf: Fixture.reference(file))) as? [String: Any] ?? [:]
  for key in keys { object = object[key] as? [String: Any] ?? [:] }
  return object
}

/// The numbers of one id of `Tests/References/estimates/expected.csv`.
func estimatesRecord(_ id: String) throws -> [String: Double] {
  let text = try String(
    contentsOf: Fixture.reference("estimates/expected.csv"), encoding: .utf8)
  var result: [String: Double] = [:]
  for line in text.split(whereSeparator: \.isNewline) {
    let fields = line.split(separator: ",")
    if fields.count == 3, fields[0] == id {
      result[String(fields[1])] = Double(fields[2])
    }
  }
  return result
}
