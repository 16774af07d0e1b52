import Diagnostics
import SurveyData

/// Which shares are too uncertain to present.
public enum PresentationStandard: String, Sendable, CaseIterable, Hashable {
  /// Every share is shown.
  case none
  /// The standard of the National Center for Health Statistics for shares
  /// (Parker et al. 2017, Vital and Health Statistics 2(175)), as remarks:
  ///
  /// - `nchs-suppress`: fewer than 30 rows or an effective base below 30; an
  ///   interval of Korn and Graubard 0.30 wide or wider; or one wider than
  ///   0.05 and than 130% of the share.
  /// - `nchs-review`: fewer than 8 degrees of freedom, or a share of 0 or 1.
  /// - `nchs-complement`: the share may be shown, and its complement is too
  ///   uncertain by the last of the rules above.
  case nchs
  /// The same, and what the standard suppresses has no value.
  case nchsSuppress = "nchs-suppress"

  /// The choice as it is printed beside the result, `nil` for none.
  var convention: Convention? {
    switch self {
    case .none: nil
    case .nchs:
      Convention(
        "presentation", rawValue,
        LocalizedText(
          zh: "比例的发布标准（NCHS 2017）：样本量或有效样本量低于30，或 Korn–Graubard "
            + "区间宽度不小于30个百分点，或宽于5个百分点且超过比例的130%，标为不宜发布；"
            + "自由度低于8、比例为 0 或 1 标为需复核。",
          en: "Presentation of shares (NCHS 2017): marked to be suppressed"
            + " below 30 rows or an effective base of 30, with a Korn–Graubard"
            + " interval of 30 points or more, or of more than 5 points and"
            + " 130% of the share; for review below 8 degrees of freedom or at"
            + " 0 or 1."))
    case .nchsSuppress:
      Convention(
        "presentation", rawValue,
        LocalizedText(
          zh: "比例的发布标准（NCHS 2017）：样本量或有效样本量低于30，或 Korn–Graubard "
            + "区间宽度不小于30个百分点，或宽于5个百分点且超过比例的130%，不予发布；"
            + "自由度低于8、比例为 0 或 1 标为需复核。",
          en: "Presentation of shares (NCHS 2017): suppressed below 30 rows or"
            + " an effective base of 30, with a Korn–Graubard interval of 30"
            + " points or more, or of more than 5 points and 130% of the"
            + " share; for review below 8 degrees of freedom or at 0 or 1."))
    }
  }

  /// The estimate with the remarks of the standard, and without its numbers
  /// where those are to be suppressed.
  func judged(
    _ estimate: Estimate, _ linear: LinearEstimate, level: Double
  ) -> Estimate {
    guard self != .none, let share = linear.value else { return estimate }
    var result = estimate
    let remarks = remarks(share, linear, level: level)
    result.remarks += remarks
    if self == .nchsSuppress, remarks.contains("nchs-suppress") {
      result.value = nil
      result.standardError = nil
      result.interval = nil
      result.designEffect = nil
    }
    return result
  }

  /// A note of how many shares are too uncertain.
  func findings(_ estimates: [Estimate], _ data: AnalysisData) -> [Diagnostic] {
    let count = estimates.count { $0.remarks.contains("nchs-suppress") }
    guard count > 0 else { return [] }
    return [
      Diagnostic(
        .unpresentableShares, .note, at: Place(file: data.table.source.file),
        "\(count) of \(estimates.count) shares are too uncertain to present by"
          + " the standard of the NCHS",
        zh: "按NCHS标准，\(estimates.count)个比例中有\(count)个过于不确定，不宜公布")
    ]
  }

  private func remarks(
    _ share: Double, _ linear: LinearEstimate, level: Double
  ) -> [String] {
    if linear.isCensus { return linear.base < 30 ? ["nchs-suppress"] : [] }
    guard let limits = ShareLimits(linear, level: level),
      let found = limits.beta(isCapped: true)
    else { return ["nchs-suppress"] }
    let base = Double(linear.base)
    let effective = min(base, limits.sampleBase ?? base)
    let width = found.upper - found.lower
    func isTooWide(_ share: Double) -> Bool {
      width > 0.05 && width > 1.3 * share
    }
    if base < 30 || effective < 30 || width >= 0.3 || isTooWide(share) {
      return ["nchs-suppress"]
    }
    var result: [String] = []
    if linear.degreesOfFreedom < 8 || share <= 0 || share >= 1 {
      result.append("nchs-review")
    }
    if isTooWide(1 - share) { result.append("nchs-complement") }
    return result
  }
}
