import LinearAlgebra
import Probability

/// A test of a question against a banner variable.
struct BannerTest: Sendable, Hashable {
  /// The F statistic.
  var statistic: Double
  /// Degrees of freedom above the line.
  var numerator: Double
  /// Degrees of freedom below the line.
  var denominator: Double
  /// The probability of a larger one under the hypothesis.
  var probability: Double
  /// How many options were tested, of which this is the clearest: `p` is that
  /// of one times this number. `nil` for a test of a whole question.
  var options: Int?
  /// The probability of this one test.
  var single: Double?
}

extension BannerSums {
  /// Whether answers depend on the column.
  ///
  /// Of answers it is Pearson's X² with the second-order correction of Rao
  /// and Scott (1984): with cell shares p, their covariance V under the
  /// design, D = diag(1/p) and contrasts C of the interaction,
  ///
  ///     Δ = (Cᵀ D diag(p/n) D C)⁻¹ CᵀDVDC
  ///     F = X²/tr Δ with tr(Δ)²/tr(Δ²) and that times the degrees of
  ///     freedom of the design
  ///
  /// (R's `svychisq`). Of numbers it is Wald's test that all means are
  /// equal, as R's `regTermTest` of the model with one factor.
  ///
  /// Edge cases: columns and answers without weight are left out; with fewer
  /// than two of either, or without a degree of freedom, there is no test.
  /// Where answers occur in one column only, D are the shares under
  /// independence, as in `RaoScottTests`.
  func test(_ group: BannerColumns.Group) -> BannerTest? {
    let columns = group.columns.filter { weights[$0] > 0 }
    guard group.isPartition, columns.count > 1 else { return nil }
    let freedom = degreesOfFreedom(columns)
    guard freedom > 0 else { return nil }
    if case .numbers = part { return equalMeans(columns, freedom) }
    let answers = (0..<width).filter { answer in
      columns.contains { totals[$0 * width + answer] > 0 }
    }
    guard answers.count > 1 else { return nil }
    return independence(columns, answers, freedom)
  }

  private func independence(
    _ columns: [Int], _ answers: [Int], _ freedom: Double
  ) -> BannerTest? {
    let all = columns.reduce(0) { $0 + weights[$1] }
    var shares: [Double] = []
    for column in columns {
      for answer in answers {
        shares.append(totals[column * width + answer] / all)
      }
    }
    let covariance = cells(columns, answers, shares: shares, total: all)
    func effects(
      _ diagonal: InteractionOfShares.Diagonal
    ) -> (delta: Matrix, pearson: Double)? {
      let interaction = InteractionOfShares(
        shares, columns: answers.count, covariance: covariance,
        diagonal: diagonal)
      guard interaction.below.isPositiveDefinite,
        let below = LinearSystem(interaction.below)
      else { return nil }
      return (below.solve(interaction.above), interaction.pearson)
    }
    guard let (delta, pearson) = effects(.observed) ?? effects(.expected)
    else { return nil }
    var (trace, square) = (0.0, 0.0)
    for row in 0..<delta.rowCount {
      trace += delta[row, row]
      for column in 0..<delta.columnCount {
        square += delta[row, column] * delta[column, row]
      }
    }
    guard trace > 1e-9, square > 0 else {
      return nil
    }
    let numerator = trace * trace / square
    return made(pearson / trace, numerator, numerator * freedom)
  }

  private func made(
    _ statistic: Double, _ numerator: Double, _ denominator: Double
  ) -> BannerTest? {
    guard statistic.isFinite, numerator > 0, denominator > 0 else {
      return nil
    }
    return BannerTest(
      statistic: statistic, numerator: numerator, denominator: denominator,
      probability: FDistribution(
        numeratorDegrees: numerator, denominatorDegrees: denominator
      ).upperTail(statistic))
  }

