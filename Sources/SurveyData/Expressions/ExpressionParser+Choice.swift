extension ExpressionParser {
  /// Reads `case when … then … else … end`.
  mutating func choice() throws(ExpressionFault) -> ExpressionNode {
    let start = advance().range.lowerBound
    openChoices += 1
    defer { openChoices -= 1 }
    var branches: [(condition: ExpressionNode, value: ExpressionNode)] = []
    while accept(keyword: "when") {
      try countPart()
      let condition = try either("a column")
      try requireTruth(condition)
      guard accept(keyword: "then") else {
        throw fault("'then' is needed here, not \(current.spelled)")
      }
      branches.append((condition, try either("a value")))
    }
    let otherwise = accept(keyword: "else") ? try either("a value") : nil
    guard current.isKeyword("end") else {
      throw fault(
        otherwise == nil
          ? "'when', 'else' or 'end' is needed here, not \(current.spelled)"
          : "'end' is needed here, not \(current.spelled)")
    }
    let end = advance().range.upperBound
    return .choose(
      ExpressionChoice(
        branches: branches, otherwise: otherwise, range: start..<end))
  }
}
