import Foundation
import Probability

/// What the scores of each evaluator look like once severity is taken out.
///
/// With r the residual of a score and σ² the variance of the errors:
///
/// - misfit: Σr²/(σ²·n·(N − p)/N), about χ² over its degrees of freedom, of
///   which there are fewer by 1 + (m − 1)ρ² when the m scores of a case have
///   residuals that correlate by ρ;
/// - range: the slope of an evaluator's scores over what is expected of them
///   without severity. Below 1 the evaluator keeps to the middle or spreads
///   less than the cases do (restriction of range); tested by t with n − 2;
/// - halo: the mean correlation of the residuals of one case on different
///   indicators, Σᵢ Σₖ≠ₗ rₖrₗ/(mᵢ − 1) over Σr². Indicators of a case have
///   something in common for everybody, so it is held against that of all
///   evaluators, by Fisher's z with the number of cases less 2;
/// - drift: the slope of residuals over days, tested by t with n − 2.
struct RaterChecks {
  /// A statistic, its comparison and how likely more of it is by chance.
  struct Check {
    var value: Double
    var statistic: Double?
    var probability: Double?
    var base: Int
  }

  private(set) var misfit: [Check?]
  private(set) var range: [Check?]
  private(set) var halo: [Check?] = []
  /// The halo of all evaluators together.
  private(set) var commonHalo = Double.nan
  private(set) var drift: [Check?] = []

  init(_ frame: RatersFrame, _ fit: RaterFit) {
    let count = frame.raters.count
    var rows = [[Int]](repeating: [], count: count)
    for (row, entry) in frame.entries.enumerated() {
      rows[entry.rater].append(row)
    }
    let share =
      max(0, fit.residualDegrees) / Double(max(1, frame.entries.count))
    misfit = rows.map { rows in
      let degrees = Double(rows.count) * share
      guard fit.errorVariance > 0, degrees > 0 else { return nil }
      let sum = rows.reduce(0) { $0 + fit.residuals[$1] * fit.residuals[$1] }
      let value = sum / fit.errorVariance / degrees
      let cases = Set(rows.map { frame.entries[$0].caseIndex }).count
      let size = Double(rows.count) / Double(cases)
      let correlation = fit.residualCorrelation
      let effective = degrees / (1 + (size - 1) * correlation * correlation)
      let upper = ChiSquaredDistribution(degreesOfFreedom: effective)
        .upperTail(value * effective)
      return Check(
        value: value, statistic: value * effective,
        probability: 2 * min(upper, 1 - upper), base: rows.count)
    }
    range = rows.indices.map { rater in
      let expected = rows[rater].map {
        frame.entries[$0].score - fit.residuals[$0] - fit.severities[rater]
      }
      let given = rows[rater].map { frame.entries[$0].score }
      return Self.slope(given, over: expected, against: 1)
    }
    if frame.indicators.count > 1 { findHalo(frame, fit, rows) }
    if !frame.times.isEmpty {
      drift = rows.map { rows in
        let known = rows.filter { frame.times[$0].isFinite }
        return Self.slope(
          known.map { fit.residuals[$0] }, over: known.map { frame.times[$0] },
          against: 0)
      }
    }
  }

  private mutating func findHalo(
    _ frame: RatersFrame, _ fit: RaterFit, _ rows: [[Int]]
  ) {
    var sums: [(pairs: Double, squares: Double, cases: Int)] = []
    for rows in rows {
      var found = (pairs: 0.0, squares: 0.0, cases: 0)
      let byCase = Dictionary(grouping: rows) { frame.entries[$0].caseIndex }
      for position in byCase.keys.sorted() {
        let own = byCase[position] ?? []
        guard own.count > 1 else { continue }
        var sum = 0.0
        var squares = 0.0
        for row in own {
          sum += fit.residuals[row]
          squares += fit.residuals[row] * fit.residuals[row]
        }
        found.pairs += (sum * sum - squares) / Double(own.count - 1)
        found.squares += squares
        found.cases += 1
      }
      sums.append(found)
    }
    let all = sums.reduce((0.0, 0.0)) { ($0.0 + $1.pairs, $0.1 + $1.squares) }
    commonHalo = all.0 / all.1
    let common = commonHalo
    halo = sums.map { found in
      guard found.cases > 4, found.squares > 0 else { return nil }
      let value = found.pairs / found.squares
      var check = Check(
        value: value, statistic: nil, probability: nil, base: found.cases)
      if abs(value) < 1, abs(common) < 1 {
        let z =
          (fisher(value) - fisher(common))
          * Double(found.cases - 2).squareRoot()
        check.statistic = z
        check.probability = 2 * NormalDistribution().upperTail(abs(z))
      }
      return check
    }
  }

  /// The slope of a straight line and its t against a value; `nil` with fewer
  /// than 5 values or nothing to tell them apart by.
  private static func slope(
    _ values: [Double], over points: [Double], against wanted: Double
  ) -> Check? {
    guard values.count >= 5 else { return nil }
    let n = Double(values.count)
    let (my, mx) = (values.reduce(0, +) / n, points.reduce(0, +) / n)
    var (xx, xy) = (0.0, 0.0)
    for (x, y) in zip(points, values) {
      xx += (x - mx) * (x - mx)
      xy += (x - mx) * (y - my)
    }
    guard xx > 1e-12 * max(1, mx * mx) else { return nil }
    let slope = xy / xx
    var rest = 0.0
    for (x, y) in zip(points, values) {
      let error = y - my - slope * (x - mx)
      rest += error * error
    }
    var check = Check(
      value: slope, statistic: nil, probability: nil, base: values.count)
    let error = (rest / (n - 2) / xx).squareRoot()
    if error > 0 {
      let t = (slope - wanted) / error
      check.statistic = t
      check.probability =
        2 * StudentTDistribution(degreesOfFreedom: n - 2).upperTail(abs(t))
    }
    return check
  }
}

/// Fisher's z of a correlation.
private func fisher(_ value: Double) -> Double {
  0.5 * log((1 + value) / (1 - value))
}
