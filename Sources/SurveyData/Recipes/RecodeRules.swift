import Diagnostics

/// From which values to which: the rules of a recode step.
public struct RecodeRules: Sendable {
  /// Values that a rule is about.
  public enum Source: Sendable, Hashable {
    /// One code, number or text.
    case code(String)
    /// Numbers from one to another, both ends included.
    case range(ClosedRange<Double>)
    /// Cells without a value, for one reason or for any.
    case missing(MissingReason?)
  }

  /// What a value becomes.
  public enum Target: Sendable, Hashable {
    /// A code, number or text.
    case value(String)
    /// No value, for a reason.
    case missing(MissingReason)
    /// What it was.
    case same
  }

  /// A rule: values, and what they become.
  public struct Rule: Sendable {
    /// The values.
    public var sources: [Source]
    /// What they become.
    public var target: Target
    /// Where the rule stands.
    public var place: Place

    /// Creates a rule.
    public init(_ sources: [Source], _ target: Target, at place: Place) {
      self.sources = sources
      self.target = target
      self.place = place
    }
  }

  /// The rules; the first that a value meets holds.
  public var rules: [Rule]
  /// What other values become. Missing cells stay missing.
  public var otherwise: Target
  /// Whether somebody said what other values become.
  public var isOtherwiseStated = false

  /// Creates rules.
  public init(_ rules: [Rule], otherwise: Target = .same) {
    self.rules = rules
    self.otherwise = otherwise
  }

  /// Reads the left side of a rule: `3`, `1-2`, `65-highest`, `1, 4-6`,
  /// `missing`, `refused`, or a text.
  public static func sources(_ text: String) -> [Source] {
    if let source = numeric(text) { return [source] }
    let parts = text.split(separator: ",", omittingEmptySubsequences: false)
      .map { withoutBlanks(String($0)) }
    let sources = parts.compactMap(numeric)
    // Commas are part of a text unless they stand between numbers.
    if parts.count > 1, sources.count == parts.count { return sources }
    if text == "missing" { return [.missing(nil)] }
    if let reason = MissingReason(name: text) { return [.missing(reason)] }
    return [.code(text)]
  }

  private static func numeric(_ text: String) -> Source? {
    if plainNumber(text) != nil { return .code(text) }
    // The sign between two numbers, not that of the first one.
    for position in text.indices.dropFirst() where text[position] == "-" {
      let low = end(withoutBlanks(String(text[..<position])), -.infinity)
      let high = end(
        withoutBlanks(String(text[text.index(after: position)...])), .infinity)
      if let low, let high, low <= high { return .range(low...high) }
    }
    return nil
  }

  private static func end(_ text: String, _ open: Double) -> Double? {
    if text == (open < 0 ? "lowest" : "highest") { return open }
    return plainNumber(text)
  }

  /// Whether every value that a rule writes is a number.
  var givesNumbers: Bool {
    (rules.map(\.target) + [otherwise]).allSatisfy { target in
      if case .value(let text) = target { return plainNumber(text) != nil }
      return true
    }
  }

  /// What a number becomes, and the rule; `nil` where none is about it.
  func target(ofNumber number: Double) -> Int? {
    rules.firstIndex { rule in
      rule.sources.contains { source in
        switch source {
        case .code(let code): plainNumber(code) == number
        case .range(let range): range.contains(number)
        case .missing: false
        }
      }
    }
  }

  /// The rule for a text.
  func target(ofText text: String) -> Int? {
    rules.firstIndex { rule in
      rule.sources.contains { source in
        switch source {
        case .code(let code): code == text
        case .range(let range):
          plainNumber(text).map { range.contains($0) } ?? false
        case .missing: false
        }
      }
    }
  }

  /// The rule for cells without a value.
  func target(ofMissing reason: MissingReason) -> Int? {
    rules.firstIndex { rule in
      rule.sources.contains { source in
        guard case .missing(let wanted) = source else { return false }
        return wanted == nil || wanted == reason
      }
    }
  }
}
