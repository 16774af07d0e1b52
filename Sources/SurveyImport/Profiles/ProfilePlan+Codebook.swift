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
      columns[position].takeSeparator(joining)
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
    case .multiple where column.joining != nil:
      variable.kind = .text
    case .answer, .multiple:
      // A list of codes is not a whole number, whatever the codebook says
      // about the codes.
      let mayBeList = joining.joinsCodes && !variable.valueLabels.isEmpty
      if variable.kind == .integer, mayBeList || column.role == .multiple {
        variable.kind = .automatic
      }
      // `1,3` must not even be looked at as a number, in whatever form.
      if joining.joinsCodes, variable.kind == .automatic,
        variable.scale == nil, variable.missingRanges.isEmpty
      {
        variable.kind = .text
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

  /// How several answers stand in a cell of a column.
  func joining(at position: Int) -> JoiningRule {
    columns[position].joining ?? joining
  }

  /// A plan for a file of no platform with questions whose cells hold
  /// several answers, as the codebook says; `nil` when there are none.
  ///
  /// - Parameters:
  ///   - variables: The codebook's variables of the columns; those of such
  ///     questions are read as texts from now on.
  ///   - names: The names of the columns.
  ///   - headers: Their names in the file.
  init?(
    separating variables: inout [Variable?], _ names: [String],
    _ headers: [String]
  ) {
    guard variables.contains(where: { $0?.separator != nil }) else {
      return nil
    }
    self.init(profile: .off, reason: "")
    for position in names.indices {
      var variable = variables[position] ?? Variable("")
      variable.name = names[position]
      var column = PlannedColumn(
        names[position], header: headers[position], variable)
      column.takeSeparator(JoiningRule())
      columns.append(column)
      if column.joining != nil {
        variables[position] = readingVariable(position)
      }
    }
  }

  /// The names that the table may have, so that a codebook can use them.
  var questionNames: [String] {
    questions.flatMap { [$0.name, $0.header].compactMap { $0 } }
  }
}

extension PlannedColumn {
  /// Takes from the codebook that cells hold several answers, and keeps what
  /// the platform says about texts that were written beside an option.
  fileprivate mutating func takeSeparator(_ known: JoiningRule) {
    guard let separator = variable.separator, [.plain, .answer].contains(role)
    else { return }
    role = .multiple
    var rule = JoiningRule(separator: separator, isUnambiguous: true)
    rule.insertion = known.insertion
    rule.otherOption = known.otherOption
    if separator == known.separator {
      rule.isTerminated = known.isTerminated
      rule.joinsCodes = known.joinsCodes
    }
    joining = rule
  }
}

extension Variable {
  /// This variable with what it leaves open taken from `other`.
  func filled(from other: Variable) -> Variable {
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
