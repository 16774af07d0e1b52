/// Findings in the language of the report.
extension Words {
  /// The sentence of a finding.
  ///
  /// Errors that stop a study before anything runs have no Chinese sentence,
  /// and no report; should one come here all the same, its code is told.
  func finding(_ row: FindingSummary) -> String {
    say(
      row.chinese ?? "未能完成，说明见 manyi explain \(row.code)", row.message)
  }
}
