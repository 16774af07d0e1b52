import SurveyData

extension ProfilePlan {
  /// Puts what the user's codebook says over what the profile says.
  mutating func adopt(_ codebook: Codebook?) {
    var known: [String: Variable] = [:]
    for variable in codebook?.variables ?? [] {
      if known[variable.name] == nil { known[variable.name] = variable }
    }
    for position in columns.indices {
      let column = columns[position]
      var merged = column.variable
      if let own = known[column.name] ?? known[column.header] {
        merged = own.filled(from: column.variable)
      }
      merged.name = column.name
      columns[position].variable = merged
    }
    for position in questions.indices {
      let question = questions[position]
      var merged = question.variable
      if let own = known[question.name]
        ?? question.header.flatMap({ known[$0] })
      {
        merged = own.filled(from: question.variable)
      }
      merged.name = question.name
      questions[position].variable = merged
    }
  }

  /// What the reader of cells needs to know about a column.
  func readingVariable(_ position: Int) -> Variable {
    let column = columns[position]
    var variable = column.variable
    switch column.role {
    case .plain, .metadata, .ranking: break
    case .answer, .multiple:
      // A list of codes is not a whole number, whatever the codebook says
      // about the codes.
      let mayBeList = joining.joinsCodes && !variable.valueLabels.isEmpty
      if variable.kind == .integer, mayBeList || column.role == .multiple {
        variable.kind = .automatic
      }
    case .duration, .moment:
      if variable.kind != .text { variable.kind = .text }
    case .part(let question, _, _):
      variable.missingCodes.merge(questions[question].variable.missingCodes) {
        own, _ in own
      }
    case .summary(let question):
      variable = questions[question].variable
      variable.kind = .text
    case .otherText:
      variable.kind = .text
    }
    return variable
  }

  /// The names that the table may have, so that a codebook can use them.
  var questionNames: [String] {
    questions.flatMap { [$0.name, $0.header].compactMap { $0 } }
  }
}

extension Variable {
  /// This variable with what it leaves open taken from `other`.
  fileprivate func filled(from other: Variable) -> Variable {
    var filled = self
    filled.label = label ?? other.label
    filled.question = question ?? other.question
    if kind == .automatic { filled.kind = other.kind }
    if valueLabels.isEmpty { filled.valueLabels = other.valueLabels }
    filled.missingCodes.merge(other.missingCodes) { own, _ in own }
    filled.unit = unit ?? other.unit
    return filled
  }
}
