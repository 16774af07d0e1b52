import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Numbers of R's survey package, at a relative 1e-9 or better.
@Suite struct PeerTests {
  static let stratified = DesignSpecification(
    strata: ["stype"], weights: "pw", fpc: ["fpc"])
  static let clustered = DesignSpecification(
    clusters: ["dnum"], weights: "pw", fpc: ["fpc"])
  static let twoStage = DesignSpecification(
    clusters: ["dnum", "snum"], fpc: ["fpc1", "fpc2"])

  func data(
    _ name: String, _ design: DesignSpecification,
    domain: ((Table) -> [Bool])? = nil
  ) throws -> AnalysisData {
    let table = try referenceTable("survey/data/\(name).csv")
    return AnalysisData(
      table: table, domain: domain.map { $0(table) },
      design: try SurveyDesign(design, table: table))
  }

  /// Compares the overall estimates with the values `est.V`, `se.V` and
  /// `deff.V` of a record.
  func compare(
    _ analysis: some Analysis, _ data: AnalysisData, _ id: String
  ) throws {
    let expected = try expected(id)
    let found = try analysis.run(on: data).estimates
    var compared = 0
    for estimate in found where estimate.group.isEmpty {
      let name = estimate.variable + (estimate.category ?? "")
      for (key, value) in [
        ("est", estimate.value), ("se", estimate.standardError),
        ("deff", estimate.designEffect),
      ] {
        guard let wanted = expected["\(key).\(name)"] else { continue }
        #expect(isClose(value ?? .nan, wanted), "\(id) \(key).\(name)")
        compared += 1
      }
    }
    #expect(compared == expected.count, "\(id): \(compared) values compared")
  }

  @Test func means() throws {
    let both = MeanAnalysis(variables: ["api00", "enroll"])
    try compare(both, data("apistrat", Self.stratified), "strat.mean")
    try compare(
      MeanAnalysis(
        variables: ["api00", "enroll"], designEffect: .withReplacement),
      data("apistrat", Self.stratified), "strat.mean.deffreplace")
    try compare(
      both,
      data(
        "apistrat", DesignSpecification(strata: ["stype"], weights: "pw")),
      "strat.mean.nofpc")
    try compare(
      both, data("apisrs", DesignSpecification(weights: "pw", fpc: ["fpc"])),
      "srs.mean")
    try compare(both, data("apiclus1", Self.clustered), "clus1.mean")
    try compare(
      MeanAnalysis(variables: ["births"]),
      data(
        "hospital",
        DesignSpecification(
          strata: ["oblevel"], clusters: ["hospno"], weights: "weighta",
          fpc: ["tothosp"])), "hospital.mean")
    try compare(
      MeanAnalysis(variables: ["x"]),
      data(
        "fpc",
        DesignSpecification(
          strata: ["stratid"], clusters: ["psuid"], weights: "weight",
          fpc: ["Nh"])), "fpc.mean")
  }

  @Test func designEffectsCompareWithWhatIsAskedFor() throws {
    func analysis(_ reference: DesignEffectReference) -> MeanAnalysis {
      MeanAnalysis(variables: ["api00", "enroll"], designEffect: reference)
    }
    let sample = try data("apistrat", Self.stratified)
    try compare(analysis(.withoutReplacement), sample, "strat.mean")
    // Without population sizes the weights do not tell the population.
    let open = try data(
      "apistrat", DesignSpecification(strata: ["stype"], weights: "pw"))
    func effects(_ reference: DesignEffectReference) throws -> [Double?] {
      try analysis(reference).run(on: open).estimates.map(\.designEffect)
    }
    #expect(try effects(.automatic) == effects(.withReplacement))
    for (finite, infinite) in zip(
      try effects(.withoutReplacement), try effects(.withReplacement))
    {
      let ratio = try #require(finite) / #require(infinite)
      #expect(isClose(ratio, 1 / (1 - 200 / 6194.0), relative: 1e-6))
    }
  }

