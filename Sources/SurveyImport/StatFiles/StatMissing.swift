import SurveyData

/// Tells from the label of a code that stands for no answer why there is
/// none; `nil` when the label does not say it clearly.
public func missingReason(saidBy label: String) -> MissingReason? {
  // Typographic apostrophes count as plain ones.
  let text = label.lowercased().replacing("\u{2019}", with: "'")
  func says(_ words: [String]) -> Bool { words.contains { text.contains($0) } }
  if says(["拒答", "拒绝", "不愿", "refus", "declined", "prefer not"]) {
    return .refused
  }
  if says([
    "不知道", "不清楚", "说不清", "don't know", "dont know", "do not know",
    "can't say", "cannot say",
  ]) || ["dk", "d.k.", "(dk)"].contains(text) {
    return .dontKnow
  }
  if says([
    "不适用", "不涉及", "未问", "未询问", "not applicable", "inapplicable",
    "not asked", "n/a", "does not apply", "doesn't apply", "legitimate skip",
    "valid skip",
  ]) || ["iap", "inap", "na (iap)"].contains(text) {
    return .notApplicable
  }
  // What this program writes for cells that it could not use.
  if says(["超出范围", "out of range"]) { return .outOfRange }
  if says(["无法识别", "unreadable"]) { return .unreadable }
  if says([
    "未回答", "未答", "无回答", "缺失", "漏答", "no answer", "missing",
    "not answered", "no response", "blank", "skipped",
  ]) {
    return .blank
  }
  return nil
}

/// What a file says about the missing values of one variable.
struct StatMissingRules {
  /// Numbers that stand for no answer.
  var numbers: [Double] = []
  /// Ranges of such numbers.
  var ranges: [ClosedRange<Double>] = []
  /// Texts that stand for no answer.
  var texts: [String] = []
  /// Letters of tagged missing values that occur.
  var tags: [UInt8] = []

  /// Whether the file declares nothing.
  var isEmpty: Bool {
    numbers.isEmpty && ranges.isEmpty && texts.isEmpty && tags.isEmpty
  }

  /// Puts the rules into `variable`, with the reasons that its labels tell.
  ///
  /// A labelled code in a range gets an entry of its own; codes without a
  /// reason that is known are blank.
  ///
  /// - Returns: The codes without a known reason.
  func apply(to variable: inout Variable) -> [String] {
    var unknown: [String] = []
    let labels = Dictionary(
      variable.valueLabels.map { ($0.code, $0.label[.chinese]) },
      uniquingKeysWith: { first, _ in first })
    func add(_ code: String) {
      let reason = labels[code].flatMap(missingReason(saidBy:))
      if reason == nil { unknown.append(code) }
      variable.missingCodes[code] = reason ?? .blank
    }
    for number in numbers { add(plainText(number)) }
    for text in texts { add(text) }
    for tag in tags { add(Self.name(ofTag: tag)) }
    for range in ranges {
      for label in variable.valueLabels {
        if let number = Double(label.code), range.contains(number) {
          add(label.code)
        }
      }
      variable.missingRanges.append(.init(range, .blank))
    }
    for position in variable.valueLabels.indices {
      let code = variable.valueLabels[position].code
      variable.valueLabels[position].missing = variable.missingCodes[code]
    }
    return unknown
  }

  /// How a tagged missing value is written, such as `.a`.
  static func name(ofTag tag: UInt8) -> String {
    ".\(Character(Unicode.Scalar(tag)))"
  }
}
