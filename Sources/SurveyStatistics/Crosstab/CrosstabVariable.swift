import Diagnostics
import SurveyData

/// One side of a crosstab: the values of a variable as dense codes.
struct CrosstabVariable: Sendable {
  /// The column.
  let name: String
  /// The label of the column, or its name.
  let label: LocalizedText
  /// The values, with a last one for missing answers where they are shown.
  let levels: [(value: String, label: LocalizedText)]
  /// The position of each row's value; -1 where it is missing.
  let codes: [Int32]

  /// The largest number of values of one side.
  static let maximumValues = 200

  /// Creates a side from values that are known.
  init(
    name: String, label: LocalizedText,
    levels: [(value: String, label: LocalizedText)], codes: [Int32]
  ) {
    self.name = name
    self.label = label
    self.levels = levels
    self.codes = codes
  }

  /// - Throws: A diagnostic when there is no such column, it has several
  ///   answers a row, or too many values.
  init(
    _ name: String, showsMissing: Bool, data: AnalysisData
  ) throws(Diagnostic) {
    let column = try data.table.column(name)
    if case .choices = column.values {
      throw Diagnostic(
        .wrongOption, at: data.place(of: name),
        "'\(name)' has several answers a row, and the cells of a loglinear"
          + " model have to exclude each other",
        zh: "“\(name)”为多选题，而对数线性模型的各格须互斥",
        help: "use the kind 'crosstab', or take one option of it")
    }
    let answers = AnswerValues(column)
    guard answers.levels.count <= Self.maximumValues else {
      throw Diagnostic(
        .wrongOption, at: data.place(of: name),
        "'\(name)' has \(answers.levels.count) different values, and one side"
          + " of a crosstab has up to \(Self.maximumValues)",
        zh:
          "“\(name)”有\(answers.levels.count)个不同的值，交叉表一侧最多\(Self.maximumValues)个",
        help: "group its values with a recipe")
    }
    self.name = name
    label = column.variable?.label ?? LocalizedText(name)
    var levels = answers.levels.map { level in
      (level.value, level.label ?? LocalizedText(level.value))
    }
    guard showsMissing, answers.codes.contains(where: { $0 < 0 }) else {
      self.levels = levels
      codes = answers.codes
      return
    }
    let last = Int32(levels.count)
    levels.append(("missing", LocalizedText(zh: "缺失", en: "No answer")))
    self.levels = levels
    codes = answers.codes.map { $0 < 0 ? last : $0 }
  }
}

/// Two variables crossed.
struct Crosstab: Sendable {
  let rows: CrosstabVariable
  let columns: CrosstabVariable
  /// The cells, row after row.
  let cells: CellTotals
  /// The cells, then the rows, the columns, and everything.
  let totals: GroupedTotals
  /// Rows of the domain that are missing on either side.
  let missing: Int
  private let groups: [[Int]]
  /// Clusters and degrees of freedom of the rows, columns and everything.
  private let clusters: [(count: Int, freedom: Double)]

  init(
    _ rows: CrosstabVariable, _ columns: CrosstabVariable, _ data: AnalysisData
  ) {
    self.rows = rows
    self.columns = columns
    let (height, width) = (rows.levels.count, columns.levels.count)
    var codes = [Int32](repeating: -1, count: rows.codes.count)
    var missing = 0
    for row in codes.indices {
      if let domain = data.domain, !domain[row] { continue }
      let (above, beside) = (rows.codes[row], columns.codes[row])
      if above < 0 || beside < 0 {
        missing += 1
      } else {
        codes[row] = above * Int32(width) + beside
      }
    }
    self.missing = missing
    cells = data.design.cellTotals(codes, cellCount: height * width)
    var groups = (0..<height * width).map { [$0] }
    for row in 0..<height {
      groups.append((0..<width).map { row * width + $0 })
    }
    for column in 0..<width {
      groups.append((0..<height).map { $0 * width + column })
    }
    groups.append(Array(0..<height * width))
    self.groups = groups
    totals = cells.grouped(groups)
    let linear = cells.linear
    let replicated = cells.replicated?.weights.freedom
    clusters = groups.dropFirst(height * width).map { group in
      var wanted = [Bool](repeating: false, count: height * width)
      for cell in group { wanted[cell] = true }
      let count = linear.clusterCount(inAny: wanted)
      let freedom = Double(count - linear.strata.unitCount(inAny: wanted))
      let own = replicated?.degrees(
        ofRows: codes.indices.lazy.filter {
          codes[$0] >= 0 && wanted[Int(codes[$0])]
        })
      return (count, own ?? freedom)
    }
  }

  /// The group of a cell or a margin; `nil` stands for all of a side.
  func group(_ row: Int?, _ column: Int?) -> Int {
    let (height, width) = (rows.levels.count, columns.levels.count)
    switch (row, column) {
    case (let row?, let column?): return row * width + column
    case (let row?, nil): return height * width + row
    case (nil, let column?): return height * width + height + column
    case (nil, nil): return groups.count - 1
    }
  }

  /// Rows in a group that have a weight above 0.
  func base(_ group: Int) -> Int {
    groups[group].reduce(0) { $0 + cells.weightedRows[$1] }
  }

  /// The share of one group in a row, a column or everything, with what is
  /// needed for an interval.
  ///
  /// - Precondition: `below` is no single cell.
  func share(
    _ above: Int, of below: Int, data: AnalysisData,
    reference: DesignEffectReference
  ) -> LinearEstimate {
    let inside = groups[below]
    let units = clusters[below - cells.cellCount]
    let squares = inside.reduce(0) { $0 + cells.weightSquares[$1] }
    let weight = totals.totals[below]
    var result = LinearEstimate(
      value: nil, standardError: nil, degreesOfFreedom: units.freedom,
      base: base(below), weightedBase: weight,
      effectiveBase: squares > 0 ? weight * weight / squares : 0,
      designEffect: nil, remarks: cells.remarks.filter { $0 == "census" })
    guard let found = totals.ratio(above, to: below) else { return result }
    result.value = found.value
    result.sums = EstimateSums(above: totals.totals[above], below: weight)
    let isKnown =
      cells.replicated != nil || result.isCensus
      || units.count > 1
    guard isKnown, let variance = found.variance else { return result }
    result.standardError = variance.squareRoot()
    let count = Double(inside.reduce(0) { $0 + cells.weightedRows[$1] })
    var simple = found.value * (1 - found.value) / (count - 1)
    let isFinite =
      reference == .withoutReplacement
      || reference == .automatic
        && !data.design.specification.populations.isEmpty
    if isFinite, weight > count { simple *= 1 - count / weight }
    if simple > 0, simple.isFinite { result.designEffect = variance / simple }
    return result
  }
}