  @Test func twoStages() throws {
    let sample = try data("apiclus2", Self.twoStage)
    try compare(MeanAnalysis(variables: ["api00"]), sample, "clus2.mean")
    let both = MeanAnalysis(variables: ["api00", "enroll"], missing: .listwise)
    try compare(both, sample, "clus2.mean.joint")
    try compare(TotalAnalysis(variables: ["enroll"]), sample, "clus2.total")
    try compare(
      both,
      data(
        "apiclus2", DesignSpecification(clusters: ["dnum"], weights: "pw")),
      "clus2.mean.wr")
    let villages = try data(
      "mu284",
      DesignSpecification(clusters: ["id1", "id2"], fpc: ["n1", "n2"]))
    try compare(TotalAnalysis(variables: ["y1"]), villages, "mu284.total")
    try compare(MeanAnalysis(variables: ["y1"]), villages, "mu284.mean")
  }

  @Test func totals() throws {
    try compare(
      TotalAnalysis(variables: ["enroll", "api.stu"]),
      data("apistrat", Self.stratified), "strat.total")
    try compare(
      TotalAnalysis(variables: ["enroll"]),
      data("apisrs", DesignSpecification(weights: "pw", fpc: ["fpc"])),
      "srs.total")
    let hospitals = DesignSpecification(
      strata: ["oblevel"], clusters: ["hospno"], weights: "weighta",
      fpc: ["tothosp"])
    try compare(
      TotalAnalysis(variables: ["births"]), data("hospital", hospitals),
      "hospital.total")
    for (id, population) in [("fpc.nofpc", []), ("fpc.fpc", ["Nh"])] {
      try compare(
        TotalAnalysis(variables: ["x"]),
        data(
          "fpc",
          DesignSpecification(
            strata: ["stratid"], clusters: ["psuid"], weights: "weight",
            fpc: population)), id)
    }
  }

  @Test func totalsOfClusters() throws {
    let table = try referenceTable("survey/data/apiclus1.csv")
    let types = try #require(table["stype"])
    let columns = ["E", "H", "M"].map { (type: String) in
      makeColumn(
        "stype\(type)",
        (0..<table.rowCount).map { types.text(at: $0) == type ? 1.0 : 0 })
    }
    let wide = makeTable(table.columns + columns)
    let data = AnalysisData(
      table: wide, design: try SurveyDesign(Self.clustered, table: wide))
    try compare(
      TotalAnalysis(variables: ["enroll", "stypeE", "stypeH", "stypeM"]), data,
      "clus1.total")
  }

  @Test func ratio() throws {
    let data = try data("apistrat", Self.stratified)
    let values = try expected("strat.ratio")
    let ratio = try RatioAnalysis(numerator: "api.stu", denominator: "enroll")
      .run(on: data).estimates[0]
    #expect(isClose(ratio.value ?? 0, values["ratio"] ?? 1))
    #expect(isClose(ratio.standardError ?? 0, values["se"] ?? 1))
  }

  @Test func sharesOfEveryValue() throws {
    try compare(
      ShareAnalysis(variables: ["stype", "sch.wide"]),
      data("apistrat", Self.stratified), "strat.prop")
  }

  @Test func intervalsOfMeans() throws {
    let values = try expected("strat.ci.t")
    let found = try MeanAnalysis(variables: ["api00", "enroll"])
      .run(on: data("apistrat", Self.stratified)).estimates
    for estimate in found {
      let interval = try #require(estimate.interval)
      let name = estimate.variable
      #expect(isClose(interval.lower, values["\(name)|2.5 %"] ?? 0))
      #expect(isClose(interval.upper, values["\(name)|97.5 %"] ?? 0))
      #expect(estimate.degreesOfFreedom == 197)
      #expect(interval.method == "t")
    }
    #expect(try expected("strat.degf") == ["df": 197])
  }

  func share(
    _ column: String, _ design: DesignSpecification, _ table: String,
    _ interval: ShareInterval, where condition: (Double) -> Bool
  ) throws -> Estimate {
    let source = try referenceTable("survey/data/\(table).csv")
    let numbers = try #require(source[column]?.numbers())
    let wide = makeTable(
      source.columns + [
        makeColumn("above", numbers.map { condition($0) ? "1" : "0" })
      ])
    let data = AnalysisData(
      table: wide, design: try SurveyDesign(design, table: wide))
    return try ShareAnalysis(
      variables: ["above"], values: ["1"], interval: interval
    ).run(on: data).estimates[0]
  }

