import Foundation
import LinearAlgebra

extension ManyFacetRasch {
  /// Newton's method on all parameters, cases eliminated. The sums of C, D
  /// and F are held at 0 by squares of them, which change nothing else: the
  /// likelihood does not depend on them.
  mutating func estimate(_ entries: [Entry]) -> Bool {
    for member in cases.indices where !cases[member].isExtreme {
      cases[member].measure = cases[member].count > 0 ? 0 : .nan
    }
    for member in raters.indices where !raters[member].isExtreme {
      raters[member].measure = raters[member].count > 0 ? 0 : .nan
    }
    for member in indicators.indices where !indicators[member].isExtreme {
      indicators[member].measure = indicators[member].count > 0 ? 0 : .nan
    }
    // Members whose ratings all went with extreme others have none left.
    var used = [Set<Int>](repeating: [], count: 3)
    for entry in entries {
      used[0].insert(entry.caseIndex)
      used[1].insert(entry.rater)
      used[2].insert(entry.indicator)
    }
    let raterCount = raters.count
    let firstStep = raterCount + indicators.count
    let size = firstStep + steps.count
    let usedRaters = used[1].sorted()
    let usedIndicators = used[2].sorted()
    logLikelihood = likelihood(entries)
    for _ in 0..<100 {
      var caseSlope = [Double](repeating: 0, count: cases.count)
      var caseCurve = caseSlope
      var cross = Matrix(rows: cases.count, columns: size)
      var slope = [Double](repeating: 0, count: size)
      var curve = Matrix(rows: size, columns: size)
      for entry in entries {
        add(
          entry, &caseSlope, &caseCurve, &cross, &slope, &curve, raterCount,
          firstStep)
      }
      // The squares that hold the sums.
      func hold(_ places: [Int], _ values: [Double]) {
        let sum = values.reduce(0, +)
        for row in places {
          slope[row] -= sum
          for column in places { curve[row, column] += 1 }
        }
      }
      for place in 0..<raterCount where !used[1].contains(place) {
        curve[place, place] += 1e6
      }
      for place in raterCount..<firstStep
      where !used[2].contains(place - raterCount) {
        curve[place, place] += 1e6
      }
      hold(usedRaters, usedRaters.map { raters[$0].measure })
      hold(
        usedIndicators.map { $0 + raterCount },
        usedIndicators.map { indicators[$0].measure })
      hold(Array(firstStep..<size), steps)
      // Eliminates the cases.
      var reduced = curve
      var right = slope
      for member in cases.indices where caseCurve[member] > 0 {
        let filled = (0..<size).filter { cross[member, $0] != 0 }
        for row in filled {
          let share = cross[member, row] / caseCurve[member]
          right[row] -= share * caseSlope[member]
          for column in filled {
            reduced[row, column] -= share * cross[member, column]
          }
        }
      }
      guard let factor = Cholesky(reduced) else { return false }
      let move = factor.solve(right)
      var caseMove = [Double](repeating: 0, count: cases.count)
      for member in cases.indices where caseCurve[member] > 0 {
        var sum = caseSlope[member]
        for column in 0..<size { sum -= cross[member, column] * move[column] }
        caseMove[member] = sum / caseCurve[member]
      }
      let longest = max(
        move.map { abs($0) }.max() ?? 0, caseMove.map { abs($0) }.max() ?? 0)
      if !longest.isFinite { return false }
      let old = self
      var length = longest > 2 ? 2 / longest : 1
      var isBetter = false
      for _ in 0..<30 {
        for place in 0..<raterCount {
          raters[place].measure =
            old.raters[place].measure
            + length * move[place]
        }
        for place in raterCount..<firstStep {
          indicators[place - raterCount].measure =
            old.indicators[place - raterCount].measure + length * move[place]
        }
        for place in firstStep..<size {
          steps[place - firstStep] =
            old.steps[place - firstStep] + length * move[place]
        }
        for member in cases.indices {
          cases[member].measure =
            old.cases[member].measure + length * caseMove[member]
        }
        logLikelihood = likelihood(entries)
        if logLikelihood >= old.logLikelihood - 1e-10 * abs(old.logLikelihood) {
          isBetter = true
          break
        }
        length /= 2
      }
      if !isBetter {
        self = old
        break
      }
      if longest < 1e-10 {
        hasConverged = true
        findErrors(
          factor.inverse, caseCurve, cross, usedRaters, usedIndicators)
        break
      }
    }
    for member in cases.indices where !used[0].contains(member) {
      cases[member].measure = .nan
    }
    for member in raters.indices where !used[1].contains(member) {
      raters[member].measure = .nan
    }
    for member in indicators.indices where !used[2].contains(member) {
      indicators[member].measure = .nan
    }
    // Parts that nothing connects run away from each other or stand still.
    return hasConverged
  }

