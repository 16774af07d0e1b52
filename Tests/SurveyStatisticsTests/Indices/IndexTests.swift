import Diagnostics
import Foundation
import SurveyData
import SurveyStatistics
import TestSupport
import Testing

/// Votes of Zhenhai District, 29 present, and the synthetic service survey
/// with numbers of base R and its survey package.
@Suite struct IndexTests {
  static let grades = [
    GradeScore("满意", 100), GradeScore("基本满意", 60), GradeScore("不满意", 0),
  ]

  func votes(_ counts: [(String, Int)]) -> AnalysisData {
    let texts = counts.flatMap { [String](repeating: $0.0, count: $0.1) }
    return AnalysisData(table: makeTable([makeColumn("vote", texts)]))
  }

  func values(
    _ analysis: IndexAnalysis, _ data: AnalysisData
  ) throws -> [String: Double] {
    let found = try analysis.run(on: data).estimates.filter(\.group.isEmpty)
    return Dictionary(
      uniqueKeysWithValues: found.map { ($0.statistic, $0.value ?? .nan) })
  }

  @Test func publishedVotes() throws {
    let data = votes([("满意", 20), ("基本满意", 8), ("不满意", 1)])
    var analysis = IndexAnalysis(
      items: ["vote"], grades: Self.grades,
      show: [.index, .satisfied, .satisfiedOrBasic, .dissatisfied, .net])
    let found = try values(analysis, data)
    let expected = [
      "index": 85.51724138, "satisfied": 0.6896551724,
      "satisfied-or-basic": 0.9655172414, "dissatisfied": 1 / 29.0,
      "net": 0.6551724138,
    ]
    #expect(found.count == 5)
    for (statistic, value) in expected {
      #expect(isClose(found[statistic] ?? 0, value), "\(statistic)")
    }
    analysis.grades[1].score = 80
    #expect(isClose(try values(analysis, data)["index"] ?? 0, 91.03448276))
  }

