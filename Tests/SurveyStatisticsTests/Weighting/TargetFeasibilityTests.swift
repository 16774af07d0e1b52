import Diagnostics
import SurveyData
import Testing

@testable import SurveyStatistics

/// Targets that no weights meet are named before anything is iterated.
@Suite struct TargetFeasibilityTests {
  /// A table of two or three columns of letters.
  private func table(_ columns: (String, String)...) -> Table {
    makeTable(columns.map { makeColumn($0.0, $0.1.map { String($0) }) })
  }

  private func margin(
    _ name: String, _ targets: KeyValuePairs<String, Double>
  ) -> TargetMargin {
    TargetMargin(
      crossed(name),
      .cells(targets.map { TargetMargin.Cell(crossed($0.key), $0.value) }))
  }

  private func crossed(_ name: String) -> [String] {
    name.split(separator: "*").map(String.init)
  }

  private func weights(
    _ calibration: Calibration, _ table: Table, _ initial: [Double]? = nil
  ) throws -> (weights: [Double], findings: [Diagnostic]) {
    var design = SurveyDesign.simple(rowCount: table.rowCount)
    if let initial { design.weights = initial }
    let result = try design.weighted(
      by: WeightingPlan([.calibration(calibration)]), table: table)
    return (result.design.weights, result.findings)
  }

  private func fault(_ calibration: Calibration, _ table: Table) -> Diagnostic?
  {
    do {
      _ = try weights(calibration, table)
      return nil
    } catch {
      return error as? Diagnostic
    }
  }

  @Test func emptyCellsAreNamed() {
    let people = table(("sex", "mmff"), ("age", "yoyo"))
    let found = fault(
      Calibration(
        .rake,
        margins: [
          margin("sex", ["m": 5, "f": 5]),
          margin("age", ["y": 3, "o": 3, "x": 4]),
        ]), people)
    #expect(found?.code == .targetWithoutRows)
    #expect(found?.message.contains("'age' = 'x'") == true)
  }

  @Test func marginsOfDifferentPopulationsAreNamed() {
    let people = table(("sex", "mmff"), ("age", "yoyo"))
    let found = fault(
      Calibration(
        .rake,
        margins: [
          margin("sex", ["m": 5, "f": 5]), margin("age", ["y": 5, "o": 6]),
        ]), people)
    #expect(found?.code == .targetsDisagree)
    let shares = fault(
      Calibration(.rake, margins: [margin("sex", ["m": 0.5, "f": 0.45])]),
      people)
    #expect(shares?.code == .targetsDisagree)
  }

