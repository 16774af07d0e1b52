import SurveyData

/// How raw values of a leaf become scores on 0 to 100.
///
/// The relative methods (`minMax`, `minMaxTo`, `percentileRank`, `borda`,
/// `zScore`, `vector`, `sum`, `target`, `centre`, `interval`) compare a case
/// with the other cases, so a score can change when another case joins. The
/// others do not.
///
/// Sources: Nardo and others (2008), OECD/JRC Handbook, step 5; Hwang and
/// Yoon (1981) for `vector`. Checked against COINr, pymcdm and numpy.
public enum Normalisation: Sendable, Hashable {
  /// The raw value is a score on 0 to 100 already.
  case none
  /// From the worst case at 0 to the best at 100; `constant` for all when
  /// they are equal.
  case minMax(constant: Double = 50)
  /// As `minMax`, from the worst case at `lower` to the best at `upper`, such
  /// as 1 to 100 for geometric means; `constant`, or the middle, for all when
  /// they are equal.
  case minMaxTo(lower: Double, upper: Double, constant: Double? = nil)
  /// A published scale: `lower` is 0 and `upper` is 100, values beyond are
  /// cut off when `clips`.
  case fixed(lower: Double, upper: Double, clips: Bool = true)
  /// As `fixed`, with limits that stand for the worst and the best that can
  /// be expected.
  case goalposts(lower: Double, upper: Double, clips: Bool = true)
  /// `full` points at the target, `perPoint` less for each point below it,
  /// never below `floor`; then as a percentage of `full`.
  case deduct(full: Double, target: Double, perPoint: Double, floor: Double)
  /// The points of the highest step that is not above the raw value, 0 below
  /// all of them; a single step is all or nothing.
  case steps([Step])
  /// Points for each grade, by the grade as the file writes it.
  case category([String: Double])
  /// The share of the other cases that are worse.
  case percentileRank
  /// The number of cases that are worse: points of Borda's count, not on 0 to
  /// 100.
  case borda
  /// 50 plus `scale` for each standard deviation above the mean, with divisor
  /// n - 1, or n as a population; `clips` cuts off at 0 and 100; `constant`
  /// for all when they are equal.
  case zScore(
    scale: Double = 10, clips: Bool = true, isPopulation: Bool = false,
    constant: Double = 50)
  /// 100 x / √Σx²; where low values are good, 100 less that.
  case vector
  /// 100 x / Σx, shares of the total; where low values are good, shares of
  /// the total of 1 / x.
  case sum
  /// How much of the way from the worst case to a target is done, cut off at
  /// 100 when `clips`.
  case target(Double, clips: Bool = true)
  /// A value function: scores at stated values, on straight lines between
  /// them and flat beyond the first and the last.
  case piecewise([Knot])
  /// Efficacy coefficient: `base` at `unsatisfactory`, 100 at `satisfactory`.
  case efficacy(unsatisfactory: Double, satisfactory: Double, base: Double = 60)
  /// 100 at `best`, 0 for the case that is farthest from it.
  case centre(best: Double)
  /// 100 from `lower` to `upper`, 0 for the case that is farthest outside.
  case interval(lower: Double, upper: Double)

  /// A value of an indicator and the score that it stands for.
  public struct Knot: Sendable, Hashable {
    /// The value.
    public var value: Double
    /// The score.
    public var score: Double

    /// Creates a knot.
    public init(_ value: Double, _ score: Double) {
      self.value = value
      self.score = score
    }
  }

  /// A value from which on so many points are given.
  public struct Step: Sendable, Hashable {
    /// The lowest raw value.
    public var from: Double
    /// The points.
    public var points: Double

    /// Creates a step.
    public init(from: Double, points: Double) {
      self.from = from
      self.points = points
    }
  }

  /// The method with its parameters, in a few words.
  public var summary: String {
    func text(_ number: Double) -> String { plainText(number) }
    switch self {
    case .none: return "none"
    case .minMax: return "minmax"
    case .minMaxTo(let lower, let upper, _):
      return "minmax \(text(lower))…\(text(upper))"
    case .fixed(let lower, let upper, _):
      return "fixed \(text(lower))…\(text(upper))"
    case .goalposts(let lower, let upper, _):
      return "goalposts \(text(lower))…\(text(upper))"
    case .deduct(let full, let target, let perPoint, let floor):
      return "deduct full=\(text(full)) target=\(text(target)) "
        + "per_point=\(text(perPoint)) floor=\(text(floor))"
    case .steps(let steps):
      return "steps "
        + steps.map { "\(text($0.from))=\(text($0.points))" }
        .joined(separator: " ")
    case .category(let points):
      let list = points.sorted { ($1.value, $0.key) < ($0.value, $1.key) }
      return "category "
        + list.map { "\($0.key)=\(text($0.value))" }.joined(separator: " ")
    case .percentileRank: return "percentile-rank"
    case .borda: return "borda"
    case .zScore(let scale, _, let isPopulation, _):
      return "z-score 50±\(text(scale))" + (isPopulation ? " divisor n" : "")
    case .vector: return "vector"
    case .sum: return "sum"
    case .target(let target, _): return "target \(text(target))"
    case .piecewise(let knots):
      return "piecewise "
        + knots.map { "\(text($0.value))=\(text($0.score))" }
        .joined(separator: " ")
    case .efficacy(let low, let high, let base):
      return "efficacy \(text(low))…\(text(high)) from \(text(base))"
    case .centre(let best): return "centre \(text(best))"
    case .interval(let lower, let upper):
      return "interval \(text(lower))…\(text(upper))"
    }
  }
}
