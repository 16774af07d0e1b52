import Diagnostics
import Probability
import SurveyData
import TestSupport
import Testing

@testable import SurveyStatistics

/// Whatever small matrix is evaluated in whatever way: the program either
/// says what is wrong, or every number it gives is one.
@Suite struct EvaluationPropertyTests {
  /// Weights, methods and normalisations that need no further tables.
  static let weightings: [EvaluationOptions.Weighting] = [
    .direct, .equal, .stated(.rankSum()), .stated(.rankOrderCentroid()),
    .measured(.entropy(.minMax)), .measured(.entropy(.minMaxShift)),
    .measured(.entropy(.scaled)), .measured(.entropy(.raw)),
    .measured(.entropy(.reciprocal)), .measured(.critic),
    .measured(.standardDeviation), .measured(.coefficientOfVariation),
    .measured(.principalComponents()),
    .combined(CombinedWeighting([.direct, .entropy()])),
    .combined(CombinedWeighting([.direct, .entropy()], rule: .multiplicative)),
    .combined(
      CombinedWeighting([.equal, .measured(.critic)], rule: .relativeEntropy)),
    .combined(
      CombinedWeighting(
        [.direct, .entropy(), .measured(.critic)], rule: .game)),
  ]

  static let scores: [EvaluationOptions.Score] =
    EvaluationOptions.Score.Name.allCases.map(\.score) + [
      .topsis(.minMax), .topsis(.zScore), .topsis(.sum), .topsis(.none),
      .topsis(.goalposts), .greyRelation(distinguishing: 0.5, .vector),
      .benefitOfTheDoubt(EvaluationOptions.Doubt(shares: 0.05...1)),
      .mazziottaPareto(.nMinusOne, penalty: .plus), .vikor(majority: 1),
    ]

  static let normalisations: [Normalisation] = [
    .none, .minMax(), .minMaxTo(lower: 1, upper: 100),
    .fixed(lower: 0, upper: 10), .goalposts(lower: 0, upper: 10),
    .percentileRank, .borda, .zScore(), .zScore(clips: false), .vector, .sum,
    .target(5), .efficacy(unsatisfactory: 0, satisfactory: 10),
    .centre(best: 3), .interval(lower: 2, upper: 4),
    .deduct(full: 25, target: 9, perPoint: 2, floor: 0),
  ]

  static let aggregates: [Aggregate] = [
    .arithmetic, .geometric, .harmonic, .power(0.5), .power(-1), .minimum,
    .sumCapped, .sum(cap: 110),
  ]

  private static func pick<T>(
    _ list: [T], _ stream: inout RandomStream
  ) -> T { list[stream.below(list.count)] }

  /// A column with one of the shapes that break formulas.
  private static func column(
    _ count: Int, _ stream: inout RandomStream
  ) -> [Double] {
    let shape = stream.below(9)
    return (0..<count).map { row in
      switch shape {
      case 0: 4
      case 1: .nan
      case 2: 0
      case 3: Double(stream.below(2))
      case 4: row == 0 ? .nan : Double(row)
      case 5: Double(stream.below(11)) - 5
      case 6: 1e9 * stream.uniform()
      case 7: 1e-9 * stream.uniform()
      default: stream.uniform() < 0.3 ? .nan : Double(stream.below(11))
      }
    }
  }

  private static func analysis(
    _ stream: inout RandomStream
  ) throws -> (EvaluationAnalysis, String) {
    let cases = stream.below(6)
    let count = 1 + stream.below(4)
    let ids = (0..<count).map { "x\($0)" }
    let columns = ids.map { _ in Self.column(cases, &stream) }
    let rows = (0..<cases).map { row in
      ["c\(row)"] + columns.map { $0[row].isNaN ? "" : "\($0[row])" }
    }
    let aggregate = pick(Self.aggregates, &stream)
    var list = [
      Indicator(id: "total", aggregate: aggregate)
    ]
    var words = "\(cases) by \(count), \(aggregate.name)"
    for (position, id) in ids.enumerated() {
      let normalisation = pick(Self.normalisations, &stream)
      let rule = pick(Indicator.MissingRule.allCases, &stream)
      words += ", \(normalisation.summary) \(rule)"
      list.append(
        Indicator(
          id: id, parent: "total",
          // All weights but the first may be zero.
          weight: position > 0 && stream.below(4) == 0
            ? 0 : Double(1 + stream.below(3)), isBenefit: stream.below(2) == 0,
          source: .external, formula: try LeafFormula("column(\(id))"),
          normalisation: normalisation, missingRule: rule))
    }
    var options = EvaluationOptions(
      weighting: pick(Self.weightings, &stream),
      score: pick(Self.scores, &stream),
      uncertainty: stream.below(2) == 0
        ? nil : UncertaintyOptions(draws: 5, weights: .uniform(0.25)),
      minimumCoverage: [0, 0.6, 1][stream.below(3)])
    options.rankTies = pick(RankSharing.allCases, &stream)
    if stream.below(6) == 0 {
      options.bandRule = BandRule(.kMeans, labels: BandRule.stars(2))
    }
    if stream.below(8) == 0 {
      options.imputation = ImputationOptions(.median)
    }
    if stream.below(8) == 0 { options.passport = PassportOptions() }
    if stream.below(8) == 0 { options.showsWhatIf = true }
    words +=
      "; weights \(options.weighting), score \(options.score)"
      + "; \(columns)"
    return (
      EvaluationAnalysis(
        tree: try IndicatorTree(list, log: DiagnosticLog()),
        inputs: EvaluationInputs(
          cases: evaluationTable("cases", ["case"] + ids, rows),
          caseKey: "case"),
        options: options), words
    )
  }

