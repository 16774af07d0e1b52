/// Which share of the variance of a result its factors cause.
///
/// From two designs A and B of N rows and, for each factor i, A with its
/// column i from B:
///
///     Sᵢ = (1/N) Σ y_B (y_ABᵢ - y_A) / V       (Saltelli et al. 2010)
///     Tᵢ = (1/2N) Σ (y_A - y_ABᵢ)² / V         (Jansen 1999)
///
/// V is the variance of y_A and y_B together with divisor 2N. Sᵢ is the part
/// of factor i by itself, Tᵢ that with all its interactions. Where `centred`,
/// the mean of y_A and y_B is taken from all of them first, which leaves
/// what Sᵢ estimates as it is and makes it far less noisy.
///
/// Checked against `reference/evaluation/sobol.json` on Ishigami's function.
public struct SobolIndices: Sendable, Hashable {
  /// The index of each factor by itself.
  public var first: [Double]
  /// The index of each factor with its interactions.
  public var total: [Double]
  /// The variance.
  public var variance: Double

  /// Computes the indices.
  ///
  /// - Parameters:
  ///   - a: The results of design A.
  ///   - b: The results of design B.
  ///   - mixed: For each factor the results of A with its column from B.
  ///   - rows: The rows to use, one or more times each; `nil` for all once.
  ///   - isCentred: Whether the mean is taken out first.
  /// - Returns: `nil` without rows, or when the results do not vary.
  public init?(
    _ a: [Double], _ b: [Double], mixed: [[Double]], rows: [Int]? = nil,
    isCentred: Bool = true
  ) {
    precondition(
      a.count == b.count && mixed.allSatisfy { $0.count == a.count })
    let rows = rows ?? Array(a.indices)
    guard !rows.isEmpty else { return nil }
    let count = Double(rows.count)
    var sum = 0.0
    for row in rows { sum += a[row] + b[row] }
    let mean = sum / (2 * count)
    var squares = 0.0
    for row in rows {
      squares += (a[row] - mean) * (a[row] - mean)
      squares += (b[row] - mean) * (b[row] - mean)
    }
    variance = squares / (2 * count)
    guard variance > 1e-24 * max(1, mean * mean) else { return nil }
    let shift = isCentred ? mean : 0
    first = []
    total = []
    for results in mixed {
      var product = 0.0
      var distance = 0.0
      for row in rows {
        product += (b[row] - shift) * (results[row] - a[row])
        distance += (a[row] - results[row]) * (a[row] - results[row])
      }
      first.append(product / count / variance)
      total.append(distance / (2 * count) / variance)
    }
  }
}
