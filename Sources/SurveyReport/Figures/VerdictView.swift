import SVG
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

  /// The table.
  func tables() -> [NamedTable] {
    guard let first = verdicts.first else { return [] }
    let labels = first.grades.indices.map { gradeLabel(first, $0) }
    let columns = [
      ColumnNode(
        spanner: words.votes,
        zip(labels, first.grades).map {
          ColumnNode($0, statistic: "votes-\($1)")
        }),
      ColumnNode(
        spanner: words.voteShares,
        zip(labels, first.grades).map {
          ColumnNode($0, statistic: "share-\($1)")
        }),
      ColumnNode(words.denominator, statistic: "denominator"),
      ColumnNode(words.verdict, statistic: "verdict"),
    ]
    let stub = words.crossed(
      first.group.map { context.label($0.variableLabel, $0.variable) })
    let model = context.table(
      name, title: words.verdictTable, subtitle: context.text(result.title),
      stub: stub.isEmpty ? words.subject : stub, columns: columns,
      rows: verdicts.map(row),
      notes: result.conventions.map { context.text($0.sentence) })
    return [NamedTable(name, model)]
  }

  private func row(_ verdict: Verdict) -> RowNode {
    let counts = verdict.counts.map { TableCell.value(Double($0), .integer) }
    let shares = verdict.counts.map { count -> TableCell in
      verdict.denominator > 0
        ? .value(Double(count) / verdict.denominator, .percent(1))
        : .notAvailable
    }
    let outcome = verdict.outcome.map { gradeLabel(verdict, $0) }
    return RowNode(
      verdict.group.isEmpty
        ? words.overall
        : words.group(
          verdict.group.map { context.label($0.label, $0.value) }),
      counts + shares + [
        .value(verdict.denominator, .integer),
        .text(outcome ?? words.noVerdict),
      ], kind: verdict.group.isEmpty && verdicts.count > 1 ? .overall : .detail)
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
