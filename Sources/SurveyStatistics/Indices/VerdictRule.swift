import SurveyData

/// An exact fraction, so that "more than two thirds of 30" is never decided
/// by rounding.
public struct Fraction: Sendable, Hashable {
  /// Above the line.
  public var numerator: Int
  /// Below the line, at least 1.
  public var denominator: Int

  /// Creates a fraction.
  ///
  /// - Precondition: `denominator` is at least 1.
  public init(_ numerator: Int, _ denominator: Int) {
    precondition(denominator >= 1)
    self.numerator = numerator
    self.denominator = denominator
  }

  /// Reads `1/2`, `0.8`, `80%` or `1`; `nil` for anything else and for
  /// numbers that are not between 0 and 1.
  public init?(_ text: String) {
    func decimal(_ text: Substring) -> (Int, Int)? {
      let parts = text.split(
        separator: ".", maxSplits: 1, omittingEmptySubsequences: false)
      let fraction = parts.count == 2 ? parts[1] : ""
      let digits = parts[0] + fraction
      guard !digits.isEmpty, digits.count <= 9,
        digits.allSatisfy({ $0.isASCII && $0.isNumber }),
        let number = Int(digits)
      else { return nil }
      return (number, (0..<fraction.count).reduce(1) { value, _ in value * 10 })
    }
    let parts = text.split(
      separator: "/", omittingEmptySubsequences: false)
    let value: (Int, Int)
    if parts.count == 2, let above = Int(parts[0]), let below = Int(parts[1]) {
      value = (above, below)
    } else if text.hasSuffix("%"), let percent = decimal(text.dropLast()) {
      value = (percent.0, percent.1 * 100)
    } else if let number = decimal(Substring(text)) {
      value = number
    } else {
      return nil
    }
    guard value.1 >= 1, value.0 >= 0, value.0 <= value.1 else { return nil }
    self.init(value.0, value.1)
  }

  /// As it is printed, in lowest terms: `1/2` for 0.5.
  public var text: String {
    var (divisor, rest) = (denominator, abs(numerator))
    while rest != 0 { (divisor, rest) = (rest, divisor % rest) }
    return "\(numerator / divisor)/\(denominator / divisor)"
  }
}

/// The rule that turns votes into a verdict.
///
/// The verdict is the best grade whose votes, together with those of all
/// better grades, reach the threshold; the worst grade when none does.
public struct VerdictRule: Sendable, Hashable {
  /// What the votes are divided by.
  public enum Denominator: Sendable, Hashable {
    /// Votes for one of the grades.
    case valid
    /// Everybody present, abstentions too: the rows of the group without
    /// those that do not apply, or the sum of a column when votes are
    /// counted already.
    case present(column: String?)
    /// All members, a fixed number.
    case members(Int)
    /// All members, a number from a column that is the same in the rows of a
    /// group.
    case membersColumn(String)
  }

  /// The part of the votes that is needed.
  public var threshold: Fraction
  /// Whether exactly the threshold is not enough.
  public var isStrict: Bool
  /// What the votes are divided by.
  public var denominator: Denominator

  /// Creates a rule.
  public init(
    threshold: Fraction = Fraction(1, 2), isStrict: Bool = true,
    denominator: Denominator = .valid
  ) {
    self.threshold = threshold
    self.isStrict = isStrict
    self.denominator = denominator
  }
}
