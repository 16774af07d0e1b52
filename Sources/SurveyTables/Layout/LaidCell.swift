import SVG

/// A cell as texts: what is shown of it in its column.
struct LaidCell {
  var content: TableCell.Content
  var marks: [Int]
  /// The state to explain, if there is one.
  var state: CellState?
  /// Whether a number is shown.
  var isNumber = false
  /// The number, text or shorthand of the state.
  var value = ""
  /// The interval in brackets, or nothing.
  var interval = ""
  /// The base with its name, or nothing.
  var base = ""
  /// The letters behind the number, or nothing.
  var letters = ""

  /// Whether the number has a small base.
  var isWeak: Bool { state == .lowReliability }

  init(
    _ cell: TableCell, in column: ColumnNode, words: TableWords, marks: [Int]
  ) {
    self.marks = marks
    content = cell.content
    switch cell.content {
    case .value(let value, _) where !value.isFinite:
      content = .state(.notAvailable)
    case .estimate(let estimate) where !estimate.value.isFinite:
      content = .state(.notAvailable)
    default: break
    }
    switch content {
    case .value(let value, let style):
      isNumber = true
      self.value = style.text(value)
    case .estimate(let estimate):
      isNumber = true
      value = estimate.style.text(estimate.value)
      if column.parts.contains(.interval) {
        interval = Self.interval(of: estimate, words)
      }
      if column.parts.contains(.base), let count = estimate.base {
        base = "\(words.base) = \(NumberStyle.integer.text(Double(count)))"
      }
    case .text(let text): value = text
    case .empty: break
    case .state(let state):
      self.state = state
      value = state.shorthand
    }
    if isNumber, cell.isWeak { state = .lowReliability }
    if isNumber { letters = cell.letters }
  }

  /// The limits in brackets; a per cent sign stands at the value already.
  private static func interval(
    of estimate: EstimateCell, _ words: TableWords
  ) -> String {
    guard let lower = estimate.lower, let upper = estimate.upper,
      lower.isFinite, upper.isFinite
    else { return "" }
    let range = estimate.style.interval(
      lower, upper, separator: words.intervalSeparator)
    return "(\(NumberStyle.withoutPercentSigns(range)))"
  }

  /// The shown parts, joined by spaces, without marks.
  var text: String {
    if !isWeak, letters.isEmpty, interval.isEmpty, base.isEmpty {
      return value
    }
    return [
      isWeak ? CellState.lowReliability.shorthand : "", value, letters,
      interval, base,
    ].filter { !$0.isEmpty }.joined(separator: " ")
  }
}
