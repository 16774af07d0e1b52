/// TOPSIS for draws in which only the weights change and every case has a
/// value of every leaf: the same sums in the same order as `TOPSIS`, with
/// columns that are made comparable once for all draws.
struct TOPSISWalk: Sendable {
  private let tree: IndicatorTree
  private let leaves: [Int]
  /// By leaf, how far each case is from the best and from the worst value.
  private let toBest: [[Double]]
  private let toWorst: [[Double]]
  private var squaresUp: [Double]
  private var squaresDown: [Double]

  /// `nil` when the score is another one, or a value is missing.
  init?(_ chain: EvaluationChain, raw: [[Double]], scores: [[Double]]) {
    guard case .topsis(let normalisation) = chain.score else { return nil }
    tree = chain.tree
    leaves = chain.leaves
    let input = chain.input(
      raw: raw, scores: scores,
      weights: [Double](repeating: 1, count: chain.tree.indicators.count),
      totals: [Double](repeating: 0, count: chain.caseCount))
    let matrix = input.matrix(usesScores: normalisation == .goalposts)
    var toBest: [[Double]] = []
    var toWorst: [[Double]] = []
    for index in matrix.columns.indices {
      let column = normalisation(
        matrix.columns[index], isBenefit: matrix.isBenefit[index])
      if column.values.contains(where: \.isNaN) { return nil }
      toBest.append(column.values.map { $0 - column.best })
      toWorst.append(column.values.map { $0 - column.worst })
    }
    self.toBest = toBest
    self.toWorst = toWorst
    squaresUp = [Double](repeating: 0, count: chain.caseCount)
    squaresDown = squaresUp
  }

  /// Writes the scores of the cases for local weights of all indicators.
  mutating func fill(_ totals: inout [Double], weights: [Double]) {
    let global = tree.globalWeights(of: weights)
    let total = leaves.reduce(0) { $0 + global[$1] }
    let count = squaresUp.count
    for row in 0..<count {
      squaresUp[row] = 0
      squaresDown[row] = 0
    }
    var covered = 0.0
    for (index, leaf) in leaves.enumerated() {
      let share =
        total > 0 ? global[leaf] / total : 1 / Double(max(1, leaves.count))
      guard share > 0 else { continue }
      covered += share
      squaresUp.withUnsafeMutableBufferPointer { sums in
        toBest[index].withUnsafeBufferPointer { far in
          for row in 0..<count {
            let up = share * far[row]
            sums[row] += up * up
          }
        }
      }
      squaresDown.withUnsafeMutableBufferPointer { sums in
        toWorst[index].withUnsafeBufferPointer { far in
          for row in 0..<count {
            let down = share * far[row]
            sums[row] += down * down
          }
        }
      }
    }
    if totals.count != count {
      totals = [Double](repeating: 0, count: count)
    }
    for row in 0..<count {
      let up = squaresUp[row].squareRoot() / covered
      let down = squaresDown[row].squareRoot() / covered
      // All cases are equal: the middle, so that they tie.
      totals[row] = up + down > 0 ? 100 * (down / (up + down)) : 50
    }
  }
}
