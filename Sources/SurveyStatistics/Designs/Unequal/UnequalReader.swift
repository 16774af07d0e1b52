import Diagnostics
import LinearAlgebra
import SurveyData

/// Reads inclusion probabilities.
struct UnequalReader {
  let plan: UnequalSpecification
  let columns: DesignColumns

  /// The inclusion probability of each unit of the first stage.
  ///
  /// - Throws: A diagnostic when one lies outside 0…1 or differs between the
  ///   rows of a unit.
  func probabilities(
    _ name: String, _ stage: DesignStage
  ) throws(Diagnostic) -> [Double] {
    let values = try columns.numbers(name, role: "probability")
    var result = [Double](repeating: .nan, count: stage.unitCount)
    for row in values.indices {
      guard values[row] > 0, values[row] <= 1 else {
        throw Diagnostic(
          .wrongProbability, at: columns.place(name, row: row),
          "the inclusion probability \(plainText(values[row])) in '\(name)'"
            + " is not above 0 and at most 1",
          zh: "“\(name)”中的入样概率\(plainText(values[row]))不在0以上、1以下",
          help: "a probability is 1 by the weight; a number of units in the"
            + " population is none")
      }
      let unit = stage.unit(of: row)
      if result[unit].isNaN {
        result[unit] = values[row]
      } else if result[unit] != values[row] {
        throw Diagnostic(
          .populationVaries, at: columns.place(name, row: row),
          "'\(name)' has \(plainText(result[unit])) and"
            + " \(plainText(values[row])) in the same cluster",
          zh:
            "“\(name)”在同一群内既有\(plainText(result[unit]))又有\(plainText(values[row]))",
          help: "the inclusion probability of a cluster is one number")
      }
    }
    return result
  }

  /// What the variance needs to know of pairs of units.
  func read(
    _ specification: DesignSpecification, _ stage: DesignStage
  ) throws(Diagnostic) -> UnequalProbabilities {
    if plan.method == .brewer {
      guard plan.variance == .horvitzThompson else {
        throw fault(
          "Brewer's approximation has one form of the variance",
          help: "leave 'variance' out, or choose the method overton,"
            + " hartley-rao or joint")
      }
      return UnequalProbabilities(variance: plan.variance, checks: .brewer)
    }
    if max(specification.clusters.count, specification.populations.count) > 1 {
      throw fault(
        "'\(plan.method.rawValue)' is for samples of one stage",
        help: "choose the method brewer for several stages")
    }
    if plan.method == .joint {
      return UnequalProbabilities(
        variance: plan.variance, checks: .given(try jointChecks(stage)))
    }
    var levels = [Double](repeating: 0, count: stage.parentCount)
    var slopes = levels
    for (stratum, units) in stage.unitsOfParents.enumerated()
    where units.count > 1 {
      let others = Double(units.count - 1)
      if plan.method == .overton {
        levels[stratum] = -1 / others
        slopes[stratum] = 1 / (2 * others)
        continue
      }
      let fractions = units.map { stage.fraction(ofUnit: $0) }
      var mean = fractions.reduce(0, +) / Double(units.count)
      if let squares = plan.sumOfSquares {
        guard stage.parentCount == 1 else {
          throw fault(
            "one 'sum-of-squares' cannot be that of \(stage.parentCount)"
              + " strata", help: "leave it out: it is estimated then")
        }
        mean = squares / Double(units.count)
      }
      levels[stratum] = -(1 + mean) / others
      slopes[stratum] = 1 / others
    }
    return UnequalProbabilities(
      variance: plan.variance, checks: .linear(levels: levels, slopes: slopes))
  }

  private func jointChecks(_ stage: DesignStage) throws(Diagnostic) -> Matrix {
    let size = stage.unitCount
    var rows = plan.jointRows ?? []
    if plan.jointRows == nil {
      guard !plan.joint.isEmpty else {
        throw fault(
          "the method 'joint' needs joint probabilities",
          help: "name their columns with 'joint', such as 'pi*', or their"
            + " file with 'joint-file'")
      }
      guard stage.unitOfRow == nil else {
        throw fault(
          "columns of joint probabilities are for samples without clusters",
          help: "give them in a file of their own with 'joint-file'")
      }
      var found: [[Double]] = []
      for name in try columns.matching(plan.joint) {
        found.append(try columns.numbers(name, role: "joint probability"))
      }
      rows = columns.table.rowCount == 0 ? [] : transposed(found)
    }
    guard rows.count == size, rows.allSatisfy({ $0.count == size }) else {
      let width = rows.first?.count ?? 0
      throw fault(
        "the joint probabilities are \(rows.count) rows of \(width) numbers"
          + " for \(size) sampled units",
        help: "there is a row and a column for each, in the order in which"
          + " they stand in the data")
    }
    return try checked(rows, stage)
  }

  /// The Ďᵢⱼ of joint probabilities given in the order in which units first
  /// occur in the rows.
  private func checked(
    _ rows: [[Double]], _ stage: DesignStage
  ) throws(Diagnostic) -> Matrix {
    let size = rows.count
    var order: [Int] = []
    var isKnown = [Bool](repeating: false, count: size)
    for row in 0..<columns.table.rowCount {
      let unit = stage.unit(of: row)
      if !isKnown[unit] { order.append(unit) }
      isKnown[unit] = true
    }
    var result = Matrix(rows: size, columns: size)
    for row in 0..<size {
      for column in 0..<size {
        let value = rows[row][column]
        let own = stage.fraction(ofUnit: order[row])
        let cell = "in row \(row + 1) and column \(column + 1)"
        guard value > 0, value <= 1 else {
          throw fault(
            "the joint probability \(cell) is \(plainText(value)), not above 0"
              + " and at most 1")
        }
        guard abs(value - rows[column][row]) <= 1e-6 * value else {
          throw fault(
            "the joint probabilities are not symmetric: \(plainText(value))"
              + " \(cell), and \(plainText(rows[column][row])) in its mirror")
        }
        if row == column, abs(value - own) > 1e-4 * own {
          throw fault(
            "the joint probability \(cell) is \(plainText(value)), and the"
              + " inclusion probability of the unit \(plainText(own))",
            help: "the diagonal holds the inclusion probabilities, in the"
              + " order of the data")
        }
        result[order[row], order[column]] =
          row == column
          ? 1 - value
          : 1 - rows[row][row] * rows[column][column] / value
      }
    }
    return result
  }

  private func transposed(_ columns: [[Double]]) -> [[Double]] {
    let count = columns.first?.count ?? 0
    return (0..<count).map { row in columns.map { $0[row] } }
  }

  private func fault(_ message: String, help: String? = nil) -> Diagnostic {
    Diagnostic(
      .wrongJointProbabilities, at: columns.place(nil, row: nil), message,
      help: help)
  }
}
