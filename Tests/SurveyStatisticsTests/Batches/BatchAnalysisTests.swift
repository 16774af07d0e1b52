import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Analyses in batches of any size have the numbers of all rows at once.
@Suite struct BatchAnalysisTests {
  static let stratified = DesignSpecification(
    strata: ["stype"], weights: "pw", fpc: ["fpc"])
  static let clustered = DesignSpecification(
    clusters: ["dnum"], weights: "pw", fpc: ["fpc"])
  static let twoStage = DesignSpecification(
    clusters: ["dnum", "snum"], weights: "pw", fpc: ["fpc1", "fpc2"])

  static let samples: [(String, DesignSpecification)] = [
    ("apisrs", DesignSpecification()),
    ("apistrat", stratified),
    ("apistrat", DesignSpecification(strata: ["stype"], weights: "pw")),
    ("apiclus1", clustered),
    ("apiclus1", DesignSpecification(clusters: ["dnum"], weights: "pw")),
    ("apiclus2", twoStage),
  ]

  static let analyses: [any BatchAnalysis] = [
    MeanAnalysis(variables: ["api00"]),
    MeanAnalysis(variables: ["api00", "enroll"], by: [["stype"]]),
    MeanAnalysis(
      variables: ["api00", "enroll"], by: [["awards", "stype"]],
      missing: .listwise),
    TotalAnalysis(variables: ["enroll"], by: [["awards"]]),
    RatioAnalysis(
      numerator: "api.stu", denominator: "enroll",
      by: [["stype"], ["awards", "stype"]]),
    RatioAnalysis(
      numerator: "api00", denominator: "api99", prediction: .combined(-4e6)),
    RatioAnalysis(
      numerator: "api.stu", denominator: "enroll", by: [["awards"]],
      prediction: .separate(
        by: "stype", [.init("H", 1e6), .init("E", 2e6), .init("M", -3e5)])),
    votes,
    ShareAnalysis(
      variables: ["stype", "awards"], by: [["sch.wide"]], interval: .wilson),
    IndexAnalysis(
      items: ["awards"],
      grades: [
        GradeScore("Yes", 100), GradeScore("No", 0),
      ], show: [.index, .satisfied], by: [["stype"]]),
  ]

  /// Numbers of votes of two grades.
  private static var votes: IndexAnalysis {
    var analysis = IndexAnalysis(
      grades: [GradeScore("A", 100), GradeScore("B", 40)],
      show: [.index, .satisfied, .net], by: [["stype"], ["awards", "stype"]])
    analysis.counts = [
      GradeCount(grade: "A", column: "api.stu"),
      GradeCount(grade: "B", column: "enroll"),
    ]
    return analysis
  }

  @Test(arguments: 0..<6, [1, 7, 64, 1000])
  func batchesGiveTheNumbersOfTheWhole(sample: Int, size: Int) throws {
    let (name, design) = Self.samples[sample]
    let table = try referenceTable("survey/data/\(name).csv")
    for analysis in Self.analyses {
      for isDomain in [false, true] {
        let domain = isDomain ? rows(table) : nil
        let whole = try analysis.run(
          on: AnalysisData(
            table: table, domain: domain,
            design: try SurveyDesign(design, table: table)))
        let parts = try analysis.run(
          inBatches: batches(table, design, size: size, domain: domain))
        #expect(parts.conventions == whole.conventions)
        #expect(parts.diagnostics == whole.diagnostics)
        #expect(parts.formula == whole.formula)
        compare(parts.estimates, whole.estimates)
      }
    }
  }

