import SurveyData

/// A difference of two values of an indicator that matters.
public enum PreferenceThreshold: Sendable, Hashable {
  /// A share of the range of each indicator, such as 0.05.
  case share(Double)
  /// Differences on the scales of the indicators: one for all, or one a
  /// leaf.
  case values([Double])

  /// The difference for the column at `index`.
  func difference(_ index: Int, range: Double) -> Double {
    switch self {
    case .share(let share): return share * range
    case .values(let values):
      if values.isEmpty { return 0 }
      return values.count == 1
        ? values[0] : values[min(index, values.count - 1)]
    }
  }

  /// How the threshold is written in a convention.
  var text: String {
    switch self {
    case .share(let share): "\(plainText(roundedHalfUp(share * 100, 6)))%"
    case .values(let values):
      values.map { plainText($0) }.joined(separator: "/")
    }
  }
}
