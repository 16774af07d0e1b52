import Diagnostics
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Fuzzy evaluation of evaluators' scores, ratings and single numbers.
@Suite struct FuzzyRankingTests {
  private static func analysis(
    _ composition: FuzzyOperator, draws: Int?
  ) throws -> EvaluationAnalysis {
    let tree = try IndicatorTree(
      [
        Indicator(id: "G"),
        Indicator(
          id: "E", parent: "G", weight: 0.5, source: .evaluators,
          normalisation: .none),
        Indicator(
          id: "R", parent: "G", weight: 0.3, source: .satisfaction,
          formula: try LeafFormula("index(100;60;40)"),
          normalisation: .none),
        Indicator(
          id: "X", parent: "G", weight: 0.2, source: .external,
          formula: .column("x"), normalisation: .none),
      ], log: DiagnosticLog())
    let scores: [[String]] = [
      ["A", "E", "R1", "95"], ["A", "E", "R2", "88"], ["A", "E", "R3", "90"],
      ["A", "E", "R4", "55"], ["B", "E", "R1", "72"], ["B", "E", "R2", "68"],
      ["B", "E", "R3", "20"], ["B", "E", "R4", "66"],
    ]
    return EvaluationAnalysis(
      tree: tree,
      inputs: EvaluationInputs(
        cases: evaluationTable(
          "cases", ["id", "x"], [["A", "85"], ["B", "30"]]), caseKey: "id",
        scores: evaluationTable(
          "scores", ["id", "indicator_id", "evaluator_id", "score"], scores),
        ratings: evaluationTable(
          "ratings", ["id", "grade"],
          [
            ["A", "满意"], ["A", "满意"], ["A", "基本满意"], ["B", "不满意"],
          ]), ratingItem: "grade"),
      options: EvaluationOptions(
        score: .fuzzy(FuzzyOptions(composition: composition)),
        uncertainty: draws.map { UncertaintyOptions(draws: $0) }))
  }

  private func result(
    _ composition: FuzzyOperator, draws: Int? = nil
  ) throws -> EvaluationResult {
    let outcome = try Self.analysis(composition, draws: draws).run()
    guard case .evaluation(let result) = outcome.details else {
      throw Stopped()
    }
    return result
  }

