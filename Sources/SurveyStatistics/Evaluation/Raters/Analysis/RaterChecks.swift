import Foundation
import Probability

/// What the scores of each evaluator look like once severity is taken out.
///
/// With r the residual of a score and σ² the variance of the errors:
///
/// - misfit: Σr²/(σ²·n·(N − p)/N), about χ² over its degrees of freedom, of
///   which there are fewer by 1 + (m − 1)ρ² when the m scores of a case have
///   residuals that correlate by ρ; tested beside the median evaluator;
/// - range: the slope of an evaluator's scores over what is expected of them
///   without severity. Below 1 the evaluator keeps to the middle or spreads
///   less than the cases do (restriction of range); tested by t with n − 2
///   beside the slope of the median evaluator;
/// - halo: the mean correlation of the residuals of one case on different
///   indicators, Σᵢ Σₖ≠ₗ rₖrₗ/(mᵢ − 1) over Σr². Indicators of a case have
///   something in common for everybody, so it is held against that of all
///   evaluators, by Fisher's z with the number of cases less 2. Drift
///   and what goes with the level of cases, such as a narrow range, are taken
///   out first: they move all indicators, too;
/// - profile: the other face of halo, an evaluator who gives the indicators
///   of a case much the same score. The slope of scores over what is expected
///   of them among the indicators of a case is held against the slope among
///   the cases, by z; it is 0 for one who has a single opinion of a case and
///   1 for one who tells its indicators apart;
/// - drift: the slope of residuals over days, tested by t with n − 2.
///
/// Whatever is compared with the median stays as it is when one evaluator
/// stands out, which would move a mean and make the others stand out, too.
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
  private(set) var profile: [Check?] = []
  private(set) var drift: [Check?] = []

  init(_ frame: RatersFrame, _ fit: RaterFit) {
    let count = frame.raters.count
    var rows = [[Int]](repeating: [], count: count)
    for (row, entry) in frame.entries.enumerated() {
      rows[entry.rater].append(row)
    }
    let share =
      max(0, fit.residualDegrees) / Double(max(1, frame.entries.count))
    let misfits = rows.map { rows -> Double? in
      let degrees = Double(rows.count) * share
      guard fit.errorVariance > 0, degrees > 0 else { return nil }
      let sum = rows.reduce(0) { $0 + fit.residuals[$1] * fit.residuals[$1] }
      return sum / fit.errorVariance / degrees
    }
    let middle = Self.median(misfits.compactMap { $0 })
    misfit = rows.indices.map { rater in
      guard let value = misfits[rater] else { return nil }
      let rows = rows[rater]
      let degrees = Double(rows.count) * share
      let cases = Set(rows.map { frame.entries[$0].caseIndex }).count
      let size = Double(rows.count) / Double(cases)
      let correlation = fit.residualCorrelation
      let effective = degrees / (1 + (size - 1) * correlation * correlation)
      let statistic = middle > 0 ? value / middle * effective : 0
      let upper = ChiSquaredDistribution(degreesOfFreedom: effective)
        .upperTail(statistic)
      return Check(
        value: value, statistic: statistic,
        probability: 2 * min(upper, 1 - upper), base: rows.count)
    }
    let pairs = rows.indices.map { rater in
      let expected = rows[rater].map {
        frame.entries[$0].score - fit.residuals[$0] - fit.severities[rater]
      }
      return (rows[rater].map { frame.entries[$0].score }, expected)
    }
    let slopes = pairs.map { Self.slope($0, over: $1, against: 1) }
    let usual = Self.median(slopes.compactMap { $0?.value })
    range = pairs.map { Self.slope($0, over: $1, against: usual) }
    if !frame.times.isEmpty {
      drift = rows.map { rows in
        let known = rows.filter { frame.times[$0].isFinite }
        return Self.slope(
          known.map { fit.residuals[$0] }, over: known.map { frame.times[$0] },
          against: 0)
      }
    }
    if frame.indicators.count > 1 {
      findHalo(frame, steady(frame, fit, rows), rows)
      profile = rows.indices.map { rater in
        RaterProfile(
          rows[rater].map { row in
            let entry = frame.entries[row]
            return (
              entry.caseIndex, entry.score, entry.score - fit.residuals[row]
            )
          }
        )?.check
      }
    }
  }

  /// The residuals without each evaluator's drift and without what goes with
  /// the level of the cases, such as a narrow range: both move all indicators
  /// of a case and are no impression of it.
  private func steady(
    _ frame: RatersFrame, _ fit: RaterFit, _ rows: [[Int]]
  ) -> [Double] {
    var result = fit.residuals
    func takeOut(_ slope: Double?, _ rows: [Int], _ point: (Int) -> Double) {
      guard let slope, !rows.isEmpty else { return }
      let middle = rows.reduce(0) { $0 + point($1) } / Double(rows.count)
      for row in rows { result[row] -= slope * (point(row) - middle) }
    }
    for (rater, check) in drift.enumerated() {
      takeOut(
        check?.value, rows[rater].filter { frame.times[$0].isFinite }
      ) { frame.times[$0] }
    }
    for (rater, rows) in rows.enumerated() {
      let byCase = Dictionary(grouping: rows) { frame.entries[$0].caseIndex }
      let levels = byCase.mapValues { own in
        own.reduce(0) {
          $0 + frame.entries[$1].score - fit.residuals[$1]
            - fit.severities[rater]
        } / Double(own.count)
      }
      func level(_ row: Int) -> Double {
        levels[frame.entries[row].caseIndex] ?? 0
      }
      let line = Self.slope(
        rows.map { result[$0] }, over: rows.map(level), against: 0)
      takeOut(line?.value, rows, level)
    }
    return result
  }

  private static func median(_ values: [Double]) -> Double {
    RankDraws.quantile(values.sorted(), 0.5) ?? .nan
  }

  private mutating func findHalo(
    _ frame: RatersFrame, _ residuals: [Double], _ rows: [[Int]]
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
          sum += residuals[row]
          squares += residuals[row] * residuals[row]
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
