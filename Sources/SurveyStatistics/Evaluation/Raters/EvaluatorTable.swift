import Diagnostics
import SurveyData

/// The scores of evaluators by indicator, as a table has them in long form.
struct EvaluatorTable {
  /// The evaluators with a row about these cases and indicators, in the order
  /// of their names.
  private(set) var names: [String] = []
  /// For each evaluator the rows left out because of abstention or a conflict
  /// of interest.
  private(set) var excluded: [Int] = []
  /// The group of each evaluator, empty for none; only read when groups have
  /// weights.
  private(set) var groups: [String] = []
  /// For each leaf of the tree its scores.
  private(set) var scores: [Int: RaterScores] = [:]
  /// What the reader should know.
  private(set) var diagnostics: [Diagnostic] = []

  /// No evaluators.
  init() {}

  /// Reads the scores of `leaves`, positions in `tree`.
  ///
  /// A score is divided by `max_score`, when there is one, and multiplied by
  /// 100. Without a column `indicator_id` all rows belong to the only leaf.
  init(
    _ table: Table, tree: IndicatorTree, leaves: [Int],
    directory: CaseDirectory, groupWeights: [String: Double] = [:]
  ) throws(Diagnostic) {
    let cases = try directory.caseOfRows(in: table)
    let evaluator = try table.column("evaluator_id").categories()
    let score = try Self.numbers("score", table)
    let highest =
      table["max_score"] == nil ? nil : try Self.numbers("max_score", table)
    let isOut = Self.isTrue(table["abstain"], count: table.rowCount)
    let conflict = Self.isTrue(
      table["conflict_of_interest"], count: table.rowCount)
    let leafOfRow = try Self.leaves(table, tree, leaves)

    var used = [Bool](repeating: false, count: evaluator.levels.count)
    var outCounts = [Int](repeating: 0, count: evaluator.levels.count)
    var entries: [Int: [RaterScores.Entry]] = [:]
    var problems = RowProblems(table, key: directory.key)
    for row in 0..<table.rowCount {
      guard cases[row] >= 0 else {
        problems.strayCases.append(row)
        continue
      }
      guard leafOfRow[row] >= 0 else {
        problems.strayIndicators.append(row)
        continue
      }
      let rater = Int(evaluator.codes[row])
      if rater < 0 {
        problems.anonymous.append(row)
        continue
      }
      used[rater] = true
      if isOut[row] || conflict[row] {
        outCounts[rater] += 1
        continue
      }
      if score[row].isNaN {
        problems.empty.append(row)
        continue
      }
      let top = highest?[row] ?? .nan
      if score[row] < 0 || (!top.isNaN && (top <= 0 || score[row] > top)) {
        problems.outside.append(row)
        continue
      }
      entries[leafOfRow[row], default: []].append(
        RaterScores.Entry(
          caseIndex: cases[row], rater: rater,
          score: top.isNaN ? score[row] : 100 * score[row] / top))
    }
    var position = [Int](repeating: -1, count: used.count)
    for rater in used.indices where used[rater] {
      position[rater] = names.count
      names.append(evaluator.levels[rater].value)
      excluded.append(outCounts[rater])
    }
    if !groupWeights.isEmpty {
      let found = try EvaluatorGroups(
        table, weights: groupWeights, evaluators: names)
      groups = found.groups
    }
    for leaf in leaves {
      var seen: Set<[Int]> = []
      let renamed = (entries[leaf] ?? []).map { entry in
        RaterScores.Entry(
          caseIndex: entry.caseIndex, rater: position[entry.rater],
          score: entry.score)
      }
      for entry in renamed
      where !seen.insert([entry.caseIndex, entry.rater]).inserted {
        problems.repeated += 1
      }
      scores[leaf] = RaterScores(
        caseCount: directory.count, raterCount: names.count, entries: renamed)
    }
    diagnostics = problems.diagnostics
  }

  private static func numbers(
    _ name: String, _ table: Table
  ) throws(Diagnostic) -> [Double] {
    let column = try table.column(name)
    if let numbers = column.numbers() { return numbers }
    if column.missing.count == column.count {
      return [Double](repeating: .nan, count: column.count)
    }
    let cell = UnreadCell(column, of: table) { Double($0) == nil }
    throw Diagnostic(
      .raterScores,
      at: Place(
        file: table.source.file, line: cell?.line, columnName: name),
      "column '\(name)' of '\(table.source.file)' holds text where numbers "
        + "are needed" + (cell.map { ": '\($0.text)'" } ?? ""),
      zh: "“\(table.source.file)”的列“\(name)”须为数字，而有文本"
        + (cell.map { "“\($0.text)”" } ?? ""),
      help: cell == nil
        ? nil : "correct the cell, or leave it empty; the first one is shown")
  }

