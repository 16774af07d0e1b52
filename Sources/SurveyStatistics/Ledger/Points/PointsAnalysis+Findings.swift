import Diagnostics
import SurveyData

extension PointsAnalysis {
  /// Rows of the ledger that earn nothing or something else than they say.
  func diagnostics(
    _ ledger: PointsLedger, _ table: Table
  ) -> [Diagnostic] {
    func place(_ rows: [Int], _ name: String) -> Place {
      Place(
        file: table.source.file,
        line: table.sourceLines.isEmpty
          ? nil : rows.first.map { Int(table.sourceLines[$0]) },
        columnName: table[name]?.name ?? name)
    }
    var found: [Diagnostic] = []
    if !ledger.unread.isEmpty {
      found.append(
        Diagnostic(
          .pointsRule, .warning, at: place(ledger.unread, options.ruleColumn),
          ledger.unread.count == 1
            ? "1 row has no rule that can be read and earns nothing"
            : "\(ledger.unread.count) rows have no rule that can be read and "
              + "earn nothing",
          zh: "\(ledger.unread.count)行没有可识别的规则，不计分",
          help: "write rules as reception=5;opinion=0.5"))
    }
    if !ledger.different.isEmpty {
      found.append(
        Diagnostic(
          .pointsDiffer, .warning,
          at: place(ledger.different, options.recorded),
          (ledger.different.count == 1
            ? "1 row has other points than its rule gives"
            : "\(ledger.different.count) rows have other points than their "
              + "rules give") + "; the rule counts",
          zh: "\(ledger.different.count)行的记录分值与规则所得不同，以规则为准"))
    }
    if ledger.unnamed > 0 {
      found.append(
        Diagnostic(
          .rowsWithoutGroup, .note, at: Place(file: table.source.file),
          ledger.unnamed == 1
            ? "1 row has no '\(options.unit)' and counts nowhere"
            : "\(ledger.unnamed) rows have no '\(options.unit)' and count "
              + "nowhere",
          zh: "\(ledger.unnamed)行没有“\(options.unit)”，不计入"))
    }
    return found
  }
}
