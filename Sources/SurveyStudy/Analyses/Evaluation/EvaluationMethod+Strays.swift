import Diagnostics
import SurveyData
import SurveyStatistics

extension EvaluationMethod {
  /// Ratings of cases that do not exist would vanish without a word.
  ///
  /// Those of cases that the condition of `cases` sets aside are expected.
  func checkRatings(
    _ tree: IndicatorTree, _ tables: [String: Table], log: DiagnosticLog
  ) {
    let isRated = tree.leaves.contains {
      tree.indicators[$0].source == .satisfaction
    }
    guard isRated, let ratings, let name = keyName(in: tables),
      let table = tables[ratings.table], let column = table[name],
      let known = tables[cases.table]?[name]
    else { return }
    var rows: [Bool]?
    if let filter = ratings.filter {
      guard let kept = try? filter.rows(of: table) else { return }
      rows = Array(kept)
    }
    let strays = StrayCases(column, known: known, among: rows)
    let warning = strays.warning(
      in: table, key: name,
      subject: LocalizedText(zh: "评价", en: "ratings"))
    if let warning { log.report(warning) }
  }
}
