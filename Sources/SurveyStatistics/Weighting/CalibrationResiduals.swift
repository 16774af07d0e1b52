import LinearAlgebra

/// What is left of influences when the variables that weights were
/// calibrated with have explained their part.
///
/// A calibrated total moves with the sample only as far as its variable
/// differs from what the auxiliary variables predict (Deville and Särndal
/// 1992, equation 3.4). As in `svyrecvar` of R's survey package:
///
/// - Post-stratification takes the weighted mean of the cell away.
/// - Raking takes the unweighted means of the margins away in turn, ten
///   times, or, by choice, regresses on all margins at once.
/// - Other calibrations take away a regression with the weights before the
///   step, whatever the distance was.
///
/// Steps are undone from the last to the first, as the chain rule has it; R
/// goes the other way, which is the same for a single step. Trimming and
/// non-response adjustments in between count as fixed factors.
///
/// Checked against R survey 4.1-1 in `Tests/References/survey`.
struct CalibrationResiduals: DesignAdjustment {
  /// One step that met known totals.
  struct Step: Sendable {
    /// How the prediction is made.
    var prediction: Prediction
    /// The weights after the step.
    var weights: [Double]
  }

  /// How the auxiliary variables predict.
  enum Prediction: Sendable {
    /// Weighted regression with the weights before the step.
    case regression(AuxiliaryVariables, weights: [Double], DependentSystem)
    /// Weighted means of the cells of one margin.
    case means(AuxiliaryVariables, weights: [Double])
    /// Unweighted means of margins in turn.
    case sweep(MarginSweep)
  }

  /// The steps in the order in which they were made.
  var steps: [Step]
  /// The weights in the end.
  var finalWeights: [Double]

  func residuals(_ columns: [[Double]]) -> [[Double]] {
    columns.map { column in
      var column = column
      var current = finalWeights
      for step in steps.reversed() {
        rescale(&column, from: current, to: step.weights)
        current = step.weights
        switch step.prediction {
        case .sweep(let sweep): sweep.takeAway(&column)
        case .means(let variables, let weights):
          let weighted = column.indices.map { weights[$0] * column[$0] }
          let sizes = variables.totals(weights)
          let means = zip(variables.totals(weighted), sizes).map {
            $1 != 0 ? $0 / $1 : 0
          }
          let predicted = variables.predictor(means)
          for row in column.indices { column[row] -= predicted[row] }
        case .regression(let variables, let weights, let system):
          let weighted = column.indices.map { weights[$0] * column[$0] }
          let coefficients = system.solve(variables.totals(weighted))
          let predicted = variables.predictor(coefficients)
          for row in column.indices { column[row] -= predicted[row] }
        }
      }
      rescale(&column, from: current, to: finalWeights)
      return column
    }
  }

  /// Influences on a sum with other weights, so that w·u stays what it is.
  private func rescale(
    _ column: inout [Double], from old: [Double], to new: [Double]
  ) {
    for row in column.indices where old[row] != new[row] {
      column[row] = new[row] != 0 ? column[row] * old[row] / new[row] : 0
    }
  }
}

/// Unweighted means of margins, taken away in turn.
///
/// Rows in the same cell of all margins lose the same amount, so that the
/// rounds only see the cells.
struct MarginSweep: Sendable {
  private let cells: AuxiliaryVariables
  private let cellOfRow: [Int32]
  private let counts: [Double]
  /// As many as R makes.
  private let rounds = 10

  /// Counts the rows with weight.
  init(
    cells: AuxiliaryVariables, cellOfRow: [Int32], weights: [Double]
  ) {
    self.cells = cells
    self.cellOfRow = cellOfRow.indices.map {
      weights[$0] > 0 ? cellOfRow[$0] : -1
    }
    var counts = [Double](repeating: 0, count: cells.rowCount)
    for cell in self.cellOfRow where cell >= 0 { counts[Int(cell)] += 1 }
    self.counts = counts
  }

  /// Takes the means away.
  func takeAway(_ column: inout [Double]) {
    var sums = [Double](repeating: 0, count: cells.rowCount)
    for row in column.indices where cellOfRow[row] >= 0 {
      sums[Int(cellOfRow[row])] += column[row]
    }
    var effects = [Double](repeating: 0, count: cells.rowCount)
    let sizes = cells.totals(counts)
    for _ in 0..<rounds {
      for term in cells.terms {
        var means = [Double](repeating: 0, count: cells.columnCount)
        for cell in sums.indices where term.columns[cell] >= 0 {
          means[Int(term.columns[cell])] +=
            sums[cell] - counts[cell] * effects[cell]
        }
        for cell in sums.indices where term.columns[cell] >= 0 {
          let position = Int(term.columns[cell])
          if sizes[position] > 0 {
            effects[cell] += means[position] / sizes[position]
          }
        }
      }
    }
    for row in column.indices where cellOfRow[row] >= 0 {
      column[row] -= effects[Int(cellOfRow[row])]
    }
  }
}
