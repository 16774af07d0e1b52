import Diagnostics
import SurveyData

/// The rows of a file put together batch by batch: one row for each
/// combination of values of some columns, with the sums that linear
/// statistics need.
///
/// Strata, clusters and groups are columns of that kind, so that the sampled
/// units stay apart and the sums of every unit in every group are known. What
/// is kept grows with the number of combinations and not with the number of
/// rows.
struct CondensedRows: Sendable {
  /// The columns whose combinations are kept apart.
  let keys: [String]
  /// The columns that are summed.
  let numbers: [String]
  /// The columns that hold one number for each combination.
  let constants: [String]
  /// The columns whose ratio is wanted, if any.
  let ratio: RatioSource?

  /// For each key the positions of the rows' values in `levels`.
  private var codes: [[Int32]]
  /// For each constant the numbers of the rows.
  private(set) var values: [[Double]]
  /// Whether each row belongs to the domain.
  private(set) var isInside: [Bool] = []
  /// Rows of the file behind each row.
  private(set) var counts: [Int] = []
  /// Those of them with a weight above 0.
  private(set) var weightedRows: [Int] = []
  /// Σw.
  private(set) var weights: [Double] = []
  /// Σw².
  private(set) var weightSquares: [Double] = []
  /// For each summed column the sums of the rows.
  private(set) var sums: [[ValueSums]]
  /// The sums for the ratio of each row; empty without one.
  private(set) var ratioSums: [RatioSums] = []
  /// The part of the ratio that is taken out before summing.
  private(set) var ratioShift: Double?
  /// The labels of the columns of the ratio.
  private(set) var ratioLabels: (above: LocalizedText?, below: LocalizedText?)

  private var shifts: [Double?]
  private var variables: [Variable?]
  private var labels: [LocalizedText?]
  /// For each key whether all its values are numbers.
  private var areNumbers: [Bool]
  /// For each key the values that occur, missing ones by their reason.
  private var levels: [[Level]]
  private var positions: [[Level: Int32]]
  /// For each key the combinations of the keys up to it.
  private var combinations: [[UInt64: Int32]]
  /// The row of each combination of all keys, or with none of each half of
  /// the domain.
  private var rows: [Int32: Int32] = [:]

  private struct Level: Hashable {
    var text: String?
    var reason: UInt8
  }

  /// Creates an empty collection.
  init(
    keys: [String], numbers: [String], constants: [String] = [],
    ratio: RatioSource? = nil
  ) {
    self.keys = keys
    self.numbers = numbers
    self.constants = constants
    self.ratio = ratio
    codes = Array(repeating: [], count: keys.count)
    levels = Array(repeating: [], count: keys.count)
    positions = Array(repeating: [:], count: keys.count)
    combinations = Array(repeating: [:], count: keys.count)
    areNumbers = Array(repeating: true, count: keys.count)
    values = Array(repeating: [], count: constants.count)
    sums = Array(repeating: [], count: numbers.count)
    shifts = Array(repeating: nil, count: numbers.count)
    variables = Array(repeating: nil, count: keys.count)
    labels = Array(repeating: nil, count: numbers.count)
  }

  /// The label of a summed column.
  func label(ofNumber number: Int) -> LocalizedText? { labels[number] }

  /// The number of rows.
  var count: Int { counts.count }

  /// What was taken from the numbers of a summed column before summing.
  func shift(_ number: Int) -> Double { shifts[number] ?? 0 }

