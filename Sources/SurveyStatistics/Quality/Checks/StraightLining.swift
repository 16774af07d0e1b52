/// Strings of equal answers in the order of the questionnaire.
///
/// The longest string is the number of equal answers in a row (Johnson 2005),
/// the average string the number of answers divided by the number of strings.
/// A missing answer ends a string and belongs to none.
///
/// Edge cases: a row without any answer has neither.
struct StraightLining {
  /// The length of the longest string.
  var longest = 0
  /// The number of answers.
  private var answers = 0
  /// The number of strings.
  private var strings = 0

  init(_ row: RowAnswers) {
    var current = 0
    var last = Double.nan
    for answer in row {
      if answer.isNaN {
        current = 0
      } else {
        // Not-a-number equals nothing, so that a gap starts a new string.
        if answer == last {
          current += 1
        } else {
          current = 1
          strings += 1
        }
        answers += 1
        longest = max(longest, current)
      }
      last = answer
    }
  }

  /// The longest string, not-a-number without any answer.
  var longestValue: Double { answers == 0 ? .nan : Double(longest) }
  /// The average length, not-a-number without any answer.
  var averageValue: Double {
    answers == 0 ? .nan : Double(answers) / Double(strings)
  }
}
