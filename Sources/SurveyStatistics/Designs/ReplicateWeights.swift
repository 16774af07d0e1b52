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

  /// Around what the deviations of replicates are taken.
  enum Centre: String, Sendable, CaseIterable, Hashable {
    /// The mean of the replicates; the default of R's survey package.
    case replicates
    /// The estimate from the full sample, which R calls `mse`.
    case estimate
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
  var centre: Centre
  /// Degrees of freedom of the variance.
  var degreesOfFreedom: Double
  /// The weights of the full sample.
  var baseWeights: [Double]

  /// The number of replicates.
  var count: Int { replicateScales.count }

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
    let count = count
    let results = Mutex([[Double]?](repeating: nil, count: count))
    let workers = min(
      count, max(1, ProcessInfo.processInfo.activeProcessorCount))
    DispatchQueue.concurrentPerform(iterations: workers) { worker in
      var weights = baseWeights
      for replicate in stride(from: worker, to: count, by: workers) {
        fill(&weights, replicate: replicate)
        let found = statistic(weights)
        results.withLock { $0[replicate] = found }
      }
    }
    return results.withLock { $0 }
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
