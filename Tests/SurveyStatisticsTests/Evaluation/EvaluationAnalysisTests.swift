import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

@Suite struct EvaluationAnalysisTests {
  static let header = [
    "indicator_id", "parent_id", "name_zh", "weight", "direction", "source",
    "formula", "norm", "norm_params", "aggregate", "missing_rule", "gate",
    "thresholds", "bands",
  ]

  static func row(_ cells: [String: String]) -> [String] {
    header.map { cells[$0] ?? "" }
  }

  /// A tree with a leaf of every source.
  static let rows = [
    row([
      "indicator_id": "G", "name_zh": "绩效", "weight": "1",
      "thresholds": "90|80|60", "bands": "优秀|良好|合格|不合格",
    ]),
    row(["indicator_id": "P", "parent_id": "G", "weight": "0.4"]),
    row([
      "indicator_id": "E", "parent_id": "G", "weight": "0.6",
      "aggregate": "geometric",
    ]),
    row([
      "indicator_id": "P1", "parent_id": "P", "weight": "0.5",
      "direction": "-1", "source": "ledger",
      "formula": "days(assigned_on;replied_on)", "norm": "goalposts",
      "norm_params": "lo=0;hi=184", "gate": "overdue_days>0=>cap:合格",
    ]),
    row([
      "indicator_id": "P2", "parent_id": "P", "weight": "0.5",
      "source": "ledger", "formula": "share(meet_a;meet_b)", "norm": "fixed",
      "norm_params": "lo=0;hi=1", "missing_rule": "zero",
    ]),
    row([
      "indicator_id": "E1", "parent_id": "E", "weight": "0.7",
      "source": "evaluators", "formula": "severity", "norm": "none",
    ]),
    row([
      "indicator_id": "E2", "parent_id": "E", "weight": "0.3",
      "source": "satisfaction", "formula": "index(100;60;0)", "norm": "none",
      "gate": "count(dissatisfied)>0=>cap:良好",
    ]),
  ]

  static func tree(
    _ rows: [[String]] = rows, log: DiagnosticLog = DiagnosticLog()
  ) throws -> IndicatorTree {
    try IndicatorTree(evaluationTable("tree", header, rows), log: log)
  }

  static func inputs() -> EvaluationInputs {
    let cases = evaluationTable(
      "cases",
      [
        "case_id", "title", "assigned_on", "replied_on", "due_on",
        "extended_until", "meet_a", "meet_b",
      ],
      [
        [
          "A", "甲", "2024-03-15", "2024-06-12", "2024-06-15", "",
          "2024-04-01", "2024-05-01",
        ],
        [
          "B", "乙", "2024-03-15", "2024-07-01", "2024-06-15", "",
          "2024-04-01", "",
        ],
        [
          "C", "丙", "2024-03-15", "2024-07-01", "2024-06-15", "2024-09-15",
          "2024-04-02", "2024-05-03",
        ],
      ])
    var scores: [[String]] = []
    let panel: [(String, [String])] = [
      ("A", ["92", "88", "94"]), ("B", ["80", "78", ""]),
      ("C", ["90", "", "95"]),
    ]
    for (id, values) in panel {
      for (rater, value) in values.enumerated() {
        scores.append(
          [id, "E1", "R\(rater + 1)", value, "100", value.isEmpty ? "1" : "0"])
      }
    }
    scores.append(["Z", "E1", "R1", "50", "100", "0"])
    let ratings: [[String]] = [
      ["A", "satisfied"], ["A", "satisfied"], ["A", "basic"],
      ["B", "satisfied"], ["B", "basic"], ["C", "satisfied"],
      ["C", "dissatisfied"],
    ]
    return EvaluationInputs(
      cases: cases, caseKey: "case_id", titleColumn: "title",
      scores: evaluationTable(
        "scores",
        [
          "case_id", "indicator_id", "evaluator_id", "score", "max_score",
          "abstain",
        ], scores),
      ratings: evaluationTable("ratings", ["case_id", "grade"], ratings),
      ratingItem: "grade")
  }

  private func result(
    _ analysis: EvaluationAnalysis
  ) throws -> (EvaluationResult, AnalysisOutcome) {
    let outcome = try analysis.run()
    guard case .evaluation(let result) = outcome.details else {
      throw Stopped()
    }
    return (result, outcome)
  }

