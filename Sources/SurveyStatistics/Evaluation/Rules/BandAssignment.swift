import SurveyData

/// Returns the position of the band of a score: the first whose threshold the
/// score reaches. `nil` when it reaches none or there is no band.
///
/// - Parameters:
///   - score: A score on the scale of the thresholds.
///   - bands: Bands, best first.
///   - comparison: Which score is held against the thresholds.
public func bandPosition(
  of score: Double, in bands: [Band], comparison: BandComparison
) -> Int? {
  if score.isNaN { return nil }
  let shown: Double
  switch comparison {
  case .exact: shown = (score * 1e10).rounded() / 1e10
  case .published(let decimals): shown = roundedHalfUp(score, decimals)
  }
  return bands.firstIndex { shown >= $0.threshold }
}

/// Returns `value` rounded half away from zero at a number of decimals, as
/// people round by hand (四舍五入).
///
/// A number within 1e-9 of the middle counts as the middle, since 89.95 has
/// no exact binary form and arithmetic may leave it just below.
public func roundedHalfUp(_ value: Double, _ decimals: Int) -> Double {
  var unit = 1.0
  for _ in 0..<max(0, decimals) { unit *= 10 }
  let size = abs(value) * unit
  // Beyond this there are no decimals left to round.
  if !(size < 0x1p52) { return value }
  let rounded = (size + 0.5 + 1e-9).rounded(.down) / unit
  return value < 0 ? -rounded : rounded
}