  @Test func intervalsOfShares() throws {
    let wilson = try referenceTable("survey/wilson45.csv")
    for (id, column, limit) in [
      ("strat.ciprop", "api00", 700.0), ("strat.ciprop.rare", "emer", 40),
    ] {
      // Newton's method stops at 1e-8 in R's `logit`; `xlogit` does not
      // iterate.
      for (method, interval, tolerance) in [
        ("logit", ShareInterval.logit, 1e-9), ("xlogit", .logit, 1e-9),
        ("mean", .wald, 1e-9),
      ] {
        let values = try expected("\(id).\(method)")
        let found = try share(
          column, Self.stratified, "apistrat", interval, where: { $0 > limit })
        let limits = try #require(found.interval)
        #expect(
          isClose(
            [found.value ?? 0, limits.lower, limits.upper],
            [values["est"] ?? 0, values["lo"] ?? 0, values["hi"] ?? 0],
            relative: tolerance), "\(id).\(method)")
      }
      let found = try share(
        column, Self.stratified, "apistrat", .wilson, where: { $0 > limit })
      let row = try #require(
        (0..<wilson.rowCount).first {
          wilson["id"]?.text(at: $0) == "\(id).wilson"
        })
      #expect(
        isClose(
          [found.interval?.lower ?? 0, found.interval?.upper ?? 0],
          [
            wilson["lo"]?.numbers()?[row] ?? 1,
            wilson["hi"]?.numbers()?[row] ?? 1,
          ]), "\(id).wilson")
    }
  }

  /// R's `logit` fits a model with a tolerance of 1e-8, and its share
  /// 0.0218579235416 is off the exact 4/183 = 0.0218579234972… by 2e-9.
  @Test func intervalOfRareShareInClusters() throws {
    let values = try expected("clus1.ciprop.logit")
    let found = try share(
      "ell", Self.clustered, "apiclus1", .logit, where: { $0 == 0 })
    #expect(isClose(found.value ?? 0, 4.0 / 183, relative: 1e-14))
    #expect(
      isClose(
        [found.interval?.lower ?? 0, found.interval?.upper ?? 0],
        [values["lo"] ?? 1, values["hi"] ?? 1], relative: 1e-7))
  }

  /// Shares at or above 700 less shares below 560, as a net score.
  @Test func netScore() throws {
    let source = try referenceTable("survey/data/apistrat.csv")
    let numbers = try #require(source["api00"]?.numbers())
    let texts = numbers.map { $0 >= 700 ? "high" : $0 < 560 ? "low" : "mid" }
    let wide = makeTable(source.columns + [makeColumn("level", texts)])
    let data = AnalysisData(
      table: wide, design: try SurveyDesign(Self.stratified, table: wide))
    let found = try IndexAnalysis(
      items: ["level"],
      grades: [
        GradeScore("high", 100), GradeScore("mid", 50), GradeScore("low", 0),
      ], show: [.net]
    ).run(on: data).estimates[0]
    let values = try expected("strat.topbox.diff")
    #expect(isClose(found.value ?? 0, values["net"] ?? 1))
    #expect(isClose(found.standardError ?? 0, values["se"] ?? 1))
  }

  func groups(
    _ analysis: some Analysis, _ data: AnalysisData
  ) throws -> [String: Estimate] {
    let grouped = try analysis.run(on: data).estimates.filter {
      !$0.group.isEmpty
    }
    return Dictionary(
      uniqueKeysWithValues: grouped.map {
        ($0.group.map(\.value).joined(separator: "."), $0)
      })
  }

  @Test func domains() throws {
    let sample = try data("apistrat", Self.stratified)
    let one = try groups(
      MeanAnalysis(variables: ["api00"], by: [["stype"]]), sample)
    let values = try expected("strat.by.mean")
    for type in ["E", "H", "M"] {
      let found = try #require(one[type])
      #expect(isClose(found.value ?? 0, values["\(type)|api00"] ?? 1))
      #expect(isClose(found.standardError ?? 0, values["\(type)|se"] ?? 1))
      #expect(
        isClose(found.designEffect ?? 0, values["\(type)|DEff.api00"] ?? 9))
    }
    let two = try groups(
      MeanAnalysis(variables: ["api00"], by: [["stype", "sch.wide"]]), sample)
    let crossed = try expected("strat.by2.mean")
    #expect(two.count == 6)
    for (group, found) in two {
      #expect(isClose(found.value ?? 0, crossed["\(group)|api00"] ?? 1))
      #expect(isClose(found.standardError ?? 0, crossed["\(group)|se"] ?? 1))
    }
    let totals = try groups(
      TotalAnalysis(variables: ["enroll"], by: [["sch.wide"]]), sample)
    let total = try expected("strat.by.total")
    let ratios = try groups(
      RatioAnalysis(
        numerator: "api.stu", denominator: "enroll", by: [["sch.wide"]]),
      sample)
    let ratio = try expected("strat.by.ratio")
    for answer in ["No", "Yes"] {
      let sum = try #require(totals[answer])
      #expect(isClose(sum.value ?? 0, total["\(answer)|enroll"] ?? 1))
      #expect(isClose(sum.standardError ?? 0, total["\(answer)|se"] ?? 1))
      let part = try #require(ratios[answer])
      #expect(
        isClose(part.value ?? 0, ratio["\(answer)|api.stu/enroll"] ?? 1))
      #expect(
        isClose(
          part.standardError ?? 0, ratio["\(answer)|se.api.stu/enroll"] ?? 1))
    }
  }

  @Test func domainsOfTwoStages() throws {
    let found = try groups(
      MeanAnalysis(variables: ["api00"], by: [["stype"]]),
      data("apiclus2", Self.twoStage))
    let values = try expected("clus2.by")
    for type in ["E", "H", "M"] {
      #expect(isClose(found[type]?.value ?? 0, values["\(type)|api00"] ?? 1))
      #expect(
        isClose(found[type]?.standardError ?? 0, values["\(type)|se"] ?? 1))
    }
  }

  @Test func condition() throws {
    let sample = try data("apistrat", Self.stratified) { table in
      (0..<table.rowCount).map {
        table["comp.imp"]?.text(at: $0) == "Yes"
          && table["stype"]?.text(at: $0) != "H"
      }
    }
    try compare(MeanAnalysis(variables: ["api00"]), sample, "strat.domain")
  }

  @Test func ratingsClusteredByLecturer() throws {
    let counts = try referenceTable("survey/data/insteval_counts.csv")
    let columns = try ["d", "dept", "y", "count"].map {
      try #require(counts[$0]?.numbers())
    }
    let rows = (0..<counts.rowCount).flatMap {
      [Int](repeating: $0, count: Int(columns[3][$0]))
    }
    #expect(rows.count == 73421)
    let table = makeTable([
      makeColumn("d", rows.map { columns[0][$0] }),
      makeColumn("dept", rows.map { columns[1][$0] }),
      makeColumn("y", rows.map { columns[2][$0] }),
      makeColumn("good", rows.map { columns[2][$0] >= 4 ? 1 : 0 }),
    ])
    let data = AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(clusters: ["d"]), table: table))
    let found = try MeanAnalysis(variables: ["y", "good"]).run(on: data)
      .estimates
    let values = try expected("insteval.clus.mean")
    #expect(isClose(found[0].value ?? 0, values["est.y"] ?? 1))
    #expect(isClose(found[0].standardError ?? 0, values["se.y"] ?? 1))
    #expect(isClose(found[1].value ?? 0, values["est.I(y >= 4)TRUE"] ?? 1))
    #expect(
      isClose(found[1].standardError ?? 0, values["se.I(y >= 4)TRUE"] ?? 1))
    // R compares with a sample without replacement of all 73,421 rows and
    // prints Inf; with no population known the reference is with
    // replacement.
    #expect((found[0].designEffect ?? 0) > 1)
    let departments = try groups(
      MeanAnalysis(variables: ["y"], by: [["dept"]]), data)
    for (name, mean) in try expected("insteval.dept") {
      #expect(isClose(departments[name]?.value ?? 0, mean))
    }
  }
}