  /// Adds a batch.
  ///
  /// - Parameters:
  ///   - data: The batch with its domain; its design is not looked at.
  ///   - weights: The weights of its rows.
  ///   - missing: Whether rows need all summed columns.
  /// - Throws: A diagnostic about a column that cannot be used, or a constant
  ///   that differs within a combination.
  mutating func add(
    _ data: AnalysisData, weights: [Double],
    missing: MissingValues = .perVariable
  ) throws(Diagnostic) {
    let table = data.table
    let rows = try places(of: data)
    var columns: [[Double]] = []
    for (number, name) in numbers.enumerated() {
      columns.append(try data.numbers(name))
      if labels[number] == nil { labels[number] = table[name]?.variable?.label }
    }
    columns = data.masked(columns, missing)
    try addConstants(data, rows)
    for row in 0..<table.rowCount {
      let place = Int(rows[row])
      let weight = weights[row]
      counts[place] += 1
      if weight == 0 { continue }
      weightedRows[place] += 1
      self.weights[place] += weight
      weightSquares[place] += weight * weight
    }
    for (number, column) in columns.enumerated() {
      if shifts[number] == nil {
        shifts[number] = column.first { $0.isFinite }
      }
      let shift = shifts[number] ?? 0
      sums[number].withUnsafeMutableBufferPointer { sums in
        for row in column.indices where !column[row].isNaN {
          sums[Int(rows[row])].add(column[row] - shift, weights[row])
        }
      }
    }
    if let ratio { try add(ratio, data, weights, rows) }
  }

  private mutating func add(
    _ ratio: RatioSource, _ data: AnalysisData, _ weights: [Double],
    _ rows: [Int32]
  ) throws(Diagnostic) {
    let (above, below) = try ratio.values(data)
    if ratioLabels.above == nil { ratioLabels = ratio.labels(data.table) }
    if ratioShift == nil {
      ratioShift = RatioSums.shift(above, below, weights)
    }
    let shift = ratioShift ?? 0
    for row in above.indices where !above[row].isNaN && !below[row].isNaN {
      // A row that the shift matters to fixes it for all later batches.
      if below[row] != 0, weights[row] != 0 { ratioShift = shift }
      ratioSums[Int(rows[row])].add(
        above[row] - shift * below[row], above[row], below[row], weights[row])
    }
  }

  /// The row that each row of a batch belongs to; new ones are made.
  private mutating func places(
    of data: AnalysisData
  ) throws(Diagnostic) -> [Int32] {
    let count = data.table.rowCount
    // Numbers of this batch, and for each what it is in all batches: the
    // combination and the values that it consists of.
    var own =
      data.domain.map { $0.map { $0 ? Int32(1) : 0 } }
      ?? [Int32](repeating: 1, count: count)
    var known: [Int32] = [0, 1]
    var parts: [[Int32]] = []
    var areInside = [false, true]
    for (key, name) in keys.enumerated() {
      let (codes, ids) = try values(of: data.table.column(name), key: key)
      let dense = DenseKeys(
        outer: own, outerCount: known.count, inner: codes,
        innerCount: ids.count)
      parts = parts.map { part in dense.outer.map { part[Int($0)] } }
      parts.append(dense.inner.map { ids[Int($0)] })
      areInside = dense.outer.map { areInside[Int($0)] }
      known = (0..<dense.count).map { pair in
        let outer = known[Int(dense.outer[pair])]
        return combination(
          key, outer: outer, inner: ids[Int(dense.inner[pair])])
      }
      own = dense.codes
    }
    let places = known.indices.map { index in
      row(of: known[index], isInside: areInside[index]) { parts[$0][index] }
    }
    return own.map { places[Int($0)] }
  }

  /// The values of a key in a batch: a number for each row, and for each
  /// number its position in `levels`.
  private mutating func values(
    of column: Column, key: Int
  ) throws(Diagnostic) -> (codes: [Int32], ids: [Int32]) {
    if variables[key] == nil { variables[key] = column.variable }
    switch column.values {
    case .integers, .doubles: break
    case .days, .texts: areNumbers[key] = false
    case .choices:
      throw unsupportedBatches(
        "'\(column.name)', a question with several answers,")
    }
    let categories = column.categories()
    var ids = categories.levels.map { level in
      position(of: Level(text: level.value, reason: 0), key: key)
    }
    guard !column.missing.isComplete else { return (categories.codes, ids) }
    // Missing values keep rows apart like any other, each by its reason.
    var codes = categories.codes
    let raw = column.missing.rawReasons
    var codeOfReason = [Int32](repeating: -1, count: 256)
    for row in codes.indices where codes[row] < 0 {
      let reason = raw[row]
      if codeOfReason[Int(reason)] < 0 {
        codeOfReason[Int(reason)] = Int32(ids.count)
        ids.append(position(of: Level(text: nil, reason: reason), key: key))
      }
      codes[row] = codeOfReason[Int(reason)]
    }
    return (codes, ids)
  }

