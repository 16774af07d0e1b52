import Foundation
import LinearAlgebra

/// Weights from comparisons of pairs, with measures of how consistent the
/// comparisons are (analytic hierarchy process).
public struct HierarchyWeights: Sendable, Hashable {
  /// The weights; they add up to 1.
  public var weights: [Double]
  /// The mean of (A w)ᵢ / wᵢ, the largest eigenvalue for eigenvector weights.
  public var largestEigenvalue: Double
  /// (λ - n) / (n - 1); zero for one or two indicators.
  public var consistencyIndex: Double
  /// The consistency index by that of random matrices; up to 0.10 counts as
  /// consistent. Zero for one or two indicators.
  public var consistencyRatio: Double
  /// The geometric consistency index 2 Σ ln²(aᵢⱼ wⱼ / wᵢ) / ((n-1)(n-2)) over
  /// pairs that were judged, with w the geometric means of the rows whatever
  /// the weights are, for which the limits hold; up to 0.31 for three, 0.35 for four and 0.37 for
  /// more indicators counts as consistent (Aguarón and Moreno 2003). Zero for
  /// one or two.
  public var geometricConsistencyIndex: Double
  /// The pair whose judgement is farthest from the weights, the largest
  /// |ln(aᵢⱼ wⱼ / wᵢ)|; `nil` when all agree to 1e-9.
  public var worstPair: (first: Int, second: Int)? {
    get { worst.map { ($0[0], $0[1]) } }
    set { worst = newValue.map { [$0.first, $0.second] } }
  }

  private var worst: [Int]?

  /// Computes the weights of one matrix.
  ///
  /// Pairs that were not judged: the eigenvector takes Harker's (1987) matrix
  /// with zeros there and the number of them added to the diagonal; the
  /// geometric means become least squares of ln aᵢⱼ = ln wᵢ - ln wⱼ over the
  /// judged pairs, the same for a complete matrix. λ, CI and CR use the
  /// weights' own ratios for pairs that were not judged.
  ///
  /// Sources: Saaty (1977, 1980); Crawford and Williams (1985).
  ///
  /// - Returns: `nil` when the judged pairs do not connect all indicators.
  public init?(
    _ matrix: JudgementMatrix,
    judgement: HierarchyOptions.Judgement = .eigenvector,
    randomIndex: RandomIndex = .saaty
  ) {
    guard matrix.isConnected, matrix.count > 0 else { return nil }
    let found: [Double]
    switch judgement {
    case .eigenvector: found = Self.eigenvector(matrix)
    case .geometricMean: found = Self.leastSquares(matrix)
    }
    self.init(matrix, weights: found, randomIndex: randomIndex)
  }

  /// Measures how consistent a matrix is with given weights.
  public init(
    _ matrix: JudgementMatrix, weights: [Double], randomIndex: RandomIndex
  ) {
    let count = matrix.count
    precondition(weights.count == count)
    self.weights = weights
    var eigenvalue = 0.0
    var squares = 0.0
    let means = matrix.isConnected ? Self.leastSquares(matrix) : weights
    var largest = 1e-9
    for row in 0..<count {
      var product = 0.0
      for column in 0..<count {
        let entry = matrix.rows[row][column]
        product += entry.isNaN ? weights[row] : entry * weights[column]
        if column > row, !entry.isNaN {
          let gap = log(entry * weights[column] / weights[row])
          let distance = log(entry * means[column] / means[row])
          squares += distance * distance
          if abs(gap) > largest {
            largest = abs(gap)
            worst = [row, column]
          }
        }
      }
      eigenvalue += product / weights[row]
    }
    let n = Double(count)
    largestEigenvalue = count > 0 ? eigenvalue / n : 0
    if count > 2 {
      consistencyIndex = (largestEigenvalue - n) / (n - 1)
      consistencyRatio = consistencyIndex / randomIndex(count)
      geometricConsistencyIndex = 2 * squares / ((n - 1) * (n - 2))
    } else {
      consistencyIndex = 0
      consistencyRatio = 0
      geometricConsistencyIndex = 0
    }
  }

  /// The largest geometric consistency index that counts as consistent;
  /// `nil` for one or two indicators, which always are.
  public var geometricConsistencyLimit: Double? {
    switch weights.count {
    case ...2: nil
    case 3: 0.31
    case 4: 0.35
    default: 0.37
    }
  }

  /// What the weights say a judgement should be: wᵢ / wⱼ.
  public func implied(_ first: Int, _ second: Int) -> Double {
    weights[first] / weights[second]
  }

  /// Weights of several judges (AIP): the arithmetic or geometric mean of
  /// their weights, divided by the sum.
  public static func mean(
    _ priorities: [[Double]], isGeometric: Bool, voices: [Double]? = nil
  ) -> [Double] {
    let count = priorities.first?.count ?? 0
    let voices = voices ?? priorities.map { _ in 1 }
    let all = voices.reduce(0, +)
    var sums = [Double](repeating: 0, count: count)
    for (weights, voice) in zip(priorities, voices) {
      for position in 0..<count {
        sums[position] +=
          voice * (isGeometric ? log(weights[position]) : weights[position])
      }
    }
    let means = sums.map { isGeometric ? exp($0 / all) : $0 / all }
    let total = means.reduce(0, +)
    return means.map { $0 / total }
  }

  /// The principal eigenvector by the power method.
  private static func eigenvector(_ matrix: JudgementMatrix) -> [Double] {
    let count = matrix.count
    var entries = matrix.rows
    for row in 0..<count {
      let missing = entries[row].count { $0.isNaN }
      for column in 0..<count where entries[row][column].isNaN {
        entries[row][column] = 0
      }
      entries[row][row] += Double(missing)
    }
    var weights = DirectWeights.equal(count)
    for _ in 0..<10_000 {
      var next = entries.map { row in
        zip(row, weights).reduce(0) { $0 + $1.0 * $1.1 }
      }
      let sum = next.reduce(0, +)
      next = next.map { $0 / sum }
      let change = zip(next, weights).map { abs($0 - $1) }.max() ?? 0
      weights = next
      if change < 1e-15 { break }
    }
    return weights
  }

  /// Logarithmic least squares over the judged pairs.
  private static func leastSquares(_ matrix: JudgementMatrix) -> [Double] {
    let count = matrix.count
    // The normal equations (a Laplacian) are singular along equal shifts;
    // the first logarithm is held at zero.
    var system = SymmetricSystem(count: count)
    for row in 0..<count {
      for column in 0..<count
      where column != row && !matrix.rows[row][column].isNaN {
        system.add(row, row, 1)
        system.sizes[row] += 1
        if column < row { system.add(row, column, -1) }
        system.right[row] += log(matrix.rows[row][column])
      }
    }
    let solution =
      system.solve(grounding: true) ?? [Double](repeating: 0, count: count)
    let raw = solution.map { exp($0) }
    let sum = raw.reduce(0, +)
    return raw.map { $0 / sum }
  }
}
