import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// The conventions of a passport: what each says, what is left out, ties.
@Suite struct PassportConventionTests {
  private static func space(
    _ analysis: EvaluationAnalysis,
    _ alternatives: [ConventionAlternative.Axis: [String]]
  ) throws -> (ConventionSpace, EvaluationPreparation) {
    let prepared = try EvaluationPreparation(analysis)
    return (
      ConventionSpace(analysis, prepared, alternatives: alternatives), prepared
    )
  }

  /// All conventions of an axis but those that are chosen.
  private static func names(_ axis: ConventionAlternative.Axis) -> [String] {
    ConventionAlternative.all.filter { $0.axis == axis }.map(\.name)
  }

  /// Each convention gives the scores of the evaluation that was made with
  /// it from the start.
  @Test func everyConventionIsAnEvaluationOfItsOwn() throws {
    var analysis = try PassportTests.analysis()
    analysis.options.minimumCoverage = 0
    let (space, _) = try Self.space(
      analysis,
      [
        .weights: Self.names(.weights), .score: Self.names(.score),
        .normalisation: [], .aggregate: [], .raters: [], .ties: [],
      ])
    #expect(space.dimensions.map(\.axis) == [.weights, .score])
    var seen = 0
    for (position, dimension) in space.dimensions.enumerated() {
      for choice in dimension.choices.indices.dropFirst() {
        var combination = [0, 0]
        combination[position] = choice
        let found = try #require(space.totals(combination))
        var changed = analysis
        let alternative = try #require(dimension.choices[choice])
        alternative.apply(&changed)
        let expected = try ExampleEvaluation.parts(changed).2.totals
        #expect(found == expected, "\(alternative.name)")
        #expect(found.allSatisfy { $0.isFinite }, "\(alternative.name)")
        seen += 1
      }
    }
    // Nineteen methods and eighteen ways to weigh (no judges here), less the
    // chosen ones.
    #expect(seen + space.leftOut.count == 18 + 17)
    #expect(space.dimensions[1].choices.count == 19)
  }

