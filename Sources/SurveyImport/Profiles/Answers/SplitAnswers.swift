import Diagnostics
import SurveyData

/// What one cell says about one option.
private enum Tick: Equatable {
  case ticked
  case unticked
  case missing(MissingReason)
  case unknown
}

/// The cells of one column as ticks, each distinct value judged once.
private struct TickColumn {
  let position: Int
  let code: String
  let label: String?
  let column: Column
  private let ticks: [Tick]
  private let codes: [Int32]
  /// The distinct values.
  let values: [String]

  init(
    _ position: Int, _ code: String, _ label: String?, _ column: Column,
    _ question: PlannedQuestion
  ) {
    self.position = position
    self.code = code
    self.label = label
    self.column = column
    let found = column.categories()
    codes = found.codes
    values = found.levels.map(\.value)
    ticks = values.map { value in
      if question.unticked.contains(value) { return .unticked }
      guard let ticked = question.ticked else { return .ticked }
      return ticked.contains(value) ? .ticked : .unknown
    }
  }

  subscript(row: Int) -> Tick {
    if let reason = column.missing[row] { return .missing(reason) }
    let code = codes[row]
    return code < 0 ? .missing(.blank) : ticks[Int(code)]
  }
}

extension ProfileShaping {
  /// A question with a column for each option as one column; `nil` when the
  /// cells show that the columns are questions of their own.
  mutating func splitAnswers(_ index: Int) -> Column? {
    let question = plan.questions[index]
    var parts: [TickColumn] = []
    var texts: [(position: Int, code: String)] = []
    var summary: Int?
    for position in positions[index] ?? [] {
      switch plan.columns[position].role {
      case .part(index, let code, let label):
        parts.append(
          TickColumn(position, code, label, raw[position], question))
      case .otherText(index, let code): texts.append((position, code))
      case .summary(index): summary = position
      default: break
      }
    }
    guard isMet(question, parts, hasSummary: summary != nil) else { return nil }
    readAnew.formUnion(parts.map(\.position))
    var options: [MultipleResponse.Option] = []
    var codes: Set<String> = []
    for part in parts where codes.insert(part.code).inserted {
      options.append(.init(part.code, label: part.label.map { .init($0) }))
    }
    for text in texts where codes.insert(text.code).inserted {
      options.append(
        .init(
          text.code, label: plan.columns[text.position].variable.label))
    }
    order(&options, by: question.variable)
    let places = Dictionary(
      options.enumerated().map { ($0.element.code, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    let order = parts.map { places[$0.code] ?? 0 }
    let rowCount = raw.first?.count ?? 0
    var answers = MultipleResponse(options: options, count: rowCount)
    var reasons = [UInt8](repeating: 0, count: rowCount)
    var unknown: (count: Int, row: Int, position: Int)?
    for row in 0..<rowCount {
      var (hasTick, hasUnticked) = (false, false)
      var reason: MissingReason?
      for (offset, part) in parts.enumerated() {
        switch part[row] {
        case .ticked:
          hasTick = true
          answers.tick(order[offset], row: row)
        case .unticked: hasUnticked = true
        case .missing(let found): reason = stronger(reason, found)
        case .unknown:
          reason = .unreadable
          unknown = (
            (unknown?.count ?? 0) + 1, unknown?.row ?? row,
            unknown?.position ?? part.position
          )
        }
      }
      for text in texts where !raw[text.position].missing.isMissing(row) {
        hasTick = true
        if let option = places[text.code] { answers.tick(option, row: row) }
      }
      let isAnswered = hasTick || hasUnticked
      if !isAnswered || reason == .unreadable {
        reasons[row] = (reason ?? .blank).rawValue
      } else if !hasTick, case .missing(let reason) = question.allUnticked {
        reasons[row] = reason.rawValue
      } else if question.tellsOffers {
        for (offset, part) in parts.enumerated()
        where part[row] == .missing(.notApplicable) {
          answers.setNotAsked(order[offset], row: row)
        }
      }
    }
    if let unknown { tell(unknown: unknown, question) }
    let column = Column(
      question.name, .choices(answers), missing: MissingReasons(reasons),
      variable: question.variable.listing(options))
    if let summary {
      readAnew.insert(summary)
      compare(column, answers, with: summary)
    }
    return headed(column, question.header)
  }

  private func headed(_ column: Column, _ header: String?) -> Column {
    var column = column
    column.header = header == column.name ? nil : header
    return column
  }

  private func stronger(
    _ left: MissingReason?, _ right: MissingReason
  ) -> MissingReason {
    let order: [MissingReason] = [
      .unreadable, .refused, .dontKnow, .outOfRange, .blank, .notApplicable,
    ]
    return order.first { $0 == left || $0 == right } ?? right
  }

  private func isMet(
    _ question: PlannedQuestion, _ parts: [TickColumn], hasSummary: Bool
  ) -> Bool {
    guard !parts.isEmpty else { return false }
    switch question.condition {
    case .none: return true
    case .zerosAndOnes:
      let values = Set(parts.flatMap(\.values))
      return values.contains("0") && values.isSubset(of: ["0", "1"])
    case .yesOrNo:
      let words = question.unticked.union(question.ticked ?? [])
      return (hasSummary || parts.contains { !$0.values.isEmpty })
        && parts.allSatisfy { words.isSuperset(of: $0.values) }
    case .ticksOrBlank:
      guard parts.count > 1, parts.contains(where: { !$0.values.isEmpty })
      else { return false }
      var isSure = true
      for part in parts {
        guard let value = part.values.first else { continue }
        guard part.values.count == 1 else { return false }
        if value == part.label { continue }
        isSure = false
        guard value.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }) else {
          return false
        }
      }
      // Numbers could be a scale; only a tick leaves cells beside it blank.
      return isSure
        || (0..<(raw.first?.count ?? 0)).contains { row in
          let ticks = parts.count { $0[row] == .ticked }
          return ticks > 0 && ticks < parts.count
        }
    }
  }

  private mutating func tell(
    unknown: (count: Int, row: Int, position: Int), _ question: PlannedQuestion
  ) {
    let text = raw[unknown.position].text(at: unknown.row) ?? ""
    diagnostics.append(
      Diagnostic(
        .unclearTick, .warning, at: place(unknown.position),
        "\(counted(unknown.count, "cell")) of '\(question.name)' "
          + "\(unknown.count == 1 ? "says" : "say") neither that the option "
          + "was ticked nor that it was not, such as '\(text)'",
        zh: "“\(question.name)”有\(unknown.count)格看不出该选项是否选中，如“\(text)”",
        help: "correct the cells, or add the text to 'missing' of "
          + "'\(question.name)' in the codebook"))
  }

  /// The joined answers beside the parts have to say the same.
  private mutating func compare(
    _ column: Column, _ answers: MultipleResponse, with position: Int
  ) {
    guard let texts = ReadTexts(raw[position]) else { return }
    let codes = answers.options.map(\.code)
    let labels = answers.options.map { $0.label?[.english] ?? $0.code }
    let splitters = [codes, labels].map {
      ($0, OptionSplitter(plan.joining, known: $0))
    }
    // For each distinct text the options that it names, by code or label.
    let named = texts.levels.map { level in
      splitters.map { names, splitter in
        Set(
          splitter.pieces(of: level).map { piece in
            names.firstIndex(of: piece.text) ?? -1
          })
      }
    }
    var (count, first) = (0, 0)
    for row in 0..<column.count {
      let ticks = Set(
        answers.options.indices.filter {
          !column.missing.isMissing(row) && answers.isTicked($0, row: row)
        })
      let code = texts.codes[row]
      let agrees =
        raw[position].missing.isMissing(row) || code < 0
        ? ticks.isEmpty : named[Int(code)].contains(ticks)
      if !agrees {
        if count == 0 { first = row }
        count += 1
      }
    }
    guard count > 0 else { return }
    let text = raw[position].text(at: first) ?? ""
    diagnostics.append(
      Diagnostic(
        .differentTicks, .warning, at: place(position),
        "\(counted(count, "response")) of '\(column.name)' "
          + "\(count == 1 ? "has" : "have") other options in one cell than in "
          + "the columns beside it, such as '\(text)'; the columns count",
        zh: "“\(column.name)”有\(count)份回答，其合并格中的选项与旁边各列不同，如“\(text)”；以各列为准",
        help: "export the data again, or correct the cells"))
  }
}

/// Puts options into the order of the codebook, the others after them, and
/// takes its labels.
func order(
  _ options: inout [MultipleResponse.Option], by variable: Variable
) {
  let labels = variable.valueLabels
  let rank = Dictionary(
    labels.enumerated().map { ($0.element.code, $0.offset) },
    uniquingKeysWith: { first, _ in first })
  for position in options.indices {
    guard let known = rank[options[position].code] else { continue }
    options[position].label = labels[known].label
  }
  let before = options
  options = before.indices.sorted {
    (rank[before[$0].code] ?? .max, $0) < (rank[before[$1].code] ?? .max, $1)
  }.map { before[$0] }
}

extension Variable {
  /// The variable with the options as its values.
  func listing(_ options: [MultipleResponse.Option]) -> Variable {
    var variable = self
    let codes = Set(options.map(\.code))
    let missing = valueLabels.filter { !codes.contains($0.code) }
    variable.kind = .automatic
    variable.valueLabels =
      options.map { ValueLabel($0.code, $0.label ?? LocalizedText($0.code)) }
      + missing
    return variable
  }
}
