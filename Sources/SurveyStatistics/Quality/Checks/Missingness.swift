import SurveyData

/// How much of what was asked a person left without an answer.
///
/// An item that was not asked (`not-applicable`) does not count. Every other
/// reason does: blank, refused, don't know, outside the scale, unreadable.
/// Somebody who was asked nothing has no share.
enum Missingness {
  /// The share of each row in a block.
  static func shares(_ items: AnswerItems, _ rows: Range<Int>) -> [Double] {
    var asked = [Double](repeating: 0, count: rows.count)
    var missing = asked
    let notAsked = MissingReason.notApplicable.rawValue
    for item in items.items {
      let reasons = item.column.missing.rawReasons
      for position in 0..<rows.count {
        let reason =
          reasons.isEmpty ? 0 : reasons[rows.lowerBound + position]
        if reason == notAsked { continue }
        asked[position] += 1
        if reason != 0 { missing[position] += 1 }
      }
    }
    return zip(missing, asked).map { $0 / $1 }
  }
}
