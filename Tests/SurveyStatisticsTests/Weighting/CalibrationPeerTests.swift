import Diagnostics
import LinearAlgebra
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Calibrated weights and their variances against R's survey package 4.1-1.
@Suite struct CalibrationPeerTests {
  static let schools = TargetMargin(
    ["stype"],
    .cells([.init(["E"], 4421), .init(["H"], 755), .init(["M"], 1018)]))
  static let wide = TargetMargin(
    ["sch.wide"], .cells([.init(["No"], 1072), .init(["Yes"], 5122)]))
  static let points = TargetMargin(["api99"], .total(3_914_069))

  static func clusters(
    _ steps: WeightingPlan.Step...
  ) throws -> AnalysisData {
    let table = try referenceTable("survey/data/apiclus1.csv")
    let design = try SurveyDesign(
      DesignSpecification(clusters: ["dnum"], weights: "pw", fpc: ["fpc"]),
      table: table)
    return AnalysisData(
      table: table,
      design: try design.weighted(by: WeightingPlan(steps), table: table).design
    )
  }

  /// Mean of api00, total of enroll, their errors, and the weights.
  static func numbers(_ data: AnalysisData) throws -> [String: Double] {
    let mean = try MeanAnalysis(variables: ["api00"]).run(on: data).estimates[0]
    let total =
      try TotalAnalysis(variables: ["enroll"]).run(on: data).estimates[0]
    let weights = data.design.weights
    return [
      "mean": mean.value ?? .nan, "se": mean.standardError ?? .nan,
      "total": total.value ?? .nan, "setotal": total.standardError ?? .nan,
      "min": weights.min() ?? .nan, "max": weights.max() ?? .nan,
      "sum": weights.reduce(0, +), "w1": weights[0], "w50": weights[49],
    ]
  }

