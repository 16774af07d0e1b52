import Diagnostics
import SurveyData

/// Items whose answer the questionnaire itself asked for, such as "please
/// choose 3 here".
public struct AttentionCheck: Sendable, Hashable {
  /// The column.
  public var column: String
  /// The answers that pass, as the file writes them.
  public var expected: [String]

  /// Creates a check.
  public init(_ column: String, expected: [String]) {
    self.column = column
    self.expected = expected
  }
}

extension AttentionCheck {
  /// For each row 1 where the check was failed, 0 where it was passed, and
  /// not-a-number where it was not answered.
  ///
  /// Numbers are compared by value, so that `3` passes where the file says
  /// `3.0`.
  func failures(_ column: Column) -> [Double] {
    let numbers = Set(expected.compactMap(Double.init))
    if numbers.count == Set(expected).count, let values = column.numbers() {
      return values.map { $0.isNaN ? .nan : numbers.contains($0) ? 0 : 1 }
    }
    let categories = column.categories()
    let passes = categories.levels.map { level in
      expected.contains(level.value)
    }
    return categories.codes.map {
      $0 < 0 ? .nan : passes[Int($0)] ? 0 : 1
    }
  }
}
