import Diagnostics
import SurveyData

extension TargetReading {
  /// Whether the numbers of a margin are shares or percentages.
  ///
  /// Unless the study says what they are, they are shares when none is above
  /// 1 and they add up to 1, percentages when they add up to 100, or to what
  /// rounding to a decimal makes of it, and counts otherwise.
  ///
  /// - Throws: `targetsDisagree` for shares that do not add up to 1, and for
  ///   numbers that may be rounded percentages as well as counts.
  func isShares(
    _ margin: TargetMargin, _ cells: [TargetMargin.Cell]
  ) throws(Diagnostic) -> Bool {
    switch calibration.numbers {
    case .counts: return false
    case .shares: return true
    case .either: break
    }
    let sum = cells.reduce(0) { $0 + $1.target }
    guard cells.allSatisfy({ $0.target <= 1 }), sum < 1.2 else {
      return try isPercentages(margin, cells, sum)
    }
    guard abs(sum - 1) <= 1e-6 else {
      throw Diagnostic(
        .targetsDisagree, at: place(margin),
        "the shares of '\(margin.name)' add up to \(plainText(sum)), not to 1",
        zh: "“\(margin.name)”的比例之和为\(plainText(sum))，不是1",
        help: "correct them, or give counts; 'as: shares' takes them as they"
          + " are, in proportion")
    }
    return true
  }

  private func isPercentages(
    _ margin: TargetMargin, _ cells: [TargetMargin.Cell], _ sum: Double
  ) throws(Diagnostic) -> Bool {
    guard cells.count > 1, cells.allSatisfy({ $0.target <= 100 }) else {
      return false
    }
    let distance = abs(sum - 100)
    // What decimals were rounded to is off by 0.05 each at most.
    let hasDecimals = cells.contains { $0.target != $0.target.rounded() }
    let slack = hasDecimals ? 0.05 * Double(cells.count) : 0
    if distance <= slack + 1e-6 { return true }
    let isTotal = calibration.totals[margin.segment ?? ""].map {
      abs($0 - sum) <= 1e-6
    }
    guard distance <= min(2, 0.5 * Double(cells.count)) + 1e-6,
      isTotal != true
    else { return false }
    throw Diagnostic(
      .targetsDisagree, at: place(margin),
      "the targets of '\(margin.name)' add up to \(plainText(sum)): rounded"
        + " percentages, or counts?",
      zh: "“\(margin.name)”的目标之和为\(plainText(sum))，不知是取整后的百分比，还是人数",
      help: "write 'as: shares' or 'as: counts' beside 'targets', or"
        + " percentages that add up to 100")
  }

  /// What percentages were taken for; `nil` when the study says it, or writes
  /// shares.
  func percentageNote(_ margin: TargetMargin, _ sum: Double) -> Diagnostic? {
    guard calibration.numbers == .either, sum > 2 else { return nil }
    let rounded = (sum * 1e6).rounded() / 1e6
    return Diagnostic(
      .percentTargets, .note, at: place(margin),
      "the targets of '\(margin.name)' add up to \(plainText(rounded)) and"
        + " are taken for percentages",
      zh: "“\(margin.name)”的目标之和为\(plainText(rounded))，按百分比处理",
      help: "write 'as: shares' beside 'targets' to say so, or 'as: counts'"
        + " when they are counts")
  }

  /// Margins of a segment that add up to different populations.
  func disagreement(_ segment: Int, _ margin: TargetMargin) -> Diagnostic {
    var notes: [String] = []
    for margin in calibration.margins where self.segment(of: margin) == segment
    {
      guard case .cells(let cells) = margin.target else { continue }
      let sum = cells.reduce(0) { $0 + $1.target }
      notes.append("'\(margin.name)' adds up to \(plainText(sum))")
    }
    if let total = calibration.totals[segments[segment] ?? ""] {
      notes.append("'total' is \(plainText(total))")
    }
    let within = segments[segment].map { " in the segment '\($0)'" } ?? ""
    return Diagnostic(
      .targetsDisagree, at: margin.stated.place ?? place(nil),
      "the margins add up to different populations\(within)",
      zh: (segments[segment].map { "类别“\($0)”的" } ?? "")
        + "各边际合计得出的总体数不同",
      notes: notes,
      help: "no weights meet both; correct the counts, or give shares")
  }
}
