import Diagnostics
import SurveyData

extension ProfileShaping {
  /// Where days were not recorded, a complete response can no longer be told
  /// by its day; then it gets a column of its own.
  mutating func addCompletion() {
    guard let name = plan.completion,
      let position = plan.columns.firstIndex(where: { $0.name == name })
    else { return }
    guard let texts = ReadTexts(raw[position]),
      texts.levels.contains(where: plan.emptyMoments.contains)
    else {
      states.append(
        ResponseState(
          column: name, sound: [],
          others: LocalizedText(zh: "未完成", en: "unfinished")))
      return
    }
    let own = names.take("completed")
    append(
      Column(
        own,
        .integers(WholeNumbers(texts.codes.map { $0 < 0 ? 0 : 1 })),
        variable: Variable(
          own, label: LocalizedText(zh: "是否完成", en: "Completed"),
          kind: .integer,
          valueLabels: [
            .init("1", LocalizedText(zh: "完成", en: "complete")),
            .init("0", LocalizedText(zh: "未完成", en: "unfinished")),
          ])))
    states.append(
      ResponseState(
        column: own, sound: ["1"],
        others: LocalizedText(zh: "未完成", en: "unfinished")))
  }

  /// Says how many responses are incomplete or no real ones, and the
  /// condition that leaves them out.
  mutating func tellStates() {
    var others: [LocalizedText] = []
    var conditions: [String] = []
    var first: String?
    var isCounted: [Bool] = []
    let positions = Dictionary(
      columns.enumerated().map { ($0.element.name, $0.offset) },
      uniquingKeysWith: { first, _ in first })
    for state in states {
      guard let column = positions[state.column].map({ columns[$0] }) else {
        continue
      }
      let sound = Set(state.sound)
      var found = 0
      var state = state
      // A condition that need not care for missing cells is a shorter one.
      if column.missing.isComplete { state.allowsMissing = false }
      if isCounted.isEmpty {
        isCounted = [Bool](repeating: false, count: column.count)
      }
      var soundValues: [String] = []
      for row in 0..<column.count {
        let text = column.text(at: row)
        let isSound =
          text.map { sound.isEmpty || sound.contains($0) }
          ?? state.allowsMissing
        if isSound {
          if let text, !sound.isEmpty, soundValues.count < 4,
            !soundValues.contains(text)
          {
            soundValues.append(text)
          }
          continue
        }
        found += 1
        isCounted[row] = true
      }
      guard found > 0 else { continue }
      first = first ?? state.column
      others.append(
        LocalizedText(
          zh: "\(state.others[.chinese])\(found)份",
          en: "\(state.others[.english]): \(found)"))
      conditions.append(
        condition(state, soundValues.isEmpty ? state.sound : soundValues))
    }
    guard !conditions.isEmpty else { return }
    let count = isCounted.count { $0 }
    var place = Place(file: file, line: headerLine)
    place.columnName = first
    diagnostics.append(
      Diagnostic(
        .partialResponses, .note, at: place,
        "\(count) of \(counted(isCounted.count, "response")) "
          + "\(count == 1 ? "is" : "are") incomplete or not real "
          + "(\(others.map { $0[.english] }.joined(separator: ", "))) and counted like the others",
        zh:
          "\(isCounted.count)份回答中有\(count)份未完成或并非实际作答（\(others.map { $0[.chinese] }.joined(separator: "，"))），与其他回答同样计入",
        help: "to leave them out, write "
          + "\"where: \(conditions.joined(separator: " and "))\" for the data "
          + "set"))
  }

  private func condition(_ state: ResponseState, _ sound: [String]) -> String {
    let name = nameInConditions(state.column)
    guard let first = sound.first else { return "not missing(\(name))" }
    let values = sound.sorted().map(value)
    let text =
      values.count == 1
      ? "\(name) = \(value(first))"
      : "\(name) in (\(values.joined(separator: ", ")))"
    return state.allowsMissing ? "(missing(\(name)) or \(text))" : text
  }

  private func value(_ text: String) -> String {
    Int(text) != nil
      || text.utf8.allSatisfy { $0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A }
      ? text : "'\(text)'"
  }
}

/// The name of a column as a condition has it.
func nameInConditions(_ name: String) -> String {
  let isPlain = name.utf8.allSatisfy {
    ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39)
      || $0 == UInt8(ascii: "_")
  }
  return isPlain ? name : "`\(name)`"
}
