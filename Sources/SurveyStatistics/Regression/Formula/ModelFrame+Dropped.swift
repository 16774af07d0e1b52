import SurveyData

extension ModelFrame {
  /// Whether no column of a variable, or of one of its values, has a
  /// coefficient, because the columns before it or the intercept say the same.
  ///
  /// Such a variable has no effect of its own that could be told: the model
  /// counts all of it with the others, and a computed 0 would be made up.
  ///
  /// - Parameters:
  ///   - kept: The columns with a coefficient.
  ///   - level: A value of a factor; `nil` for a number.
  func isDropped(_ variable: Int, level: Int? = nil, kept: [Int]) -> Bool {
    func concerns(_ column: Column) -> Bool {
      column.parts.contains { part in
        switch part {
        case .power(let own, _): own == variable && level == nil
        case .level(let own, let value):
          own == variable && (level == nil || level == value)
        }
      }
    }
    return columns.contains(where: concerns)
      && !kept.contains { concerns(columns[$0]) }
  }

  /// What stands below a table of effects with such a variable.
  static let droppedNote = LocalizedText(
    zh: "没有效应的一行：该变量由其他变量决定或取值不变，没有系数，效应无法估计。",
    en: "A row without an effect: the variable follows from the others or does"
      + " not vary; it has no coefficient, and its effect cannot be told.")
}
