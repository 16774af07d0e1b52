import Diagnostics
import SurveyData

/// A threshold of weights as a small expression over the weights themselves:
/// `median + 3.5 * iqr`, `5 * mean`, `p99`, `60`.
///
///     sum     = product { ("+" | "-") product }
///     product = unary { ("*" | "/") unary }
///     unary   = "-" unary | number | name | "(" sum ")"
///
/// Names are `mean`, `median`, `min`, `max`, `sd` (divisor n − 1), `iqr`,
/// `q1`, `q3` and percentiles `p1` … `p99`, by linear interpolation (type 7
/// of Hyndman and Fan 1996), all of them over the positive weights, each
/// counted once.
public struct WeightThreshold: Sendable, Hashable {
  /// The text.
  public let text: String
  private let operations: [Operation]

  private enum Operation: Sendable, Hashable {
    case number(Double)
    case measure(Measure)
    case add, subtract, multiply, divide, negate
  }

  private enum Measure: Sendable, Hashable {
    case mean, deviation, range
    case quantile(Double)

    init?(_ name: String) {
      switch name {
      case "mean": self = .mean
      case "sd": self = .deviation
      case "iqr": self = .range
      case "median": self = .quantile(0.5)
      case "min": self = .quantile(0)
      case "max": self = .quantile(1)
      case "q1": self = .quantile(0.25)
      case "q3": self = .quantile(0.75)
      default:
        guard name.first == "p", let part = Int(name.dropFirst()),
          (1...99).contains(part)
        else { return nil }
        self = .quantile(Double(part) / 100)
      }
    }
  }

  /// Reads an expression.
  ///
  /// - Throws: A diagnostic that names what cannot be read.
  public init(_ text: String, at place: Place? = nil) throws(Diagnostic) {
    var parser = Parser(text: text, place: place)
    try parser.sum()
    parser.skipBlanks()
    guard parser.rest.isEmpty else { throw parser.fault() }
    self.text = text
    operations = parser.operations
  }

  /// A threshold that is a number.
  public init(_ number: Double) {
    text = plainText(number)
    operations = [.number(number)]
  }

  /// The threshold of `weights`, of which only the positive ones count;
  /// `nil` when it is not a finite number.
  public func value(for weights: [Double]) -> Double? {
    let sorted = weights.filter { $0 > 0 }.sorted()
    guard !sorted.isEmpty else { return nil }
    var stack: [Double] = []
    for operation in operations {
      switch operation {
      case .number(let number): stack.append(number)
      case .measure(let measure):
        stack.append(Self.value(of: measure, sorted))
      case .negate: stack.append(-(stack.popLast() ?? .nan))
      case .add, .subtract, .multiply, .divide:
        let right = stack.popLast() ?? .nan
        let left = stack.popLast() ?? .nan
        switch operation {
        case .add: stack.append(left + right)
        case .subtract: stack.append(left - right)
        case .multiply: stack.append(left * right)
        default: stack.append(left / right)
        }
      }
    }
    return stack.last.flatMap { $0.isFinite ? $0 : nil }
  }

  private static func value(
    of measure: Measure, _ sorted: [Double]
  ) -> Double {
    switch measure {
    case .mean: return sorted.reduce(0, +) / Double(sorted.count)
    case .deviation:
      let mean = sorted.reduce(0, +) / Double(sorted.count)
      let squares = sorted.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      return (squares / Double(sorted.count - 1)).squareRoot()
    case .range:
      return quantile(0.75, of: sorted) - quantile(0.25, of: sorted)
    case .quantile(let share): return quantile(share, of: sorted)
    }
  }

  /// The quantile of sorted numbers by linear interpolation (type 7).
  ///
  /// - Precondition: There is a number.
  static func quantile(_ share: Double, of sorted: [Double]) -> Double {
    let position = share * Double(sorted.count - 1)
    let below = Int(position.rounded(.down))
    let above = min(below + 1, sorted.count - 1)
    let part = position - Double(below)
    return sorted[below] + part * (sorted[above] - sorted[below])
  }

  private struct Parser {
    var rest: Substring
    var operations: [Operation] = []
    private let text: String
    private let place: Place?
    private var depth = 0

    init(text: String, place: Place?) {
      self.text = text
      self.place = place
      rest = text[...]
    }

    mutating func skipBlanks() {
      while rest.first?.isWhitespace == true { rest.removeFirst() }
    }

    func fault() -> Diagnostic {
      let word = rest.prefix { $0.isLetter || $0.isNumber }
      let what = word.isEmpty ? rest.prefix(1) : word
      return Diagnostic(
        .wrongTrimming, at: place,
        what.isEmpty
          ? "the threshold '\(text)' ends too early"
          : "'\(what)' cannot stand in the threshold '\(text)'",
        zh: what.isEmpty ? "界限“\(text)”不完整" : "界限“\(text)”中不能有“\(what)”",
        help: "thresholds are sums and products of numbers and of: mean,"
          + " median, min, max, sd, iqr, q1, q3, p1 to p99, such as"
          + " median + 3.5 * iqr")
    }

    private mutating func take(_ signs: String) -> Character? {
      skipBlanks()
      guard let first = rest.first, signs.contains(first) else { return nil }
      return rest.removeFirst()
    }

    mutating func sum() throws(Diagnostic) {
      try product()
      while let sign = take("+-") {
        try product()
        operations.append(sign == "+" ? .add : .subtract)
      }
    }

    private mutating func product() throws(Diagnostic) {
      try unary()
      while let sign = take("*/") {
        try unary()
        operations.append(sign == "*" ? .multiply : .divide)
      }
    }

    private mutating func unary() throws(Diagnostic) {
      depth += 1
      defer { depth -= 1 }
      if depth > 64 { throw fault() }
      if take("-") != nil {
        try unary()
        operations.append(.negate)
      } else if take("(") != nil {
        try sum()
        guard take(")") != nil else { throw fault() }
      } else {
        skipBlanks()
        let word = rest.prefix { $0.isLetter || $0.isNumber || $0 == "." }
        if let number = Double(word), number.isFinite {
          operations.append(.number(number))
        } else if let measure = Measure(String(word)) {
          operations.append(.measure(measure))
        } else {
          throw fault()
        }
        rest.removeFirst(word.count)
      }
    }
  }
}
