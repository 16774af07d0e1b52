import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Methods of ranking as the score of an evaluation.
@Suite struct RankingAnalysisTests {
  private static let names = [
    "days_to_reply", "meeting_rate", "reply_quality", "fulfilment_rate",
    "deputy_sat", "public_sat",
  ]
  private static let ids = (1...8).map { "S0\($0)" }

  /// The open example as a tree of one level; `edit` changes its leaves.
  private static func tree(
    bands: [Band] = [], _ edit: (inout [Indicator]) -> Void = { _ in }
  ) throws -> IndicatorTree {
    var leaves = names.enumerated().map { position, name in
      Indicator(
        id: name, parent: "total",
        weight: EvaluationReference.weights[position],
        isBenefit: EvaluationReference.isBenefit[position],
        source: .external, formula: .column(name), normalisation: .minMax())
    }
    edit(&leaves)
    return try IndicatorTree(
      [Indicator(id: "total")] + leaves, bands: bands, log: DiagnosticLog())
  }

  private static func inputs(
    _ edit: (inout [[String]]) -> Void = { _ in }
  ) throws -> EvaluationInputs {
    let columns = try EvaluationReference.columns()
    var rows = ids.indices.map { row in
      [ids[row]] + columns.map { "\($0[row])" }
    }
    edit(&rows)
    return EvaluationInputs(
      cases: evaluationTable("cases", ["case"] + names, rows),
      caseKey: "case")
  }

  private func run(
    _ options: EvaluationOptions, tree: IndicatorTree? = nil,
    inputs: EvaluationInputs? = nil
  ) throws -> (result: EvaluationResult, outcome: AnalysisOutcome) {
    let outcome = try EvaluationAnalysis(
      tree: try tree ?? Self.tree(), inputs: try inputs ?? Self.inputs(),
      options: options
    ).run()
    guard case .evaluation(let result) = outcome.details else {
      throw Stopped()
    }
    return (result, outcome)
  }

  private func scores(_ result: EvaluationResult) -> [Double] {
    result.cases.sorted { $0.id < $1.id }.map { $0.score ?? .nan }
  }

  /// Numbers in sentences have all their decimals and a minus sign, and a band
  /// that could be chance is called so.
  @Test func sentencesOfRankSumRatios() throws {
    let (result, _) = try run(
      EvaluationOptions(score: .rankSumRatio(), uncertainty: nil))
    let table = try #require(result.tables.first { $0.name == "rsr" })
    let notes = table.notes.map { $0[.english] }
    #expect(notes[0].contains("RSR = −0.9452 + 0.2881·probit, r² = 0.9399"))
    #expect(notes[1].contains("F(2, 5) = 4.76, p = 0.070; the bands do not"))
    #expect(table.notes[1][.chinese].hasSuffix("p = 0.070，档间差异不显著。"))
  }

  private static let expected: [(EvaluationOptions.Score, [String], Double)] =
    [
      (.topsis(), ["topsis_vector", "C"], 100),
      (.topsis(.minMax), ["topsis_minmax", "C"], 100),
      (.greyRelation(), ["gra", "grade"], 100),
      (.rankSumRatio(), ["rsr", "RSR"], 100),
      (.rankSumRatio(isWeighted: true), ["wrsr"], 100),
      (.promethee(), ["promethee_linear", "phi"], 1),
      (.copeland, ["copeland_weighted"], 1),
      (.borda, ["borda_weighted"], 1),
      (.mazziottaPareto(), ["mpi_minus_ddof0", "mpi"], 1),
    ]