  /// R's `prop.test(20, 29, correct = FALSE)`.
  @Test func wilson() throws {
    let found = try #require(
      wilsonInterval(
        share: 20.0 / 29, base: 29, critical: 1.9599639845400542))
    #expect(isClose(found.lower, 0.5076986577))
    #expect(isClose(found.upper, 0.8272438326))
    let none = try #require(wilsonInterval(share: 0, base: 50, critical: 2))
    #expect(none.lower == 0)
    #expect(isClose(none.upper, 4.0 / 54))
    #expect(wilsonInterval(share: 0.5, base: 0, critical: 2) == nil)
    #expect(wilsonInterval(share: 1.5, base: 9, critical: 2) == nil)
  }

  /// Everybody is satisfied: the interval must not be a point.
  @Test func ceiling() throws {
    let data = votes([("满意", 50)])
    let found = try IndexAnalysis(
      items: ["vote"], grades: Self.grades,
      show: [.index, .satisfied, .dissatisfied, .net],
      interval: .logit
    ).run(on: data).estimates
    for estimate in found {
      let interval = try #require(estimate.interval)
      #expect(estimate.standardError == 0)
      #expect(interval.upper - interval.lower > 0.05)
      #expect(interval.method == "wilson")
      #expect(estimate.remarks.contains("interval-wilson"))
    }
    #expect(found[1].interval?.upper == 1)
    #expect(found[2].interval?.lower == 0)
  }

  /// 99.9 % satisfied: no limit above 100.
  @Test func nearTheCeiling() throws {
    let data = votes([("满意", 999), ("基本满意", 1)])
    let found = try IndexAnalysis(
      items: ["vote"], grades: Self.grades, show: [.index, .satisfied],
      interval: .wilson
    ).run(on: data).estimates
    let index = try #require(found[0].interval)
    #expect(index.method == "logit" && index.upper < 100)
    #expect(index.lower < 99.96 && index.upper > 99.96)
    #expect(found[0].remarks == ["interval-logit"])
    let rate = try #require(found[1].interval)
    #expect(rate.method == "wilson" && rate.upper < 1)
  }

  @Test func denominators() throws {
    let texts =
      [String](repeating: "满意", count: 6)
      + [String](repeating: "不满意", count: 2) + ["弃权", "弃权", "", "", ""]
    var column = makeColumn("vote", texts)
    var reasons = [UInt8](repeating: 0, count: texts.count)
    for row in 10..<12 { reasons[row] = MissingReason.blank.rawValue }
    reasons[12] = MissingReason.notApplicable.rawValue
    column.missing = MissingReasons(reasons)
    let data = AnalysisData(table: makeTable([column]))
    for (denominator, count) in [
      (RateDenominator.valid, 8.0), (.present, 10), (.all, 12),
    ] {
      let outcome = try IndexAnalysis(
        items: ["vote"], grades: Self.grades, ungraded: .exclude,
        show: [.index, .satisfied], denominator: denominator
      ).run(on: data)
      #expect(isClose(outcome.estimates[0].value ?? 0, 600 / count))
      #expect(isClose(outcome.estimates[1].value ?? 0, 6 / count))
      #expect(outcome.estimates[1].base == Int(count))
      #expect(
        outcome.conventions.contains {
          $0.name == "denominator" && $0.value == denominator.rawValue
        })
    }
  }

  /// With `answering`, only the rows with an answer: base R's numbers are
  /// about those alone, while rows without an answer stay in our design, as
  /// `na.rm = TRUE` of R's survey package has it, and change a standard
  /// error by √((1200/1199)/(1170/1169)).
  func survey(
    weighted: Bool, answering item: String? = nil
  ) throws -> AnalysisData {
    var columns = try referenceTable(
      "satisfaction/synthetic_service_survey.csv"
    ).columns
    let scales = [
      "recommend": (0.0, 10.0), "csat": (1, 5), "ces": (1, 7),
    ]
    for index in columns.indices {
      if let (low, high) = scales[columns[index].name] {
        columns[index].variable = Variable(
          columns[index].name, scale: .init(minimum: low, maximum: high))
      }
    }
    var table = makeTable(columns)
    if let missing = item.flatMap({ table[$0]?.missing }) {
      table = table.selecting(
        (0..<table.rowCount).filter { !missing.isMissing($0) })
    }
    return AnalysisData(
      table: table,
      design: try SurveyDesign(
        DesignSpecification(weights: weighted ? "weight" : nil), table: table))
  }

  func reference(_ keys: String...) throws -> [String: Double] {
    var object = try referenceObject("satisfaction/indices_synthetic.json")
    for key in keys { object = object[key] as? [String: Any] ?? [:] }
    return object.compactMapValues { ($0 as? NSNumber)?.doubleValue }
  }

  @Test func netPromoterScore() throws {
    let analysis = IndexAnalysis(items: ["recommend"], show: [.net])
    let plain = try reference("nps", "unweighted")
    let outcome = try analysis.run(
      on: survey(weighted: false, answering: "recommend"))
    let found = outcome.estimates[0]
    #expect(isClose(found.value ?? 0, (plain["nps"] ?? 0) / 100))
    #expect(isClose(found.standardError ?? 0, (plain["se_n1"] ?? 0) / 100))
    #expect(Double(found.base) == plain["n"])
    #expect(
      outcome.conventions.contains {
        $0.name == "net" && $0.value == "10, 9 – 6, 5, 4, 3, 2, 1, 0"
      })
    let weighted = try analysis.run(
      on: survey(weighted: true, answering: "recommend")
    ).estimates[0]
    let design = try reference("nps", "svymean")
    let kish = try reference("nps", "weighted")
    #expect(isClose(weighted.value ?? 0, (design["nps"] ?? 0) / 100))
    #expect(isClose(weighted.standardError ?? 0, (design["se"] ?? 0) / 100))
    #expect(isClose(weighted.effectiveBase ?? 0, kish["n_eff_kish"] ?? 1))
  }

  @Test func netPromoterScoreByUnit() throws {
    let found = try IndexAnalysis(
      items: ["recommend"], show: [.net], by: [["unit"]]
    ).run(on: survey(weighted: true)).estimates.filter { !$0.group.isEmpty }
    #expect(found.count == 24)
    for estimate in found {
      let unit = estimate.group[0].value
      let wanted = try reference("nps_by_unit_weighted", unit)
      #expect(isClose(estimate.value ?? 0, (wanted["nps"] ?? 1) / 100))
      #expect(Double(estimate.base) == wanted["n"])
    }
  }

  @Test func boxes() throws {
    let analysis = IndexAnalysis(
      items: ["csat"], show: [.topBox, .index, .mean], interval: .wilsonKish)
    let plain = try analysis.run(on: survey(weighted: false)).estimates
    let mean = try reference("csat")
    let top = try reference("csat", "t2b")
    #expect(isClose(plain[0].value ?? 0, top["p"] ?? 1))
    #expect(isClose(plain[0].interval?.lower ?? 0, top["wilson1"] ?? 1))
    #expect(isClose(plain[0].interval?.upper ?? 0, top["wilson2"] ?? 1))
    #expect(isClose(plain[1].value ?? 0, mean["score_0_100"] ?? 1))
    #expect(isClose(plain[2].value ?? 0, mean["mean"] ?? 1))
    let weighted = try analysis.run(on: survey(weighted: true)).estimates
    let both = try reference("csat", "t2b_w")
    #expect(isClose(weighted[0].value ?? 0, both["p"] ?? 1))
    #expect(isClose(weighted[0].interval?.lower ?? 0, both["wilson1"] ?? 1))
    #expect(isClose(weighted[2].value ?? 0, mean["wmean"] ?? 1))
    let effort = try IndexAnalysis(
      items: ["ces"], show: [.topBox], topBox: 3, interval: .wilsonKish
    ).run(on: survey(weighted: false)).estimates[0]
    let wanted = try reference("ces", "t3b")
    #expect(isClose(effort.value ?? 0, wanted["p"] ?? 1))
    #expect(isClose(effort.interval?.upper ?? 0, wanted["wilson2"] ?? 1))
  }

  /// On a reversed scale 1 is best, and the index turns round.
  @Test func reversedScale() throws {
    let column = makeColumn(
      "wait", ["1", "2", "5", "9"],
      variable: Variable(
        "wait", scale: .init(minimum: 1, maximum: 5, isReversed: true)))
    let outcome = try IndexAnalysis(
      items: ["wait"], show: [.index, .topBox, .bottomBox, .mean]
    ).run(on: AnalysisData(table: makeTable([column])))
    let found = outcome.estimates.compactMap(\.value)
    // Spelled out: compilers give up on the type of a longer list in a macro.
    let expected: [Double] = [175.0 / 3, 2.0 / 3, 1.0 / 3, 8.0 / 3]
    #expect(isClose(found, expected))
    #expect(outcome.diagnostics.map(\.code) == [.valueOutsideScale])
  }

  /// Means of answered items; below half of them there is no score.
  @Test func scaleOfItems() throws {
    let scale = Variable.Scale(minimum: 1, maximum: 5)
    let table = makeTable([
      makeColumn("a", ["5", "1", "", "3"]),
      makeColumn("b", ["3", "1", "", ""]),
      makeColumn("c", ["4", "", "5", ""]),
      makeColumn("d", ["", "", "", ""]),
    ])
    let analysis = IndexAnalysis(
      scales: [NamedScale("all", items: ["a", "b", "c", "d"])], scale: scale,
      show: [.index, .mean])
    let found = try analysis.run(on: AnalysisData(table: table)).estimates
    #expect(isClose(found[0].value ?? 0, (75.0 + 0) / 2))
    #expect(isClose(found[1].value ?? 0, (4.0 + 1) / 2))
    #expect(found[0].base == 2)
  }

  /// A value that the codebook calls `满意` is found by its label.
  @Test func gradesByLabel() throws {
    let variable = Variable(
      "g",
      valueLabels: [
        .init("1", LocalizedText(zh: "满意", en: "satisfied")),
        .init("2", LocalizedText(zh: "基本满意", en: "basically")),
        .init("3", LocalizedText(zh: "不满意", en: "not")),
      ])
    let data = AnalysisData(
      table: makeTable([
        makeColumn("g", ["1", "1", "2", "3"], variable: variable)
      ]))
    let found = try IndexAnalysis(items: ["g"], grades: Self.grades)
      .run(on: data).estimates
    #expect(isClose(found[0].value ?? 0, 65))
  }

  @Test func refuses() throws {
    let data = votes([("满意", 3)])
    func code(_ analysis: IndexAnalysis) -> DiagnosticCode? {
      do {
        _ = try analysis.run(on: data)
        return nil
      } catch { return error.code }
    }
    #expect(code(IndexAnalysis()) == .nothingToEstimate)
    #expect(code(IndexAnalysis(items: ["vote"])) == .notNumeric)
    #expect(
      code(IndexAnalysis(items: ["vote"], grades: [GradeScore("好", 1)]))
        == .unknownValue)
    #expect(
      code(
        IndexAnalysis(
          items: ["vote"], grades: Self.grades, show: [.topBox], topBox: 3))
        == .wrongOption)
    #expect(
      code(
        IndexAnalysis(
          scales: [NamedScale("s", items: ["vote"])], grades: Self.grades,
          show: [.topBox])) == .wrongOption)
  }

  /// A scale of a billion steps has an index and no boxes.
  @Test func wideScale() throws {
    let scale = Variable.Scale(minimum: 0, maximum: 1e9)
    let data = AnalysisData(table: makeTable([makeColumn("q", [5e8, 1e9])]))
    let found = try IndexAnalysis(items: ["q"], scale: scale).run(on: data)
    #expect(isClose(found.estimates[0].value ?? 0, 75))
    #expect(throws: Diagnostic.self) {
      try IndexAnalysis(items: ["q"], scale: scale, show: [.topBox])
        .run(on: data)
    }
    let endless = Variable.Scale(minimum: 0, maximum: .infinity)
    #expect(throws: Diagnostic.self) {
      try IndexAnalysis(items: ["q"], scale: endless).run(on: data)
    }
  }

  @Test func nobodyAnswered() throws {
    let column = makeColumn(
      "q", [Double.nan, .nan],
      variable: Variable("q", scale: .init(minimum: 1, maximum: 5)))
    let found = try IndexAnalysis(items: ["q"], show: [.index, .topBox])
      .run(on: AnalysisData(table: makeTable([column]))).estimates
    for estimate in found {
      #expect(estimate.value == nil && estimate.interval == nil)
      #expect(estimate.base == 0)
    }
  }
}
