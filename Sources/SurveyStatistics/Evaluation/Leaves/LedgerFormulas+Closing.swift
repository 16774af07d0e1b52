import SurveyData

extension LedgerFormulas {
  /// The columns that follow from the dates of a ledger.
  static let derivedNames = ["overdue_days", "on_time"]

  /// The day on which cases without a reply are looked at: that of `as-of`,
  /// else the last day that something in the ledger happened, as the kind
  /// `ledger` has it; not-a-number in a ledger without such a day.
  var closingDay: Double {
    if let day = inputs?.asOf { return Double(day.daysSinceEpoch) }
    let ledger = inputs?.ledger ?? table
    var last = Double.nan
    for role in LedgerRole.events {
      guard let days = ledger[role.rawValue].flatMap(Self.daysOrEmpty) else {
        continue
      }
      for day in days where !day.isNaN && !(day <= last) { last = day }
    }
    return last
  }

  /// Columns that follow from the dates of a ledger.
  ///
  /// A reply after its limit is overdue by the days between them. A case
  /// without a reply is overdue by the days up to the closing day; it is not
  /// in time once the limit has passed, and undecided before. A case that was
  /// withdrawn without a reply is neither.
  func derived(_ name: String) -> Column? {
    guard Self.derivedNames.contains(name),
      let replied = table["replied_on"], let due = table["due_on"],
      let done = Self.daysOrEmpty(replied), let planned = Self.daysOrEmpty(due)
    else { return nil }
    let extended = table["extended_until"].flatMap(Self.daysOrEmpty)
    let withdrawn = table["withdrawn_on"].flatMap(Self.daysOrEmpty)
    let today = closingDay
    let values = planned.indices.map { row -> Double in
      let later = extended?[row] ?? .nan
      let limit = later.isNaN ? planned[row] : later
      let isOpen = done[row].isNaN
      if isOpen, let day = withdrawn?[row], !day.isNaN { return .nan }
      let beyond = (isOpen ? today : done[row]) - limit
      if beyond.isNaN { return .nan }
      if name == "overdue_days" { return max(0, beyond) }
      return beyond > 0 ? 0 : isOpen ? .nan : 1
    }
    return Column(
      name, .doubles(values),
      missing: MissingReasons(
        values.map { $0.isNaN ? MissingReason.blank.rawValue : 0 }))
  }
}

extension EvaluationAnalysis {
  /// On which day cases without a reply were looked at, where a gate or a
  /// formula asks for it and there are such cases.
  var closingConvention: Convention? {
    let names = LedgerFormulas.derivedNames.filter { inputs.cases[$0] == nil }
    let isAsked = tree.indicators.contains { indicator in
      let formulas =
        indicator.gates.map(\.subject) + [indicator.formula].compactMap { $0 }
      return formulas.contains { formula in
        names.contains(formula.name)
          || formula.arguments.contains { names.contains($0.text) }
      }
    }
    guard isAsked,
      let replied = inputs.cases["replied_on"]
        .flatMap(LedgerFormulas.daysOrEmpty),
      inputs.cases["due_on"] != nil, replied.contains(where: \.isNaN)
    else { return nil }
    let day = LedgerFormulas(table: inputs.cases, inputs: inputs).closingDay
    guard let text = LedgerFrame.day(day)?.text else { return nil }
    let (zh, en) =
      inputs.asOf == nil
      ? ("台账中最后一个事件的日期", "the last day that something in the ledger happened")
      : ("“as-of”所定", "as 'as-of' says")
    return Convention(
      "as-of", text,
      LocalizedText(
        zh: "未答复的对象算到\(text)（\(zh)）：逾期天数至该日止，已过期限的为未按期。",
        en: "Cases without a reply are looked at on \(text), \(en): their days"
          + " overdue run to that day, and once the limit has passed they are"
          + " not in time."))
  }
}