  /// Standard errors from the inverse of all second derivatives. The squares
  /// that hold a sum of n members leave 1/n² along the direction in which the
  /// likelihood does not change, which moves the cases too.
  private mutating func findErrors(
    _ inverse: Matrix, _ caseCurve: [Double], _ cross: Matrix,
    _ usedRaters: [Int], _ usedIndicators: [Int]
  ) {
    func along(_ count: Int) -> Double { 1 / Double(count * count) }
    func error(_ variance: Double) -> Double { max(0, variance).squareRoot() }
    for rater in usedRaters {
      raters[rater].standardError = error(
        inverse[rater, rater] - along(usedRaters.count))
    }
    for indicator in usedIndicators {
      let place = raters.count + indicator
      indicators[indicator].standardError = error(
        inverse[place, place] - along(usedIndicators.count))
    }
    let shift =
      along(usedRaters.count) + along(usedIndicators.count)
      + along(steps.count)
    for member in cases.indices where caseCurve[member] > 0 {
      let row = cross.row(member).map { $0 / caseCurve[member] }
      var sum = 1 / caseCurve[member] - shift
      for (one, value) in row.enumerated() where value != 0 {
        for other in row.indices {
          sum += value * inverse[one, other] * row[other]
        }
      }
      cases[member].standardError = error(sum)
    }
  }

  private func add(
    _ entry: Entry, _ caseSlope: inout [Double], _ caseCurve: inout [Double],
    _ cross: inout Matrix, _ slope: inout [Double], _ curve: inout Matrix,
    _ raterCount: Int, _ firstStep: Int
  ) {
    let shares = probabilities(logit(entry))
    var mean = 0.0
    for category in shares.indices {
      mean += Double(category) * shares[category]
    }
    var variance = 0.0
    for category in shares.indices {
      let rest = Double(category) - mean
      variance += rest * rest * shares[category]
    }
    // P(X ≥ l), and the covariance of X with [X ≥ l].
    var above = [Double](repeating: 0, count: steps.count)
    var covariance = above
    var share = 0.0
    var weighted = 0.0
    for category in (1..<categoryCount).reversed() {
      share += shares[category]
      weighted += Double(category) * shares[category]
      above[category - 1] = share
      covariance[category - 1] = weighted - mean * share
    }
    let rest = Double(entry.category) - mean
    let (c, r, d) = (
      entry.caseIndex, entry.rater, raterCount + entry.indicator
    )
    caseSlope[c] += rest
    caseCurve[c] += variance
    slope[r] -= rest
    slope[d] -= rest
    cross[c, r] -= variance
    cross[c, d] -= variance
    curve[r, r] += variance
    curve[d, d] += variance
    curve[r, d] += variance
    curve[d, r] += variance
    for step in steps.indices {
      let place = firstStep + step
      slope[place] += above[step] - (entry.category > step ? 1 : 0)
      cross[c, place] -= covariance[step]
      curve[r, place] += covariance[step]
      curve[place, r] += covariance[step]
      curve[d, place] += covariance[step]
      curve[place, d] += covariance[step]
      for other in steps.indices {
        curve[place, firstStep + other] +=
          above[max(step, other)] - above[step] * above[other]
      }
    }
  }

  private func likelihood(_ entries: [Entry]) -> Double {
    entries.reduce(0) { sum, entry in
      sum + log(max(1e-300, probabilities(logit(entry))[entry.category]))
    }
  }
}
