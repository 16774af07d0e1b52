import Diagnostics
import LinearAlgebra
import Probability
import SurveyData

/// Multiple imputation by chained equations (van Buuren and
/// Groothuis-Oudshoorn 2011) with predictive mean matching (Little 1988).
///
/// Empty cells start with random answers. In each round every column in turn
/// is regressed on all others, as they stand, over its answered rows; with
/// coefficients β* drawn from their posterior, each empty row looks among
/// the answered ones for the k whose prediction xβ̂ is nearest to its own xβ*
/// and takes the answer of one of them.
///
/// For categories the regression has one indicator for each category but the
/// first, and rows are near by the distance of their vectors of predictions.
///
/// Edge cases: rows whose prediction ties with the k-th nearest are donors,
/// too. Where a column does not apply it counts as its mean, and as the first
/// category, in the regressions of others. A column nobody answered stays
/// empty.
struct ChainedEquations {
  private let targets: [ImputationTarget]
  private let encodings: [EncodedColumn]
  private let predictors: [EncodedColumn]
  private let rowCount: Int
  private let iterations: Int
  private let donors: Int
  private let seed: UInt64

  init(_ imputer: Imputer, _ table: Table) throws(Diagnostic) {
    var (iterations, donors) = (10, 5)
    if case .chained(let rounds, let count) = imputer.method {
      (iterations, donors) = (rounds, count)
    }
    self.iterations = max(1, iterations)
    self.donors = max(1, donors)
    seed = imputer.seed
    rowCount = table.rowCount
    var targets: [ImputationTarget] = []
    var encodings: [EncodedColumn] = []
    for name in imputer.columns {
      let column = try table.column(name)
      targets.append(ImputationTarget(column))
      encodings.append(
        try EncodedColumn(
          column, isCategory: imputer.categories.contains(name), table))
    }
    self.targets = targets
    self.encodings = encodings
    var predictors: [EncodedColumn] = []
    for name in imputer.predictors where !imputer.columns.contains(name) {
      let column = try table.column(name)
      let isIncomplete = (0..<column.count).contains { row in
        let reason = column.missing[row]
        return reason != nil && reason != .notApplicable
      }
      if isIncomplete {
        throw Diagnostic(
          .wrongOption,
          at: Place(file: table.source.file, columnName: name),
          "'\(name)' has missing values and cannot predict others",
          zh: "“\(name)”有缺失值，不能预测其他变量",
          help: "complete it too: name it in 'columns' of the imputer")
      }
      predictors.append(
        try EncodedColumn(
          column, isCategory: imputer.categories.contains(name), table))
    }
    self.predictors = predictors
  }

  /// For each target the row that each row takes its value from.
  func sources(_ number: Int) -> [[Int]] {
    var sources = targets.map { Array(0..<$0.column.count) }
    var stream = RandomStream(
      seed: seed, name: "imputation/chained", draw: number)
    let order = targets.indices.filter {
      !targets[$0].rows.isEmpty && !targets[$0].observed.isEmpty
    }.sorted {
      (targets[$0].rows.count, $0) < (targets[$1].rows.count, $1)
    }
    for position in order {
      let observed = targets[position].observed
      for row in targets[position].rows {
        sources[position][row] = observed[stream.below(observed.count)]
      }
    }
    for _ in 0..<iterations {
      for position in order { match(position, &sources, &stream) }
    }
    return sources
  }

  /// Fills one column from the others.
  private func match(
    _ position: Int, _ sources: inout [[Int]], _ stream: inout RandomStream
  ) {
    let target = targets[position]
    var columns = [[Double](repeating: 1, count: rowCount)]
    for predictor in predictors { columns += predictor.columns(nil) }
    for other in targets.indices where other != position {
      columns += encodings[other].columns(sources[other])
    }
    func rows(_ positions: [Int]) -> Matrix {
      var matrix = Matrix(rows: positions.count, columns: columns.count)
      for (row, from) in positions.enumerated() {
        for column in columns.indices {
          matrix[row, column] = columns[column][from]
        }
      }
      return matrix
    }
    let observed = rows(target.observed)
    let empty = rows(target.rows)
    guard let squares = LeastSquares(observed) else { return }
    let kept = squares.independent
    let own = encodings[position].columns(nil)
    let factor = Cholesky(squares.inverseCrossProduct)?.factor
    var near: [[Double]] = []
    var wanted: [[Double]] = []
    for values in own {
      let answers = target.observed.map { values[$0] }
      var coefficients = squares.solve(answers).map { $0.isNaN ? 0 : $0 }
      near.append(observed.times(coefficients))
      let rest = squares.residuals(answers).reduce(0) { $0 + $1 * $1 }
      let freedom = max(1, target.observed.count - kept.count)
      let chiSquared = 2 * stream.gamma(shape: Double(freedom) / 2)
      let scale = chiSquared > 0 ? (rest / chiSquared).squareRoot() : 0
      if let factor {
        let draws = kept.map { _ in stream.normal() }
        let moved = factor.times(draws)
        for (index, column) in kept.enumerated() {
          coefficients[column] += scale * moved[index]
        }
      }
      wanted.append(empty.times(coefficients))
    }
    let matcher = DonorMatcher(near, count: donors)
    for (index, row) in target.rows.enumerated() {
      let found = matcher.donor(near: wanted.map { $0[index] }, &stream)
      sources[position][row] = target.observed[found]
    }
  }
}

