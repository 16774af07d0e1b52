import Diagnostics

/// One term of a model: a variable, a power of one, or several of them
/// multiplied.
public struct ModelTerm: Sendable, Hashable {
  /// One variable of a term.
  public struct Factor: Sendable, Hashable, Comparable {
    /// The column.
    public var variable: String
    /// Its power; 1 for itself.
    public var power: Int

    /// Creates a factor.
    public init(_ variable: String, power: Int = 1) {
      self.variable = variable
      self.power = power
    }

    /// By name, then by power.
    public static func < (left: Factor, right: Factor) -> Bool {
      (left.variable, left.power) < (right.variable, right.power)
    }

    var name: String { power == 1 ? variable : "\(variable)^\(power)" }
  }

  /// The variables, in the order in which they were written.
  public var factors: [Factor]

  /// Creates a term.
  public init(_ factors: [Factor]) { self.factors = factors }

  /// The name, such as `stype:ell`.
  public var name: String { factors.map(\.name).joined(separator: ":") }

  /// Whether two terms multiply the same, in any order.
  func isSame(as other: ModelTerm) -> Bool {
    factors.sorted() == other.factors.sorted()
  }

  /// The terms that texts such as `ell`, `ell^2`, `stype:ell` and
  /// `stype*ell` stand for: `a*b` is `a`, `b` and `a:b`. Each term is kept
  /// once; terms of one variable come before products of two, and so on.
  ///
  /// - Parameter exists: Whether a column has that name, so that names with
  ///   signs in them are found as they are.
  /// - Throws: A diagnostic about a text that is no term.
  static func parse(
    _ texts: [String], exists: (String) -> Bool
  ) throws(Diagnostic) -> [ModelTerm] {
    var terms: [ModelTerm] = []
    func add(_ factors: [Factor]) {
      var kept: [Factor] = []
      for factor in factors where !kept.contains(factor) { kept.append(factor) }
      let term = ModelTerm(kept)
      if !terms.contains(where: { $0.isSame(as: term) }) { terms.append(term) }
    }
    for text in texts {
      if exists(text) {
        add([Factor(text)])
        continue
      }
      var crossed: [[Factor]] = []
      for part in text.split(separator: "*", omittingEmptySubsequences: false) {
        var factors: [Factor] = []
        for name in part.split(separator: ":", omittingEmptySubsequences: false)
        {
          factors.append(try factor(trimmed(name), of: text, exists: exists))
        }
        crossed.append(factors)
      }
      if crossed.count > 6 { throw wrong(text) }
      // Every choice of parts, the smaller ones first.
      let choices = (1..<(1 << crossed.count)).sorted {
        ($0.nonzeroBitCount, $0) < ($1.nonzeroBitCount, $1)
      }
      for choice in choices {
        add(
          crossed.indices.filter { choice >> $0 & 1 == 1 }.flatMap {
            crossed[$0]
          })
      }
    }
    return terms.enumerated().sorted {
      ($0.element.factors.count, $0.offset)
        < ($1.element.factors.count, $1.offset)
    }.map(\.element)
  }

  private static func factor(
    _ name: String, of text: String, exists: (String) -> Bool
  ) throws(Diagnostic) -> Factor {
    if name.isEmpty { throw wrong(text) }
    guard !exists(name), let mark = name.lastIndex(of: "^") else {
      return Factor(name)
    }
    let base = trimmed(name[..<mark])
    let power = Int(trimmed(name[name.index(after: mark)...]))
    guard let power, (1...10).contains(power), !base.isEmpty else {
      throw wrong(text)
    }
    return Factor(base, power: power)
  }

  private static func trimmed(_ text: Substring) -> String {
    var rest = text
    while rest.first == " " { rest.removeFirst() }
    while rest.last == " " { rest.removeLast() }
    return String(rest)
  }

  private static func wrong(_ text: String) -> Diagnostic {
    Diagnostic(
      .wrongOption, at: nil, "'\(text)' is no term of a model",
      zh: "“\(text)”不是模型的项",
      help: "write a column, a power such as 'age^2', a product 'a:b', or"
        + " 'a*b' for both columns and their product")
  }
}