  /// Whether a column says yes, by row; no without one.
  static func isTrue(_ column: Column?, count: Int) -> [Bool] {
    guard let column else { return [Bool](repeating: false, count: count) }
    if let numbers = column.numbers() {
      return numbers.map { !$0.isNaN && $0 != 0 }
    }
    let words: Set<String> = ["1", "true", "yes", "是"]
    return (0..<count).map { row in
      column.text(at: row).map { words.contains($0.lowercased()) } ?? false
    }
  }

  /// For each row the leaf that it scores, -1 for none.
  private static func leaves(
    _ table: Table, _ tree: IndicatorTree, _ leaves: [Int]
  ) throws(Diagnostic) -> [Int] {
    if table["indicator_id"] == nil, leaves.count == 1 {
      return [Int](repeating: leaves[0], count: table.rowCount)
    }
    let indicators = try table.column("indicator_id").categories()
    let known = indicators.levels.map { level in
      leaves.first { tree.indicators[$0].id == level.value } ?? -1
    }
    return indicators.codes.map { $0 < 0 ? -1 : known[Int($0)] }
  }
}

/// Rows of the scores that were not used, and why.
private struct RowProblems {
  let table: Table
  /// The column that names the cases.
  let key: String
  var strayCases: [Int] = []
  var strayIndicators: [Int] = []
  var anonymous: [Int] = []
  var empty: [Int] = []
  var outside: [Int] = []
  var repeated = 0

  init(_ table: Table, key: String) {
    self.table = table
    self.key = key
  }

  /// The first values of a column in `rows`, for a sentence.
  private func names(_ column: String, _ rows: [Int]) -> LocalizedText {
    var found: [String?] = []
    for row in rows {
      let name = table[column]?.text(at: row)
      if !found.contains(name) { found.append(name) }
      if found.count > 5 { break }
    }
    let shown = found.prefix(5)
    return LocalizedText(
      zh: shown.map { $0.map { "“\($0)”" } ?? "空" }.joined(separator: "、")
        + (found.count > 5 ? "等" : ""),
      en: shown.map { $0.map { "'\($0)'" } ?? "none" }.joined(separator: ", ")
        + (found.count > 5 ? " and more" : ""))
  }

  var diagnostics: [Diagnostic] {
    func place(_ list: [Int], _ column: String) -> Place {
      Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty
          ? nil : list.first.map { Int(table.sourceLines[$0]) },
        columnName: table[column] == nil ? nil : column)
    }
    var found: [Diagnostic] = []
    func add(
      _ code: DiagnosticCode, _ severity: Diagnostic.Severity, _ list: [Int],
      in column: String, one: String, many: String, zh chinese: String,
      help: String? = nil
    ) {
      if list.isEmpty { return }
      let message = list.count == 1 ? one : many
      found.append(
        Diagnostic(
          code, severity, at: place(list, column),
          counted(list.count, "row") + " of the scores " + message,
          zh: "评分中有\(list.count)行\(chinese)",
          help: help))
    }
    let cases = names(key, strayCases)
    let indicators = names("indicator_id", strayIndicators)
    add(
      .strayScores, .note, strayCases, in: key,
      one: "belongs to no case of this evaluation: " + cases[.english],
      many: "belong to no case of this evaluation: " + cases[.english],
      zh: "不属于参评对象：" + cases[.chinese])
    add(
      .strayScores, .note, strayIndicators, in: "indicator_id",
      one: "belongs to no indicator of this evaluation: "
        + indicators[.english],
      many: "belong to no indicator of this evaluation: "
        + indicators[.english],
      zh: "不属于本次评价的指标：" + indicators[.chinese])
    add(
      .strayScores, .warning, anonymous, in: "evaluator_id",
      one: "names no evaluator",
      many: "name no evaluator", zh: "没有注明评委")
    add(
      .strayScores, .note, empty, in: "score",
      one: "has no number and no reason, and was left out",
      many: "have no number and no reason, and were left out",
      zh: "既无分数也无原因，未计入")
    add(
      .raterScores, .warning, outside, in: "score",
      one: "lies below 0 or above its highest score, and was left out",
      many: "lie below 0 or above their highest score, and were left out",
      zh: "低于0或高于满分，未计入",
      help: "the first one is shown; correct the scores or 'max_score'")
    if repeated > 0 {
      found.append(
        Diagnostic(
          .raterScores, .warning, at: Place(file: table.source.file),
          counted(repeated, "row") + " of the scores "
            + (repeated == 1 ? "repeats" : "repeat")
            + " an evaluator, case and indicator; each row counts",
          zh: "评分中有\(repeated)行重复同一评委、对象和指标，每行都计入"))
    }
    return found
  }
}