  /// All old people are women, and more old people than women are wanted.
  /// What is taken from 'o' has to go to 'y', so that two targets of one
  /// margin are the smallest set.
  @Test func impossibleCombinationsNameTheSmallestSet() throws {
    let people = table(("sex", "mmffff"), ("age", "yyyyoo"))
    let margins = [
      margin("sex", ["m": 140, "f": 60]), margin("age", ["y": 120, "o": 80]),
    ]
    for method in [Calibration.Method.rake, .raking] {
      let found = try #require(
        fault(Calibration(method, margins: margins), people))
      #expect(found.code == .impossibleTargets)
      let relaxed = try #require(found.notes.first)
      #expect(relaxed.contains("no smaller set"))
      let names = ["'sex' = 'm'", "'sex' = 'f'", "'age' = 'y'", "'age' = 'o'"]
      #expect(names.count { relaxed.contains($0) } == 2, "\(relaxed)")
    }
    // Less old people than women are fine.
    let fine = [
      margin("sex", ["m": 140, "f": 60]), margin("age", ["y": 150, "o": 50]),
    ]
    let met = try weights(Calibration(.rake, margins: fine), people)
    #expect(met.findings.isEmpty)
    #expect(abs(met.weights.reduce(0, +) - 200) < 1e-6)
    // GREG may go below 0, and says so.
    let linear = try weights(Calibration(.linear, margins: margins), people)
    #expect(linear.findings.map(\.code) == [.negativeWeight])
  }

  /// Each pair of the three margins can be met and all of them cannot: the
  /// rows are those with an even number of b, the targets ask for odd ones.
  @Test func threeMarginsContradictEachOther() throws {
    let people = table(("p", "aabb"), ("q", "abab"), ("r", "abba"))
    let cells: [(String, KeyValuePairs<String, Double>)] = [
      ("p", ["a": 1, "b": 9]), ("q", ["a": 1, "b": 9]),
      ("r", ["a": 1, "b": 9]),
    ]
    let margins = cells.map { margin($0.0, $0.1) }
    for left in 0..<3 {
      let pair = margins.indices.filter { $0 != left }.map { margins[$0] }
      #expect(fault(Calibration(.rake, margins: pair), people) == nil)
    }
    let found = fault(Calibration(.rake, margins: margins), people)
    #expect(found?.code == .impossibleTargets)
  }

  @Test func boundsThatCannotBeMet() throws {
    let people = table(("sex", "mmmf"))
    let margins = [margin("sex", ["m": 1, "f": 3])]
    let narrow = fault(
      Calibration(.logit, margins: margins, bounds: 0.5...2), people)
    #expect(narrow?.code == .impossibleTargets)
    let wide = try weights(
      Calibration(.logit, margins: margins, bounds: 0.2...4), people)
    #expect(wide.findings.isEmpty)
    #expect(abs(wide.weights[3] - 3) < 1e-8)
    let numbers = makeTable([makeColumn("x", [1.0, 2, 3])])
    let total = [TargetMargin(["x"], .total(100))]
    let far = fault(
      Calibration(.linear, margins: total, bounds: 0.5...2), numbers)
    #expect(far?.code == .impossibleTargets)
    let near = try weights(
      Calibration(
        .linear, margins: [TargetMargin(["x"], .total(8))], bounds: 0.5...2),
      numbers)
    let reached = zip(near.weights, [1.0, 2, 3]).reduce(0) { $0 + $1.0 * $1.1 }
    #expect(abs(reached - 8) < 1e-9)
  }

  @Test func rowsWithoutAValueAreAnAnswer() throws {
    let people = makeTable([
      makeColumn("sex", ["m", "m", "f", "f", ""])
    ])
    let margins = [margin("sex", ["m": 0.25, "f": 0.75])]
    let refused = fault(Calibration(.rake, margins: margins), people)
    #expect(refused?.code == .missingMarginValue)
    let kept = try weights(
      Calibration(.rake, margins: margins, missing: .category), people)
    let wanted = [0.5, 0.5, 1.5, 1.5, 1]
    for (weight, value) in zip(kept.weights, wanted) {
      #expect(abs(weight - value) < 1e-12)
    }
    // A row of weight 0 needs no value.
    let silent = try weights(
      Calibration(.rake, margins: margins), people, [1, 1, 1, 1, 0])
    #expect(silent.weights[4] == 0)
  }

  @Test func valuesWithoutTargetAreNamed() {
    let people = table(("sex", "mmfd"))
    let found = fault(
      Calibration(.rake, margins: [margin("sex", ["m": 1, "f": 1])]), people)
    #expect(found?.code == .valueWithoutTarget)
    #expect(found?.message.contains("'d'") == true)
    let zero = try? weights(
      Calibration(
        .poststratify, margins: [margin("sex", ["m": 1, "f": 1, "d": 0])]),
      people)
    #expect(zero?.weights == [0.5, 0.5, 1, 0])
  }

  @Test(arguments: [0, 1])
  func smallTablesAreNoTrap(rowCount: Int) throws {
    let people = makeTable([
      makeColumn("sex", [String](repeating: "m", count: rowCount))
    ])
    let found = fault(
      Calibration(.rake, margins: [margin("sex", ["m": 10])]), people)
    #expect((found == nil) == (rowCount == 1))
    let plan = WeightingPlan([
      .trim(WeightTrimming(upper: try WeightThreshold("median")))
    ])
    let design = SurveyDesign.simple(rowCount: rowCount)
    let trimmed = try? design.weighted(by: plan, table: people)
    #expect((trimmed == nil) == (rowCount == 0))
  }
}