  private func equalMeans(
    _ columns: [Int], _ freedom: Double
  ) -> BannerTest? {
    let item = BannerQuestion.Item(
      name: "mean", label: "", kind: .mean, part: 0, worth: [])
    let means = means(item)
    let covariance = covariance(item, means: means)
    let count = columns.count - 1
    var matrix = Matrix(rows: count, columns: count)
    var difference = [Double](repeating: 0, count: count)
    let last = columns[count]
    for row in 0..<count {
      let left = columns[row]
      guard let a = means[left], let b = means[last] else { return nil }
      difference[row] = a - b
      for column in 0..<count {
        let right = columns[column]
        matrix[row, column] =
          covariance[left, right] - covariance[left, last]
          - covariance[last, right] + covariance[last, last]
      }
    }
    guard let factor = Cholesky(matrix) else { return nil }
    let solved = factor.solve(difference)
    let wald = zip(difference, solved).reduce(0) { $0 + $1.0 * $1.1 }
    return made(
      wald / Double(count), Double(count), freedom - Double(count))
  }

  // MARK: - Cells

  /// The covariance of the shares of cells among all rows with a column and
  /// an answer.
  private func cells(
    _ columns: [Int], _ answers: [Int], shares: [Double], total: Double
  ) -> Matrix {
    let size = shares.count
    guard frame.isDirect else {
      return frame.design.estimate(
        CellShares(self, columns, answers))?.covariance
        ?? Matrix(rows: size, columns: size, repeating: .nan)
    }
    let count = frame.columns.count
    var linear = Matrix(rows: frame.unitCount, columns: size)
    for unit in 0..<frame.unitCount {
      var cell = unit * size
      var all = 0.0
      for column in columns {
        let start = (unit * count + column) * width
        for answer in answers {
          linear.elements[cell] = sums[start + answer]
          all += sums[start + answer]
          cell += 1
        }
      }
      for cell in 0..<size {
        linear[unit, cell] =
          (linear[unit, cell] - shares[cell] * all) / total
      }
    }
    guard !pairs.isEmpty else {
      return frame.covariance(ofUnitSums: linear, products: nil)
    }
    var squares: [Double] = []
    for column in columns {
      for answer in answers {
        squares.append(
          pairs[(answer * count + column) * count + column] / (total * total))
      }
    }
    let all = squares.reduce(0, +)
    var products = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size {
        products[row, column] =
          (row == column ? squares[row] : 0) - shares[column] * squares[row]
          - shares[row] * squares[column] + shares[row] * shares[column] * all
      }
    }
    return frame.covariance(ofUnitSums: linear, products: products)
  }
}

/// Shares of the cells of a crosstab as a function of the weights.
private struct CellShares: WeightedStatistics {
  let cells: [Int32]
  let size: Int
  let isUsed: [Bool]

  init(_ sums: BannerSums, _ columns: [Int], _ answers: [Int]) {
    let frame = sums.frame
    size = columns.count * answers.count
    var cells = [Int32](repeating: -1, count: frame.design.rowCount)
    if case .codes(let codes, _) = sums.part {
      var columnPosition = [Int](repeating: -1, count: frame.columns.count)
      for (index, column) in columns.enumerated() {
        columnPosition[column] = index
      }
      var answerPosition = [Int](repeating: -1, count: sums.width)
      for (index, answer) in answers.enumerated() {
        answerPosition[answer] = index
      }
      for row in cells.indices
      where codes[row] >= 0 && frame.design.weights[row] > 0 {
        let answer = answerPosition[Int(codes[row])]
        let starts = frame.columns.starts
        for position in starts[row]..<starts[row + 1] {
          let column = columnPosition[
            Int(frame.columns.members[Int(position)])]
          if column >= 0, answer >= 0 {
            cells[row] = Int32(column * answers.count + answer)
          }
        }
      }
    }
    self.cells = cells
    isUsed = cells.map { $0 >= 0 }
  }

  func estimates(_ weights: [Double]) -> [Double]? {
    var sums = [Double](repeating: 0, count: size)
    for row in cells.indices where cells[row] >= 0 {
      sums[Int(cells[row])] += weights[row]
    }
    let all = sums.reduce(0, +)
    return all > 0 ? sums.map { $0 / all } : nil
  }

  func influences(
    _ weights: [Double], at estimates: [Double]
  ) -> [[Double]] {
    var all = 0.0
    for row in cells.indices where cells[row] >= 0 { all += weights[row] }
    return estimates.indices.map { cell in
      cells.map {
        $0 < 0 ? 0 : ((Int($0) == cell ? 1 : 0) - estimates[cell]) / all
      }
    }
  }
}
