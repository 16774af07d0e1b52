import SurveyData

/// How the columns of a banner are compared and marked with letters.
///
/// A cell carries the letter of each column that its number is significantly
/// above: capitals at `level`, small letters between `level` and
/// `secondLevel`.
public struct BannerLetters: Sendable, Hashable {
  /// Which columns are compared with which.
  public enum Comparison: String, Sendable, CaseIterable, Hashable {
    /// All pairs of columns of one banner variable.
    case withinVariable = "within-variable"
    /// Each column with the total, to which it belongs; the covariance of
    /// the two is taken into account.
    case total
    /// Each column with the one before it in its banner variable, such as
    /// waves in their order.
    case previous
  }

  /// What is done about the number of comparisons in one row of a banner
  /// variable.
  public enum Adjustment: String, Sendable, CaseIterable, Hashable {
    /// Nothing; each comparison errs with the probability `level`.
    case none
    /// Holm's step-down method (1979): the row errs with `level` at most.
    case holm
    /// Bonferroni: p times the number of comparisons.
    case bonferroni
    /// Benjamini and Hochberg (1995): of what is marked, a share of `level`
    /// at most is marked in error.
    case benjaminiHochberg = "benjamini-hochberg"
  }

  /// The degrees of freedom of the t tests.
  public enum Freedom: String, Sendable, CaseIterable, Hashable {
    /// First-stage clusters with rows of one of the two columns, less strata
    /// with such rows.
    case pair
    /// Those of the whole design; R's `degf(design)`.
    case design
  }

  /// The level of capital letters.
  public var level: Double
  /// The level of small letters, above `level`.
  public var secondLevel: Double?
  /// What is done about the number of comparisons.
  public var adjustment: Adjustment
  /// Which columns are compared.
  public var comparison: Comparison
  /// The degrees of freedom.
  public var freedom: Freedom

  /// Creates the rules.
  public init(
    level: Double = 0.05, secondLevel: Double? = nil,
    adjustment: Adjustment = .none, comparison: Comparison = .withinVariable,
    freedom: Freedom = .pair
  ) {
    self.level = level
    self.secondLevel = secondLevel
    self.adjustment = adjustment
    self.comparison = comparison
    self.freedom = freedom
  }
}

extension BannerLetters.Adjustment {
  /// The adjusted probabilities in the order of `probabilities`.
  func adjusted(_ probabilities: [Double]) -> [Double] {
    PValueAdjustment(rawValue: rawValue)?.adjusted(probabilities)
      ?? probabilities
  }
}

/// The name of a column in comparisons: `A` to `Z`, then `AA`, `AB`, …
func bannerLetter(_ index: Int) -> String {
  var (rest, text) = (index, "")
  repeat {
    let letter = UnicodeScalar(UInt8(65 + rest % 26))
    text = String(Character(letter)) + text
    rest = rest / 26 - 1
  } while rest >= 0
  return text
}
