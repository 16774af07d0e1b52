import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// What can be wrong with data and settings of a regression.
@Suite struct RegressionEdgeTests {
  func model(
    _ terms: [String], _ family: ResponseFamily = .gaussian,
    outcome: String = "y"
  ) -> RegressionAnalysis {
    RegressionAnalysis(
      model: ModelSpecification(outcome: outcome, terms: terms),
      family: family)
  }

  func data(_ columns: [(String, [String])]) -> AnalysisData {
    AnalysisData(table: makeTable(columns.map { makeColumn($0.0, $0.1) }))
  }

  func code(
    _ analysis: RegressionAnalysis, _ data: AnalysisData
  ) -> DiagnosticCode? {
    do {
      _ = try analysis.run(on: data)
      return nil
    } catch { return error.code }
  }

  static let ten = (1...10).map { "\($0)" }

  @Test func nothingToFit() {
    let empty = AnalysisData(table: makeTable([]))
    #expect(code(model([]), empty) == .unknownColumn)
    let none = data([("y", ["", ""]), ("x", ["1", "2"])])
    #expect(code(model(["x"]), none) == .modelNotFitted)
    let text = data([("y", ["a", "b", "c"]), ("x", ["1", "2", "3"])])
    #expect(code(model(["x"]), text) == .notNumeric)
    #expect(code(model(["x"], .binomial), text) == .wrongOption)
    #expect(code(model(["z"], outcome: "x"), text) == .unknownColumn)
    let some = data([("y", Self.ten), ("x", Self.ten), ("g", Self.ten)])
    #expect(code(model(["x"], .binomial), some) == .wrongOption)
    #expect(code(model(["x^"]), some) == .wrongOption)
    #expect(code(model(["x*"]), some) == .wrongOption)
    #expect(code(model([":"]), some) == .wrongOption)
    #expect(code(model(["x^11"]), some) == .wrongOption)
    var wrong = model(["x"])
    wrong.link = .logit
    #expect(code(wrong, some) == .wrongOption)
    wrong = model(["x"])
    wrong.model.references = ["g": "1"]
    #expect(code(wrong, some) == .wrongOption)
    wrong.model.references = ["x": "77"]
    #expect(code(wrong, some) == .unknownValue)
    wrong = model(["x"])
    wrong.joint = [["x", "g"]]
    #expect(code(wrong, some) == .wrongOption)
    wrong = model(["x"])
    wrong.predictions = [[.init("x", "many")]]
    #expect(code(wrong, some) == .wrongOption)
    wrong = model([])
    wrong.model.hasIntercept = false
    #expect(code(wrong, some) == .modelNotFitted)
    let zero = data([("y", ["1", "0", "2"]), ("x", ["1", "2", "3"])])
    #expect(code(model(["x"], .gamma), zero) == .wrongOption)
    var exposure = model(["x"], .poisson)
    exposure.model.exposure = "y"
    #expect(code(exposure, zero) == .wrongOption)
  }

  @Test func oneRowAndNoFreedom() throws {
    let one = try model(["x"]).run(on: data([("y", ["3"]), ("x", ["2"])]))
    #expect(one.number("coefficients", "(Intercept)", "estimate") == 3)
    #expect(
      one.diagnostics.map(\.code) == [.dependentTerms, .tooManyCoefficients])
    let row = one.table("coefficients")?["(Intercept)", "p"]
    #expect(row?.value == nil)
    let two = try model(["x"]).run(
      on: data([("y", ["3", "5"]), ("x", ["2", "3"])]))
    #expect(isClose(two.number("coefficients", "x", "estimate"), 2))
    #expect(two.diagnostics.map(\.code) == [.tooManyCoefficients])
  }

  @Test func constantsAndDependentColumns() throws {
    let double = (1...10).map { "\(2 * $0 + 1)" }
    let rows = data([
      ("y", ["1", "3", "2", "5", "4", "7", "6", "9", "8", "9"]),
      ("x", Self.ten), ("twice", double),
      ("same", [String](repeating: "4", count: 10)),
      ("one", [String](repeating: "a", count: 10)),
    ])
    let found = try model(["x", "twice", "same", "one"]).run(on: rows)
    #expect(found.diagnostics.map(\.code) == [.dependentTerms])
    #expect(found.diagnostics[0].message.contains("twice, same"))
    let plain = try model(["x"]).run(on: rows)
    let slope = plain.number("coefficients", "x", "estimate")
    #expect(isClose(found.number("coefficients", "x", "estimate"), slope))
    let constant = try model(["x"], outcome: "same").run(on: rows)
    #expect(
      isClose(constant.number("coefficients", "(Intercept)", "estimate"), 4))
    #expect(constant.number("fit", "model", "r2").isNaN)
  }

  @Test func separatedAnswers() throws {
    let rows = data([
      ("y", ["0", "0", "0", "0", "1", "1", "1", "1", "1", "1"]),
      ("x", Self.ten),
      ("z", ["3", "1", "4", "1", "5", "9", "2", "6", "5", "3"]),
    ])
    let found = try model(["x"], .binomial).run(on: rows)
    #expect(found.diagnostics.contains { $0.code == .separation })
    guard case .tables(_, let finding) = found.details else {
      Issue.record("no tables")
      return
    }
    #expect(finding?[.english].contains("cannot be used") ?? false)
    let fine = try model(["z"], .binomial).run(on: rows)
    #expect(fine.diagnostics.isEmpty)
    let always = data([
      ("y", [String](repeating: "1", count: 10)), ("x", Self.ten),
    ])
    _ = try? model(["x"], .binomial).run(on: always)
    _ = try? model([], .binomial).run(on: always)
  }

  @Test func zeroWeights() throws {
    var columns = [
      makeColumn("y", ["1", "3", "2", "5", "4", "9"]),
      makeColumn("x", ["1", "2", "3", "4", "5", "6"]),
      makeColumn("w", ["1", "1", "1", "1", "1", "0"]),
      makeColumn("g", ["a", "a", "b", "b", "b", "c"]),
    ]
    let table = makeTable(columns)
    let weighted = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: "w"), table: table))
    let found = try model(["x", "g"]).run(on: weighted)
    #expect(found.diagnostics.first?.code == .dependentTerms)
    columns[2] = makeColumn("w", ["1", "1", "1", "1", "1", "1"])
    let five = AnalysisData(
      table: table.selecting([0, 1, 2, 3, 4]),
      design: .simple(rowCount: 5))
    let same = try model(["x", "g"]).run(on: five)
    for name in ["(Intercept)", "x", "gb"] {
      #expect(
        isClose(
          found.number("coefficients", name, "estimate"),
          same.number("coefficients", name, "estimate")))
    }
  }

  @Test func scaleOfWeightsAndColumnsDoesNotMatter() throws {
    let data = try RegressionReference.strat()
    var moved = data
    moved.design.weights = moved.design.weights.map { $0 * 1e6 }
    let analysis = model(["ell", "stype"], .binomial, outcome: "sch.wide")
    let first = try analysis.run(on: data)
    let second = try analysis.run(on: moved)
    for column in ["estimate", "se", "p"] {
      #expect(
        isClose(
          first.number("coefficients", "ell", column),
          second.number("coefficients", "ell", column)))
    }
  }

  @Test func namesWithSignsAreColumns() throws {
    let rows = data([
      ("y", Self.ten),
      ("a*b", ["3", "1", "4", "1", "5", "9", "2", "6", "5", "3"]),
    ])
    let found = try model(["a*b"]).run(on: rows)
    #expect(
      found.table("coefficients")?.rows.map(\.name) == ["(Intercept)", "a*b"])
  }
}
