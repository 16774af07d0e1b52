import Diagnostics
import SurveyData

extension Workspace {
  /// What an analysis is about, before it runs: the columns that it uses, and
  /// the cases or groups that it will have.
  public func entry(of plan: AnalysisPlan) -> StoredRun.Entry {
    var items: [String] = []
    for use in plan.method.columns where !items.contains(use.column.name) {
      items.append(use.column.name)
    }
    var units: [StoredRun.Unit] = []
    if let method = plan.method as? EvaluationMethod {
      units = cases(of: method)
    } else if let table = plan.data.flatMap({ tables[$0] }) {
      for grouping in plan.groupings where grouping.count == 1 {
        let name = grouping[0].name
        guard let column = table.columns.first(where: { $0.name == name })
        else { continue }
        units += column.categories().levels.map {
          StoredRun.Unit(name: "\(name) \($0.value)", title: $0.label)
        }
      }
    }
    return StoredRun.Entry(
      name: plan.name, kind: plan.kind, title: plan.title, items: items,
      units: units)
  }

  private func cases(of method: EvaluationMethod) -> [StoredRun.Unit] {
    guard let table = tables[method.cases.table],
      let name = method.keyName(in: tables),
      let key = table.columns.first(where: { $0.name == name })
    else { return [] }
    let rows = method.cases.filter.flatMap { filter in
      try? filter.rows(of: table)
    }
    let titles = method.title.flatMap { title in
      table.columns.first { $0.name == title.name }
    }
    return (0..<table.rowCount).compactMap { row in
      if let rows, !rows[row] { return nil }
      return key.text(at: row).map { id in
        StoredRun.Unit(
          name: id, title: titles?.text(at: row).map { LocalizedText($0) })
      }
    }
  }

  /// Runs one analysis of the study and writes nothing.
  ///
  /// - Returns: The result; `nil` when it fails, with the reason in `log`.
  public func result(
    named name: String, log: DiagnosticLog
  ) -> Released<AnalysisResult>? {
    study.analyses.first { $0.name == name }.flatMap {
      run($0, log: log).map(release)
    }
  }
}
