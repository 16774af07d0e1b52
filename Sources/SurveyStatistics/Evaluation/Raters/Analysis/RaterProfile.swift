import Probability

/// Whether an evaluator tells the indicators of a case apart as well as the
/// cases.
///
/// With x what is expected of a score and y the score, the slope of y over x
/// among the indicators of a case (both less their means in the case), b, and
/// that of the means of cases, B. Each has the standard error of a regression
/// line, and z = (b − B)/√(s² + S²).
///
/// `nil` with fewer than five cases that have several scores, or when what is
/// expected does not differ.
struct RaterProfile {
  let check: RaterChecks.Check

  init?(_ scores: [(case: Int, score: Double, expected: Double)]) {
    let groups = Dictionary(grouping: scores) { $0.case }
      .filter { $0.value.count > 1 }
    guard groups.count > 4 else { return nil }
    var inner = Line()
    var means: [(x: Double, y: Double)] = []
    for position in groups.keys.sorted() {
      let own = groups[position] ?? []
      let count = Double(own.count)
      let x = own.reduce(0) { $0 + $1.expected } / count
      let y = own.reduce(0) { $0 + $1.score } / count
      means.append((x, y))
      for entry in own { inner.add(entry.expected - x, entry.score - y) }
      inner.degrees -= 1
    }
    let count = Double(means.count)
    let x = means.reduce(0) { $0 + $1.x } / count
    let y = means.reduce(0) { $0 + $1.y } / count
    var outer = Line()
    for mean in means { outer.add(mean.x - x, mean.y - y) }
    outer.degrees -= 1
    guard let within = inner.found, let between = outer.found else {
      return nil
    }
    var check = RaterChecks.Check(
      value: within.slope, statistic: nil, probability: nil,
      base: groups.count)
    let error = within.variance + between.variance
    if error > 0 {
      let z = (within.slope - between.slope) / error.squareRoot()
      check.statistic = z
      check.probability = 2 * NormalDistribution().upperTail(abs(z))
    }
    self.check = check
  }
}

/// A line through the origin of deviations.
private struct Line {
  private var (xx, xy, yy) = (0.0, 0.0, 0.0)
  private var largest = 0.0
  /// Points less the means that were taken out, less the slope.
  var degrees = -1.0

  mutating func add(_ x: Double, _ y: Double) {
    xx += x * x
    xy += x * y
    yy += y * y
    largest = max(largest, abs(x))
    degrees += 1
  }

  var found: (slope: Double, variance: Double)? {
    guard largest > 1e-9, degrees > 0 else { return nil }
    let slope = xy / xx
    return (slope, max(0, yy - slope * xy) / degrees / xx)
  }
}
