import LinearPrograms
import SurveyData

/// Scores of cases by the benefit of the doubt: each case with the weights
/// that suit it best, as long as no case exceeds 1 with them.
///
///     Sₖ = max Σⱼ wⱼyₖⱼ   with  Σⱼ wⱼyᵢⱼ ≤ 1 for every case i,  wⱼ ≥ 0
///
/// Limits keep any indicator from making up too little or too much of a
/// score: L·Sₖ ≤ wⱼyₖⱼ ≤ U·Sₖ. Without them many cases reach 1, each by what
/// it is best at.
///
/// Edge cases:
///
/// - A case that lacks an indicator has no score, and no one is held against
///   it.
/// - With a lower limit, a case with 0 on an indicator has the score 0: that
///   is why `EvaluationOptions.Doubt` shifts scores.
/// - Weights need not be unique; the score is.
///
/// Sources: Melyn and Moesen (1991), Public Economics Research Paper 17, KU
/// Leuven; Cherchye, Moesen, Rogge and Van Puyenbroeck (2007), Social
/// Indicators Research 82. It is the CCR model with one input of 1. Checked in
/// `Tests/References/evaluation/extras.json` (own linear programs in Python).
public struct BenefitOfTheDoubt: Sendable, Hashable {
  /// For each case its score, not-a-number without one.
  public let scores: [Double]
  /// For each case the share of each indicator in its score; empty where the
  /// score is missing or 0.
  public let shares: [[Double]]

  /// Scores cases.
  ///
  /// - Parameters:
  ///   - columns: For each indicator a number from 0 on for each case, more
  ///     is better; not-a-number is missing.
  ///   - limits: The limits L and U; `nil` for none.
  public init(_ columns: [[Double]], limits: ClosedRange<Double>? = nil) {
    let count = columns.first?.count ?? 0
    let complete = (0..<count).filter { row in
      columns.allSatisfy { $0[row].isFinite && $0[row] >= 0 }
    }
    var scores = [Double](repeating: .nan, count: count)
    var shares = [[Double]](repeating: [], count: count)
    for row in complete {
      var program = LinearProgram(.maximise)
      for column in columns { _ = program.addColumn(cost: column[row]) }
      for other in complete {
        program.addRow(
          columns.indices.map { .init($0, columns[$0][other]) }, .atMost(1))
      }
      if let limits {
        for indicator in columns.indices {
          for (limit, isUpper) in [
            (limits.lowerBound, false), (limits.upperBound, true),
          ] {
            // wⱼyⱼ − limit·Σ wₗyₗ against 0.
            let terms = columns.indices.map { index in
              LinearProgram.Term(
                index,
                ((index == indicator ? 1.0 : 0) - limit) * columns[index][row])
            }
            program.addRow(terms, isUpper ? .atMost(0) : .atLeast(0))
          }
        }
      }
      guard let found = program.solve().solution else { continue }
      let score = abs(found.value - 1) <= 1e-9 ? 1 : max(0, found.value)
      scores[row] = score
      if score > 0 {
        shares[row] = columns.indices.map {
          found.columns[$0] * columns[$0][row] / found.value
        }
      }
    }
    self.scores = scores
    self.shares = shares
  }
}

extension EvaluationOptions {
  /// The choices of scores by the benefit of the doubt.
  public struct Doubt: Sendable, Hashable {
    /// The smallest and the largest share of an indicator in a score.
    public var shares: ClosedRange<Double>?
    /// What is added to scores of indicators on 0 to 1.
    public var shift: Double

    /// Creates choices.
    public init(shares: ClosedRange<Double>? = nil, shift: Double = 0.01) {
      self.shares = shares
      self.shift = shift
    }
  }
}

/// The benefit of the doubt as a method of ranking, over the scores of the
/// leaves.
struct DoubtRanking: CaseRanking {
  let options: EvaluationOptions.Doubt

  /// What was found, with the shares of the indicators.
  func found(_ leafScores: [[Double]]) -> BenefitOfTheDoubt {
    BenefitOfTheDoubt(
      leafScores.map { $0.map { $0 / 100 + options.shift } },
      limits: options.shares)
  }

  func scores(of input: RankingInput) -> [Double] {
    found(input.leaves.map { input.scores[$0] }).scores.map { 100 * $0 }
  }

  /// The table of shares is made with the evaluation.
  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    RankingReport()
  }

  var conventions: [Convention] { [options.convention] }

  var formula: String { "S = 100 max Σ w y, Σ w yᵢ ≤ 1" }

  var scale: ScoreScale { .points }

  var cost: RankingCost { .pairs }
}