  /// What is not compared is told with its reason: what the data do not bear,
  /// and what has to be asked for.
  @Test func everyConventionIsComparedOrAccountedFor() throws {
    let analysis = try PassportTests.analysis()
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    let passport = ConventionPassport(
      analysis, prepared, options: PassportOptions(), chosen: outcome.totals)
    let page = PassportPage(
      passport: passport, names: CaseNames(analysis, prepared, outcome),
      showsRanks: true)
    let table = try #require(
      page.tables.first { $0.name == "passport-left-out" })
    let told = table.rows.map { $0.label[.english] }
    let compared = passport.space.dimensions.flatMap { $0.labels }
      .map { $0[.english] }
    let split = passport.hasTies ? [] : [ConventionAlternative.Axis.ties]
    for alternative in ConventionAlternative.all
    where alternative.applies(analysis) && !split.contains(alternative.axis) {
      let name = alternative.label[.english]
      #expect(compared.contains(name) != told.contains(name), "\(name)")
    }
    #expect(
      table.rows.allSatisfy {
        $0.cells[0].text?.chinese != nil && $0.cells[0].text?.english != nil
      })
  }

  /// Shares of a sum need values that are positive.
  @Test func sharesOfASumAreRefusedForZeros() throws {
    var analysis = try PassportTests.analysis()
    let axes: [ConventionAlternative.Axis: [String]] = [
      .normalisation: ["sum", "vector"], .weights: [], .score: [],
      .aggregate: [], .ties: [],
    ]
    #expect(try Self.space(analysis, axes).0.leftOut.isEmpty)
    var columns = analysis.inputs.cases.columns
    let values = try #require(columns[1].numbers())
    columns[1] = Column(
      columns[1].name, .doubles([-1] + values.dropFirst()), variable: nil)
    let table = analysis.inputs.cases
    analysis.inputs.cases = Table(
      name: table.name, columns: columns, source: table.source,
      sourceLines: table.sourceLines)
    let (space, _) = try Self.space(analysis, axes)
    #expect(space.leftOut.map { $0.label[.english] } == ["shares of the sum"])
    #expect(
      space.leftOut.map { $0.reason[.english] }
        == ["'x1' has values that are not positive"])
  }

  /// Weights that another convention gives are not counted twice.
  @Test func equalWeightsStandOnce() throws {
    var analysis = try ExampleEvaluation.analysis(
      weights: [Double](repeating: 1.0 / 6, count: 6))
    analysis.options.weighting = .measured(.critic)
    let (space, _) = try Self.space(
      analysis, [.weights: ["direct", "equal", "rank-sum", "entropy"]])
    let weights = try #require(
      space.dimensions.first { $0.axis == .weights })
    #expect(weights.choices.map { $0?.name } == [nil, "direct", "entropy"])
    #expect(
      space.leftOut.map { $0.reason[.english] }
        == [
          "it gives the same weights as 'weights of the table'",
          "it gives the same weights as 'weights of the table'",
        ])
  }

  /// The places 1, 2, 3, 4 with the second and the third equal.
  @Test func equalNumbersShareTheirPlaces() {
    let shared = ConventionAlternative.shared(
      DirectWeights.rankSum(4), by: [0.2, 0.5, 0.2, 0.1])
    #expect(isClose(shared, [0.25, 0.4, 0.25, 0.1]))
    #expect(ConventionAlternative.shared([], by: []).isEmpty)
  }

  /// Six cases, of which two have the same values of everything.
  private static func tied() throws -> EvaluationAnalysis {
    var analysis = try ExampleEvaluation.analysis()
    let cases = analysis.inputs.cases
    analysis.inputs.cases = evaluationTable(
      "cases", cases.columns.map(\.name),
      [0, 1, 2, 1, 4, 5].enumerated().map { place, row in
        ["T\(place)"] + cases.columns.dropFirst().map { $0.text(at: row) ?? "" }
      })
    return analysis
  }

  @Test(arguments: [PassportOptions.Combination.product, .oneAtATime])
  func tiesAreAnAxisWhereThereAreTies(
    combination: PassportOptions.Combination
  ) throws {
    let analysis = try Self.tied()
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    let passport = ConventionPassport(
      analysis, prepared,
      options: PassportOptions(
        alternatives: [
          .weights: ["equal"], .score: [], .normalisation: [], .aggregate: [],
        ], combination: combination), chosen: outcome.totals)
    #expect(passport.hasTies)
    #expect(passport.entries.count == (combination == .product ? 6 : 4))
    let own = passport.entries.prefix(3).map { $0.ranks[1] }
    let first = try #require(own.first ?? nil)
    #expect(own == [first, first + 0.5, first])
    // Nobody is above the other, whatever the convention.
    #expect(passport.shareAbove(1, 3) == 0 && passport.shareAbove(3, 1) == 0)
    let names = CaseNames(analysis, prepared, outcome)
    #expect(passport.inseparable(names.order).contains { Set($0) == [1, 3] })
  }

  @Test func withoutTiesThereIsNoAxisOfTies() throws {
    let analysis = try ExampleEvaluation.analysis()
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    let passport = ConventionPassport(
      analysis, prepared,
      options: PassportOptions(
        alternatives: [
          .weights: ["equal"], .score: [], .normalisation: [], .aggregate: [],
        ]), chosen: outcome.totals)
    #expect(!passport.hasTies && passport.entries.count == 2)
    let page = PassportPage(
      passport: passport, names: CaseNames(analysis, prepared, outcome),
      showsRanks: true)
    let notes = page.tables.flatMap(\.notes).compactMap(\.english)
    #expect(notes.contains { $0.contains("the rank of ties") })
  }

  /// Runs of neighbours in which no two are separated, none part of another.
  @Test(arguments: [0.55, 0.8, 0.95])
  func inseparableRunsAreTheLongest(agreement: Double) throws {
    let analysis = try PassportTests.analysis()
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    let passport = ConventionPassport(
      analysis, prepared, options: PassportOptions(agreement: agreement),
      chosen: outcome.totals)
    let order = CaseNames(analysis, prepared, outcome).order
    func isOpen(_ run: Range<Int>) -> Bool {
      for first in run {
        for second in run where second > first {
          let share = passport.shareAbove(order[first], order[second])
          if share >= agreement - 1e-12 { return false }
        }
      }
      return true
    }
    var expected: [[Int]] = []
    for start in order.indices {
      for end in (start + 2)..<max(start + 3, order.count + 1)
      where end <= order.count && isOpen(start..<end) {
        let isLongest =
          (end == order.count || !isOpen(start..<(end + 1)))
          && (start == 0 || !isOpen((start - 1)..<end))
        if isLongest { expected.append(Array(order[start..<end])) }
      }
    }
    #expect(passport.inseparable(order) == expected)
  }

  /// Scores of evaluators whose mean is above zero and whose median is not.
  private static func rated() throws -> EvaluationAnalysis {
    var scores: [[String]] = []
    for row in 0..<5 {
      for (rater, score) in [0, 0, 20 + 10 * row].enumerated() {
        scores.append([
          "c\(row)", "x", "r\(rater)",
          "\(row == 0 || rater == 2 ? score : 10 + row)",
        ])
      }
    }
    let list = [
      Indicator(id: "total"),
      Indicator(
        id: "x", parent: "total", weight: 0.5, isBenefit: true,
        source: .evaluators, normalisation: .minMax()),
      Indicator(
        id: "y", parent: "total", weight: 0.5, isBenefit: true,
        source: .external, formula: try LeafFormula("column(y)"),
        normalisation: .minMax()),
    ]
    return EvaluationAnalysis(
      tree: try IndicatorTree(list, log: DiagnosticLog()),
      inputs: EvaluationInputs(
        cases: evaluationTable(
          "cases", ["case_id", "y"],
          (0..<5).map { ["c\($0)", "\(5 + ($0 * 3) % 5)"] }),
        caseKey: "case_id",
        scores: evaluationTable(
          "scores", ["case_id", "indicator_id", "evaluator_id", "score"],
          scores)),
      options: EvaluationOptions(
        raters: RaterOptions(combine: .mean), uncertainty: nil))
  }

  /// A median of zero leaves the entropy of raw values undefined: the audit
  /// says that it left these weights out, and does not take others for them.
  @Test func auditsTakeNoWeightsForOthers() throws {
    var analysis = try Self.rated()
    analysis.options.passport = PassportOptions(
      alternatives: [
        .weights: ["entropy-raw", "critic"], .raters: ["median"],
        .score: [], .normalisation: [], .aggregate: [],
      ])
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    let (space, _) = try Self.space(
      analysis, analysis.options.passport?.alternatives ?? [:])
    #expect(
      space.dimensions.first { $0.axis == .weights }?.choices.count == 3)
    let audit = SensitivityAudit(
      analysis, prepared,
      options: SensitivityOptions(
        draws: 16, factors: ["weights", "raters"], bootstraps: 20),
      chosen: outcome.totals)
    let kept = try #require(
      audit.space.dimensions.first { $0.axis == .weights })
    #expect(kept.choices.map { $0?.name } == [nil, "critic"])
    let page = SensitivityPage(
      audit: audit, names: CaseNames(analysis, prepared, outcome))
    let notes = page.tables.flatMap(\.notes).compactMap(\.english)
    #expect(
      notes.contains {
        $0.contains("'entropy weights of raw values': it has no weights")
      }, "\(notes)")
    // The passport counts such a combination as one without a result.
    let passport = ConventionPassport(
      analysis, prepared,
      options: analysis.options.passport ?? PassportOptions(),
      chosen: outcome.totals)
    #expect(passport.undefined == 1)
  }

  /// Where methods have different scales, results of cases are ranks.
  @Test func scalesAreNotMixed() throws {
    let analysis = try PassportTests.analysis()
    let (prepared, _, outcome) = try ExampleEvaluation.parts(analysis)
    func audit(_ methods: [String]) -> SensitivityAudit {
      var analysis = analysis
      analysis.options.passport = PassportOptions(
        alternatives: [.score: methods])
      return SensitivityAudit(
        analysis, prepared,
        options: SensitivityOptions(
          draws: 16, factors: ["score"], bootstraps: 20),
        chosen: outcome.totals)
    }
    #expect(!audit(["topsis", "grey"]).comparesRanks)
    #expect(audit(["topsis", "promethee"]).comparesRanks)
  }

  /// Methods of pairs are left out where they would take too long.
  @Test func methodsOfPairsNeedFewCases() throws {
    let indicators = (0..<2).map { "x\($0)" }
    var list = [Indicator(id: "total")]
    for id in indicators {
      list.append(
        Indicator(
          id: id, parent: "total", weight: 0.5, isBenefit: true,
          source: .external, formula: try LeafFormula("column(\(id))"),
          normalisation: .minMax()))
    }
    let analysis = EvaluationAnalysis(
      tree: try IndicatorTree(list, log: DiagnosticLog()),
      inputs: EvaluationInputs(
        cases: evaluationTable(
          "cases", ["case"] + indicators,
          (0..<4000).map { ["c\($0)", "\($0)", "\(($0 * 7) % 4000)"] }),
        caseKey: "case"), options: EvaluationOptions(uncertainty: nil))
    let (space, _) = try Self.space(
      analysis,
      [.score: ["promethee", "copeland", "borda", "grey"], .weights: []])
    let methods = try #require(space.dimensions.first { $0.axis == .score })
    #expect(methods.choices.map { $0?.name } == [nil, "grey", "borda"])
    #expect(
      space.leftOut.prefix(2).map { $0.reason[.english] }
        == [
          "it compares every two of 4000 cases",
          "it compares every two of 4000 cases",
        ])
  }
}