  @Test func evaluatesThreeCases() throws {
    let (found, outcome) = try result(
      EvaluationAnalysis(
        tree: try Self.tree(), inputs: Self.inputs(),
        options: EvaluationOptions(
          uncertainty: UncertaintyOptions(draws: 200))))
    #expect(found.cases.count == 3)
    let byID = Dictionary(
      uniqueKeysWithValues: found.cases.map { ($0.id, $0) })
    let a = try #require(byID["A"])
    let b = try #require(byID["B"])
    let c = try #require(byID["C"])
    // By hand: 89 days of 184, both meetings, an index of 260/3.
    let days = 100 * (1 - 89.0 / 184)
    let process = 0.5 * days + 50
    let value = { (found: CaseResult, id: String) -> Double in
      found.values.first { $0.indicator == id }?.score ?? .nan
    }
    #expect(isClose(value(a, "P"), process))
    #expect(isClose(value(a, "E2"), 260.0 / 3))
    #expect(value(b, "P2") == 50)
    // Severity: with effects of 3 evaluators on 3 cases the adjusted scores
    // solve the normal equations; the fitted rows reproduce case A's mean.
    let model = try #require(
      SeverityModel(
        RaterScores([[92, 88, 94], [80, 78, nil], [90, nil, 95]])))
    #expect(isClose(value(a, "E1"), model.adjusted[0]))
    #expect(isClose(value(c, "E1"), model.adjusted[2]))
    let effect =
      Aggregate.geometric(
        [model.adjusted[0], 260.0 / 3], weights: [0.7, 0.3]) ?? .nan
    #expect(isClose(a.score ?? .nan, 0.4 * process + 0.6 * effect))
    // B replied late; C was extended, but somebody is dissatisfied.
    #expect(b.gates.map(\.rule) == ["overdue_days>0=>cap:合格"])
    #expect(a.gates.isEmpty)
    #expect(c.gates.map(\.indicator) == ["E2"])
    #expect((b.band ?? 0) >= 2)
    #expect((c.band ?? 0) >= 1)
    #expect(isClose(a.rankShares.reduce(0, +), 1))
    #expect(isClose(a.obstacles.reduce(0) { $0 + $1.amount }, 1))
    let interval = try #require(a.scoreInterval)
    #expect(interval.lower <= interval.upper && interval.method == "draws")
    #expect(found.raters.map(\.id) == ["R1", "R2", "R3"])
    #expect(found.raters.map(\.excluded) == [0, 1, 1])
    #expect(found.raters.map(\.scores) == [3, 2, 2])
    let severities = found.raters.map { $0.severity ?? .nan }
    #expect(isClose(severities, model.raterEffects))
    #expect(found.uncertainty?.varied == ["weights", "raters", "ratings"])
    #expect(outcome.estimates.count == 6)
    #expect(
      outcome.estimates.prefix(3).map(\.value) == found.cases.map(\.score))
    let ranks = outcome.estimates.suffix(3)
    #expect(ranks.allSatisfy { $0.statistic == "rank" })
    #expect(ranks.map(\.value) == found.cases.map { $0.rank.map(Double.init) })
    #expect(ranks.map(\.interval) == found.cases.map(\.rankInterval))
    let first = try #require(
      outcome.estimates.first { $0.group.first?.value == "A" })
    #expect(first.base == 6 && first.statistic == "score")
    for convention in outcome.conventions {
      #expect(convention.sentence.chinese?.isEmpty == false)
      #expect(convention.sentence.english?.isEmpty == false)
    }
    #expect(outcome.diagnostics.contains { $0.code == .strayScores })
  }

  /// Every score reaches the best band, so only gates can lower it.
  @Test func gatesLimitBands() throws {
    let bands = [
      Band(label: "优秀", threshold: 10), Band(label: "良好", threshold: 5),
      Band(label: "合格", threshold: 1), Band(label: "不合格", threshold: 0),
    ]
    let (found, _) = try result(
      EvaluationAnalysis(
        tree: try Self.tree(), inputs: Self.inputs(),
        options: EvaluationOptions(
          uncertainty: UncertaintyOptions(draws: 20, resamplesRaters: false),
          bands: bands)))
    let cases = found.cases.sorted { $0.id < $1.id }
    #expect(cases.map(\.band) == [0, 2, 1])
    #expect(cases[1].bandShares == [0, 0, 1, 0])
    #expect(cases[2].bandShares == [0, 1, 0, 0])
    #expect(cases.map { $0.gates.map(\.isDecisive) } == [[], [true], [true]])
    let late = try #require(cases[1].gates.first?.sentence)
    #expect(late[.chinese].contains("答复逾期天数为"))
    #expect(late[.chinese].hasSuffix("（大于0），等次最高为“合格”。"))
    #expect(late[.english].contains("days that the reply is overdue = "))
    #expect(late[.english].hasSuffix(" (above 0); at most “合格”."))
  }

  @Test func runsAreTheSame() throws {
    let analysis = EvaluationAnalysis(
      tree: try Self.tree(), inputs: Self.inputs(),
      options: EvaluationOptions(uncertainty: UncertaintyOptions(draws: 100)))
    let (first, _) = try result(analysis)
    let (second, _) = try result(analysis)
    #expect(first.cases == second.cases)
  }

  /// The open example as a flat tree over columns of the cases.
  private func example(
    _ options: EvaluationOptions, holes: [[Double]]? = nil,
    norm: String = "minmax"
  ) throws -> EvaluationResult {
    let raw = try holes ?? EvaluationReference.csv("mcdm_matrix")
    let names = (1...6).map { "c\($0)" }
    var rows = [Self.row(["indicator_id": "root"])]
    for (index, name) in names.enumerated() {
      rows.append(
        Self.row([
          "indicator_id": name, "parent_id": "root",
          "weight": plainText(EvaluationReference.weights[index]),
          "direction": EvaluationReference.isBenefit[index] ? "1" : "-1",
          "source": "external", "formula": "column(\(name))", "norm": norm,
        ]))
    }
    let cases = evaluationTable(
      "cases", ["case_id"] + names,
      raw.enumerated().map { index, row in
        ["S0\(index + 1)"] + row.map { $0.isNaN ? "" : plainText($0) }
      })
    return try result(
      EvaluationAnalysis(
        tree: try Self.tree(rows),
        inputs: EvaluationInputs(cases: cases, caseKey: "case_id"),
        options: options)
    ).0
  }

  private func scores(_ result: EvaluationResult) -> [Double] {
    result.cases.sorted { $0.id < $1.id }.map { $0.score ?? .nan }
  }

  @Test func scoresTheExample() throws {
    let expected = try EvaluationReference("mcdm")["aggregate"]
    let none = EvaluationOptions(uncertainty: nil)
    let sum = try example(none)
    let wanted = expected["weighted_arithmetic_0_100"].numbers
    #expect(isClose(scores(sum), wanted))
    #expect(sum.cases.map(\.rank) == [1, 2, 3, 4, 5, 6, 7, 8])
    #expect(sum.uncertainty == nil)
    let obstacles = expected["obstacle"].matrix[0]
    let first = try #require(sum.cases.first { $0.id == "S01" })
    #expect(isClose(first.obstacles.first?.amount ?? 0, obstacles.max() ?? 1))
    let topsis = try example(
      EvaluationOptions(score: .topsis(.vector), uncertainty: nil))
    let up = expected["topsis_vector"]["Dp"].numbers
    let down = expected["topsis_vector"]["Dm"].numbers
    let closeness = zip(up, down).map { up, down in 100 * down / (up + down) }
    #expect(isClose(scores(topsis), closeness))
  }

  @Test func weighsTheExampleByEntropy() throws {
    let found = try example(
      EvaluationOptions(weighting: .entropy(), uncertainty: nil))
    let wanted = try EvaluationReference("mcdm")["weights_methods"]
    let weights = found.indicators.dropFirst().map(\.globalWeight)
    #expect(isClose(weights, wanted["entropy_minmax"]["w"].numbers))
    #expect(found.weightings.first?.entropies.count == 6)
  }

  @Test func leavesOutMissingValues() throws {
    let expected = try EvaluationReference("extras")["missing"]
    let found = try example(
      EvaluationOptions(uncertainty: nil), holes: expected["Y"].matrix,
      norm: "none")
    // The matrix is on 0 to 100 in the direction of the indicators already,
    // and `none` leaves it as it is.
    #expect(isClose(scores(found), expected["score_cov>=0.6"].numbers))
    let coverage = found.cases.sorted { $0.id < $1.id }.map(\.coverage)
    #expect(isClose(coverage, expected["coverage"].numbers))
    #expect(found.cases.last?.id == "S06" && found.cases.last?.rank == nil)
  }

  @Test func weighsByJudges() throws {
    var inputs = Self.inputs()
    inputs.judges = evaluationTable(
      "judges", ["judge", "parent", "first", "second", "value"],
      [
        ["J1", "G", "P", "E", "1/3"], ["J1", "P", "P1", "P2", "2"],
        ["J1", "E", "E1", "E2", "4"], ["J2", "G", "E", "P", "3"],
      ])
    let options = EvaluationOptions(
      weighting: .hierarchy(), uncertainty: nil)
    let (found, _) = try result(
      EvaluationAnalysis(
        tree: try Self.tree(), inputs: inputs, options: options))
    let weights = Dictionary(
      uniqueKeysWithValues: found.indicators.map { ($0.id, $0.localWeight) })
    #expect(isClose(weights["P"] ?? 0, 0.25))
    #expect(isClose(weights["P1"] ?? 0, 2.0 / 3))
    #expect(isClose(weights["E1"] ?? 0, 0.8))
    #expect(found.weightings.first?.judges == 2)
  }

  // MARK: - Edges

  @Test func oneLeafAndOneCase() throws {
    let rows = [
      Self.row([
        "indicator_id": "only", "source": "ledger", "formula": "x",
        "norm": "minmax",
      ])
    ]
    let cases = evaluationTable("cases", ["id", "x"], [["a", "7"]])
    let (found, outcome) = try result(
      EvaluationAnalysis(
        tree: try Self.tree(rows),
        inputs: EvaluationInputs(cases: cases, caseKey: "id"),
        options: EvaluationOptions(
          uncertainty: UncertaintyOptions(draws: 20))))
    #expect(found.cases.first?.score == 50)
    #expect(found.cases.first?.rank == 1)
    #expect(outcome.diagnostics.contains { $0.code == .constantIndicator })
  }

  @Test func equalCasesTieAndMissingOnesAreNotRated() throws {
    let rows = [
      Self.row(["indicator_id": "root"]),
      Self.row([
        "indicator_id": "a", "parent_id": "root", "weight": "1",
        "source": "ledger", "formula": "x", "norm": "minmax",
      ]),
      Self.row([
        "indicator_id": "b", "parent_id": "root", "weight": "0",
        "source": "ledger", "formula": "y", "norm": "minmax",
      ]),
    ]
    let cases = evaluationTable(
      "cases", ["id", "x", "y"],
      [["a", "5", ""], ["b", "5", ""], ["c", "", ""]])
    for score in [EvaluationOptions.Score.weightedSum, .topsis(.vector)] {
      let (found, outcome) = try result(
        EvaluationAnalysis(
          tree: try Self.tree(rows),
          inputs: EvaluationInputs(cases: cases, caseKey: "id"),
          options: EvaluationOptions(
            score: score, uncertainty: UncertaintyOptions(draws: 20))))
      #expect(found.cases.map(\.rank) == [1, 1, nil])
      #expect(outcome.diagnostics.contains { $0.code == .missingIndicator })
      #expect(outcome.diagnostics.contains { $0.code == .unratedCases })
    }
  }

  @Test func disconnectedPanelsAreRefused() throws {
    var inputs = Self.inputs()
    inputs.scores = evaluationTable(
      "scores", ["case_id", "indicator_id", "evaluator_id", "score"],
      [["A", "E1", "R1", "90"], ["B", "E1", "R2", "80"]])
    let analysis = EvaluationAnalysis(tree: try Self.tree(), inputs: inputs)
    let error = #expect(throws: Diagnostic.self) { _ = try analysis.run() }
    #expect(error?.code == .disconnectedRaters)
    #expect(error?.notes.count == 2)
    #expect(error?.place?.line == 7)
  }
}
