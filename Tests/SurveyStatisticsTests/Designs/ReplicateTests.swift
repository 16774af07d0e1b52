import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Numbers of R's survey package from replicate weights.
@Suite struct ReplicateTests {
  static let stratified = DesignSpecification(
    strata: ["stype"], weights: "pw", fpc: ["fpc"])
  static let pairs = DesignSpecification(
    strata: ["stratum"], clusters: ["unit"], weights: "pw")

  private func made(
    _ method: ReplicateMaking, _ base: DesignSpecification,
    _ change: (inout ReplicateSpecification) -> Void = { _ in }
  ) -> DesignSpecification {
    var plan = ReplicateSpecification(.made(method))
    change(&plan)
    var result = base
    result.replicates = plan
    return result
  }

  private func supplied(
    _ column: String, _ method: ReplicateMethod,
    _ change: (inout ReplicateSpecification) -> Void = { _ in }
  ) -> DesignSpecification {
    var plan = ReplicateSpecification(.supplied([column], method))
    change(&plan)
    return DesignSpecification(weights: "pw", replicates: plan)
  }

  private func data(
    _ file: String, _ design: DesignSpecification, scd: Bool = false
  ) throws -> AnalysisData {
    let table = try referenceTable("\(file).csv")
    return AnalysisData(
      table: table, design: try SurveyDesign(design, table: table))
  }

  private func means(
    _ data: AnalysisData, _ record: [String: Double], _ id: String,
    _ names: [String] = ["api00", "enroll"]
  ) throws {
    for found in try MeanAnalysis(variables: names).run(on: data).estimates {
      let name = found.variable
      #expect(isClose(found.value ?? 0, record["est.\(name)"] ?? 1), "\(id)")
      let error = found.standardError ?? 0
      #expect(isClose(error, record["se.\(name)"] ?? 1), "\(id) \(name)")
      if let freedom = record["df"] {
        #expect(found.degreesOfFreedom == freedom, "\(id)")
      }
    }
  }

  private func total(
    _ data: AnalysisData, _ record: [String: Double], _ names: [String]
  ) throws {
    for found in try TotalAnalysis(variables: names).run(on: data).estimates {
      let name = found.variable
      #expect(isClose(found.value ?? 0, record["est.\(name)"] ?? 1))
      #expect(isClose(found.standardError ?? 0, record["se.\(name)"] ?? 1))
    }
  }

  private func ratio(
    _ above: String, _ below: String, _ data: AnalysisData,
    _ value: Double?, _ error: Double?, _ id: String
  ) throws {
    let found = try RatioAnalysis(numerator: above, denominator: below)
      .run(on: data).estimates[0]
    #expect(isClose(found.value ?? 0, value ?? 1), "\(id)")
    #expect(isClose(found.standardError ?? 0, error ?? 1), "\(id)")
  }

  @Test func jackknifeOfStrata() throws {
    let sample = try data("survey/data/apistrat", made(.jkn, Self.stratified))
    try means(sample, peerRecord("strat.jkn.mean"), "strat.jkn")
    try total(sample, peerRecord("strat.jkn.total"), ["enroll"])
    let record = try peerRecord("strat.jkn.ratio")
    try ratio(
      "api.stu", "enroll", sample, record["v1"], record["v2"], "strat.jkn")
    let replicates = try #require(sample.design.replicates)
    let counts = try peerRecord("strat.jkn.nreps")
    #expect(Double(replicates.count) == counts["R"])
    #expect(replicates.degreesOfFreedom == counts["degf"])
    // What is known of the rank is what counting finds.
    #expect(replicates.storage.rank(Array(0..<200)) - 1 == 197)
    let middle = try data(
      "survey/data/apistrat",
      made(.jkn, Self.stratified) { $0.centre = .estimate })
    let other = try designRecord("jkn.mse")
    try ratio(
      "api.stu", "enroll", middle, other["est"], other["se"], "jkn.mse")
    var domain = sample
    domain.domain = (0..<sample.table.rowCount).map {
      sample.table["sch.wide"]?.text(at: $0) == "No"
    }
    try means(domain, designRecord("jkn.domain"), "jkn.domain", ["api00"])
  }

  @Test func jackknifeOfClusters() throws {
    let clusters = DesignSpecification(
      clusters: ["dnum"], weights: "pw", fpc: ["fpc"])
    let sample = try data("survey/data/apiclus1", made(.jk1, clusters))
    try means(sample, peerRecord("clus1.jk1.mean"), "clus1.jk1")
    try total(sample, peerRecord("clus1.jk1.total"), ["enroll"])
    #expect(sample.design.replicates?.storage.rank(Array(0..<15)) == 15)
    let middle = try data(
      "survey/data/apiclus1", made(.jk1, clusters) { $0.centre = .estimate })
    try means(middle, peerRecord("clus1.jk1.mse"), "mse", ["api00"])
  }

