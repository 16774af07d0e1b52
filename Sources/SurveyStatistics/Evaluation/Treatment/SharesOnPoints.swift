import Diagnostics
import SurveyData

extension Indicator {
  /// The warning that values look like shares of 1 although the scale ends at
  /// 10 or more; `nil` when they do not.
  ///
  /// Counts, days and rates are small for other reasons, so that only values
  /// that stand in the data are looked at, and only when some are no whole
  /// numbers.
  ///
  /// - Parameter normalisation: How the values become scores.
  func sharesOnPoints(
    _ raw: [Double], normalisation: Normalisation
  ) -> Diagnostic? {
    guard holdsDataAsTheyAre, let ends = normalisation.statedEnds,
      ends.upper >= 10, ends.upper > ends.lower
    else { return nil }
    let values = raw.filter { !$0.isNaN }
    let limit = ends.lower + (ends.upper - ends.lower) / 100
    guard let low = values.min(), let high = values.max(), low >= ends.lower,
      high <= limit, values.contains(where: { $0 != $0.rounded() })
    else { return nil }
    return Diagnostic(
      .sharesOnPoints, .warning, at: place,
      "all values of indicator '\(id)' lie from \(plainText(low)) to "
        + "\(plainText(high)), on a scale from \(plainText(ends.lower)) to "
        + plainText(ends.upper),
      zh:
        "指标“\(id)”的全部数值在\(plainText(low))至\(plainText(high))之间，而计分尺度为\(plainText(ends.lower))至\(plainText(ends.upper))",
      notes: ["cells with percent signs are shares: '90%' is read as 0.9"],
      help: "remove the percent signs from the file, or set hi=1")
  }

  private var holdsDataAsTheyAre: Bool {
    guard let formula else { return true }
    return formula.arguments.isEmpty
      || ["column", "mean", "trimmed_mean"].contains(formula.name)
  }
}

extension Normalisation {
  /// The ends of a scale that do not depend on the values.
  fileprivate var statedEnds: (lower: Double, upper: Double)? {
    switch self {
    case .none: (0, 100)
    case .fixed(let lower, let upper, _), .goalposts(let lower, let upper, _):
      (lower, upper)
    case .deduct(_, let target, _, _): (0, target)
    default: nil
    }
  }
}
