import CClp

extension LinearProgram {
  /// Solves the program.
  ///
  /// Edge cases: without columns the value is 0, or the program infeasible
  /// when a row excludes 0; crossed bounds are infeasible.
  public func solve() -> Outcome {
    let bounds = columnBounds + rowBounds
    if bounds.contains(where: { $0.lower.isNaN || $0.upper.isNaN })
      || !costs.allSatisfy(\.isFinite)
      || !rows.allSatisfy({ $0.allSatisfy { $0.coefficient.isFinite } })
    {
      return .unsolved
    }
    if bounds.contains(where: { $0.lower > $0.upper }) { return .infeasible }
    if costs.isEmpty {
      return rowBounds.allSatisfy { $0.lower <= 0 && $0.upper >= 0 }
        ? .optimal(
          Solution(
            value: 0, columns: [],
            rowDuals: [Double](repeating: 0, count: rows.count)))
        : .infeasible
    }
    guard let model = Clp_newModel() else { return .unsolved }
    defer { Clp_deleteModel(model) }
    Clp_setLogLevel(model, 0)
    load(into: model)
    Clp_setOptimizationDirection(model, goal == .minimise ? 1 : -1)
    Clp_setPrimalTolerance(model, 1e-9)
    Clp_setDualTolerance(model, 1e-9)
    // 100 switches perturbation off: costs are used as they are.
    Clp_setPerturbation(model, 100)
    Clp_primal(model, 0)
    switch Clp_status(model) {
    case 0: return read(model)
    case 1: return .infeasible
    case 2: return .unbounded
    default: return .unsolved
    }
  }

  /// The matrix goes over column by column.
  private func load(into model: UnsafeMutableRawPointer) {
    var counts = [Int32](repeating: 0, count: costs.count + 1)
    for row in rows {
      for term in row { counts[term.column + 1] += 1 }
    }
    for column in costs.indices { counts[column + 1] += counts[column] }
    let starts = counts
    var positions = [Int32](repeating: 0, count: Int(starts[costs.count]))
    var values = [Double](repeating: 0, count: positions.count)
    for (index, row) in rows.enumerated() {
      for term in row {
        let place = Int(counts[term.column])
        positions[place] = Int32(index)
        values[place] = term.coefficient
        counts[term.column] += 1
      }
    }
    Clp_loadProblem(
      model, Int32(costs.count), Int32(rows.count), starts, positions, values,
      columnBounds.map { finite($0.lower) },
      columnBounds.map { finite($0.upper) }, costs,
      rowBounds.map { finite($0.lower) }, rowBounds.map { finite($0.upper) })
  }

  /// CLP takes the largest number for infinity.
  private func finite(_ bound: Double) -> Double {
    max(
      -Double.greatestFiniteMagnitude,
      min(Double.greatestFiniteMagnitude, bound))
  }

  private func read(_ model: UnsafeMutableRawPointer) -> Outcome {
    guard let columns = Clp_primalColumnSolution(model) else {
      return .unsolved
    }
    let solution = (0..<costs.count).map { column in
      // A column may lie outside its bounds by the tolerance.
      min(
        max(columns[column], columnBounds[column].lower),
        columnBounds[column].upper)
    }
    var value = 0.0
    for (cost, column) in zip(costs, solution) { value += cost * column }
    var duals = [Double](repeating: .nan, count: rows.count)
    if let found = Clp_dualRowSolution(model) {
      for row in rows.indices { duals[row] = found[row] }
    }
    return .optimal(
      Solution(value: value, columns: solution, rowDuals: duals))
  }
}