  @Test func singleRowsOfStrataAreRefusedOrLeftOut() throws {
    let table = Table(
      name: "a",
      columns: [
        Column("h", .texts(DictionaryText(["a", "a", "b"]))),
        Column("y", .doubles([1, 2, 5])),
      ], source: DataSource(file: "a.csv"))
    var design = DesignSpecification(strata: ["h"])
    let analysis = MeanAnalysis(variables: ["y"])
    let refused = #expect(throws: Diagnostic.self) {
      try analysis.run(inBatches: batches(table, design, size: 2))
    }
    #expect(refused?.code == .singleCluster)
    for policy in [SingleClusterPolicy.remove, .certainty] {
      design.singleCluster = policy
      let whole = try analysis.run(
        on: AnalysisData(
          table: table, design: try SurveyDesign(design, table: table)))
      let parts = try analysis.run(inBatches: batches(table, design, size: 2))
      compare(parts.estimates, whole.estimates)
      #expect(parts.conventions == whole.conventions)
    }
    design.singleCluster = .centre
    let unsupported = #expect(throws: Diagnostic.self) {
      try analysis.run(inBatches: batches(table, design, size: 2))
    }
    #expect(unsupported?.code == .unsupportedBatches)
  }

  @Test func edgesAreThoseOfTheWhole() throws {
    let values: [Double] = [.nan, 3, 3, 3]
    let cases: [(values: [Double], weights: [Double])] = [
      ([], []), ([4], [2]), (values, [1, 1, 1, 1]), (values, [0, 2, 0, 1]),
      ([.nan, .nan], [1, 1]), ([1e15, 1e15 + 1], [1, 3]),
    ]
    for one in cases {
      let table = Table(
        name: "a",
        columns: [
          Column(
            "y", .doubles(one.values),
            missing: MissingReasons(
              one.values.map { $0.isNaN ? MissingReason.blank.rawValue : 0 })),
          Column("w", .doubles(one.weights)),
        ], source: DataSource(file: "a.csv"))
      let design = DesignSpecification(weights: "w", singleCluster: .remove)
      for analysis: any BatchAnalysis in [
        MeanAnalysis(variables: ["y"]), TotalAnalysis(variables: ["y"]),
      ] {
        let whole = try analysis.run(
          on: AnalysisData(
            table: table, design: try SurveyDesign(design, table: table)))
        let parts = try analysis.run(
          inBatches: batches(table, design, size: 1))
        compare(parts.estimates, whole.estimates)
      }
    }
  }

  /// What follows another number exactly has a ratio without an error, as
  /// with all rows at once, and near to it no digits are lost.
  @Test func ratiosOfNumbersThatFollowEachOtherKeepTheirDigits() throws {
    let below = (0..<40).map { 1e9 + Double($0 * $0) }
    let exact = below.map { 2 * $0 }
    let near = below.indices.map { exact[$0] + Double($0 % 3) * 1e-3 }
    for above in [exact, near] {
      let table = Table(
        name: "a",
        columns: [
          Column("y", .doubles(above)), Column("x", .doubles(below)),
        ], source: DataSource(file: "a.csv"))
      let design = DesignSpecification()
      let analysis = RatioAnalysis(numerator: "y", denominator: "x")
      let whole = try analysis.run(
        on: AnalysisData(
          table: table, design: try SurveyDesign(design, table: table)))
      let parts = try analysis.run(inBatches: batches(table, design, size: 9))
      let wanted = try #require(whole.estimates.first?.standardError)
      let found = try #require(parts.estimates.first?.standardError)
      #expect(abs(found - wanted) <= 1e-3 * wanted)
      #expect(parts.estimates.first?.value == whole.estimates.first?.value)
    }
  }

  /// Batches whose denominators are all 0 leave the ratio taken out before
  /// summing open; it is the same for all later ones.
  @Test func batchesOfZerosChangeNoRatio() throws {
    let zeros = [Double](repeating: 0, count: 12)
    let below = (0..<24).map { Double(10 + $0 * $0 % 7) }
    let above = below.enumerated().map { 2 * $1 + Double($0 % 3) }
    // Denominators that add up to nothing have no ratio either.
    let cancelling: [Double] = [5, -5, 5, -5, 5, -5, 5, -5, 5, -5, 5, -5]
    for start in [zeros, cancelling] {
      for top in [zeros, zeros.map { $0 + 3 }] {
        let table = Table(
          name: "a",
          columns: [
            Column("y", .doubles(top + above)),
            Column("x", .doubles(start + below)),
            Column(
              "g", .texts(DictionaryText(Array(repeating: "a", count: 36)))),
          ], source: DataSource(file: "a.csv"))
        let design = DesignSpecification()
        let analysis = RatioAnalysis(numerator: "y", denominator: "x")
        let whole = try analysis.run(
          on: AnalysisData(
            table: table, design: try SurveyDesign(design, table: table)))
        for size in [4, 6, 12, 18] {
          compare(
            try analysis.run(inBatches: batches(table, design, size: size))
              .estimates, whole.estimates)
        }
      }
    }
  }

  /// What is wrong is told as for all rows at once.
  @Test func wrongTotalsAndVotesAreRefused() throws {
    let table = try referenceTable("survey/data/apistrat.csv")
    let data = AnalysisData(
      table: table, design: try SurveyDesign(Self.stratified, table: table))
    func compare(_ analysis: some BatchAnalysis) throws {
      let whole = #expect(throws: Diagnostic.self) {
        try analysis.run(on: data)
      }
      let parts = #expect(throws: Diagnostic.self) {
        try analysis.run(inBatches: batches(table, Self.stratified, size: 50))
      }
      // Which group is named first may differ.
      #expect(parts?.code == whole?.code && whole != nil)
    }
    for totals in [["E"], ["E", "H", "M", "X"]] {
      try compare(
        RatioAnalysis(
          numerator: "api.stu", denominator: "enroll",
          prediction: .separate(by: "stype", totals.map { .init($0, 1e6) })))
    }
    var votes = Self.votes
    votes.show = [.mean]
    try compare(votes)
    votes = Self.votes
    votes.counts[0].column = "growth"
    try compare(votes)
  }

  /// Two grades on one column are refused as in a whole file.
  @Test func aColumnOfVotesStandsOnce() throws {
    let (name, design) = Self.samples[0]
    let table = try referenceTable("survey/data/\(name).csv")
    var votes = Self.votes
    votes.counts[1].column = votes.counts[0].column
    let fault = #expect(throws: Diagnostic.self) {
      try votes.run(inBatches: batches(table, design, size: 64))
    }
    #expect(fault?.code == .wrongOption)
  }

  private func rows(_ table: Table) -> [Bool] {
    let scores = table["api00"]?.numbers() ?? []
    return scores.map { $0 > 600 }
  }

  private func batches(
    _ table: Table, _ design: DesignSpecification, size: Int,
    domain: [Bool]? = nil
  ) -> BatchedData {
    BatchedData(design: design, level: 0.95) {
      _, start, take throws(Diagnostic) in
      // A reading that starts again must leave nothing behind.
      for _ in 0..<2 {
        start()
        var first = 0
        repeat {
          let end = min(table.rowCount, first + size)
          try take(
            AnalysisData(
              table: table.selecting(Array(first..<end)),
              domain: domain.map { Array($0[first..<end]) }))
          first = end
        } while first < table.rowCount
      }
      return table.source
    }
  }

  private func compare(_ found: [Estimate], _ wanted: [Estimate]) {
    #expect(found.count == wanted.count)
    for (one, other) in zip(found, wanted) {
      #expect(one.variable == other.variable)
      #expect(one.category == other.category)
      #expect(one.group == other.group)
      #expect(one.base == other.base)
      #expect(one.remarks == other.remarks)
      #expect(one.degreesOfFreedom == other.degreesOfFreedom)
      let pairs: [(Double?, Double?)] = [
        (one.value, other.value), (one.standardError, other.standardError),
        (one.interval?.lower, other.interval?.lower),
        (one.interval?.upper, other.interval?.upper),
        (one.weightedBase, other.weightedBase),
        (one.effectiveBase, other.effectiveBase),
        (one.designEffect, other.designEffect),
      ]
      for (left, right) in pairs {
        #expect((left == nil) == (right == nil))
        if let left, let right {
          #expect(isClose(left, right, relative: 1e-10))
        }
      }
    }
  }
}