/// Finds one of the nearest donors.
private struct DonorMatcher {
  private let predictions: [[Double]]
  private let order: [Int]
  private let sorted: [Double]
  private let count: Int
  private let size: Int

  /// - Parameter predictions: The predictions of the donors, one list for
  ///   each dimension.
  init(_ predictions: [[Double]], count: Int) {
    self.predictions = predictions
    let size = predictions.first?.count ?? 0
    self.size = size
    self.count = min(count, size)
    if predictions.count == 1 {
      let values = predictions[0]
      order = values.indices.sorted { (values[$0], $0) < (values[$1], $1) }
      sorted = order.map { values[$0] }
    } else {
      order = []
      sorted = []
    }
  }

  func donor(near point: [Double], _ stream: inout RandomStream) -> Int {
    if size < 2 || predictions.isEmpty { return stream.below(max(1, size)) }
    return predictions.count == 1
      ? onLine(point[0], &stream) : inSpace(point, &stream)
  }

  private func onLine(_ value: Double, _ stream: inout RandomStream) -> Int {
    var (low, high) = (0, size)
    while low < high {
      let middle = (low + high) / 2
      if sorted[middle] < value { low = middle + 1 } else { high = middle }
    }
    // The window low..<high holds the nearest so far.
    high = low
    var reach = 0.0
    while high - low < count {
      let below = low > 0 ? value - sorted[low - 1] : .infinity
      let above = high < size ? sorted[high] - value : .infinity
      if below <= above {
        low -= 1
        reach = max(reach, below)
      } else {
        high += 1
        reach = max(reach, above)
      }
    }
    while low > 0, value - sorted[low - 1] <= reach { low -= 1 }
    while high < size, sorted[high] - value <= reach { high += 1 }
    return order[low + stream.below(high - low)]
  }

  private func inSpace(
    _ point: [Double], _ stream: inout RandomStream
  ) -> Int {
    var squares = [Double](repeating: 0, count: size)
    for (dimension, values) in predictions.enumerated() {
      for donor in 0..<size {
        let distance = values[donor] - point[dimension]
        squares[donor] += distance * distance
      }
    }
    let reach = squares.sorted()[count - 1]
    let near = squares.indices.filter { squares[$0] <= reach }
    return near.isEmpty ? 0 : near[stream.below(near.count)]
  }
}

/// A column as numbers for a regression.
private struct EncodedColumn {
  /// Numbers with not-a-number where missing, or an indicator for each
  /// category but the first.
  private let values: [[Double]]
  /// What stands for a cell that does not apply.
  private let fallback: Double

  init(
    _ column: Column, isCategory: Bool, _ table: Table
  ) throws(Diagnostic) {
    if !isCategory, let numbers = column.numbers() {
      let known = numbers.filter { !$0.isNaN }
      values = [numbers]
      fallback =
        known.isEmpty ? 0 : known.reduce(0, +) / Double(known.count)
      return
    }
    let categories = column.categories()
    if case .choices = column.values {
      throw Diagnostic(
        .wrongOption,
        at: Place(file: table.source.file, columnName: column.name),
        "'\(column.name)' has several answers a row, which chained equations"
          + " cannot predict",
        zh: "“\(column.name)”为多选题，链式方程不能预测",
        help: "use 'method: hot-deck'")
    }
    guard categories.levels.count <= 100 else {
      throw Diagnostic(
        .wrongOption,
        at: Place(file: table.source.file, columnName: column.name),
        "'\(column.name)' has \(categories.levels.count) different values,"
          + " and chained equations take up to 100 categories",
        zh: "“\(column.name)”有\(categories.levels.count)个不同的值，链式方程最多100类",
        help: "use 'method: hot-deck', or leave the column out")
    }
    fallback = 0
    values = (1..<max(1, categories.levels.count)).map { level in
      categories.codes.map {
        $0 < 0 ? .nan : Int($0) == level ? 1 : 0
      }
    }
  }

  /// The numbers of each row, or of the row it takes its value from.
  func columns(_ sources: [Int]?) -> [[Double]] {
    values.map { values in
      values.indices.map { row in
        let value = values[sources?[row] ?? row]
        return value.isNaN ? fallback : value
      }
    }
  }
}
