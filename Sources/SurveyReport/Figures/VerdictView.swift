import SVG
import SurveyCharts
import SurveyData
import SurveyTables

/// The table of votes, percentages and verdicts.
struct VerdictView: Sendable {
  let verdicts: [Verdict]
  let result: AnalysisResult
  let context: Context
  /// A part of the table's name, already safe.
  let name: String

  private var words: Words { context.words }

  /// What the verdicts amount to.
  var finding: String {
    let decided = verdicts.filter { $0.outcome != nil }
    guard let first = decided.first else { return words.noVerdicts }
    let outcomes = Set(decided.map { gradeLabel($0, $0.outcome) })
    if outcomes.count == 1, decided.count == verdicts.count {
      return words.allVerdicts(
        verdicts.count, gradeLabel(first, first.outcome))
    }
    return words.bestVerdicts(
      decided.count { $0.outcome == 0 }, of: verdicts.count,
      gradeLabel(first, 0))
  }

  /// Bars of the votes, when there are several subjects.
  func figures() -> [Figure] {
    guard let first = verdicts.first, verdicts.count > 1,
      first.grades.count > 1
    else { return [] }
    let rows = verdicts.compactMap(bar)
    guard !rows.isEmpty else { return [] }
    let hasRest = rows.contains { $0.shares.reduce(0, +) < 1 - 1e-9 }
    let half = (first.grades.count + 1) / 2
    var categories = first.grades.indices.reversed().map { position in
      LikertChart.Category(
        gradeLabel(first, position),
        position < half ? .favourable : .unfavourable)
    }
    if hasRest { categories.append(.init(words.noVote, .neutral)) }
    let complete = rows.map { row in
      var row = row
      if hasRest { row.shares.append(max(0, 1 - row.shares.reduce(0, +))) }
      return row
    }
    func total(_ side: LikertChart.Category.Side) -> String {
      words.together(
        categories.filter { $0.side == side }.map(\.label).reversed(),
        isGood: side == .favourable)
    }
    let frame = context.frame(
      "\(name)-grades", title: finding,
      subtitle: [context.text(result.title), words.sortedByValue],
      notes: [words.voteNote])
    return [
      Figure("\(name)-grades", frame) { frame in
        LikertChart(
          frame: frame, words: words.chartWords(row: stub),
          categories: categories, rows: complete, baseLabel: words.votes,
          favourableLabel: total(.favourable),
          unfavourableLabel: total(.unfavourable), style: style(complete))
      }
    ]
  }

  /// As many decimals as it takes that one vote against is not printed as
  /// none, and all but one not as all.
  private func style(_ rows: [LikertChart.Row]) -> NumberStyle {
    for decimals in 0...1 {
      let half = decimals == 0 ? 0.005 : 0.0005
      let isTold = rows.allSatisfy { row in
        row.shares.allSatisfy { share in
          !(share > 0 && share < half) && !(share < 1 && share >= 1 - half)
        }
      }
      if isTold { return .percent(decimals) }
    }
    return .percent(2)
  }

  private func bar(_ verdict: Verdict) -> LikertChart.Row? {
    guard verdict.denominator > 0, !verdict.group.isEmpty else { return nil }
    // A vote is no sample: however few vote, nothing is uncertain.
    return LikertChart.Row(
      label: label(verdict),
      shares: verdict.counts.reversed().map {
        Double($0) / verdict.denominator
      }, base: verdict.counts.reduce(0, +), effectiveBase: .infinity)
  }

  private func label(_ verdict: Verdict) -> String {
    verdict.group.isEmpty
      ? words.overall
      : words.group(verdict.group.map(context.label))
  }

  /// What the rows are.
  private var stub: String {
    let names = words.crossed(
      (verdicts.first?.group ?? []).map {
        context.label($0.variableLabel, $0.variable)
      })
    return names.isEmpty ? words.subject : names
  }

  private var hasAbstained: Bool {
    verdicts.contains { $0.abstained != nil }
  }

  private var hasMargins: Bool {
    verdicts.contains { $0.votesToBetter != nil || $0.votesToWorse != nil }
  }

  /// The table.
  func tables() -> [NamedTable] {
    guard let first = verdicts.first else { return [] }
    let labels = first.grades.indices.map { gradeLabel(first, $0) }
    var columns = [
      ColumnNode(
        spanner: words.votes,
        zip(labels, first.grades).map {
          ColumnNode($0, statistic: "votes-\($1)")
        }
          + (hasAbstained
            ? [ColumnNode(words.abstained, statistic: "abstained")] : [])),
      ColumnNode(
        spanner: words.voteShares,
        zip(labels, first.grades).map {
          ColumnNode($0, statistic: "share-\($1)")
        }),
      ColumnNode(words.denominator, statistic: "denominator"),
      ColumnNode(words.verdict, statistic: "verdict"),
    ]
    if hasMargins {
      columns.append(
        ColumnNode(
          spanner: words.votesFromNext,
          [
            ColumnNode(words.betterGrade, statistic: "votes-to-better"),
            ColumnNode(words.worseGrade, statistic: "votes-to-worse"),
          ]))
    }
    let model = context.table(
      name, title: words.verdictTable, subtitle: context.text(result.title),
      stub: stub, columns: columns,
      rows: verdicts.map(row),
      notes: result.conventions.map { context.text($0.sentence) })
    return [NamedTable(name, model)]
  }

  private func row(_ verdict: Verdict) -> RowNode {
    func votes(_ count: Int?) -> TableCell {
      count.map { .value(Double($0), .integer) } ?? .empty
    }
    let counts =
      verdict.counts.map { votes($0) }
      + (hasAbstained ? [votes(verdict.abstained)] : [])
    let shares = verdict.counts.indices.map { grade -> TableCell in
      let count = verdict.counts[grade]
      if let percentages = verdict.percentages {
        return .value(
          percentages[grade] / 100, .percent(verdict.percentageDecimals))
      }
      return verdict.denominator > 0
        ? .value(Double(count) / verdict.denominator, .percent(1))
        : .notAvailable
    }
    let outcome = verdict.outcome.map { gradeLabel(verdict, $0) }
    return RowNode(
      label(verdict),
      counts + shares + [
        .value(verdict.denominator, .integer),
        .text(outcome ?? words.noVerdict),
      ]
        + (hasMargins
          ? [votes(verdict.votesToBetter), votes(verdict.votesToWorse)] : []),
      kind: verdict.group.isEmpty && verdicts.count > 1 ? .overall : .detail)
  }

  private func gradeLabel(_ verdict: Verdict, _ position: Int?) -> String {
    guard let position, verdict.grades.indices.contains(position) else {
      return words.noVerdict
    }
    let label =
      verdict.gradeLabels.indices.contains(position)
      ? verdict.gradeLabels[position] : nil
    return context.label(label, verdict.grades[position])
  }
}
