import LinearAlgebra

/// Standard errors of the least squares model `SeverityModel`: of adjusted
/// scores μ + aᵢ and of severities bⱼ, both with Σb = 0.
///
/// The larger facet is eliminated, and one member of the other is held at 0:
/// with S the inverse of what is left and x the shares of a case's evaluators,
///
///     Var(μ + aᵢ) = σ²(1/nᵢ + (1/R − xᵢ)'S(1/R − xᵢ))
///
/// Checked against `lm` of R in `Tests/References/evaluation/raters-mixed`.
struct SeverityErrors {
  private(set) var adjusted: [Double]
  private(set) var severities: [Double]

  /// - Returns: `nil` when the cases are not connected.
  init?(_ scores: RaterScores, errorVariance: Double) {
    let casesAreInner = scores.caseCount >= scores.raterCount
    let cases = scores.entries.map { Int32($0.caseIndex) }
    let raters = scores.entries.map { Int32($0.rater) }
    let inner = casesAreInner ? cases : raters
    let innerCount = casesAreInner ? scores.caseCount : scores.raterCount
    let outer = casesAreInner ? raters : cases
    let outerCount = casesAreInner ? scores.raterCount : scores.caseCount
    guard let ground = outer.min() else { return nil }
    let design = CrossedDesign(
      groups: inner, groupCount: innerCount,
      inner: [.init(levels: inner, count: innerCount, component: nil)],
      outer: [
        .init(
          levels: outer.map { $0 == ground ? -1 : $0 }, count: outerCount,
          component: nil)
      ], componentCount: 0)
    var system = CrossedSystem(design)
    guard system.factor([]) else { return nil }
    let inverse = system.outerInverse
    func spread(_ row: [Double]) -> Double { inverse.quadraticForm(row) }
    func error(_ value: Double) -> Double {
      max(0, errorVariance * value).squareRoot()
    }
    var isOuterUsed = [Bool](repeating: false, count: outerCount)
    for member in outer { isOuterUsed[Int(member)] = true }
    let outerUsed = isOuterUsed.indices.filter { isOuterUsed[$0] }
    let innerUsed = (0..<innerCount).filter { system.occurs(group: $0) }
    var rows: [Int: (own: Double, row: [Double])] = [:]
    for member in innerUsed {
      let (own, line) = system.innerRow(member, [1])
      var row = [Double](repeating: 0, count: outerCount)
      let touch = design.touchStarts[member]
      for place in line.indices {
        row[Int(design.touched[touch + place])] = line[place]
      }
      rows[member] = (own, row)
    }
    var innerErrors = [Double](repeating: .nan, count: innerCount)
    var outerErrors = [Double](repeating: .nan, count: outerCount)
    var mean = [Double](repeating: 0, count: outerCount)
    if casesAreInner {
      let share = 1 / Double(outerUsed.count)
      for member in outerUsed where member != Int(ground) {
        mean[member] = share
      }
      for member in innerUsed {
        guard let (own, line) = rows[member] else { continue }
        innerErrors[member] = error(
          own + spread(zip(mean, line).map { $0 - $1 }))
      }
      for member in outerUsed {
        var row = mean.map { -$0 }
        if member != Int(ground) { row[member] += 1 }
        outerErrors[member] = error(spread(row))
      }
      (adjusted, severities) = (innerErrors, outerErrors)
      return
    }
    let count = Double(innerUsed.count)
    var owns = 0.0
    for member in innerUsed {
      guard let (own, line) = rows[member] else { continue }
      owns += own / (count * count)
      for place in line.indices { mean[place] += line[place] / count }
    }
    for member in innerUsed {
      guard let (own, line) = rows[member] else { continue }
      innerErrors[member] = error(
        own * (1 - 2 / count) + owns
          + spread(zip(mean, line).map { $0 - $1 }))
    }
    for member in outerUsed {
      var row = mean.map { -$0 }
      if member != Int(ground) { row[member] += 1 }
      outerErrors[member] = error(owns + spread(row))
    }
    (adjusted, severities) = (outerErrors, innerErrors)
  }
}
