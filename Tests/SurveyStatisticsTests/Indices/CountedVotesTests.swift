import Diagnostics
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Indices and shares of votes that were counted, against the same votes
/// with a row each whose clusters are the rows of counts.
@Suite struct CountedVotesTests {
  /// A subject, its stratum and group, its weight, and votes best first.
  private static let rows: [(String, String, String, Double, [Int])] = [
    ("a", "n", "g", 1.5, [20, 8, 1]), ("b", "n", "g", 2, [31, 4, 4]),
    ("c", "n", "h", 1, [12, 0, 0]), ("d", "n", "h", 3, [9, 9, 2]),
    ("e", "s", "g", 1, [40, 3, 0]), ("f", "s", "g", 2.5, [15, 5, 5]),
    ("i", "s", "h", 1, [22, 2, 1]), ("j", "s", "h", 2, [18, 6, 3]),
  ]
  private static let names = ["满意", "基本满意", "不满意"]

  private func data(_ table: Table, clusters: [String]) throws -> AnalysisData {
    AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(
          strata: ["stratum"], clusters: clusters, weights: "w"),
        table: table))
  }

  private func counted() throws -> AnalysisData {
    let rows = Self.rows
    let votes = (0..<3).map { grade in
      makeColumn("v\(grade)", rows.map { "\($0.4[grade])" })
    }
    let fixed = [
      makeColumn("id", rows.map(\.0)), makeColumn("stratum", rows.map(\.1)),
      makeColumn("group", rows.map(\.2)), makeColumn("w", rows.map(\.3)),
      makeColumn("all", rows.map { "\($0.4.reduce(0, +))" }),
    ]
    return try data(makeTable(fixed + votes), clusters: [])
  }

  private func expanded() throws -> AnalysisData {
    var cells: [[String]] = [[], [], [], []]
    var weights: [Double] = []
    for row in Self.rows {
      for (grade, count) in row.4.enumerated() {
        for _ in 0..<count {
          cells[0].append(row.0)
          cells[1].append(row.1)
          cells[2].append(row.2)
          cells[3].append(Self.names[grade])
          weights.append(row.3)
        }
      }
    }
    return try data(
      makeTable([
        makeColumn("id", cells[0]), makeColumn("stratum", cells[1]),
        makeColumn("group", cells[2]), makeColumn("vote", cells[3]),
        makeColumn("w", weights),
      ]), clusters: ["id"])
  }

  private func compare(_ found: [Estimate], _ wanted: [Estimate]) throws {
    #expect(found.count == wanted.count && !found.isEmpty)
    for (left, right) in zip(found, wanted) {
      let name = "\(left.statistic) \(left.group)"
      #expect(left.group == right.group, "\(name)")
      #expect(isClose(left.value ?? .nan, right.value ?? .nan), "\(name)")
      #expect(
        isClose(left.standardError ?? .nan, right.standardError ?? .nan),
        "\(name)")
      let (a, b) = (left.interval, right.interval)
      #expect(isClose(a?.lower ?? .nan, b?.lower ?? .nan), "\(name)")
      #expect(isClose(a?.upper ?? .nan, b?.upper ?? .nan), "\(name)")
      #expect(left.degreesOfFreedom == right.degreesOfFreedom, "\(name)")
    }
  }

  @Test func indexOfCountsIsThatOfTheVotes() throws {
    let grades = zip(Self.names, [100.0, 60, 0]).map { GradeScore($0, $1) }
    let show: [IndexStatistic] = [
      .index, .satisfied, .satisfiedOrBasic, .dissatisfied, .net,
    ]
    var counts = IndexAnalysis(grades: grades, show: show, by: [["group"]])
    counts.counts = Self.names.enumerated().map {
      .init(grade: $1, column: "v\($0)")
    }
    let votes = IndexAnalysis(
      items: ["vote"], grades: grades, show: show, by: [["group"]])
    let found = try counts.run(on: counted()).estimates
    let wanted = try votes.run(on: expanded()).estimates
    try compare(found, wanted)
    for (left, right) in zip(found, wanted) {
      #expect(left.base == right.base)
      #expect(isClose(left.weightedBase, right.weightedBase))
      #expect(
        isClose(left.effectiveBase ?? .nan, right.effectiveBase ?? .nan))
    }
  }

  @Test func ratiosThatAreSharesHaveIntervalsOfShares() throws {
    for interval in [ShareInterval.logit, .wilson, .arcsine] {
      let ratio = RatioAnalysis(
        numerator: "v0", denominator: "all", by: [["group"]],
        interval: interval)
      let share = ShareAnalysis(
        variables: ["vote"], values: ["满意"], by: [["group"]],
        interval: interval)
      let found = try ratio.run(on: counted()).estimates
      try compare(found, share.run(on: expanded()).estimates)
      #expect(found.allSatisfy { $0.unit == .share })
    }
  }

  private func small(_ above: [String], _ below: [String]) -> AnalysisData {
    AnalysisData(
      table: makeTable([makeColumn("y", above), makeColumn("x", below)]))
  }

  @Test func intervalsBeyondOneAreTold() throws {
    let data = small(["9", "9", "2"], ["9", "10", "9"])
    var ratio = RatioAnalysis(numerator: "y", denominator: "x")
    let plain = try ratio.run(on: data)
    #expect((plain.estimates[0].interval?.upper ?? 0) > 1)
    #expect(plain.diagnostics.map(\.code) == [.ratioBeyondShare])
    ratio.interval = .logit
    let share = try ratio.run(on: data)
    #expect((share.estimates[0].interval?.upper ?? 2) < 1)
    #expect(share.diagnostics.isEmpty)
    #expect(share.conventions.contains { $0.name == "interval" })
    let none = try RatioAnalysis(numerator: "x", denominator: "y")
      .run(on: data)
    #expect(none.diagnostics.isEmpty)
    #expect(
      diagnosticCode {
        _ = try RatioAnalysis(
          numerator: "x", denominator: "y", interval: .logit
        ).run(on: data)
      } == .ratioIsNoShare)
  }

  /// A row outside the domain may hold anything.
  @Test func partsAreLookedForInTheDomainOnly() throws {
    var data = small(["3", "9", "2"], ["4", "4", "4"])
    let ratio = RatioAnalysis(
      numerator: "y", denominator: "x", interval: .logit)
    #expect(
      diagnosticCode { _ = try ratio.run(on: data) } == .ratioIsNoShare)
    data.domain = [true, false, true]
    #expect(try ratio.run(on: data).estimates[0].value == 0.625)
  }

  /// Rows without weight do not count, as everywhere.
  @Test func votesOfRowsWithoutWeightAreNotInTheBase() throws {
    let table = makeTable([
      makeColumn("a", ["1", "2", "3"]), makeColumn("b", ["1", "0", "1"]),
      makeColumn("w", [1.0, 0, 1]),
    ])
    var analysis = IndexAnalysis(
      grades: [GradeScore("a", 100), GradeScore("b", 0)], show: [.index])
    analysis.counts = [
      .init(grade: "a", column: "a"), .init(grade: "b", column: "b"),
    ]
    let found = try analysis.run(
      on: AnalysisData(
        table: table,
        design: try SurveyDesign(
          DesignSpecification(weights: "w"), table: table))
    ).estimates[0]
    #expect(found.base == 6)
    #expect(found.weightedBase == 6)
  }

  private func diagnosticCode(_ run: () throws -> Void) -> DiagnosticCode? {
    do {
      try run()
      return nil
    } catch {
      return (error as? Diagnostic)?.code
    }
  }

  @Test func countsThatCannotBeUsedAreRefused() throws {
    let data = AnalysisData(
      table: makeTable([
        makeColumn("y", ["9", "-1"]), makeColumn("x", ["1", "2"]),
        makeColumn("z", ["0", "2"]),
      ]))
    let grades = [GradeScore("a", 100), GradeScore("b", 0)]
    func code(_ change: (inout IndexAnalysis) -> Void) -> DiagnosticCode? {
      var analysis = IndexAnalysis(grades: grades)
      analysis.counts = [
        .init(grade: "a", column: "x"), .init(grade: "b", column: "z"),
      ]
      change(&analysis)
      return diagnosticCode { _ = try analysis.run(on: data) }
    }
    #expect(code { _ in } == nil)
    #expect(code { $0.counts[0].column = "y" } == .impossibleVotes)
    #expect(code { $0.counts[0].column = "z" } == .wrongOption)
    #expect(code { $0.counts[0].grade = "c" } == .wrongOption)
    #expect(code { $0.counts.removeLast() } == .wrongOption)
    #expect(code { $0.items = ["x"] } == .wrongOption)
    #expect(code { $0.denominator = .all } == .wrongOption)
    #expect(code { $0.show = [.mean] } == .wrongOption)
    #expect(code { $0.show = [.satisfiedOrBasic] } == .wrongOption)
    #expect(
      code {
        $0.promoters = ["z"]; $0.show = [.net]
      } == .wrongOption)
  }

  @Test func rowsWithoutVotesAreNotUsed() throws {
    let data = small(["9", "0", ""], ["1", "0", "5"])
    var analysis = IndexAnalysis(
      grades: [GradeScore("a", 100), GradeScore("b", 0)])
    analysis.counts = [
      .init(grade: "a", column: "y"), .init(grade: "b", column: "x"),
    ]
    let found = try analysis.run(on: data).estimates
    #expect(found.map(\.base) == [10])
    #expect(found[0].value.map { isClose($0, 90) } == true)
  }
}
