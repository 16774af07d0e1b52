import Foundation
import SurveyData
import TestSupport
import Testing

@testable import SurveyStudy

/// What must not change a number: the order of the rows, and the unit of the
/// weights as long as nothing is a total.
@Suite struct InvarianceTests {
  /// A kind and its keys; the sample has strata, weights and a known
  /// population.
  struct Case: Sendable, CustomTestStringConvertible {
    var kind: String
    var options: [String]
    /// How far numbers may differ: iterated fits end elsewhere.
    var relative = 1e-9
    /// Whether numbers stay the same when all weights are multiplied.
    var keepsScale = true

    init(
      _ kind: String, _ options: [String], relative: Double = 1e-9,
      keepsScale: Bool = true
    ) {
      self.kind = kind
      self.options = options
      self.relative = relative
      self.keepsScale = keepsScale
    }

    var testDescription: String { "\(kind) \(options.first ?? "")" }
  }

  static let cases: [Case] = [
    Case("mean", ["variables=api00,enroll", "by=stype"]),
    Case("total", ["variables=enroll"], keepsScale: false),
    Case("ratio", ["numerator=api.stu", "denominator=enroll", "by=sch.wide"]),
    Case("share", ["variables=awards,stype", "by=sch.wide"]),
    Case("alpha", ["items=ell,mobility,meals,emer", "interval=design"]),
    Case(
      "factors", ["items=ell,mobility,meals,emer", "method=components"],
      relative: 1e-7),
    Case(
      "confirmatory",
      ["scales.a=ell,meals,emer", "scales.b=hsg,some.col,full"],
      relative: 1e-5),
    Case(
      "quantile", ["variables=api00", "probabilities=0.25,0.5", "by=stype"]),
    Case("distribution", ["variables=api00", "at=500,700"]),
    Case("variance", ["variables=api00,meals"]),
    Case("correlation", ["variables=api00,meals,ell"]),
    Case("contrast", ["variables=api00", "by=stype", "pairwise=true"]),
    Case("t-test", ["variables=api00", "group=comp.imp"]),
    Case("rank-test", ["variables=ell", "group=comp.imp"]),
    Case("kappa", ["first=comp.imp", "second=sch.wide"]),
    Case("crosstab", ["rows=sch.wide", "columns=stype"], relative: 1e-8),
    Case(
      "loglinear", ["variables=stype,comp.imp"], relative: 1e-6,
      keepsScale: false),
    Case(
      "regression",
      [
        "outcome=sch.wide", "terms=ell,meals,stype", "family=binomial",
        "tests=wald",
      ], relative: 1e-7, keepsScale: false),
    Case(
      "banner",
      [
        "questions=sch.wide,awards,api00", "banner=stype,comp.imp",
        "pairs=true",
      ],
      relative: 1e-8),
  ]

  private static let design = [
    "design.strata=stype", "design.weights=pw",
  ]

  /// The lines of the sample with the header first.
  private static func lines() throws -> [String] {
    let text = try String(
      contentsOf: Fixture.reference("survey/data/apistrat.csv"),
      encoding: .utf8)
    return text.split(whereSeparator: \.isNewline).map(String.init)
  }

  private func numbers(
    _ lines: [String], _ test: Case
  ) async throws -> [String: Double] {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "sample.csv")
    try (lines.joined(separator: "\n") + "\n").write(
      to: file, atomically: true, encoding: .utf8)
    let found = await analyze(
      kind: test.kind, file: file.path(percentEncoded: false),
      options: test.options + Self.design)
    let result = try #require(
      found.result?.value, "\(found.findings.map(\.message))")
    return numbers(of: result)
  }

  /// Every number of a result under a name of its own.
  private func numbers(of result: AnalysisResult) -> [String: Double] {
    var found: [String: Double] = [:]
    func add(_ name: String, _ value: Double?) {
      var key = name
      while found[key] != nil { key += "'" }
      found[key] = value
    }
    for estimate in result.estimates {
      let group = estimate.group.map { "\($0.variable)=\($0.value)" }
      let name =
        "\(estimate.statistic) \(estimate.variable) "
        + "\(estimate.category ?? "") \(group)"
      add(name, estimate.value)
      add(name + " se", estimate.standardError)
      add(name + " lower", estimate.interval?.lower)
      add(name + " upper", estimate.interval?.upper)
      add(name + " df", estimate.degreesOfFreedom)
      add(name + " deff", estimate.designEffect)
    }
    guard case .tables(let tables, _) = result.details else { return found }
    for table in tables {
      for row in table.rows where row.format != .total {
        for (column, cell) in zip(table.columns, row.cells)
        where column.format != .total {
          let name = "\(table.name) \(row.name) \(column.name)"
          add(name, cell.value)
          add(name + " lower", cell.interval?.lower)
          add(name + " upper", cell.interval?.upper)
        }
      }
    }
    return found
  }

  private func compare(
    _ left: [String: Double], _ right: [String: Double], _ test: Case
  ) {
    #expect(!left.isEmpty)
    #expect(Set(left.keys) == Set(right.keys))
    for (name, value) in left {
      let other = right[name] ?? .nan
      let isEqual =
        value == other || abs(value - other) < 1e-12
        || isClose(value, other, relative: test.relative)
        || value.isNaN && other.isNaN
      #expect(isEqual, "\(test.kind): \(name) \(value) \(other)")
    }
  }

  @Test(arguments: cases)
  func orderOfRowsChangesNothing(test: Case) async throws {
    let lines = try Self.lines()
    // 77 has no common divisor with the 200 rows.
    let rows = lines.dropFirst().indices.map { lines[1 + ($0 * 77) % 200] }
    let plain = try await numbers(lines, test)
    let turned = try await numbers([lines[0]] + rows, test)
    compare(plain, turned, test)
  }

  @Test(arguments: cases.filter(\.keepsScale))
  func unitOfWeightsChangesNothing(test: Case) async throws {
    let lines = try Self.lines()
    let header = lines[0].split(separator: ",").map(String.init)
    let place = try #require(header.firstIndex(of: "\"pw\""))
    let fromEnd = header.count - place
    let scaled = lines.dropFirst().map { line in
      // Names hold commas in quotes, the weight does not, and stands near
      // the end.
      var fields = line.split(
        separator: ",", omittingEmptySubsequences: false
      ).map(String.init)
      let position = fields.count - fromEnd
      fields[position] = "\((Double(fields[position]) ?? 0) * 8)"
      return fields.joined(separator: ",")
    }
    let plain = try await numbers(lines, test)
    let heavy = try await numbers([lines[0]] + scaled, test)
    compare(plain, heavy, test)
  }
}
