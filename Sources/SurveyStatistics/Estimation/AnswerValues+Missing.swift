import SurveyData

extension MissingReason {
  /// How a row of missing answers is called in a result.
  var answerLabel: LocalizedText {
    switch self {
    case .blank: LocalizedText(zh: "缺失：未填写", en: "missing: blank")
    case .refused: LocalizedText(zh: "缺失：拒答", en: "missing: refused")
    case .dontKnow:
      LocalizedText(zh: "缺失：不知道", en: "missing: does not know")
    case .notApplicable:
      LocalizedText(zh: "缺失：不适用", en: "missing: not applicable")
    case .outOfRange:
      LocalizedText(zh: "缺失：超出范围", en: "missing: out of range")
    case .unreadable:
      LocalizedText(zh: "缺失：无法识别", en: "missing: unreadable")
    }
  }

  /// The value that stands for it in a result.
  var answerValue: String { "(\(name))" }
}

/// What becomes of missing answers in shares.
public enum MissingAnswers: String, Sendable, CaseIterable, Hashable {
  /// They are left out of the base.
  case excluded
  /// They count in the base, with a share for each reason.
  case shown

  /// The choice as it is printed beside the result. That missing answers
  /// are left out, the sentence about missing values says.
  func convention(_ missing: MissingValues) -> Convention {
    guard self == .shown else { return missing.convention }
    return Convention(
      "missing", rawValue,
      LocalizedText(
        zh: "缺失值：缺失回答计入基数，并按原因列出。",
        en: "Missing values: missing answers count in the base and are shown by"
          + " their reasons."))
  }
}
