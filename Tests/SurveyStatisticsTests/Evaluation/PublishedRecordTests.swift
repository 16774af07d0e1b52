import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// The tables that districts, cities and hotlines published, and what follows
/// from them; all of `Tests/References/evaluation/domain.json` that
/// `EvaluationRulesTests` does not read.
@Suite struct PublishedRecordTests {
  private func domain() throws -> EvaluationReference {
    try EvaluationReference("domain")
  }

  private let verdicts = ["满意", "基本满意", "不满意"]

  /// Eight projects of Zhenhai District, 29 deputies present.
  @Test func zhenhai() throws {
    let projects = try domain()["zhenhai"].list
    #expect(projects.count == 8)
    let critical = 1.9599639845400542
    for project in projects {
      let counts = ["satisfied", "basic", "not"].map {
        Int(project[$0].value)
      }
      let present = Int(project["present"].value)
      #expect(counts.reduce(0, +) == present)
      let verdict = VerdictRule().verdict(counts: counts, total: present)
      #expect(verdict.map { verdicts[$0] } == project["verdict"].text)
      let texts = zip(verdicts, counts).flatMap {
        [String](repeating: $0, count: $1)
      }
      let data = AnalysisData(table: makeTable([makeColumn("vote", texts)]))
      for (middle, key) in [(80.0, "index_100_80_0"), (60, "index_100_60_0")] {
        let analysis = IndexAnalysis(
          items: ["vote"],
          grades: [
            GradeScore("满意", 100), GradeScore("基本满意", middle),
            GradeScore("不满意", 0),
          ],
          show: [.index, .satisfied, .satisfiedOrBasic, .net])
        let found = try analysis.run(on: data).estimates.filter(\.group.isEmpty)
        func value(_ statistic: String) -> Double {
          found.first { $0.statistic == statistic }?.value ?? .nan
        }
        #expect(isClose(value("index"), project[key].value))
        #expect(isClose(value("satisfied"), project["rate_sat"].value))
        let both = project["rate_sat_plus_basic"].value
        #expect(isClose(value("satisfied-or-basic"), both))
        #expect(isClose(value("net"), project["net"].value))
      }
      let interval = try #require(
        wilsonInterval(
          share: Double(counts[0]) / Double(present), base: Double(present),
          critical: critical))
      let limits = [interval.lower, interval.upper]
      #expect(isClose(limits, project["wilson95_sat"].numbers))
    }
  }

  @Test func votesAtTheBoundary() throws {
    let cases = try domain()["vote_rule_cases"].list
    #expect(cases.count == 8)
    for entry in cases {
      let counts = ["s", "b", "u"].map { Int(entry[$0].value) }
      let verdict = VerdictRule().verdict(
        counts: counts, total: Int(entry["total"].value))
      #expect(verdict.map { verdicts[$0] } == entry["verdict"].text)
    }
  }

  /// Ningguo 2024: 182/10/1 and 185/8/0.
  @Test func ningguo() throws {
    for entry in try domain()["ningguo"].list {
      let texts = zip(verdicts, ["s", "b", "u"]).flatMap {
        [String](repeating: $0, count: Int(entry[$1].value))
      }
      let analysis = IndexAnalysis(
        items: ["vote"],
        grades: [
          GradeScore("满意", 100), GradeScore("基本满意", 80),
          GradeScore("不满意", 0),
        ],
        show: [.index, .satisfied, .satisfiedOrBasic])
      let found = try analysis.run(
        on: AnalysisData(table: makeTable([makeColumn("vote", texts)]))
      ).estimates
      let values = ["satisfied", "satisfied-or-basic", "index"].map { name in
        found.first { $0.statistic == name }?.value ?? .nan
      }
      let wanted = ["rate", "both", "index"].map { entry[$0].value }
      #expect(isClose(values, wanted))
    }
  }

  /// 54/33/2/4 of 93: printed shares that add to 100, and points of classes.
  @Test func classesOfResults() throws {
    let abcd = try domain()["abcd"]
    let counts = abcd["counts"].numbers
    let total = counts.reduce(0, +)
    let shares = counts.map { 100 * $0 / total }
    #expect(isClose(shares, abcd["share_pct"].numbers))
    let printed = percentagesAddingTo100(
      of: counts.map { Int($0) }, decimals: 2)
    #expect(printed == abcd["published_pct"].numbers)
    #expect(isClose(abcd["first_round_sat_pct"].value, 100 * 86 / 93.0))
    #expect(isClose(abcd["basic_pct"].value, 100 * 7 / 93.0))
    let grades = ["A", "B", "C", "D"]
    let column = zip(grades, counts).flatMap {
      [String](repeating: $0, count: Int($1))
    }
    let analysis = IndexAnalysis(
      items: ["class"],
      grades: zip(grades, [100.0, 80, 60, 40]).map { GradeScore($0, $1) },
      show: [.index])
    let found = try analysis.run(
      on: AnalysisData(table: makeTable([makeColumn("class", column)])))
    let mean = found.estimates.first?.value ?? .nan
    #expect(isClose(mean, abcd["points_100_80_60_40"].value))
  }

  @Test func printedShares() throws {
    let entries = try EvaluationReference("extras")["largest_remainder"].list
    #expect(entries.count == 5)
    for entry in entries {
      let counts = entry["counts"].numbers.map { Int($0) }
      for (decimals, key) in [(2, "pct2"), (1, "pct1")] {
        let found = percentagesAddingTo100(of: counts, decimals: decimals)
        #expect(found == entry[key].numbers)
      }
    }
  }

  /// Haikou 2015: 110 points in all.
  @Test func haikou() throws {
    let units = [
      "市市政市容委", "市园林局", "市环卫局", "市卫生局", "市食药监局",
    ]
    let haikou = try domain()["haikou"]
    let raw = units.map { haikou[$0]["raw"].value }
    let scores = Normalisation.fixed(lower: 0, upper: 110).scores(
      raw, isBenefit: true
    ).scores
    #expect(isClose(scores, units.map { haikou[$0]["pct"].value }))
    let ranks = competitionRanks(scores).map { Double($0 ?? 0) }
    #expect(ranks == units.map { haikou[$0]["rank"].value })
  }

  @Test func threeRates() throws {
    let record = try domain()["three_rates"]
    let counts = record["counts"]
    func count(_ key: String) -> Int { Int(counts[key].value) }
    let rates = ThreeRateComposite(
      accepted: count("accepted"), answeredInTime: count("responded_in_time"),
      callbacks: count("callback_valid"), resolved: count("resolved"),
      satisfied: count("satisfied"))
    let found = [rates.response, rates.resolution, rates.satisfaction]
    let wanted = ["response", "resolution", "satisfaction"]
    #expect(
      isClose(found.map { $0 ?? .nan }, wanted.map { record[$0].value }))
    #expect(isClose(rates.score ?? .nan, record["composite_30_35_35"].value))
  }

  /// Twenty-five units by five groups in the way of the 2021 stars.
  @Test func starsOfGroups() throws {
    let record = try domain()["cms_style"]
    let columns = EvaluationReference.transposed(record["groups"].matrix)
    let names = ["a", "b", "c", "d", "e"]
    let table = makeTable(
      [makeColumn("unit", (1...25).map { "U\($0)" })]
        + zip(names, columns).map { makeColumn($0, $1) })
    let analysis = StarsAnalysis(
      unit: "unit",
      groups: zip(names, record["weights"].numbers).map {
        StarGroup("g\($0)", weight: $1, measures: [$0])
      },
      options: StarsOptions(
        peers: .none, minimum: .init(measures: 1, groups: 3), clip: 3,
        uncertainty: nil))
    let found = StarsFindings(
      try StarsFrame(analysis, AnalysisData(table: table)), analysis.options)
    let wanted = EvaluationReference.transposed(record["z"].matrix)
    for (scores, wanted) in zip(found.scores, wanted) {
      #expect(isClose(scores, wanted))
    }
    let groups = found.scores[0].indices.map { unit in
      Double(found.scores.count { !$0[unit].isNaN })
    }
    #expect(groups == record["n_groups"].numbers)
    #expect(isClose(found.summaries, record["summary"].numbers))
    let optimal = try #require(found.peers.first?.optimal)
    #expect(isClose(optimal.centres, record["centers"].numbers))
    let stars = found.stars.map { Double($0 ?? 0) }
    #expect(stars == record["stars_all_pooled_optimal"].numbers)
    let started = found.otherStars.map { Double($0 ?? 0) }
    #expect(started == record["lloyd_converged"].numbers)
    // Here the first step settles it.
    #expect(started == record["lloyd_1iter"].numbers)
    let within = try #require(found.peers.first?.started?.within)
    #expect(isClose(within, record["ss"]["lloyd1"].value))
    #expect(isClose(within, record["ss"]["lloyd_conv"].value))
    #expect(isClose(optimal.within, record["ss"]["optimal"].value))
  }
}
