import SurveyData

/// Exports of LimeSurvey, with codes such as `Q2[SQ001]` or with full texts.
///
/// `N/A` stands for a question that was not shown, an empty cell for one
/// without an answer. Anonymous surveys have 1980-01-01 in place of days.
enum LimeSurvey: PlatformExport {
  static let profile = ImportOptions.Profile.limesurvey

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    let names = columns(head).map { $0.code.lowercased() }
    // Ids, tokens and addresses stand in other files too.
    let known = fields[1...3].count { field in
      names.contains { field.names.contains($0) }
    }
    if known >= 2 {
      return LocalizedText(
        zh: "表头有提交日期、最后一页、起始语言中的\(known)列",
        en: "the header has \(known) of submit date, last page and start "
          + "language")
    }
    let parts = head.header.count {
      let parts = bracketed($0)
      return parts?.row.hasPrefix("SQ") == true
        && parts?.row.dropFirst(2).allSatisfy(\.isNumber) == true
    }
    guard parts > 1, head.isAllQuoted else { return nil }
    return LocalizedText(
      zh: "列名形如“Q1[SQ001]”，各字段都有引号",
      en: "columns are called as in 'Q1[SQ001]', and every field is quoted")
  }

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    plan.masksFormulas = true
    plan.expectedBlankLines = 1
    plan.writesMonthFirst = false
    plan.emptyMoments = ["1980-01-01 00:00:00", "1980-01-01"]
    let columns = columns(head)
    var counts: [String: Int] = [:]
    for column in columns {
      if let stem = bracketed(column.code)?.stem {
        counts[stem, default: 0] += 1
      }
    }
    var questions: [String: Int] = [:]
    for (position, source) in columns.enumerated() {
      let header = head.header[position]
      if let field = fields.first(where: {
        $0.names.contains(source.code.lowercased())
      }) {
        plan.columns.append(
          PlannedColumn(source.code, header: header, role: field.role))
        if field.isCompletion, plan.completion == nil {
          plan.completion = source.code
        }
        continue
      }
      plan.columns.append(
        column(source, header, &plan.questions, &questions, counts))
    }
    return plan
  }

  // MARK: - Columns

  /// A header as code and text; with full texts alone they are the same.
  private struct Source {
    var code: String
    var text: String?
  }

  private static let missing: [String: MissingReason] = [
    "": .blank, "N/A": .notApplicable,
  ]
  private static let yes: Set<String> = [
    "Y", "Yes", "Ja", "Oui", "Sí", "Si", "Sì", "Sim", "Tak", "Да", "是", "はい",
  ]
  private static let no: Set<String> = [
    "N", "No", "Nein", "Non", "Não", "Nie", "Nee", "Nej", "Нет", "否", "不",
    "いいえ",
  ]
  private static let others: Set<String> = [
    "other", "其他", "其它", "sonstiges", "autre", "otro", "altro", "outro",
  ]

  private static func column(
    _ source: Source, _ header: String, _ plans: inout [PlannedQuestion],
    _ questions: inout [String: Int], _ counts: [String: Int]
  ) -> PlannedColumn {
    let isCode = source.code.utf8.allSatisfy { $0 > 0x20 }
    let label = source.text ?? (isCode ? nil : source.code)
    var column = PlannedColumn(
      isCode ? plainCode(source.code) : source.code, header: header,
      Variable("", missingCodes: missing))
    column.variable.label = label.map { LocalizedText($0) }
    column.variable.question = column.variable.label
    if isTiming(source.code) {
      column.role = .duration
      return column
    }
    guard let (stem, row) = bracketed(source.code), (counts[stem] ?? 0) > 1
    else { return column }
    let texts = source.text.flatMap(bracketed)
    let rowLabel = texts?.row ?? (isCode ? nil : row)
    let question = texts?.stem ?? (isCode ? nil : stem)
    column.variable.label = rowLabel.map { LocalizedText($0) }
    column.variable.question = question.map { LocalizedText($0) }
    if row.hasSuffix("comment") { return column }
    let isOther = others.contains(row.lowercased())
    if questions[stem] == nil {
      questions[stem] = plans.count
      let text = question.map { LocalizedText($0) }
      plans.append(
        PlannedQuestion(
          name: isCode ? plainCode(stem) : stem,
          header: isCode && plainCode(stem) != stem ? stem : nil,
          variable: Variable(
            "", label: text, question: text, missingCodes: missing),
          condition: .yesOrNo, unticked: no.union(["0"]),
          ticked: yes.union(["1"]), tellsOffers: true))
    }
    guard let index = questions[stem] else { return column }
    column.role =
      isOther
      ? .otherText(question: index, code: "other")
      : .part(question: index, code: row, label: rowLabel)
    if isOther, column.variable.label == nil {
      column.variable.label = LocalizedText(zh: "其他", en: "Other")
    }
    return column
  }

  /// `Q2_SQ001` for `Q2[SQ001]`, a name that needs no quotes.
  private static func plainCode(_ code: String) -> String {
    var name = ""
    for sign in code {
      if sign == "[" {
        name.append("_")
      } else if sign != "]" {
        name.append(sign)
      }
    }
    return name
  }

  /// `Q2` and `SQ001` for `Q2[SQ001]`.
  static func bracketed(_ text: String) -> (stem: String, row: String)? {
    guard text.last == "]", let open = text.lastIndex(of: "["),
      open > text.startIndex
    else { return nil }
    let row = trimmedText(String(text[text.index(after: open)...].dropLast()))
    let stem = trimmedText(String(text[..<open]))
    return row.isEmpty || stem.isEmpty ? nil : (stem, row)
  }

  private static func isTiming(_ code: String) -> Bool {
    let code = code.lowercased()
    if ["interviewtime", "total time"].contains(code) { return true }
    if code.hasPrefix("grouptime") || code.hasPrefix("group time") {
      return true
    }
    return code.hasPrefix("question time")
      || (code.hasSuffix("time") && code.first == "q"
        && code.dropFirst().first?.isNumber == true)
  }

  /// The headers, taken apart when they have a code before each text.
  private static func columns(_ head: ProfileHead) -> [Source] {
    let headers = head.header.map(trimmedText)
    let date = headers.first { $0.hasPrefix("submitdate") }
    let sign = date.map { $0.dropFirst(10) }?.prefix {
      !$0.isLetter && !$0.isNumber
    }
    guard let sign, !sign.isEmpty else {
      return headers.map { Source(code: $0) }
    }
    return headers.map { header in
      let parts = split(header, at: String(sign))
      guard parts.count > 1 else { return Source(code: header) }
      return Source(
        code: parts[0],
        text: parts.dropFirst().joined(separator: String(sign)))
    }
  }

  /// A column that LimeSurvey adds to every export.
  private struct KnownField {
    /// Its code and its texts, in small letters.
    var names: Set<String>
    var role = PlannedColumn.Role.metadata
    var isCompletion = false
  }

  private static let fields: [KnownField] = [
    KnownField(names: ["id", "response id", "antwort id", "答复 id", "答案编号"]),
    KnownField(
      names: [
        "submitdate", "date submitted", "datum abgeschickt", "提交日期",
        "提交时间", "date de soumission", "fecha de envío",
      ], role: .moment, isCompletion: true),
    KnownField(
      names: [
        "lastpage", "last page", "letzte seite", "最后一页", "dernière page",
        "última página",
      ]),
    KnownField(
      names: [
        "startlanguage", "start language", "start-sprache", "起始语言",
        "开始语言", "langue de départ", "lenguaje inicial",
      ]),
    KnownField(names: ["seed", "zufallsstartwert", "种子"]),
    KnownField(
      names: ["startdate", "date started", "datum gestartet", "开始日期"],
      role: .moment),
    KnownField(
      names: [
        "datestamp", "date last action", "datum letzte aktivität",
        "最后操作日期",
      ], role: .moment),
    KnownField(names: ["ipaddr", "ip address", "ip-adresse", "ip地址"]),
    KnownField(names: ["refurl", "referrer url"]),
    KnownField(names: ["token", "access code", "zugangscode"]),
  ]
}
