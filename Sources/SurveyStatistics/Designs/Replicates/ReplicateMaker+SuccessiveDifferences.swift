import Diagnostics
import LinearAlgebra

extension ReplicateMaker {
  /// Replicates that compare each cluster with the next one in the order in
  /// which they were listed for systematic sampling (Fay and Train 1995;
  /// Ash 2014).
  ///
  /// Cluster k counts 1 + √(1 − f)·2^(−3/2)·(h(a, r) − h(b, r)) with two rows
  /// of a Hadamard matrix of order R, and c = 4/R. Neighbours share a row,
  /// and the last cluster of a stratum shares one with the first, so that
  /// the variance of a total is
  ///
  ///     (1 − f)/2 · (Σ (Sₖ − Sₖ₊₁)² + (Sₙ − S₁)²).
  ///
  /// That holds exactly while R is above the number of clusters; otherwise
  /// rows are used again, ring by ring, with another step each time. Without
  /// `count`, R is the smallest order above the number of clusters, 80 at
  /// most.
  ///
  /// The order is that of the rows, or of the column `order`.
  func successiveDifferences() throws(Diagnostic) -> Made {
    try checkSingle("successive-difference")
    let position = try positions()
    let units = stage.unitCount
    let least = max(4, plan.count ?? min(units + 1, 80))
    try checkSize(units, least)
    let matrix = HadamardMatrix(atLeast: least)
    let order = matrix.order
    var factors = Matrix(rows: units, columns: order, repeating: 1)
    var rows = RowCycle(count: order - 1)
    for (_, members) in openStrata where members.count > 1 {
      let sorted = members.sorted { position[$0] < position[$1] }
      // Rings of equal length, none longer than there are rows.
      let ringCount = (sorted.count + order - 2) / (order - 1)
      for ring in 0..<ringCount {
        let start = sorted.count * ring / ringCount
        let end = sorted.count * (ring + 1) / ringCount
        let own = rows.next(end - start)
        for (index, unit) in sorted[start..<end].enumerated() {
          let (a, b) = (own[index], own[(index + 1) % own.count])
          let change = (1 - stage.fraction(ofUnit: unit)).squareRoot()
          for replicate in 0..<order {
            let difference = matrix[a, replicate] - matrix[b, replicate]
            factors[unit, replicate] =
              1 + change * difference / Double(8).squareRoot()
          }
        }
      }
    }
    return Made(
      factors: factors, scale: 4 / Double(order),
      replicateScales: [Double](repeating: 1, count: order), rank: nil)
  }

  /// The place of each unit in the order of sampling.
  private func positions() throws(Diagnostic) -> [Int] {
    let rowCount = columns.table.rowCount
    var order = Array(0..<rowCount)
    if let name = plan.order {
      let values = try columns.numbers(name, role: "order")
      order.sort { (values[$0], $0) < (values[$1], $1) }
    }
    var result = [Int](repeating: Int.max, count: stage.unitCount)
    for (place, row) in order.enumerated() {
      let unit = stage.unit(of: row)
      result[unit] = min(result[unit], place)
    }
    return result
  }
}

/// Hands out rows of a Hadamard matrix, other than the first, so that rings
/// which have to use rows again pair them in another way.
private struct RowCycle {
  let count: Int
  private var used = 0
  private var step = 1

  init(count: Int) { self.count = count }

  mutating func next(_ wanted: Int) -> [Int] {
    if used + wanted > count {
      used = 0
      step += 1
      while isDivided(count, step) { step += 1 }
    }
    let result = (0..<wanted).map { (used + $0) * step % count + 1 }
    used += wanted
    return result
  }

  /// Whether the numbers have a divisor in common, so that steps would not
  /// meet every row.
  private func isDivided(_ left: Int, _ right: Int) -> Bool {
    var (a, b) = (left, right % max(left, 1))
    while b != 0 { (a, b) = (b, a % b) }
    return a != 1
  }
}
