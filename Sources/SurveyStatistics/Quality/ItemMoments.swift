import LinearAlgebra

/// Sums of answers and of their products, collected block by block.
///
/// Answers are shifted by the first one of their item, so that whole numbers
/// are summed without rounding and others without loss of digits.
struct ItemMoments: Sendable {
  /// The number of items.
  let count: Int
  /// What was taken from the answers of each item.
  let shift: [Double]
  /// The answers of each item, and their sum.
  private(set) var answered: [Double]
  private(set) var sums: [Double]
  /// The rows in which every item is answered.
  private(set) var completeRows = 0
  private var completeSums: [Double]
  private var completeProducts: [Double]
  /// For pairs of items what the incomplete rows with both answers add:
  /// rows, sums of the first, sums of the second, and three products.
  private var pairs: [[Double]] = []
  private let hasProducts: Bool

  init(shift: [Double], hasProducts: Bool) {
    count = shift.count
    self.shift = shift
    self.hasProducts = hasProducts
    answered = [Double](repeating: 0, count: count)
    sums = answered
    completeSums = answered
    completeProducts = [Double](
      repeating: 0, count: hasProducts ? count * count : 0)
    if hasProducts {
      pairs = [[Double]](repeating: completeProducts, count: 6)
    }
  }

  /// Adds one row.
  mutating func add(_ answers: RowAnswers) {
    var isComplete = true
    for item in 0..<count {
      let value = answers[item]
      if value.isNaN {
        isComplete = false
      } else {
        answered[item] += 1
        sums[item] += value - shift[item]
      }
    }
    guard hasProducts else {
      completeRows += isComplete ? 1 : 0
      return
    }
    if isComplete { addComplete(answers) } else { addPairs(answers) }
  }

  private mutating func addComplete(_ answers: RowAnswers) {
    completeRows += 1
    for first in 0..<count {
      let value = answers[first] - shift[first]
      completeSums[first] += value
      let start = first * count
      for second in 0...first {
        completeProducts[start + second] +=
          value * (answers[second] - shift[second])
      }
    }
  }

  private mutating func addPairs(_ answers: RowAnswers) {
    for first in 0..<count where !answers[first].isNaN {
      let x = answers[first] - shift[first]
      for second in 0...first where !answers[second].isNaN {
        let y = answers[second] - shift[second]
        let place = first * count + second
        pairs[0][place] += 1
        pairs[1][place] += x
        pairs[2][place] += y
        pairs[3][place] += x * x
        pairs[4][place] += y * y
        pairs[5][place] += x * y
      }
    }
  }

  /// Adds the sums of further rows.
  mutating func merge(_ other: ItemMoments) {
    completeRows += other.completeRows
    for item in 0..<count {
      answered[item] += other.answered[item]
      sums[item] += other.sums[item]
      completeSums[item] += other.completeSums[item]
    }
    for place in completeProducts.indices {
      completeProducts[place] += other.completeProducts[place]
    }
    for kind in pairs.indices {
      for place in pairs[kind].indices {
        pairs[kind][place] += other.pairs[kind][place]
      }
    }
  }

  /// The mean of each item over those who answered it; not-a-number without.
  var means: [Double] {
    (0..<count).map { shift[$0] + sums[$0] / answered[$0] }
  }

  /// The mean of each item over the complete rows.
  var completeMeans: [Double] {
    (0..<count).map { shift[$0] + completeSums[$0] / Double(completeRows) }
  }

  /// The covariances of the complete rows, divisor n - 1; `nil` with fewer
  /// than two of them.
  var covariances: Matrix? {
    guard completeRows > 1, hasProducts else { return nil }
    let rows = Double(completeRows)
    var result = Matrix(rows: count, columns: count)
    for first in 0..<count {
      for second in 0...first {
        let value =
          (completeProducts[first * count + second]
            - completeSums[first] * completeSums[second] / rows) / (rows - 1)
        result[first, second] = value
        result[second, first] = value
      }
    }
    return result
  }

  /// The correlation of two items over those who answered both;
  /// not-a-number when there is none.
  func correlation(_ left: Int, _ right: Int) -> Double {
    let (first, second) = (max(left, right), min(left, right))
    let place = first * count + second
    let rows = Double(completeRows) + pairs[0][place]
    guard rows > 1 else { return .nan }
    let x = completeSums[first] + pairs[1][place]
    let y = completeSums[second] + pairs[2][place]
    let xx = completeProducts[first * count + first] + pairs[3][place]
    let yy = completeProducts[second * count + second] + pairs[4][place]
    let xy = completeProducts[place] + pairs[5][place]
    let spread = (xx - x * x / rows) * (yy - y * y / rows)
    guard spread > 0 else { return .nan }
    return (xy - x * y / rows) / spread.squareRoot()
  }
}
