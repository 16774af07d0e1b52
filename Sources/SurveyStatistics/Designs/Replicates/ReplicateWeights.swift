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
    /// Weights as they were sampled, and what steps of weighting did to them
    /// in each replicate: the rows are multiplied out when they are needed.
    indirect case steps(sampled: Storage, RepeatedSteps)
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
    storage.fill(&weights, from: baseWeights, replicate: replicate)
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

extension ReplicateWeights.Storage {
  /// Writes the weights of one replicate over `weights`, given those of the
  /// full sample.
  func fill(_ weights: inout [Double], from base: [Double], replicate: Int) {
    switch self {
    case .columns(let columns): weights = columns[replicate]
    case .factors(let unitOfRow, let factors):
      for row in base.indices {
        let unit = unitOfRow.map { Int($0[row]) } ?? row
        weights[row] = base[row] * factors[unit, replicate]
      }
    case .steps(let sampled, let repeated):
      sampled.fill(&weights, from: repeated.before, replicate: replicate)
      repeated.replay(replicate, on: &weights)
    }
  }
}
