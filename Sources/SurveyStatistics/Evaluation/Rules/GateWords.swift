import SurveyData

/// Gates in words: what is looked at, when the rule holds and what follows,
/// such as “答复逾期天数大于0，等次最高为‘良好’”.
struct GateWords {
  /// The cases, whose columns may have labels.
  let cases: Table
  /// The bands, to name one in both languages.
  let bands: [Band]

  /// The rule of a gate.
  func rule(_ gate: Gate) -> LocalizedText {
    let (subject, effect) = (subject(gate.subject), effect(gate.effect))
    let comparison = comparison(gate)
    return LocalizedText(
      zh: "\(subject[.chinese])\(comparison[.chinese])，\(effect[.chinese])",
      en: "\(subject[.english]) \(comparison[.english]): "
        + effect[.english])
  }

  /// The rule of a gate that a case met, with the value that met it.
  func hit(
    _ gate: Gate, of indicator: LocalizedText, value: Double
  ) -> LocalizedText {
    let (subject, effect) = (subject(gate.subject), effect(gate.effect))
    let comparison = comparison(gate)
    // A value that only meets the rule unrounded is printed as it is.
    let rounded = (value * 100).rounded() / 100
    let number = plainText(
      gate.comparison.holds(rounded, gate.limit) ? rounded : value)
    return LocalizedText(
      zh: "\(indicator[.chinese])：\(subject[.chinese])为\(number)"
        + "（\(comparison[.chinese])），\(effect[.chinese])。",
      en: "\(indicator[.english]): \(subject[.english]) = \(number)"
        + " (\(comparison[.english])); \(effect[.english]).")
  }

  // MARK: - Parts

  private func effect(_ effect: Gate.Effect) -> LocalizedText {
    switch effect {
    case .fail:
      return LocalizedText(zh: "判为最低等次", en: "the lowest band")
    case .cap(let name):
      let label =
        bands.first { $0.label.chinese == name || $0.label.english == name }?
        .label ?? LocalizedText(name)
      return LocalizedText(
        zh: "等次最高为“\(label[.chinese])”",
        en: "at most “\(label[.english])”")
    }
  }

  private func comparison(_ gate: Gate) -> LocalizedText {
    let limit = plainText(gate.limit)
    return switch gate.comparison {
    case .less: LocalizedText(zh: "小于\(limit)", en: "below \(limit)")
    case .lessOrEqual:
      LocalizedText(zh: "不大于\(limit)", en: "at most \(limit)")
    case .greater: LocalizedText(zh: "大于\(limit)", en: "above \(limit)")
    case .greaterOrEqual:
      LocalizedText(zh: "不小于\(limit)", en: "at least \(limit)")
    case .equal: LocalizedText(zh: "等于\(limit)", en: "equal to \(limit)")
    case .notEqual:
      LocalizedText(zh: "不等于\(limit)", en: "not equal to \(limit)")
    }
  }

  private func label(_ column: String) -> LocalizedText {
    cases[column]?.variable?.label ?? LocalizedText(column)
  }

  private func subject(_ formula: LeafFormula) -> LocalizedText {
    let names = formula.arguments.map(\.text)
    let labels = names.map(label)
    func quoted(_ position: Int, _ language: Language) -> String {
      "“\(labels[position][language])”"
    }
    func between(_ chinese: String, _ english: String) -> LocalizedText {
      LocalizedText(
        zh: "从\(quoted(0, .chinese))到\(quoted(1, .chinese))的\(chinese)",
        en: "\(english) from \(quoted(0, .english)) to "
          + quoted(1, .english))
    }
    switch (formula.name, names.count) {
    case ("value", 0):
      return LocalizedText(zh: "原始值", en: "the measured value")
    case ("score", 0): return LocalizedText(zh: "得分", en: "the score")
    case ("overdue_days", 0) where cases["overdue_days"] == nil:
      return LocalizedText(
        zh: "答复逾期天数", en: "days that the reply is overdue")
    case ("on_time", 0) where cases["on_time"] == nil:
      return LocalizedText(
        zh: "按期答复（1为是，0为否）", en: "reply in time (1 yes, 0 no)")
    case ("dissatisfied_lead", 0) where cases["dissatisfied_lead"] == nil:
      return LocalizedText(
        zh: "领衔代表评为最低等次的次数",
        en: "ratings with the worst grade by the lead deputies")
    case ("count", 1...):
      return LocalizedText(
        zh: "评为“\(names.joined(separator: "”或“"))”的次数",
        en: "ratings with “\(names.joined(separator: "” or “"))”")
    case ("overdue", 2), ("overdue", 3):
      return LocalizedText(
        zh: "\(quoted(1, .chinese))晚于\(quoted(0, .chinese))的天数",
        en: "days of \(quoted(1, .english)) after \(quoted(0, .english))")
    case ("days", 2): return between("天数", "days")
    case ("months", 2): return between("月数", "months")
    case ("working_days", 2): return between("工作日数", "working days")
    case ("share", 1...):
      let all = labels.indices.map { quoted($0, .chinese) }
      return LocalizedText(
        zh: "\(all.joined(separator: "、"))中已填写的比例",
        en: "the share filled in of "
          + labels.indices.map { quoted($0, .english) }
          .joined(separator: ", "))
    case ("column", 1): return labels[0]
    case (_, 0): return label(formula.text)
    default:
      return LocalizedText(
        zh: "公式\(formula.text)", en: "the formula \(formula.text)")
    }
  }
}