  /// The numbers of a result that are none.
  private static func faults(_ outcome: AnalysisOutcome) -> [String] {
    var found: [String] = []
    func check(_ value: Double?, _ name: String) {
      if let value, !value.isFinite { found.append("\(name) is \(value)") }
    }
    func check(_ interval: Interval?, _ name: String) {
      guard let interval else { return }
      check(interval.lower, name + " lower")
      check(interval.upper, name + " upper")
      if interval.lower > interval.upper { found.append(name + " is turned") }
    }
    for estimate in outcome.estimates {
      check(estimate.value, estimate.statistic)
      check(estimate.interval, estimate.statistic)
      check(estimate.standardError, estimate.statistic)
    }
    guard case .evaluation(let result) = outcome.details else {
      return found + ["no evaluation"]
    }
    for row in result.cases {
      check(row.score, "score of \(row.id)")
      check(row.coverage, "coverage of \(row.id)")
      if (row.score == nil) != (row.rank == nil) {
        found.append("\(row.id) has a score or a rank, not both")
      }
    }
    let weights = result.indicators.map(\.localWeight)
    for weight in weights { check(weight, "weight") }
    if weights.contains(where: { $0 < 0 }) { found.append("negative weight") }
    for table in result.tables {
      for row in table.rows {
        for (column, cell) in zip(table.columns, row.cells) {
          let name = "\(table.name)/\(row.name)/\(column.name)"
          check(cell.value, name)
          check(cell.interval, name)
        }
      }
    }
    return found
  }

  @Test(arguments: 0..<8)
  func everyNumberIsOne(part: Int) throws {
    for number in 0..<250 {
      var stream = RandomStream(seed: 41, name: "evaluation/properties")
        .draw(part * 250 + number)
      let (analysis, words) = try Self.analysis(&stream)
      let outcome: AnalysisOutcome
      do {
        outcome = try analysis.run()
      } catch {
        #expect(!error.message.isEmpty)
        continue
      }
      let faults = Self.faults(outcome)
      #expect(faults.isEmpty, "\(faults.prefix(3)): \(words)")
    }
  }

  /// Cases with the same values of everything have the same score and rank,
  /// whatever the method.
  @Test func equalCasesAreEqual() throws {
    for score in Self.scores {
      for weighting in Self.weightings {
        var list = [Indicator(id: "total")]
        for id in ["a", "b"] {
          list.append(
            Indicator(
              id: id, parent: "total", isBenefit: id == "a",
              source: .external, formula: try LeafFormula("column(\(id))"),
              normalisation: .minMax()))
        }
        let analysis = EvaluationAnalysis(
          tree: try IndicatorTree(list, log: DiagnosticLog()),
          inputs: EvaluationInputs(
            cases: evaluationTable(
              "cases", ["case", "a", "b"],
              [
                ["p", "3", "5"], ["q", "7", "2"], ["r", "3", "5"],
                ["s", "5", "9"], ["t", "6", "4"],
              ]), caseKey: "case"),
          options: EvaluationOptions(
            weighting: weighting, score: score, uncertainty: nil))
        guard let outcome = try? analysis.run(),
          case .evaluation(let result) = outcome.details
        else { continue }
        let p = result.cases.first { $0.id == "p" }
        let r = result.cases.first { $0.id == "r" }
        #expect(p?.rank != nil && p?.rank == r?.rank, "\(score) \(weighting)")
        let gap = (p?.score ?? 0) - (r?.score ?? 1)
        #expect(abs(gap) < 1e-9, "\(score) \(weighting)")
      }
    }
  }
}
