import Foundation

/// One judge's comparisons of all pairs of some indicators: the entry in row
/// i and column j says how many times as much i matters as j.
public struct JudgementMatrix: Sendable, Hashable {
  /// The rows; not-a-number where a pair was not judged. The diagonal is 1
  /// and opposite entries are reciprocal.
  public private(set) var rows: [[Double]]

  /// The number of indicators.
  public var count: Int { rows.count }

  /// Creates a matrix without any judgement.
  public init(count: Int) {
    rows = (0..<count).map { row in
      (0..<count).map { $0 == row ? 1 : .nan }
    }
  }

  /// Creates a matrix from the judgements above the diagonal, `nil` where a
  /// pair was not judged.
  ///
  /// - Precondition: The entries that are there are positive.
  public init(upper: [[Double?]]) {
    self.init(count: upper.count + 1)
    for (row, entries) in upper.enumerated() {
      for (offset, value) in entries.enumerated() {
        if let value { set(row, row + 1 + offset, value) }
      }
    }
  }

  /// Enters how many times as much `first` matters as `second`.
  ///
  /// - Precondition: `value` is positive and finite.
  public mutating func set(_ first: Int, _ second: Int, _ value: Double) {
    precondition(value > 0 && value.isFinite)
    rows[first][second] = value
    rows[second][first] = 1 / value
  }

  /// Whether every pair was judged.
  public var isComplete: Bool {
    rows.allSatisfy { row in row.allSatisfy { !$0.isNaN } }
  }

  /// Whether the judged pairs connect all indicators, so that weights are
  /// defined.
  public var isConnected: Bool {
    guard count > 0 else { return true }
    var reached = [Bool](repeating: false, count: count)
    var queue = [0]
    reached[0] = true
    while let row = queue.popLast() {
      for column in 0..<count
      where !reached[column] && !rows[row][column].isNaN {
        reached[column] = true
        queue.append(column)
      }
    }
    return reached.allSatisfy { $0 }
  }

  /// The geometric mean of several judges' entries, cell by cell (AIJ),
  /// aᵢⱼ = ∏ₖ aᵢⱼ^λₖ with λ the voices of those who judged the pair, divided
  /// by their sum; a pair that nobody judged stays empty. Keeps entries
  /// reciprocal, which the arithmetic mean does not (Aczél and Saaty 1983).
  ///
  /// - Parameter voices: One a judge; equal ones when left out.
  public static func group(
    _ matrices: [JudgementMatrix], voices: [Double]? = nil
  ) -> JudgementMatrix {
    let count = matrices.first?.count ?? 0
    precondition(matrices.allSatisfy { $0.count == count })
    let voices = voices ?? matrices.map { _ in 1 }
    var result = JudgementMatrix(count: count)
    for row in 0..<count {
      for column in (row + 1)..<max(row + 1, count) {
        var sum = 0.0
        var judged = 0.0
        for (matrix, voice) in zip(matrices, voices)
        where !matrix.rows[row][column].isNaN {
          sum += voice * log(matrix.rows[row][column])
          judged += voice
        }
        if judged > 0 { result.set(row, column, exp(sum / judged)) }
      }
    }
    return result
  }
}
