import Diagnostics
import LinearAlgebra
import SurveyData

/// The covariates of areas or rows as columns of numbers, an intercept
/// first.
struct AreaCovariates {
  /// The names of the columns, such as `intercept` and `region=2`.
  private(set) var names: [String]
  /// One row a row of the table; not-a-number where a covariate is missing.
  private(set) var rows: [[Double]]

  /// Numbers stand for themselves; a factor, and any text, becomes a column
  /// for each value but its first.
  init(
    numbers: [String], factors: [String], table: Table
  ) throws(Diagnostic) {
    names = ["intercept"]
    rows = [[Double]](repeating: [1], count: table.rowCount)
    for name in numbers {
      let column = try table.column(name)
      if let values = column.numbers() {
        names.append(name)
        for row in rows.indices { rows[row].append(values[row]) }
      } else {
        add(column)
      }
    }
    for name in factors { add(try table.column(name)) }
  }

  private mutating func add(_ column: Column) {
    let categories = column.categories()
    for (position, level) in categories.levels.enumerated().dropFirst() {
      names.append("\(column.name)=\(level.value)")
      for row in rows.indices {
        let code = Int(categories.codes[row])
        rows[row].append(code < 0 ? .nan : code == position ? 1 : 0)
      }
    }
  }

  /// Leaves out columns that depend on earlier ones in the rows that are
  /// fitted, and returns their names.
  mutating func keepIndependent(among fitted: [Int]) -> [String] {
    let matrix = Matrix(fitted.map { rows[$0] })
    guard let squares = LeastSquares(matrix, tolerance: 1e-9) else {
      return []
    }
    let kept = squares.independent
    let left = names.indices.filter { !kept.contains($0) }.map { names[$0] }
    names = kept.map { names[$0] }
    for row in rows.indices { rows[row] = kept.map { rows[row][$0] } }
    return left
  }
}
