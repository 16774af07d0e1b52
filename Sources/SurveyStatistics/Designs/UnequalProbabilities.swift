import LinearAlgebra

/// A first stage that was drawn with unequal probabilities and without
/// replacement.
struct UnequalProbabilities: Sendable {
  /// The covariance of weighted sums of the first-stage units, one column a
  /// statistic.
  var covariance: @Sendable ([[Double]]) -> Matrix
}

extension SurveyDesign {
  /// The covariance of weighted influences under unequal probabilities.
  func covariance(
    _ unequal: UnequalProbabilities, weighted columns: [[Double]],
    isUsed: [Bool]
  ) -> DesignCovariance {
    let stage = stages[0]
    var used = [Bool](repeating: false, count: stage.unitCount)
    for row in isUsed.indices where isUsed[row] {
      used[stage.unit(of: row)] = true
    }
    var strata = [Bool](repeating: false, count: stage.parentCount)
    for unit in used.indices where used[unit] {
      strata[Int(stage.parentOfUnit[unit])] = true
    }
    let sums = columns.map { column in
      var sums = [Double](repeating: 0, count: stage.unitCount)
      for row in column.indices { sums[stage.unit(of: row)] += column[row] }
      return sums
    }
    let freedom = used.count { $0 } - strata.count { $0 }
    return DesignCovariance(
      matrix: unequal.covariance(sums), degreesOfFreedom: Double(freedom),
      remarks: freedom < 1 ? ["no-degrees-of-freedom"] : [])
  }
}
