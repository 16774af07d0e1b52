import SVG

/// How far a base carries a number.
enum Weakness: Comparable {
  /// Enough answers.
  case none
  /// Few answers: hollow dot, `*`.
  case small
  /// Too few for an interval: grey, `**`.
  case verySmall
  /// No answer at all.
  case empty

  init(base: Int?, effective: Double?, theme: Theme) {
    guard let base else {
      self = .none
      return
    }
    // A complete count is no sample, however small.
    if effective == .infinity, base > 0 {
      self = .none
      return
    }
    let carrying = min(effective ?? Double(base), Double(base))
    self =
      base <= 0
      ? .empty
      : carrying < theme.verySmallBase
        ? .verySmall : carrying < theme.smallBase ? .small : .none
  }

  /// The mark after a base.
  var mark: String {
    switch self {
    case .none, .empty: ""
    case .small: "*"
    case .verySmall: "**"
    }
  }
}

extension ChartWords {
  /// The notes for the weaknesses that occur.
  func notes(for found: [Weakness]) -> [String] {
    (found.contains(.small) ? [smallBase] : [])
      + (found.contains { $0 == .verySmall } ? [verySmallBase] : [])
  }

  /// The notes for the weaknesses that occur in a figure without dots.
  func markNotes(for found: [Weakness]) -> [String] {
    [
      found.contains(.small) ? smallBaseMark : "",
      found.contains(.verySmall) ? verySmallBaseMark : "",
    ].filter { !$0.isEmpty }
  }
}

extension Chart {
  /// A base as text, with its mark.
  func baseText(_ base: Int?, _ weakness: Weakness) -> String {
    base.map { NumberStyle.integer.text(Double($0)) + weakness.mark } ?? ""
  }
}
