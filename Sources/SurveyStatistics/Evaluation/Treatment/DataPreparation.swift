import Diagnostics
import SurveyData

/// Fills in missing values of the leaves, then treats outliers, before
/// anything is compared.
///
/// Missing values are filled in only where the indicator leaves its absence
/// to its siblings: one whose missing rule says `zero` or `fail` keeps that
/// meaning. Outliers are treated only where an indicator is normalised by the
/// other cases; limits that were published stay what they are, and
/// percentages of a sum take no logarithm.
struct DataPreparation {
  let tree: IndicatorTree
  let leaves: [Int]
  let imputation: ImputationOptions?
  let treatment: OutlierOptions?
  private var groups: [Int] = []
  /// By indicator; empty without.
  private var previous: [Int: [Double]] = [:]

  /// Reads what imputation needs from the cases.
  init(
    tree: IndicatorTree, options: EvaluationOptions, directory: CaseDirectory
  ) throws(Diagnostic) {
    self.tree = tree
    leaves = tree.leaves
    imputation = options.imputation
    treatment = options.treatment
    guard let imputation else { return }
    switch imputation.method {
    case .groupMean, .groupMedian:
      guard let name = imputation.group else {
        throw Diagnostic(
          .imputedValues, at: nil,
          "imputation by group needs a column of groups",
          zh: "按组填补需要分组列",
          help: "name it with missing: {by: COLUMN}")
      }
      let column = try directory.table.column(name)
      var codes: [String: Int] = [:]
      groups = (0..<directory.count).map { row in
        guard let text = column.text(at: row) else { return -1 }
        if let code = codes[text] { return code }
        codes[text] = codes.count
        return codes.count - 1
      }
    case .previous:
      for (id, name) in imputation.previous.sorted(by: { $0.key < $1.key }) {
        guard let leaf = leaves.first(where: { tree.indicators[$0].id == id })
        else {
          throw Diagnostic(
            .imputedValues, at: nil, "'\(id)' is not an indicator with values",
            zh: "“\(id)”不是有数值的指标",
            help: nearest(
              to: id, in: leaves.map { tree.indicators[$0].id }
            ).map { "did you mean '\($0)'?" })
        }
        guard let numbers = try directory.table.column(name).numbers() else {
          throw Diagnostic(
            .imputedValues, at: Place(file: directory.table.source.file),
            "column '\(name)' holds text, not earlier values",
            zh: "列“\(name)”为文本，不是往期数值")
        }
        previous[leaf] = numbers
      }
    case .mean, .median, .regression, .neighbours: break
    }
  }

  /// Whether anything can change.
  var isActive: Bool { imputation != nil || treatment != nil }

  /// Fills in and treats the values of some leaves, such as those that a draw
  /// made anew; the others are read as they are.
  ///
  /// Columns behind the indicators stay as they are.
  func apply(to raw: inout [[Double]], leaves positions: [Int]) {
    guard isActive else { return }
    let chosen = positions.filter { $0 < tree.indicators.count }
    let filled = imputed(raw, chosen)
    for (leaf, column) in filled { raw[leaf] = column }
    guard let treatment else { return }
    for leaf in chosen where treats(leaf) {
      raw[leaf] =
        OutlierTreatment(
          raw[leaf], options: treatment,
          allowsLogarithm: allowsLogarithm(leaf)
        ).values
    }
  }

  /// The same for all leaves, with a list of what was changed.
  func changes(of raw: [[Double]]) -> DataChanges {
    var changes = DataChanges(raw: raw)
    guard isActive else { return changes }
    for (leaf, column) in imputed(raw, leaves) {
      changes.raw[leaf] = column
      for row in column.indices where raw[leaf][row].isNaN {
        if column[row].isNaN {
          changes.unfilled += 1
        } else {
          changes.imputed.append((leaf, row))
        }
      }
    }
    if let treatment {
      for leaf in leaves where treats(leaf) {
        let found = OutlierTreatment(
          changes.raw[leaf], options: treatment,
          allowsLogarithm: allowsLogarithm(leaf))
        changes.raw[leaf] = found.values
        changes.treatments.append((leaf, found))
      }
    }
    changes.arrange()
    return changes
  }

  private func imputed(
    _ raw: [[Double]], _ chosen: [Int]
  ) -> [(leaf: Int, column: [Double])] {
    guard let imputation else { return [] }
    var found: [(leaf: Int, column: [Double])] = []
    var columns: [[Double]] = []
    for leaf in chosen
    where tree.indicators[leaf].missingRule == .renormalise
      && raw[leaf].contains(where: \.isNaN)
    {
      if columns.isEmpty { columns = leaves.map { raw[$0] } }
      guard let position = leaves.firstIndex(of: leaf) else { continue }
      let column = raw[leaf]
      let filled: [Double]
      switch imputation.method {
      case .mean: filled = ColumnImputation.mean(column)
      case .median: filled = ColumnImputation.median(column)
      case .groupMean, .groupMedian:
        filled = ColumnImputation.byGroup(
          column, groups: groups,
          isMedian: imputation.method == .groupMedian)
      case .regression:
        filled = ColumnImputation.regression(columns, position)
      case .neighbours:
        filled = ColumnImputation.neighbours(
          columns, position, count: imputation.neighbours)
      case .previous:
        let earlier = previous[leaf] ?? []
        filled = column.indices.map { row in
          column[row].isNaN && row < earlier.count ? earlier[row] : column[row]
        }
      }
      found.append((leaf, filled))
    }
    return found
  }

  private func treats(_ leaf: Int) -> Bool {
    switch tree.indicators[leaf].normalisation {
    case .minMax, .minMaxTo, .zScore, .vector, .sum, .percentileRank, .borda:
      true
    default: false
    }
  }

  private func allowsLogarithm(_ leaf: Int) -> Bool {
    switch tree.indicators[leaf].normalisation {
    case .vector, .sum: false
    default: true
    }
  }
}

/// What was changed in the values of the leaves.
struct DataChanges {
  /// The values that are used, by indicator.
  var raw: [[Double]]
  /// The cells that were filled in.
  var imputed: [(leaf: Int, row: Int)] = []
  /// How many could not be filled in.
  var unfilled = 0
  /// The columns that were looked at for outliers.
  var treatments: [(leaf: Int, found: OutlierTreatment)] = []

  /// For each changed case the leaves that were filled in (`true`) or set to
  /// the next value.
  private(set) var byCase: [Int: [(leaf: Int, isImputed: Bool)]] = [:]

  init(raw: [[Double]]) { self.raw = raw }

  /// Sorts the changes by case.
  mutating func arrange() {
    for (leaf, row) in imputed { byCase[row, default: []].append((leaf, true)) }
    for (leaf, found) in treatments {
      for row in found.replaced {
        byCase[row, default: []].append((leaf, false))
      }
    }
  }

  /// For a case the remarks `imputed:ID` and `treated:ID`.
  func remarks(of row: Int, tree: IndicatorTree) -> [String] {
    (byCase[row] ?? []).map { leaf, isImputed in
      (isImputed ? "imputed:" : "treated:") + tree.indicators[leaf].id
    }
  }
}
