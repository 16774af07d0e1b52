import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of R's survey package under unequal probabilities.
@Suite struct UnequalTests {
  private func election(strata: Bool = false) throws -> Table {
    let source = try referenceTable("survey/data/election_pps.csv")
    let joint = try referenceTable("survey/data/election_jointprob.csv")
    let half = makeColumn(
      "half", (0..<source.rowCount).map { Double($0 % 2) })
    return makeTable(source.columns + joint.columns + [half])
  }

  private func data(
    _ table: Table, _ unequal: UnequalSpecification,
    strata: [String] = [], weights: String? = nil
  ) throws -> AnalysisData {
    let design = DesignSpecification(
      strata: strata, weights: weights,
      fpc: unequal.probabilities == nil ? ["p"] : [], unequal: unequal)
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  private func compare(
    _ analysis: some Analysis, _ data: AnalysisData, _ record: [String: Double],
    _ id: String, relative: Double = 1e-9
  ) throws {
    let found = try analysis.run(on: data).estimates
    var compared = 0
    for estimate in found {
      let name = analysis is RatioAnalysis ? "" : ".\(estimate.variable)"
      let (value, error) = (record["est\(name)"], record["se\(name)"])
      #expect(isClose(estimate.value ?? 0, value ?? 1), "\(id)\(name)")
      let own = estimate.standardError ?? 0
      #expect(
        isClose(own, error ?? 1, relative: relative), "\(id)\(name) \(own)")
      compared += 2
    }
    #expect(compared == record.count, "\(id)")
  }

  private static let squares = 0.10321027266234986 * 40
  private static let methods: [(String, UnequalSpecification)] = [
    ("pps.ht.brewer", UnequalSpecification(.brewer)),
    ("pps.overton", UnequalSpecification(.overton)),
    ("pps.ht", UnequalSpecification(.joint, joint: ["V*"])),
    (
      "pps.yg",
      UnequalSpecification(.joint, variance: .yatesGrundy, joint: ["V*"])
    ),
    (
      "pps.hr",
      UnequalSpecification(
        .hartleyRao, variance: .yatesGrundy, sumOfSquares: squares)
    ),
  ]

  @Test func totalsOfTheElection() throws {
    let table = try election()
    let totals = TotalAnalysis(variables: ["Bush", "Kerry", "Nader"])
    for (id, method) in Self.methods {
      try compare(totals, data(table, method), peerRecord(id), id)
    }
    let replaced = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: "wt"), table: table))
    try compare(totals, replaced, peerRecord("pps.wr"), "pps.wr")
  }

  @Test func strataAndDomains() throws {
    let table = try election()
    let totals = TotalAnalysis(variables: ["Bush", "Kerry"])
    let means = MeanAnalysis(variables: ["Bush", "Kerry"])
    let ratio = RatioAnalysis(numerator: "Bush", denominator: "votes")
    let large = try #require(table["TotPrecincts"]?.numbers())
      .map { $0 > 300 }
    for method in [UnequalMethod.brewer, .overton] {
      let id = "strata.\(method.rawValue)"
      var sample = try data(
        table, UnequalSpecification(method, probabilities: "p"),
        strata: ["half"])
      try compare(totals, sample, designRecord("\(id).total"), id)
      try compare(means, sample, designRecord("\(id).mean"), id)
      try compare(ratio, sample, designRecord("\(id).ratio"), id)
      sample.domain = large
      let one = MeanAnalysis(variables: ["Bush"])
      try compare(one, sample, designRecord("\(id).domain"), id)
    }
    try compare(
      totals,
      data(
        table, UnequalSpecification(.overton, variance: .yatesGrundy),
        strata: ["half"]), designRecord("strata.overton.yg"), "yg")
    try compare(
      totals,
      data(table, UnequalSpecification(.hartleyRao), strata: ["half"]),
      designRecord("strata.hr"), "hr")
    let joint = UnequalSpecification(.joint, joint: ["V*"])
    try compare(ratio, data(table, joint), designRecord("joint.ratio"), "ht")
    var domain = try data(
      table,
      UnequalSpecification(.joint, variance: .yatesGrundy, joint: ["V*"]))
    domain.domain = large
    try compare(
      MeanAnalysis(variables: ["Bush"]), domain,
      designRecord("joint.yg.domain"), "joint.yg.domain")
  }

  @Test func brewerInTwoStages() throws {
    let source = try referenceTable("survey/data/mu284.csv")
    let first = try #require(source["id1"]?.numbers())
    let sizes = try #require(source["n2"]?.numbers())
    let ids = Set(first).sorted()
    let own = [0.05, 0.12, 0.2, 0.07, 0.3]
    let p1 = first.map { own[ids.firstIndex(of: $0) ?? 0] }
    let p2 = first.indices.map { row in
      Double(first.count { $0 == first[row] }) / sizes[row]
    }
    let table = makeTable(
      source.columns + [makeColumn("p1", p1), makeColumn("p2", p2)])
    let design = DesignSpecification(
      clusters: ["id1", "id2"], fpc: ["p1", "p2"],
      unequal: UnequalSpecification(.brewer))
    let sample = AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
    try compare(
      TotalAnalysis(variables: ["y1"]), sample,
      designRecord("stages.brewer.total"), "total")
    try compare(
      MeanAnalysis(variables: ["y1"]), sample,
      designRecord("stages.brewer.mean"), "mean")
  }

  /// With equal probabilities Brewer's and a joint matrix of simple random
  /// sampling are the ordinary variance.
  @Test func equalProbabilitiesAreSimpleSampling() throws {
    let count = 12
    let values = (0..<count).map { Double(($0 * 5) % 7) }
    let probability = 0.25
    let size = Double(count) / probability
    let pair =
      probability * (Double(count) - 1) / (size - 1)
    let matrix = (0..<count).map { row in
      (0..<count).map { $0 == row ? probability : pair }
    }
    let table = makeTable([
      makeColumn("y", values),
      makeColumn("p", [Double](repeating: probability, count: count)),
    ])
    let total = TotalAnalysis(variables: ["y"])
    let plain = AnalysisData(
      table: table,
      design: try SurveyDesign(DesignSpecification(fpc: ["p"]), table: table))
    let wanted = try total.run(on: plain).estimates[0].standardError ?? 0
    for method in [
      UnequalSpecification(.brewer),
      UnequalSpecification(.joint, jointRows: matrix),
      UnequalSpecification(
        .joint, variance: .yatesGrundy, jointRows: matrix),
    ] {
      let found = try total.run(on: data(table, method)).estimates[0]
      #expect(isClose(found.standardError ?? 0, wanted, relative: 1e-10))
    }
  }
}