  /// In a passport each operator counts the memberships of the evaluators'
  /// scores and ratings, as an evaluation of its own does, and not those of
  /// the mean scores.
  @Test(arguments: FuzzyOperator.allCases)
  func everyOperatorIsAConvention(composition: FuzzyOperator) throws {
    var plain = try Self.analysis(composition, draws: nil)
    plain.options.score = .weightedSum
    plain.options.minimumCoverage = 0
    let prepared = try EvaluationPreparation(plain)
    let name =
      composition == .productSum ? "fuzzy" : "fuzzy-\(composition.rawValue)"
    let space = ConventionSpace(
      plain, prepared,
      alternatives: [
        .score: [name], .weights: [], .raters: ["median"],
        .normalisation: ["minmax"], .aggregate: ["geometric"], .ties: [],
      ])
    let position = try #require(
      space.dimensions.firstIndex { $0.axis == .score })
    #expect(space.dimensions[position].choices.count == 2)
    for median in [false, true] {
      var combination = [Int](repeating: 0, count: space.dimensions.count)
      combination[position] = 1
      let raters = try #require(
        space.dimensions.firstIndex { $0.axis == .raters })
      combination[raters] = median ? 1 : 0
      let found = try #require(space.totals(combination))
      let wanted = try result(composition).cases.sorted { $0.id < $1.id }
      #expect(isClose(found, wanted.map { $0.score ?? .nan }))
    }
    // Grades are fixed points on the scores, and means are not used.
    let ignored = space.product.filter { combination in
      combination[position] == 1
        && zip(space.dimensions, combination).contains {
          [.normalisation, .aggregate].contains($0.axis) && $1 != 0
        }
    }
    #expect(ignored == [])
  }

  @Test func gradesOfTheStudyAreThoseOfThePassport() throws {
    var analysis = try Self.analysis(.minMax, draws: nil)
    let grades = [
      FuzzyGrade(label: "good", score: 90), FuzzyGrade(label: "bad", score: 10),
    ]
    analysis.options.score = .fuzzy(
      FuzzyOptions(composition: .minMax, grades: grades))
    let space = ConventionSpace(
      analysis, try EvaluationPreparation(analysis), alternatives: [:])
    let methods = try #require(
      space.dimensions.first { $0.axis == .score })
    #expect(methods.labels[0].english == "fuzzy evaluation M(∧,∨)")
    let other = try #require(
      methods.choices.firstIndex { $0?.name == "fuzzy" })
    var combination = [Int](repeating: 0, count: space.dimensions.count)
    let position = try #require(
      space.dimensions.firstIndex { $0.axis == .score })
    combination[position] = other
    let found = space.changed(combination).options.score
    #expect(
      found == .fuzzy(FuzzyOptions(composition: .productSum, grades: grades)))
  }

  /// Of A's evaluators 95 and 90 are nearest to 100 (90 as near to 80), 88 to
  /// 80 and 55 to 60; of its ratings two are 100 and one 60; 85 is a quarter
  /// excellent and three quarters good.
  @Test func membershipsOfAllSources() throws {
    let found = try result(.productSum)
    let table = try #require(found.tables.first { $0.name == "fuzzy" })
    let cells = (1...4).map {
      table["A", "grade-\($0)"]?.value ?? .nan
    }
    let excellent: Double = 0.5 * 0.5 + 0.3 * 2 / 3 + 0.2 * 0.25
    let wanted: [Double] = [excellent, 0.275, 0.225, 0]
    #expect(isClose(cells, wanted))
    let score = zip([100, 80, 60, 40], wanted).reduce(0.0) { $0 + $1.0 * $1.1 }
    let a = try #require(found.cases.first { $0.id == "A" })
    #expect(isClose(a.score ?? .nan, score))
    // B: 72 and above are nearer to 80, 30 is wholly poor.
    let b = (1...4).map {
      table["B", "grade-\($0)"]?.value ?? .nan
    }
    let poor: [Double] = [0, 0.125, 0.25, 0.625]
    #expect(isClose(b, poor))
    #expect(table["B", "grade"]?.text?.chinese == "不合格")
  }

  @Test func allVerdictsArePrinted() throws {
    let found = try result(.minMax)
    let table = try #require(
      found.tables.first { $0.name == "fuzzy-operators" })
    #expect(table.columns.count == 12)
    let own = table["A", "min-max-score"]?.value
    #expect(own == found.cases.first { $0.id == "A" }?.score)
    let other = try result(.productSum)
    #expect(
      table["A", "product-sum-score"]?.value
        == other.cases.first { $0.id == "A" }?.score)
  }

  /// Draws of evaluators and ratings draw their memberships.
  @Test func membershipsAreDrawn() throws {
    var analysis = try Self.analysis(.productSum, draws: 200)
    analysis.options.uncertainty?.weights = .fixed
    for (raters, ratings) in [(true, false), (false, true)] {
      analysis.options.uncertainty?.resamplesRaters = raters
      analysis.options.uncertainty?.resamplesRatings = ratings
      let outcome = try analysis.run()
      guard case .evaluation(let found) = outcome.details else {
        throw Stopped()
      }
      let a = try #require(found.cases.first { $0.id == "A" })
      let interval = try #require(a.scoreInterval)
      #expect(interval.upper - interval.lower > 1)
      #expect(found.raters.map(\.scores) == [2, 2, 2, 2])
    }
  }

  /// Whoever walks the prepared leaves again has the memberships of the
  /// result, and not those of its mean scores.
  @Test func samplersHaveTheMembershipsOfTheResult() throws {
    let analysis = try Self.analysis(.productSum, draws: nil)
    guard case .evaluation(let found) = try analysis.run().details else {
      throw Stopped()
    }
    let prepared = try EvaluationPreparation(analysis)
    let weights = try EvaluationWeights(
      analysis, raw: prepared.leaves.map { $0?.raw ?? [] })
    var sampler = EvaluationSampler(
      analysis, prepared, weights: weights.local,
      uncertainty: UncertaintyOptions(draws: 1, weights: .fixed))
    _ = sampler.draw(panel: nil, ratings: nil, weights: nil)
    let scores = prepared.directory.ids.map { id in
      found.cases.first { $0.id == id }?.score ?? .nan
    }
    #expect(isClose(sampler.totals, scores))
  }

  /// Memberships stand behind the indicators, where nothing is filled in.
  @Test func membershipsAreNotTreated() throws {
    var analysis = try Self.analysis(.productSum, draws: 20)
    analysis.options.treatment = OutlierOptions()
    analysis.options.imputation = ImputationOptions(.mean)
    #expect(try analysis.run().estimates.count == 4)
  }
}
