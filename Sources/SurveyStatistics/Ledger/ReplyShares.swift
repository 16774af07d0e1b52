import Diagnostics
import SurveyData

/// What one row of the tables of a ledger is about.
public struct LedgerSliceName: Sendable {
  /// The name of the row.
  public var row: String
  /// The group; empty for all cases.
  public var terms: [GroupTerm]
}

extension LedgerAnalysis {
  /// The shares of cases answered by some days after their assignment, from
  /// Kaplan and Meier's curve of one group.
  ///
  /// - Parameter slice: Whether a group is the one.
  /// - Returns: `nil` when no group is.
  /// - Throws: What `run` throws about the ledger.
  public func replyShares(
    at days: [Double], slice: (LedgerSliceName) -> Bool,
    on data: AnalysisData
  ) throws(Diagnostic) -> [Double]? {
    let work = try LedgerWork(self, data)
    let chosen = work.slices.first {
      slice(LedgerSliceName(row: $0.name, terms: $0.terms))
    }
    guard let chosen else { return nil }
    let curve = work.replyCurve(chosen.rows)
    return days.map { 1 - curve.survival(at: $0) }
  }
}
