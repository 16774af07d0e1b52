import Diagnostics
import Probability
import SurveyData

/// Donors of the same cell.
///
/// For each imputation the donors of a cell are drawn anew with replacement
/// (the approximate Bayesian bootstrap of Rubin and Schenker 1986), so that
/// the imputations differ as they should; each empty row then takes one of
/// them at random, or the nearest by a variable, ties at random.
///
/// Edge cases: rows without a value of a cell variable are a cell of their
/// own; a row without a value of the nearness variable takes a random donor;
/// a cell without donors leaves its rows empty.
struct HotDeck {
  private let targets: [ImputationTarget]
  private let cells: [Int32]
  private let cellCount: Int
  private let distance: [Double]?
  private let seed: UInt64

  init(_ imputer: Imputer, _ data: AnalysisData) throws(Diagnostic) {
    var names: [String] = []
    var nearest: String?
    if case .hotDeck(let cells, let variable) = imputer.method {
      (names, nearest) = (cells, variable)
    }
    var targets: [ImputationTarget] = []
    for name in imputer.columns {
      targets.append(ImputationTarget(try data.table.column(name)))
    }
    self.targets = targets
    var codes = [Int32](repeating: 0, count: data.table.rowCount)
    var count = 1
    for name in names {
      let categories = try data.table.column(name).categories()
      let keys = DenseKeys(
        outer: codes, outerCount: count,
        inner: categories.codes.map { $0 + 1 },
        innerCount: categories.levels.count + 1)
      (codes, count) = (keys.codes, keys.count)
    }
    cells = codes
    cellCount = count
    if let nearest {
      distance = try data.numbers(nearest)
    } else {
      distance = nil
    }
    seed = imputer.seed
  }

  /// For each target the row that each row takes its value from.
  func sources(_ number: Int) -> [[Int]] {
    targets.map { target in
      var stream = RandomStream(
        seed: seed, name: "imputation/hot-deck/\(target.column.name)",
        draw: number)
      var donors = [[Int]](repeating: [], count: cellCount)
      for row in target.observed { donors[Int(cells[row])].append(row) }
      donors = donors.map { rows in
        rows.isEmpty
          ? [] : rows.map { _ in rows[stream.below(rows.count)] }.sorted()
      }
      var result = Array(0..<target.column.count)
      for row in target.rows {
        let pool = donors[Int(cells[row])]
        if pool.isEmpty { continue }
        let near = nearest(to: row, among: pool)
        result[row] = near[stream.below(near.count)]
      }
      return result
    }
  }

  private func nearest(to row: Int, among pool: [Int]) -> [Int] {
    guard let distance, !distance[row].isNaN else { return pool }
    var least = Double.infinity
    var result: [Int] = []
    for donor in pool where !distance[donor].isNaN {
      let away = abs(distance[donor] - distance[row])
      if away < least {
        (least, result) = (away, [donor])
      } else if away == least {
        result.append(donor)
      }
    }
    return result.isEmpty ? pool : result
  }
}
