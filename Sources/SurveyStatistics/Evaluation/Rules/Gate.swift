import Diagnostics

/// A rule that limits the band of a case: a condition and what follows from
/// it, such as `overdue_days>0=>cap:合格`.
///
/// The left side of the condition is `value` (the raw value of the
/// indicator), `score` (its value on 0 to 100), a formula of the ledger such
/// as `overdue(due_on;replied_on)`, `count(grade)` over the ratings of the
/// case, or the name of a column of the cases. Two names work without such a
/// column: `overdue_days` and `on_time`, from `replied_on` and the first of
/// `extended_until` and `due_on` that is not empty; `dissatisfied_lead`, the
/// ratings with the worst grade by raters of kind `deputy_lead`.
public struct Gate: Sendable, Hashable {
  /// How the two sides are compared.
  public enum Comparison: String, Sendable, Hashable, CaseIterable {
    /// Less than.
    case less = "<"
    /// Less than or equal.
    case lessOrEqual = "<="
    /// Greater than.
    case greater = ">"
    /// Greater than or equal.
    case greaterOrEqual = ">="
    /// Equal.
    case equal = "="
    /// Not equal.
    case notEqual = "!="

    /// Whether `left` compares so with `right`; a missing number never does.
    public func holds(_ left: Double, _ right: Double) -> Bool {
      switch self {
      case .less: left < right
      case .lessOrEqual: left <= right
      case .greater: left > right
      case .greaterOrEqual: left >= right
      case .equal: left == right
      case .notEqual: left != right && !left.isNaN
      }
    }
  }

  /// What follows when the condition holds.
  public enum Effect: Sendable, Hashable {
    /// The band is at best the one with this name.
    case cap(String)
    /// The band is the worst one.
    case fail
  }

  /// The left side of the condition.
  public var subject: LeafFormula
  /// The comparison.
  public var comparison: Comparison
  /// The number on the right side.
  public var limit: Double
  /// What follows.
  public var effect: Effect
  /// The rule as written.
  public var text: String

  /// Reads one rule.
  ///
  /// - Throws: An `indicatorGate` diagnostic.
  public init(_ text: String, at place: Place? = nil) throws(Diagnostic) {
    func failure(_ message: String) -> Diagnostic {
      Diagnostic(
        .indicatorGate, at: place, "gate '\(text)': \(message)",
        help: "write it as condition=>cap:band or condition=>fail")
    }
    guard let arrow = Self.position(of: "=>", in: text) else {
      throw failure("'=>' is missing")
    }
    let effectText = Self.trimmed(text[arrow.upperBound...])
    if effectText.lowercased() == "fail" {
      effect = .fail
    } else if effectText.lowercased().hasPrefix("cap:") {
      let band = Self.trimmed(effectText.dropFirst(4))
      if band.isEmpty { throw failure("no band follows 'cap:'") }
      effect = .cap(band)
    } else {
      throw failure("'\(effectText)' is neither 'cap:band' nor 'fail'")
    }
    let condition = text[..<arrow.lowerBound]
    let operators: [(String, Comparison)] = [
      ("<=", .lessOrEqual), (">=", .greaterOrEqual), ("!=", .notEqual),
      ("==", .equal), ("≤", .lessOrEqual), ("≥", .greaterOrEqual),
      ("≠", .notEqual), ("<", .less), (">", .greater), ("=", .equal),
    ]
    var split: (Range<Substring.Index>, Comparison)?
    for (symbol, comparison) in operators {
      if let range = Self.position(of: symbol, in: condition) {
        // Inside the brackets of a formula `=` belongs to an argument.
        let rest = condition[range.upperBound...]
        if rest.contains(")") || rest.contains("）") {
          if let last = condition.lastIndex(where: { ")）".contains($0) }),
            let later = Self.position(of: symbol, in: condition[last...])
          {
            split = (later, comparison)
            break
          }
          continue
        }
        split = (range, comparison)
        break
      }
    }
    guard let (range, comparison) = split else {
      throw failure("a comparison such as '>0' is missing")
    }
    let number = Self.trimmed(condition[range.upperBound...])
    guard let limit = Double(number), limit.isFinite else {
      throw failure("'\(number)' is not a number")
    }
    let left = Self.trimmed(condition[..<range.lowerBound])
    do {
      subject = try LeafFormula(left, at: place)
    } catch {
      throw failure("'\(left)' cannot be read as a value or a formula")
    }
    self.comparison = comparison
    self.limit = limit
    self.text = text
  }

  private static func position(
    of symbol: String, in text: some StringProtocol
  ) -> Range<String.Index>? {
    var start = text.startIndex
    while start < text.endIndex {
      if text[start...].hasPrefix(symbol) {
        return start..<text.index(start, offsetBy: symbol.count)
      }
      start = text.index(after: start)
    }
    return nil
  }

  private static func trimmed(_ text: some StringProtocol) -> String {
    var rest = Substring(text)
    while let first = rest.first, first.isWhitespace { rest.removeFirst() }
    while let last = rest.last, last.isWhitespace { rest.removeLast() }
    return String(rest)
  }
}