  @Test func scoresAreThoseOfTheMethods() throws {
    let reference = try EvaluationReference("mcdm_ranking")["aggregate"]
    for (method, path, factor) in Self.expected {
      var wanted = reference
      for key in path { wanted = wanted[key] }
      let found = try run(EvaluationOptions(score: method, uncertainty: nil))
      #expect(
        isClose(scores(found.result), wanted.numbers.map { $0 * factor }),
        "\(method.name)")
    }
    let vikor = try run(EvaluationOptions(score: .vikor(), uncertainty: nil))
    let wanted = reference["vikor"]["Q"].numbers.map { 100 * (1 - $0) }
    #expect(isClose(scores(vikor.result), wanted))
    let finding = try #require(vikor.result.finding)
    #expect(finding[.english].contains("S03, S07, S01"))
  }

  @Test(arguments: EvaluationOptions.Score.Name.allCases)
  func everyMethodGivesAWholeResult(
    name: EvaluationOptions.Score.Name
  ) throws {
    let found = try run(
      EvaluationOptions(
        score: name.score, uncertainty: UncertaintyOptions(draws: 40)))
    #expect(found.result.cases.allSatisfy { $0.score != nil })
    // With weights of its own for every case there is nothing to vary.
    let isVaried = name != .benefitOfTheDoubt
    #expect(
      found.result.cases.allSatisfy { ($0.rankInterval != nil) == isVaried })
    let firsts = found.result.cases.filter { $0.rank == 1 }.map(\.id)
    #expect(firsts.contains("S03"))
    let last = found.result.cases.last?.rank
    #expect(found.result.cases.contains { $0.id == "S04" && $0.rank == last })
    let estimates = found.outcome.estimates
    #expect(estimates.count { $0.statistic == "score" } == 8)
    #expect(estimates.count { $0.statistic == "rank" } == 8)
    for convention in found.outcome.conventions {
      #expect(convention.sentence.chinese?.isEmpty == false)
      #expect(convention.sentence.english?.isEmpty == false)
    }
    let own = found.result.tables.filter {
      !["rules", "rank-certainty", "rank-acceptability", "pairwise"]
        .contains($0.name)
    }
    #expect(own.isEmpty == (name == .weightedSum))
    for table in found.result.tables {
      #expect(table.title.chinese?.isEmpty == false)
      #expect(table.title.english?.isEmpty == false)
      #expect(table.rows.allSatisfy { $0.cells.count == table.columns.count })
      if table.stub == RankingNames.stub { #expect(table.rows.count == 8) }
    }
    #expect(!found.outcome.formula.isEmpty)
    let scale = found.result.scale
    for item in found.result.cases {
      let score = item.score ?? .nan
      #expect(score >= (scale.lower ?? score) - 1e-9)
      #expect(score <= (scale.upper ?? score) + 1e-9)
    }
  }

  /// The same numbers as by weights in the tree: MPI has none to draw.
  @Test func drawsRepeatTheMethod() throws {
    let options = UncertaintyOptions(draws: 30)
    let found = try run(
      EvaluationOptions(score: .mazziottaPareto(), uncertainty: options))
    for item in found.result.cases {
      let interval = try #require(item.scoreInterval)
      #expect(isClose(interval.lower, item.score ?? .nan))
      #expect(isClose(interval.upper, item.score ?? .nan))
    }
    let topsis = try run(
      EvaluationOptions(score: .topsis(), uncertainty: options))
    #expect(
      topsis.result.cases.contains {
        ($0.scoreInterval?.upper ?? 0) > ($0.scoreInterval?.lower ?? 0)
      })
  }

  // MARK: - Directions and missing values

  /// An indicator whose best value lies in the middle is compared by scores.
  @Test func indicatorsWithTheirOwnDirectionAreComparedByScores() throws {
    let tree = try Self.tree { leaves in
      leaves[2].normalisation = .centre(best: 80)
    }
    let found = try run(
      EvaluationOptions(score: .copeland, uncertainty: nil), tree: tree)
    var columns = try EvaluationReference.columns()
    columns[2] =
      Normalisation.centre(best: 80)
      .scores(columns[2], isBenefit: true).scores
    let wanted = Copeland(
      CaseMatrix(
        columns, isBenefit: EvaluationReference.isBenefit,
        weights: EvaluationReference.weights))
    #expect(scores(found.result) == wanted.scores)
  }

  @Test func missingValuesFollowTheTree() throws {
    let inputs = try Self.inputs { rows in
      rows[1][4] = ""
      for column in 1...5 { rows[4][column] = "" }
    }
    // S05 has values for a tenth of the weights and takes no part.
    let left = try run(
      EvaluationOptions(score: .copeland, uncertainty: nil), inputs: inputs)
    #expect(left.result.cases.last?.id == "S05")
    #expect(left.result.cases.last?.score == nil)
    let sum = scores(left.result).filter { !$0.isNaN }.reduce(0, +)
    #expect(sum == 0)
    #expect(scores(left.result).filter { !$0.isNaN }.max() == 6)
    // Counting as 0, S02 has the worst fulfilment of all.
    let tree = try Self.tree { $0[3].missingRule = .zero }
    let zero = try run(
      EvaluationOptions(score: .borda, uncertainty: nil), tree: tree,
      inputs: try Self.inputs { $0[1][4] = "" })
    let worst = try run(
      EvaluationOptions(score: .borda, uncertainty: nil),
      inputs: try Self.inputs { $0[1][4] = $0[3][4] })
    #expect(isClose(scores(zero.result), scores(worst.result)))
  }

  // MARK: - Scales and bands

  @Test func bandsOfPointsAreLeftAsideOnOtherScales() throws {
    let bands = [
      Band(label: LocalizedText("优"), threshold: 80),
      Band(label: LocalizedText("良"), threshold: 0),
    ]
    let tree = try Self.tree(bands: bands) { leaves in
      leaves[0].gates = [try? Gate("value>100=>cap:良")].compactMap { $0 }
    }
    let flows = try run(
      EvaluationOptions(score: .promethee(), uncertainty: nil), tree: tree)
    #expect(flows.result.bands.isEmpty)
    #expect(flows.result.cases.allSatisfy { $0.band == nil })
    #expect(flows.outcome.diagnostics.contains { $0.code == .bandsOffScale })
    let points = try run(
      EvaluationOptions(score: .vikor(), uncertainty: nil), tree: tree)
    #expect(points.result.bands.count == 2)
    #expect(points.result.cases.first?.band == 0)
    let own = try run(
      EvaluationOptions(
        score: .promethee(), uncertainty: nil,
        bands: [
          Band(label: LocalizedText("正"), threshold: 0),
          Band(label: LocalizedText("负"), threshold: -1),
        ]), tree: try Self.tree(bands: bands))
    #expect(own.result.cases.map(\.band) == [0, 0, 0, 0, 1, 1, 1, 1])
    #expect(!own.outcome.diagnostics.contains { $0.code == .bandsOffScale })
    let beyond = try run(
      EvaluationOptions(score: .promethee(), uncertainty: nil, bands: bands))
    #expect(beyond.outcome.diagnostics.contains { $0.code == .bandsOffScale })
  }

  /// A weighted sum of other normalisations than the tree's.
  @Test func aWeightedSumTakesAnyNormalisation() throws {
    let columns = try EvaluationReference.columns()
    for normalisation in ColumnNormalisation.allCases {
      let found = try run(
        EvaluationOptions(uncertainty: nil, normalisation: normalisation))
      var sums = [Double](repeating: 0, count: 8)
      for (index, column) in columns.enumerated() {
        let isBenefit = EvaluationReference.isBenefit[index]
        let made = normalisation.leafScores(column, isBenefit: isBenefit)
        for row in sums.indices {
          sums[row] += EvaluationReference.weights[index] * made.scores[row]
        }
      }
      #expect(isClose(scores(found.result), sums))
      #expect(
        found.result.indicators.last?.normalisation == normalisation.rawValue)
    }
    // By hand: costs count from the other end.
    let sum = ColumnNormalisation.sum.leafScores([1, 3], isBenefit: false)
    #expect(sum.scores == [75, 25])
  }

  // MARK: - Comparison and coupling

  @Test func methodsStandSideBySide() throws {
    let found = try run(
      EvaluationOptions(
        score: .topsis(.minMax), uncertainty: nil,
        compare: [.weightedSum, .topsis(), .vikor(), .fuzzy()]))
    let table = try #require(
      found.result.tables.first { $0.name == "methods" })
    #expect(
      table.columns.map(\.name) == [
        "weighted-sum", "topsis", "vikor", "fuzzy", "best", "worst",
      ])
    // The method of the analysis keeps its choices, others their defaults.
    for item in found.result.cases {
      let rank = table[item.id, "topsis"]?.value
      #expect(rank == item.rank.map(Double.init))
    }
    #expect(table.notes.contains { $0[.english].contains("Kendall's W") })
    let square = try #require(
      found.result.tables.first { $0.name == "method-correlations" })
    #expect(square["topsis", "topsis"]?.value == 1)
    #expect(square.rows.count == 4)
  }

  @Test func couplingOfGroups() throws {
    let names = Self.names
    var options = EvaluationOptions(uncertainty: nil)
    options.coupling = CouplingOptions(groups: [
      .init(label: LocalizedText("U1"), leaves: Array(names[..<3])),
      .init(label: LocalizedText("U2"), leaves: Array(names[3...])),
    ])
    let found = try run(options)
    let table = try #require(
      found.result.tables.first { $0.name == "coupling" })
    let wanted = try EvaluationReference("mcdm_ranking")["aggregate"][
      "coupling2"]
    for (position, id) in Self.ids.enumerated() {
      for key in ["C", "T", "D"] {
        let value = table[id, key]?.value ?? .nan
        #expect(isClose(value, wanted[key].numbers[position]))
      }
    }
    // The children of the root are six parts of one indicator each.
    options.coupling = CouplingOptions()
    let children = try run(options)
    #expect(children.result.tables.first?.columns.count == 10)
    options.coupling = CouplingOptions(groups: [
      .init(label: LocalizedText("U1"), leaves: ["days"]),
      .init(label: LocalizedText("U2"), leaves: ["public_sat"]),
    ])
    let fault = #expect(throws: Diagnostic.self) { try run(options) }
    #expect(fault?.code == .couplingParts)
  }

  // MARK: - Limits

  @Test func thresholdsAreChecked() throws {
    let wrong: [EvaluationOptions.Score] = [
      .promethee(.init(indifference: .values([1, 2]))),
      .promethee(.init(indifference: .share(0.5), preference: .share(0.1))),
      .electre3(.init(veto: .share(0.1))),
      .electre3(
        .init(
          indifference: .values([2]), preference: .values([1]), veto: nil)),
    ]
    for method in wrong {
      let fault = #expect(throws: Diagnostic.self) {
        try run(EvaluationOptions(score: method, uncertainty: nil))
      }
      #expect(fault?.code == .rankingThresholds)
    }
  }

  @Test func methodsOfPairsRefuseTooManyCases() throws {
    let analysis = EvaluationAnalysis(
      tree: try Self.tree(), inputs: try Self.inputs(),
      options: EvaluationOptions(score: .electre1(), uncertainty: nil))
    try analysis.checkRanking(cases: 5000, hasMissing: false)
    for method in [
      EvaluationOptions.Score.electre1(), .electre3(), .promethee(), .copeland,
    ] {
      var large = analysis
      large.options.score = method
      let fault = #expect(throws: Diagnostic.self) {
        try large.checkRanking(cases: 200_000, hasMissing: false)
      }
      #expect(fault?.code == .rankingTooLarge)
      large.options.score = .topsis()
      large.options.compare = [method]
      #expect(throws: Diagnostic.self) {
        try large.checkRanking(cases: 200_000, hasMissing: false)
      }
    }
    var borda = analysis
    borda.options.score = .borda
    try borda.checkRanking(cases: 200_000, hasMissing: false)
    #expect(throws: Diagnostic.self) {
      try borda.checkRanking(cases: 200_000, hasMissing: true)
    }
  }
}