  private mutating func position(of level: Level, key: Int) -> Int32 {
    if let known = positions[key][level] { return known }
    let position = Int32(levels[key].count)
    positions[key][level] = position
    levels[key].append(level)
    return position
  }

  private mutating func combination(
    _ key: Int, outer: Int32, inner: Int32
  ) -> Int32 {
    let pair =
      UInt64(UInt32(bitPattern: outer)) << 32
      | UInt64(UInt32(bitPattern: inner))
    if let known = combinations[key][pair] { return known }
    let number = Int32(combinations[key].count)
    combinations[key][pair] = number
    return number
  }

  private mutating func row(
    of combination: Int32, isInside: Bool, part: (Int) -> Int32
  ) -> Int32 {
    if let known = rows[combination] { return known }
    let position = Int32(count)
    rows[combination] = position
    for key in codes.indices { codes[key].append(part(key)) }
    for column in values.indices { values[column].append(.nan) }
    for column in sums.indices { sums[column].append(ValueSums()) }
    if ratio != nil { ratioSums.append(RatioSums()) }
    self.isInside.append(isInside)
    counts.append(0)
    weightedRows.append(0)
    weights.append(0)
    weightSquares.append(0)
    return position
  }

  private mutating func addConstants(
    _ data: AnalysisData, _ rows: [Int32]
  ) throws(Diagnostic) {
    let columns = DesignColumns(table: data.table)
    for (constant, name) in constants.enumerated() {
      let numbers = try columns.numbers(name, role: "population")
      for row in numbers.indices {
        let place = Int(rows[row])
        if values[constant][place].isNaN {
          values[constant][place] = numbers[row]
        } else if values[constant][place] != numbers[row] {
          throw Diagnostic(
            .populationVaries, at: columns.place(name, row: row),
            "'\(name)' has \(plainText(values[constant][place])) and"
              + " \(plainText(numbers[row])) in the same stratum or cluster",
            zh:
              "“\(name)”在同一层或群内既有\(plainText(values[constant][place]))又有\(plainText(numbers[row]))",
            help: "the population of a stratum or cluster is one number")
        }
      }
    }
  }
}

extension CondensedRows {
  /// The rows as a table: the keys as texts, the constants as numbers, and
  /// the sums of the weights, when they have a name.
  func table(source: DataSource, weights name: String?) -> Table {
    var columns: [Column] = []
    for (key, name) in keys.enumerated() where columns[named: name] == nil {
      columns.append(
        Column(
          name,
          areNumbers[key]
            ? .doubles(
              codes[key].map { code in
                levels[key][Int(code)].text.flatMap(Double.init) ?? 0
              })
            : .texts(
              DictionaryText(codes[key].map { levels[key][Int($0)].text })),
          missing: MissingReasons(
            codes[key].map { levels[key][Int($0)].reason }),
          variable: variables[key]))
    }
    for (constant, name) in constants.enumerated()
    where columns[named: name] == nil {
      columns.append(
        Column(
          name, .doubles(values[constant])))
    }
    if let name, columns[named: name] == nil {
      columns.append(
        Column(
          name, .doubles(weights)))
    }
    // A table without columns has no rows.
    if columns.isEmpty { columns.append(Column("", .doubles(weights))) }
    return Table(name: source.file, columns: columns, source: source)
  }
}

extension [Column] {
  fileprivate subscript(named name: String) -> Column? {
    first { $0.name == name }
  }
}
