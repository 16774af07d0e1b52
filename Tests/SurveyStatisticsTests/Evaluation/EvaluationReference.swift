import Foundation
import SurveyData
import TestSupport

@testable import SurveyStatistics

/// Numbers of `Tests/References/evaluation`.
struct EvaluationReference {
  private let content: Any

  init(_ file: String) throws {
    let url = Fixture.reference("evaluation/\(file).json")
    content = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
  }

  /// Numbers of `Tests/References/evaluation-draws`.
  init(draws file: String) throws {
    let url = Fixture.reference("evaluation-draws/\(file).json")
    content = try JSONSerialization.jsonObject(with: Data(contentsOf: url))
  }

  private init(_ content: Any) {
    self.content = content
  }

  subscript(key: String) -> EvaluationReference {
    let found = (content as? [String: Any])?[key]
    return EvaluationReference(found ?? NSNull())
  }

  var list: [EvaluationReference] {
    (content as? [Any] ?? []).map { EvaluationReference($0) }
  }

  var number: Double? { (content as? NSNumber)?.doubleValue }
  /// Not-a-number when it is missing.
  var value: Double { number ?? .nan }
  var text: String? { content as? String }
  var numbers: [Double] { list.map { $0.number ?? .nan } }
  var matrix: [[Double]] { list.map(\.numbers) }

  static func csv(_ file: String) throws -> [[Double]] {
    let url = Fixture.reference("evaluation/\(file).csv")
    let text = try String(decoding: Data(contentsOf: url), as: UTF8.self)
    return text.split(whereSeparator: \.isNewline).map { line in
      line.split(separator: ",").map { Double($0) ?? .nan }
    }
  }

  /// The columns of the open example.
  static func columns() throws -> [[Double]] {
    transposed(try csv("mcdm_matrix"))
  }

  static func transposed(_ rows: [[Double]]) -> [[Double]] {
    guard let first = rows.first else { return [] }
    return first.indices.map { column in rows.map { $0[column] } }
  }

  static let isBenefit = [false, true, true, true, true, true]
  static let weights = [0.15, 0.10, 0.20, 0.25, 0.20, 0.10]
}

/// A table from texts, typed as an import would.
func evaluationTable(
  _ name: String, _ header: [String], _ rows: [[String]]
) -> Table {
  let columns = header.indices.map { position -> Column in
    let cells = rows.map { $0[position] }
    let missing = MissingReasons(
      cells.map { $0.isEmpty ? MissingReason.blank.rawValue : 0 })
    let filled = cells.filter { !$0.isEmpty }
    if !filled.isEmpty, filled.allSatisfy({ Double($0) != nil }) {
      return Column(
        header[position], .doubles(cells.map { Double($0) ?? 0 }),
        missing: missing)
    }
    let days = cells.map { cell -> Int32? in
      let parts = cell.split(separator: "-").compactMap { Int($0) }
      guard parts.count == 3 else { return nil }
      return CalendarDay(year: parts[0], month: parts[1], day: parts[2])?
        .daysSinceEpoch
    }
    if !filled.isEmpty, zip(days, cells).allSatisfy({ $0 != nil || $1.isEmpty })
    {
      return Column(
        header[position], .days(WholeNumbers(days.map { $0 ?? 0 })),
        missing: missing)
    }
    let texts = cells.map { $0.isEmpty ? nil : $0 }
    return Column(
      header[position], .texts(DictionaryText(texts)), missing: missing)
  }
  return Table(
    name: name, columns: columns, source: DataSource(file: "\(name).csv"),
    sourceLines: SourceLines(rows.indices.map { Int32($0 + 2) }))
}
