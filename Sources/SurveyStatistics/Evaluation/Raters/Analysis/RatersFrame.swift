import Diagnostics
import SurveyData

/// The scores of an analysis of evaluators as positions.
struct RatersFrame {
  /// A case, an evaluator or an indicator.
  struct Level {
    var name: String
    var label: LocalizedText
  }

  let cases: [Level]
  let raters: [Level]
  /// One without a name when there is no column of indicators.
  let indicators: [Level]
  /// The group of each evaluator, empty for none.
  private(set) var groups: [String] = []
  private(set) var entries: [FacetedSeverity.Entry] = []
  /// The day of each score, not-a-number where unknown; empty without a
  /// column.
  private(set) var times: [Double] = []
  private(set) var diagnostics: [Diagnostic] = []
  let place: Place

  init(
    _ analysis: RatersAnalysis, _ data: AnalysisData
  ) throws(Diagnostic) {
    let table = data.table
    place = Place(file: table.source.file, columnName: analysis.scoreColumn)
    let scores = try data.numbers(analysis.scoreColumn)
    let caseLevels = AnswerValues(try table.column(analysis.caseColumn))
    let raterLevels = AnswerValues(try table.column(analysis.raterColumn))
    var indicatorLevels: AnswerValues?
    if let name = analysis.indicatorColumn {
      indicatorLevels = AnswerValues(try table.column(name))
    }
    var days: [Double]?
    if let name = analysis.timeColumn { days = try data.numbers(name) }
    var groupColumn: Column?
    if let name = analysis.groupColumn { groupColumn = try table.column(name) }

    // As in an evaluation, such scores are there for the record only.
    let abstained = EvaluatorTable.isTrue(
      table["abstain"], count: table.rowCount)
    let conflicted = EvaluatorTable.isTrue(
      table["conflict_of_interest"], count: table.rowCount)
    var rows: [Int] = []
    var incomplete = 0
    var excluded = 0
    for row in 0..<table.rowCount where data.domain?[row] ?? true {
      if abstained[row] || conflicted[row] {
        excluded += 1
        continue
      }
      let isThere =
        caseLevels.codes[row] >= 0 && raterLevels.codes[row] >= 0
        && (indicatorLevels?.codes[row] ?? 0) >= 0 && scores[row].isFinite
      if isThere { rows.append(row) } else { incomplete += 1 }
    }
    // Only what occurs, in its order.
    func positions(_ levels: AnswerValues) -> ([Int], [Level]) {
      var used = [Bool](repeating: false, count: levels.levels.count)
      for row in rows { used[Int(levels.codes[row])] = true }
      var place = [Int](repeating: -1, count: used.count)
      var found: [Level] = []
      for position in used.indices where used[position] {
        place[position] = found.count
        let level = levels.levels[position]
        found.append(
          Level(
            name: level.value,
            label: level.label ?? LocalizedText(level.value)))
      }
      return (place, found)
    }
    let (casePlace, cases) = positions(caseLevels)
    let (raterPlace, raters) = positions(raterLevels)
    self.cases = cases
    self.raters = raters
    var indicatorPlace = [0]
    if let indicatorLevels {
      (indicatorPlace, indicators) = positions(indicatorLevels)
    } else {
      indicators = [Level(name: "", label: "")]
    }
    guard !rows.isEmpty else {
      throw Diagnostic(
        .nothingToEstimate, at: place,
        "no row has a case, an evaluator and a"
          + " score",
        zh: "没有一行同时有对象、评委和评分")
    }
    var seen: Set<[Int]> = []
    var repeated = 0
    groups = [String](repeating: "", count: raters.count)
    for row in rows {
      let entry = FacetedSeverity.Entry(
        caseIndex: casePlace[Int(caseLevels.codes[row])],
        rater: raterPlace[Int(raterLevels.codes[row])],
        indicator: indicatorLevels.map {
          indicatorPlace[Int($0.codes[row])]
        } ?? 0, score: scores[row])
      if !seen.insert([entry.caseIndex, entry.rater, entry.indicator]).inserted
      {
        repeated += 1
      }
      entries.append(entry)
      if let days { times.append(days[row]) }
      if let group = groupColumn?.text(at: row) {
        if !groups[entry.rater].isEmpty, groups[entry.rater] != group {
          throw Diagnostic(
            .evaluatorGroups, at: place,
            "evaluator '\(raters[entry.rater].name)' stands in group"
              + " '\(groups[entry.rater])' and in '\(group)'",
            zh:
              "评委“\(raters[entry.rater].name)”同时属于“\(groups[entry.rater])”组和“\(group)”组",
            help: "give every evaluator one group")
        }
        groups[entry.rater] = group
      }
    }
    if excluded > 0 {
      diagnostics.append(
        Diagnostic(
          .strayScores, .note, at: place,
          "\(excluded) row\(excluded == 1 ? "" : "s") with an abstention or a"
            + " conflict of interest ('abstain', 'conflict_of_interest')"
            + " \(excluded == 1 ? "was" : "were") left out",
          zh: "\(excluded)行注明弃权或回避（“abstain”“conflict_of_interest”），未计入"))
    }
    if incomplete > 0 {
      diagnostics.append(
        Diagnostic(
          .strayScores, .note, at: place,
          "\(incomplete) row\(incomplete == 1 ? " has" : "s have") no case,"
            + " evaluator or score and \(incomplete == 1 ? "was" : "were") left"
            + " out",
          zh: "\(incomplete)行缺少对象、评委或评分，未计入"))
    }
    if repeated > 0 {
      diagnostics.append(
        Diagnostic(
          .raterScores, .warning, at: place,
          "\(counted(repeated, "row")) of the scores"
            + " \(repeated == 1 ? "repeats" : "repeat") an evaluator, case and"
            + " indicator; each row counts",
          zh: "评分中有\(repeated)行重复同一评委、对象和指标，每行都计入"))
    }
  }

  /// The scores of all indicators, or of one.
  func scores(indicator: Int? = nil) -> RaterScores {
    RaterScores(
      caseCount: cases.count, raterCount: raters.count,
      entries: entries.filter { indicator == nil || $0.indicator == indicator }
        .map {
          RaterScores.Entry(
            caseIndex: $0.caseIndex, rater: $0.rater, score: $0.score)
        })
  }

  /// The mean score of each case: with several indicators the mean of their
  /// means.
  var rawMeans: [Double] {
    let width = indicators.count
    var sums = [Double](repeating: 0, count: cases.count * width)
    var counts = sums
    for entry in entries {
      sums[entry.caseIndex * width + entry.indicator] += entry.score
      counts[entry.caseIndex * width + entry.indicator] += 1
    }
    return cases.indices.map { position in
      var sum = 0.0
      var count = 0.0
      for place in (position * width)..<((position + 1) * width)
      where counts[place] > 0 {
        sum += sums[place] / counts[place]
        count += 1
      }
      return count > 0 ? sum / count : .nan
    }
  }
}