  /// Compares under other names.
  static func compare(
    _ found: [String: Double], _ wanted: [String: Double],
    _ names: [String: String] = [:], relative: Double = 1e-9,
    subject: String = ""
  ) {
    #expect(!wanted.isEmpty, "\(subject) has no record")
    for (name, value) in wanted {
      let own = found[names[name] ?? name] ?? .nan
      let off = abs(own - value) / max(abs(value), 1e-300)
      #expect(
        own == value || off <= relative, "\(subject) \(name): \(own), \(value)")
    }
  }

  @Test func poststratification() throws {
    let table = try referenceTable("survey/data/apisrs.csv")
    let design = try SurveyDesign(
      DesignSpecification(weights: "pw", fpc: ["fpc"]), table: table)
    let step = WeightingPlan.Step.calibration(
      Calibration(.poststratify, margins: [Self.schools]))
    let simple = AnalysisData(
      table: table,
      design: try design.weighted(by: WeightingPlan([step]), table: table)
        .design)
    let totals =
      try TotalAnalysis(variables: ["enroll", "api.stu"]).run(on: simple)
      .estimates
    Self.compare(
      [
        "est.enroll": totals[0].value ?? .nan,
        "se.enroll": totals[0].standardError ?? .nan,
        "est.api.stu": totals[1].value ?? .nan,
        "se.api.stu": totals[1].standardError ?? .nan,
      ], try peerRecord("srs.poststrat"), subject: "srs.poststrat")
    let found = try Self.numbers(Self.clusters(step))
    for id in ["clus1.ps.total", "clus1.ps.mean", "clus1.ps.wts"] {
      Self.compare(found, try peerRecord(id), Self.peerNames, subject: id)
    }
  }

  static let peerNames = [
    "est.enroll": "total", "se.enroll": "setotal", "est.api00": "mean",
    "se.api00": "se", "mean.api00": "mean", "total.enroll": "total",
    "se.total": "setotal", "wmin": "min", "wmax": "max", "tot": "total",
    "setot": "setotal",
  ]

  @Test func raking() throws {
    let found = try Self.numbers(
      Self.clusters(
        .calibration(Calibration(.rake, margins: [Self.schools, Self.wide]))))
    for id in ["clus1.rake.mean", "clus1.rake.total", "clus1.rake.wts"] {
      Self.compare(
        found, try peerRecord(id), Self.peerNames, relative: 1e-8, subject: id)
    }
  }

  @Test(
    arguments: [
      ("clus1.cal.linear", Calibration.Method.linear, nil, 1e-9),
      ("clus1.cal.raking", .raking, nil, 1e-9),
      ("clus1.cal.logit", .logit, 0.4...3, 1e-7),
      ("clus1.cal.linear.bounded", .linear, 0.3...2.5, 1e-9),
    ] as [(String, Calibration.Method, ClosedRange<Double>?, Double)])
  func distances(
    id: String, method: Calibration.Method, bounds: ClosedRange<Double>?,
    tolerance: Double
  ) throws {
    let found = try Self.numbers(
      Self.clusters(
        .calibration(
          Calibration(
            method, margins: [Self.schools, Self.points], bounds: bounds))))
    Self.compare(
      found, try peerRecord(id), Self.peerNames, relative: tolerance,
      subject: id)
  }

  @Test func trimmingAfterCalibration() throws {
    let found = try Self.numbers(
      Self.clusters(
        .calibration(Calibration(.poststratify, margins: [Self.schools])),
        .trim(
          WeightTrimming(
            lower: WeightThreshold(20), upper: WeightThreshold(50),
            isStrict: true))))
    Self.compare(
      found, try peerRecord("clus1.trim"), Self.peerNames, subject: "clus1.trim"
    )
  }

  @Test func replicatesAreRakedAnew() throws {
    let table = try referenceTable("survey/data/apiclus1.csv")
    var design = try SurveyDesign(
      DesignSpecification(clusters: ["dnum"], weights: "pw", fpc: ["fpc"]),
      table: table)
    let units = try #require(design.stages.last?.unitOfRow)
    let count = design.clusterCount
    var factors = Matrix(
      rows: count, columns: count, repeating: Double(count) / Double(count - 1))
    for unit in 0..<count { factors[unit, unit] = 0 }
    let fraction = design.stages[0].fraction[0]
    design.replicates = ReplicateWeights(
      method: "jk1", storage: .factors(unitOfRow: units, factors),
      scale: (1 - fraction) * Double(count - 1) / Double(count),
      replicateScales: [Double](repeating: 1, count: count),
      centre: .replicates, freedom: .fixed(Double(count - 1)),
      baseWeights: design.weights)
    let plan = WeightingPlan([
      .calibration(Calibration(.rake, margins: [Self.schools, Self.wide]))
    ])
    let raked = AnalysisData(
      table: table, design: try design.weighted(by: plan, table: table).design)
    let found = try Self.numbers(raked)
    Self.compare(
      found, try peerRecord("clus1.jk1.rake"), Self.peerNames, relative: 1e-8,
      subject: "clus1.jk1.rake")
    // Clusters and cells are kept apart, rows are not.
    guard case .factors(_, let kept) = raked.design.replicates?.storage else {
      Issue.record("the weights of every row are kept")
      return
    }
    #expect(2 * kept.rowCount <= table.rowCount)
  }

  /// Factors of clusters and cells give the weights that the steps give to
  /// every row of every replicate.
  @Test func keptFactorsAreThoseOfEveryRow() throws {
    let rows = try NonresponseTests.table()
    let table = rows.selecting(
      (0..<4).flatMap { _ in Array(0..<rows.rowCount) })
    let design = try SurveyDesign(
      DesignSpecification(
        clusters: ["dnum"], weights: "pw",
        replicates: ReplicateSpecification(.made(.jk1))), table: table)
    let plan = WeightingPlan([
      NonresponseTests.adjustment(.cells(["elementary"])),
      .calibration(Calibration(.poststratify, margins: [Self.schools])),
      .trim(WeightTrimming(upper: WeightThreshold(20))),
    ])
    let weighted = try design.weighted(by: plan, table: table).design
    let replicates = try #require(weighted.replicates)
    guard case .factors(_, let kept) = replicates.storage else {
      Issue.record("the weights of every row are kept")
      return
    }
    #expect(2 * kept.rowCount <= table.rowCount)
    var compared = 0
    for replicate in 0..<replicates.count {
      var plain = design
      plain.replicates = nil
      var own = design.weights
      design.replicates?.fill(&own, replicate: replicate)
      plain.weights = own
      guard
        let wanted = try? plain.weighted(by: plan, table: table).design.weights
      else { continue }
      var found = own
      replicates.fill(&found, replicate: replicate)
      #expect(isClose(found, wanted, relative: 1e-12), "\(replicate)")
      compared += 1
    }
    #expect(compared > 10)
    // Totals of numbers move every row by itself.
    let numeric = try design.weighted(
      by: WeightingPlan([
        .calibration(Calibration(.linear, margins: [Self.points]))
      ]), table: table
    ).design
    guard case .steps = numeric.replicates?.storage else {
      Issue.record("factors cannot tell rows apart")
      return
    }
  }

  /// A weight of 0 has no factor that makes another one: replicates that do
  /// not cut it to 0 keep their own.
  @Test func replicatesOfWeightsCutToZero() throws {
    var (units, first, second): ([Double], [String], [String]) = ([], [], [])
    for unit in 0..<10 {
      for row in 0..<16 {
        units.append(Double(unit))
        // A and X are rarer in some clusters than in others.
        first.append(row % 16 < 4 + unit % 3 * 4 ? "A" : "B")
        second.append(row * 7 % 16 < 4 + unit % 4 * 3 ? "X" : "Y")
      }
    }
    let table = makeTable([
      makeColumn("u", units), makeColumn("a", first),
      makeColumn("b", second),
    ])
    let design = try SurveyDesign(
      DesignSpecification(
        clusters: ["u"], replicates: ReplicateSpecification(.made(.jk1))),
      table: table)
    let size = Double(table.rowCount)
    func share(_ values: [String], _ value: String) -> Double {
      Double(values.count { $0 == value }) / size
    }
    // Shares that add up to just below what the cell A × X can be.
    let (a, x) = (share(first, "A"), share(second, "X"))
    let cut = size * a * 0.4
    let plan = WeightingPlan([
      .calibration(
        Calibration(
          .linear,
          margins: [
            TargetMargin(
              ["a"], .cells([.init(["A"], cut), .init(["B"], size - cut)])),
            TargetMargin(
              ["b"],
              .cells([
                .init(["X"], size * x * 0.58),
                .init(["Y"], size - size * x * 0.58),
              ])),
          ], bounds: 0...6))
    ])
    let weighted = try design.weighted(by: plan, table: table).design
    let replicates = try #require(weighted.replicates)
    #expect(weighted.weights.contains(0))
    var revived = 0
    for replicate in 0..<replicates.count {
      var plain = design
      plain.replicates = nil
      var own = design.weights
      design.replicates?.fill(&own, replicate: replicate)
      plain.weights = own
      let wanted = try plain.weighted(by: plan, table: table).design.weights
      var found = own
      replicates.fill(&found, replicate: replicate)
      #expect(isClose(found, wanted, relative: 1e-12), "\(replicate)")
      for row in wanted.indices where weighted.weights[row] == 0 {
        if wanted[row] != 0 { revived += 1 }
      }
    }
    #expect(revived > 0)
  }

  /// What the last step made known does not vary any more, whatever came
  /// before it; totals of the first step do.
  @Test func knownTotalsHaveNoError() throws {
    let data = try Self.clusters(
      .calibration(Calibration(.rake, margins: [Self.schools, Self.wide])),
      .trim(WeightTrimming(upper: WeightThreshold(60))),
      .calibration(
        Calibration(
          .raking,
          margins: [
            Self.points,
            TargetMargin(
              ["yr.rnd"], .cells([.init(["No"], 5244), .init(["Yes"], 950)])),
          ])))
    let totals =
      try TotalAnalysis(variables: ["api99", "enroll"]).run(on: data).estimates
    #expect(isClose(totals[0].value ?? .nan, 3_914_069))
    let error = try #require(totals[0].standardError)
    #expect(error < 1e-6)
    #expect(try #require(totals[1].standardError) > 1e4)
    let shares = try ShareAnalysis(variables: ["yr.rnd"]).run(on: data)
      .estimates
    #expect(isClose(shares[0].value ?? .nan, 5244 / 6194))
    #expect(try #require(shares[0].standardError) < 1e-9)
  }

  // MARK: - Numbers of Tests/References/weighting/weighting.R

  static func expected(_ id: String) throws -> [String: Double] {
    let table = try referenceTable("weighting/expected.csv")
    let ids = try #require(table["id"])
    let names = try #require(table["name"])
    let values = try #require(table["value"]?.numbers())
    var found: [String: Double] = [:]
    for row in 0..<table.rowCount where ids.text(at: row) == id {
      found[names.text(at: row) ?? ""] = values[row]
    }
    return found
  }

  static func segmented(
    _ names: [String], points: Bool = false
  ) throws -> [TargetMargin] {
    let targets = try expected("segmented.targets")
    var margins: [TargetMargin] = []
    for segment in ["No", "Yes"] {
      for name in names {
        let prefix = "\(segment).\(name)."
        let cells = targets.keys.sorted().filter { $0.hasPrefix(prefix) }.map {
          TargetMargin.Cell(
            [String($0.dropFirst(prefix.count))], targets[$0] ?? .nan)
        }
        margins.append(TargetMargin([name], segment: segment, .cells(cells)))
      }
      if points {
        let total = try #require(targets["\(segment).api99"])
        margins.append(
          TargetMargin(["api99"], segment: segment, .total(total)))
      }
    }
    return margins
  }

  @Test func segments() throws {
    let raked = Calibration(
      .rake, margins: try Self.segmented(["stype", "awards"]),
      segments: "sch.wide")
    Self.compare(
      try Self.numbers(Self.clusters(.calibration(raked))),
      try Self.expected("segmented.rake"), relative: 1e-9,
      subject: "segmented.rake")
    let linear = Calibration(
      .linear, margins: try Self.segmented(["stype"], points: true),
      segments: "sch.wide")
    Self.compare(
      try Self.numbers(Self.clusters(.calibration(linear))),
      try Self.expected("segmented.linear"), relative: 1e-9,
      subject: "segmented.linear")
    Self.compare(
      try Self.numbers(
        Self.clusters(
          .calibration(raked),
          .trim(
            WeightTrimming(
              lower: WeightThreshold(15), upper: WeightThreshold(60))))),
      try Self.expected("trim.once"), relative: 1e-9, subject: "trim.once")
  }

  @Test func crossedMarginsAndTheDistanceOfRaking() throws {
    let distance = Calibration(.raking, margins: [Self.schools, Self.wide])
    Self.compare(
      try Self.numbers(Self.clusters(.calibration(distance))),
      try Self.expected("distance.rake"), relative: 1e-9,
      subject: "distance.rake")
    let counts = [
      (["E", "No"], 472.0), (["H", "No"], 334), (["M", "No"], 266),
      (["E", "Yes"], 3949), (["H", "Yes"], 421), (["M", "Yes"], 752),
    ]
    let crossed = TargetMargin(
      ["stype", "sch.wide"],
      .cells(counts.map { TargetMargin.Cell($0.0, $0.1) }))
    let year = TargetMargin(
      ["yr.rnd"], .cells([.init(["No"], 5244), .init(["Yes"], 950)]))
    Self.compare(
      try Self.numbers(
        Self.clusters(
          .calibration(Calibration(.rake, margins: [crossed, year])))
      ), try Self.expected("crossed.rake"), relative: 1e-9,
      subject: "crossed.rake")
  }
}