  /// Groups have the rank of their own rows, as `degf(subset(…))` in R: 47,
  /// 99 and 92 of 197; and what is known of a jackknife is what counting
  /// finds.
  @Test func domainsHaveTheDegreesOfTheirRows() throws {
    let sample = try data("survey/data/apistrat", made(.jkn, Self.stratified))
    let replicates = try #require(sample.design.replicates)
    let types = try sample.table.column("stype")
    let scores = try #require(sample.table["api00"]?.numbers())
    let domains: [(String, (Int) -> Bool)] = [
      ("jkn.stratum", { types.text(at: $0) == "E" }),
      (
        "jkn.two",
        {
          types.text(at: $0) == "M"
            || types.text(at: $0) == "H" && scores[$0] > 500
        }
      ),
    ]
    for (id, isIn) in domains {
      var domain = sample
      let used = (0..<200).map(isIn)
      domain.domain = used
      try means(domain, designRecord(id), id, ["api00"])
      let rows = used.indices.filter { used[$0] }
      #expect(
        Double(replicates.storage.rank(rows) - 1)
          == replicates.freedom.degrees(ofRows: rows))
    }
    let groups = try MeanAnalysis(variables: ["api00"], by: [["stype"]])
      .run(on: sample).estimates
    #expect(groups.map(\.degreesOfFreedom) == [197, 99, 49, 49])
    let none = replicates.freedom.degrees(ofRows: [])
    #expect(none < 1)
  }

  @Test(arguments: [("rep*", "brr", ReplicateMethod.brr), ("jk*", "jkn", .jkn)])
  func suppliedWeightsOfDomains(
    column: String, id: String, method: ReplicateMethod
  ) throws {
    let sample = try data(
      "designs/supplied",
      supplied(column, method) {
        if method == .jkn {
          $0.replicateScales = [Double](repeating: 0.5, count: 26)
        }
      })
    let found = try MeanAnalysis(variables: ["api00"], by: [["stype"]])
      .run(on: sample).estimates
    for estimate in found where !estimate.group.isEmpty {
      let group = estimate.group[0].value
      guard group != "M" else { continue }
      let record = try designRecord("supplied.\(id).domain.\(group)")
      #expect(isClose(estimate.value ?? 0, record["est.api00"] ?? 1))
      #expect(isClose(estimate.standardError ?? 0, record["se.api00"] ?? 1))
      #expect(estimate.degreesOfFreedom == record["df"], "\(id) \(group)")
    }
    #expect(found.count == 4)
  }

  /// Clusters less strata with rows of the group, as without replicates.
  @Test func degreesOfTheDesignAreThoseOfTheGroup() throws {
    let sample = try data(
      "survey/data/apistrat",
      made(.jkn, Self.stratified) { $0.degrees = .design })
    let found = try MeanAnalysis(variables: ["api00"], by: [["stype"]])
      .run(on: sample).estimates
    #expect(found.map(\.degreesOfFreedom) == [197, 99, 49, 49])
  }

  @Test func ambulances() throws {
    let base = DesignSpecification(strata: ["ESA"], clusters: ["ambulance"])
    let designs: [(String, DesignSpecification, String, String)] = [
      ("scd.taylor.ratio", base, "ratio", "se"),
      ("scd.jkn", made(.jkn, base), "v1", "v2"),
      ("scd.fay", made(.fay, base) { $0.fay = 0.3 }, "ratio", "se"),
      ("scd.brr.ratio", made(.brr, base), "ratio", "se"),
    ]
    for (id, design, value, error) in designs {
      let record = try peerRecord(id)
      try ratio(
        "alive", "arrests", data("survey/data/scd", design), record[value],
        record[error], id)
    }
  }

  /// The four half samples of Levy and Lemeshow as factors in the file.
  @Test func ambulancesWithSuppliedHalfSamples() throws {
    let source = try referenceTable("survey/data/scd.csv")
    let halves: [[Double]] = [
      [2, 0, 2, 0, 2, 0], [2, 0, 0, 2, 0, 2], [0, 2, 2, 0, 0, 2],
      [0, 2, 0, 2, 2, 0],
    ]
    let columns = halves.enumerated().map {
      makeColumn("half\($0.offset)", $0.element)
    }
    let one = makeColumn("one", [Double](repeating: 1, count: 6))
    let table = makeTable(source.columns + columns + [one])
    var plan = ReplicateSpecification(.supplied(["half*"], .brr))
    plan.isCombined = false
    let design = try SurveyDesign(
      DesignSpecification(weights: "one", replicates: plan), table: table)
    let record = try peerRecord("scd.brr.ratio")
    try ratio(
      "alive", "arrests", AnalysisData(table: table, design: design),
      record["ratio"], record["se"], "scd.brr.ratio")
  }

  @Test func balancedHalfSamples() throws {
    for (id, design) in [
      ("brr.total", made(.brr, Self.pairs)),
      ("fay.total", made(.fay, Self.pairs) { $0.fay = 0.4 }),
      ("pair.total", Self.pairs),
    ] {
      let sample = try data("designs/supplied", design)
      let record = try designRecord(id)
      try total(sample, record, ["api00", "enroll"])
      if let replicates = sample.design.replicates {
        #expect(replicates.count == 16)
        #expect(replicates.degreesOfFreedom == record["df"])
        let units = Array(0..<replicates.unitCount)
        #expect(Double(replicates.storage.rank(units) - 1) == record["df"])
      }
    }
    // Another order of the matrix is as good for totals.
    let more = try data(
      "designs/supplied", made(.brr, Self.pairs) { $0.count = 27 })
    #expect(more.design.replicates?.count == 28)
    try total(more, designRecord("brr.total"), ["api00", "enroll"])
  }

  @Test func suppliedWeights() throws {
    let designs: [(String, DesignSpecification)] = [
      ("supplied.brr", supplied("rep*", .brr)),
      (
        "supplied.fay",
        supplied("fac*", .fay) {
          $0.fay = 0.4
          $0.isCombined = false
        }
      ),
      ("supplied.jkn", supplied("jk*", .jkn) { $0.replicateScales = [0.5] }),
      ("supplied.jk1", supplied("jk*", .jk1)),
      ("supplied.jk2", supplied("jk*", .jk2)),
      ("supplied.bootstrap", supplied("rep*", .bootstrap)),
      ("supplied.sdr", supplied("rep*", .successiveDifference)),
      (
        "supplied.other",
        supplied("rep*", .other) {
          $0.scale = 0.25
          $0.replicateScales = [0] + [Double](repeating: 0.5, count: 15)
        }
      ),
      ("supplied.brr.mse", supplied("rep*", .brr) { $0.centre = .estimate }),
    ]
    for (id, design) in designs {
      let sample = try data("designs/supplied", design)
      try means(sample, designRecord("\(id).mean"), id)
      let record = try designRecord("\(id).ratio")
      try ratio("enroll", "api00", sample, record["est"], record["se"], id)
    }
  }

  /// A cluster without a weight counts nowhere, as `degf` in R has it.
  @Test func clustersWithoutWeightDoNotCount() throws {
    let rows = (0..<10).map { Double($0 / 2) }
    let table = makeTable([
      makeColumn("u", rows), makeColumn("w", rows.map { $0 == 4 ? 0 : 1 }),
    ])
    let design = try SurveyDesign(
      made(.jk1, DesignSpecification(clusters: ["u"], weights: "w")) {
        $0.degrees = .rank
      }, table: table)
    #expect(design.replicates?.degreesOfFreedom == 3)
  }

  @Test func degreesOfFreedomAreThoseAskedFor() throws {
    for (degrees, wanted) in [
      (ReplicateDegrees.rank, 13.0), (.count, 15), (.design, 25),
      (.number(7), 7),
    ] {
      let sample = try data(
        "designs/supplied", supplied("rep*", .brr) { $0.degrees = degrees })
      #expect(sample.design.replicates?.degreesOfFreedom == wanted)
      let names = sample.design.conventions.map(\.name)
      #expect(
        names == ["replicates", "replicate-centre", "degrees-of-freedom"])
    }
  }

  @Test(arguments: [
    (SingleClusterPolicy.remove, "remove"), (.certainty, "certainty"),
    (.centre, "adjust"), (.average, "average"),
  ])
  func jackknifeWithSingleCluster(
    policy: SingleClusterPolicy, id: String
  ) throws {
    let base = DesignSpecification(
      strata: ["stype"], weights: "pw", singleCluster: policy)
    let sample = try data("designs/single", made(.jkn, base))
    try means(sample, designRecord("single.jkn.\(id)"), id, ["api00"])
  }

  @Test func singleClusterIsJoinedWithItsNeighbour() throws {
    let base = DesignSpecification(
      strata: ["stype"], weights: "pw", singleCluster: .collapse)
    let sample = try data("designs/single", base)
    try means(sample, designRecord("collapse.mean"), "collapse", ["api00"])
    #expect(sample.design.degreesOfFreedom == 34 - 2)
    let convention = try #require(
      sample.design.conventions.first { $0.name == "single-cluster" })
    #expect(convention.sentence.english?.contains("E + H") == true)
  }
}

/// The numbers of one record of `Tests/References/designs/expected.json`.
func designRecord(_ id: String) throws -> [String: Double] {
  try referenceObject("designs/expected.json", id)
    .compactMapValues { $0 as? Double }
}
