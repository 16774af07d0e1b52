import SurveyData

/// The change of a mean between two waves, split into what the groups' shares
/// and what the groups' means changed (Kitagawa 1955).
///
/// With the share p and the mean m of group g in the waves 0 and 1:
///
///     composition = Σ_g (p₁ − p₀)·(m₁ + m₀)/2
///     score       = Σ_g (m₁ − m₀)·(p₁ + p₀)/2
///
/// Both add up to the change without a rest. They are functions of the
/// weights, and their covariance follows from their influences, with
/// a_g = (m₁ + m₀)/2, b_g = (p₁ + p₀)/2, d_g = m₁ − m₀ and the sign s = ±1
/// of the wave t that a row of group g is in:
///
///     composition: s(a_g − Σp_t a)/W_t + (p₁ − p₀)_g (y − m_tg)/(2W_tg)
///     score:       s·b_g (y − m_tg)/W_tg + (d_g − Σp_t d)/(2W_t)
///
/// Not defined when a group is there in one wave only.
///
/// Checked by hand, against the change itself, and against R's `svycontrast`
/// in `Tests/References/waves`.
struct ChangeDecomposition: WeightedStatistics {
  let values: [Double]
  /// 0 for rows of the earlier wave, 1 for those of the later; -1 for others.
  let waves: [Int32]
  /// The group of each row, numbered without gaps.
  let groups: [Int32]
  let groupCount: Int

  /// The shares and means of the groups in both waves.
  struct Cells {
    /// Σw by wave and group.
    var weight: [[Double]]
    /// Shares of groups by wave.
    var share: [[Double]]
    /// Means of groups by wave.
    var mean: [[Double]]
  }

  var isUsed: [Bool] { waves.map { $0 >= 0 } }

  /// The cells; `nil` when one has no weight.
  func cells(_ weights: [Double]) -> Cells? {
    var weight = [[CompensatedSum]](
      repeating: [CompensatedSum](repeating: .init(), count: groupCount),
      count: 2)
    var value = weight
    for row in waves.indices where waves[row] >= 0 {
      let (wave, group) = (Int(waves[row]), Int(groups[row]))
      weight[wave][group].add(weights[row])
      value[wave][group].add(weights[row] * values[row])
    }
    let sums = weight.map { $0.map(\.value) }
    guard sums.allSatisfy({ $0.allSatisfy { $0 > 0 } }) else { return nil }
    let share = sums.map { sums in
      let total = sums.reduce(0, +)
      return sums.map { $0 / total }
    }
    let mean = (0..<2).map { wave in
      (0..<groupCount).map { value[wave][$0].value / sums[wave][$0] }
    }
    return Cells(weight: sums, share: share, mean: mean)
  }

  /// The change, its composition part and its score part.
  func estimates(_ weights: [Double]) -> [Double]? {
    guard let cells = cells(weights) else { return nil }
    var (composition, score) = (0.0, 0.0)
    for group in 0..<groupCount {
      composition += cells.composition(group)
      score += cells.score(group)
    }
    return [composition + score, composition, score]
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    let zeros = [Double](repeating: 0, count: waves.count)
    var result = [zeros, zeros, zeros]
    guard let cells = cells(weights) else { return result }
    let (share, mean) = (cells.share, cells.mean)
    let average = (0..<groupCount).map { (mean[0][$0] + mean[1][$0]) / 2 }
    let change = (0..<groupCount).map { mean[1][$0] - mean[0][$0] }
    let totals = cells.weight.map { $0.reduce(0, +) }
    let expected = (0..<2).map { wave in
      (
        average: zip(share[wave], average).reduce(0) { $0 + $1.0 * $1.1 },
        change: zip(share[wave], change).reduce(0) { $0 + $1.0 * $1.1 }
      )
    }
    for row in waves.indices where waves[row] >= 0 {
      let (wave, group) = (Int(waves[row]), Int(groups[row]))
      let sign = wave == 1 ? 1.0 : -1.0
      let residual =
        (values[row] - mean[wave][group]) / cells.weight[wave][group]
      let moved = share[1][group] - share[0][group]
      let middle = (share[1][group] + share[0][group]) / 2
      let composition =
        sign * (average[group] - expected[wave].average) / totals[wave]
        + moved / 2 * residual
      let score =
        sign * middle * residual
        + (change[group] - expected[wave].change) / (2 * totals[wave])
      result[0][row] = composition + score
      result[1][row] = composition
      result[2][row] = score
    }
    return result
  }

  /// The choice as it is printed beside the result.
  static var convention: Convention {
    Convention(
      "decomposition", "kitagawa",
      LocalizedText(
        zh: "变化的分解：Kitagawa（1955）；结构效应为组别比例之差乘以两期组均值的"
          + "平均，评分效应为组均值之差乘以两期组别比例的平均。",
        en: "Split of changes: Kitagawa (1955); composition is the change of"
          + " the groups' shares times the average of their means, score the"
          + " change of their means times the average of their shares."))
  }
}

extension ChangeDecomposition.Cells {
  /// What the changed share of a group adds.
  func composition(_ group: Int) -> Double {
    (share[1][group] - share[0][group]) * (mean[1][group] + mean[0][group]) / 2
  }

  /// What the changed mean of a group adds.
  func score(_ group: Int) -> Double {
    (mean[1][group] - mean[0][group]) * (share[1][group] + share[0][group]) / 2
  }
}
