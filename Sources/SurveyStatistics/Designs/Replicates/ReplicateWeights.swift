import Foundation
import LinearAlgebra
import Synchronization

/// Sets of weights that differ as samples would, from which the variance of
/// any statistic follows: V = c · Σᵣ cᵣ (θᵣ − θ̄)(θᵣ − θ̄)ᵀ.
struct ReplicateWeights: Sendable {
  /// How the weights are kept.
  enum Storage: Sendable {
    /// A factor for each unit and replicate, `units × replicates` row after
    /// row, and the unit of each row of the table; `nil` when every row is
    /// one. Factors are the same for all rows of a first-stage cluster, so
    /// that the rows never have to be multiplied out.
    case factors(unitOfRow: [Int32]?, Matrix)
    /// The weights of each row, one column a replicate.
    case columns([[Double]])
  }

  /// The name of the method, such as `jkn`.
  var method: String
  /// The weights.
  var storage: Storage
  /// The number c that all squares are multiplied with.
  var scale: Double
  /// A number cᵣ for each replicate.
  var replicateScales: [Double]
  /// Around what deviations are taken.
  var centre: ReplicateCentre
  /// Degrees of freedom of the variance, of all rows and of groups.
  var freedom: ReplicateFreedom
  /// The weights of the full sample.
  var baseWeights: [Double]

  /// The number of replicates.
  var count: Int { replicateScales.count }

  /// Degrees of freedom of statistics of all rows.
  var degreesOfFreedom: Double { freedom.whole }

  /// Writes the weights of one replicate over `weights`.
  func fill(_ weights: inout [Double], replicate: Int) {
    switch storage {
    case .columns(let columns): weights = columns[replicate]
    case .factors(let unitOfRow, let factors):
      for row in baseWeights.indices {
        let unit = unitOfRow.map { Int($0[row]) } ?? row
        weights[row] = baseWeights[row] * factors[unit, replicate]
      }
    }
  }

  /// A statistic under each set of weights, on all cores; `nil` where it is
  /// not defined.
  ///
  /// One set of weights is multiplied out at a time on each core.
  func replicated(
    _ statistic: @Sendable ([Double]) -> [Double]?
  ) -> [[Double]?] {
    numbered { replicate, weights in
      fill(&weights, replicate: replicate)
      return statistic(weights)
    }
  }

  /// The same for a statistic that is asked by the number of a replicate and
  /// multiplies the weights out only where it needs them, in the array that it
  /// is given.
  func numbered(
    _ statistic: @Sendable (Int, inout [Double]) -> [Double]?
  ) -> [[Double]?] {
    let count = count
    let results = Mutex([[Double]?](repeating: nil, count: count))
    let workers = min(
      count, max(1, ProcessInfo.processInfo.activeProcessorCount))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var weights = baseWeights
      for replicate in stride(from: worker, to: count, by: workers) {
        let found = statistic(replicate, &weights)
        results.withLock { $0[replicate] = found }
      }
    }
    return results.withLock { $0 }
  }

  /// The same replicates after `change` was applied to the weights of each,
  /// on all cores: a step of weighting is done in each replicate as it was
  /// done in the sample (Rust 1985).
  ///
  /// The weights are kept one column a replicate afterwards, because what a
  /// step does differs from row to row. Degrees of freedom stay.
  ///
  /// - Parameters:
  ///   - newBase: The weights of the full sample after the step.
  ///   - change: The weights of a replicate after the step; `nil` where the
  ///     step fails.
  /// - Returns: The replicates in which the step succeeded, and the number of
  ///   those that are left out because it failed.
  func mapping(
    baseWeights newBase: [Double],
    _ change: @Sendable ([Double]) -> [Double]?
  ) -> (replicates: ReplicateWeights, failed: Int) {
    let changed = replicated(change)
    let kept = changed.indices.filter { changed[$0] != nil }
    var result = self
    result.baseWeights = newBase
    result.storage = .columns(kept.compactMap { changed[$0] })
    result.replicateScales = kept.map { replicateScales[$0] }
    return (result, changed.count - kept.count)
  }

  /// The covariance of statistics from their values under each replicate.
  ///
  /// Replicates without a value are left out; so is R's way, and the result
  /// says so in a remark. With fewer than two there is no covariance.
  func covariance(
    _ replicates: [[Double]?], around estimates: [Double]
  ) -> Matrix {
    let size = estimates.count
    let known = replicates.indices.filter { replicates[$0] != nil }
    guard known.count > 1 else {
      return Matrix(rows: size, columns: size, repeating: .nan)
    }
    var middle = estimates
    if centre == .replicates {
      // Replicates with a scale of 0 do not count in the mean, as in R.
      let counted = known.filter { replicateScales[$0] > 0 }
      middle = [Double](repeating: 0, count: size)
      for replicate in counted {
        for index in 0..<size {
          middle[index] += replicates[replicate]?[index] ?? .nan
        }
      }
      middle = middle.map { $0 / Double(counted.count) }
    }
    var result = Matrix(rows: size, columns: size)
    for replicate in known {
      guard let values = replicates[replicate] else { continue }
      let weight = scale * replicateScales[replicate]
      for row in 0..<size {
        let deviation = weight * (values[row] - middle[row])
        for column in row..<size {
          result[row, column] += deviation * (values[column] - middle[column])
        }
      }
    }
    for row in 0..<size {
      for column in 0..<row { result[row, column] = result[column, row] }
    }
    return result
  }
}
