import Diagnostics
import SurveyData

/// Exports of Qualtrics: tags, question texts, and a row of ids as JSON; the
/// older form lacks the ids.
///
/// -99 stands for a question that was shown and not answered, an empty cell
/// for one that was not shown.
enum Qualtrics: PlatformExport {
  static let profile = ImportOptions.Profile.qualtrics

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    if let row = idRow(head) {
      return LocalizedText(
        zh: "表头第\(row + 1)行为题目编号",
        en: "header row \(row + 1) holds the ids of its questions")
    }
    guard legacyMarks(head) >= 3 else { return nil }
    return LocalizedText(
      zh: "第二行以文本重复“ResponseID”等名称",
      en: "the second row repeats names such as 'ResponseID' as texts")
  }

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    let ids = idRow(head)
    plan.headerRecords = ids.map { $0 + 1 } ?? (legacyMarks(head) > 0 ? 2 : 1)
    plan.joining = JoiningRule(separator: ",", joinsCodes: true)
    let hasTexts =
      plan.headerRecords == 3 || (ids == nil && plan.headerRecords == 2)
    // Ids of a row with another number of fields cannot be told apart.
    let row = ids.flatMap { row in
      head.records[row].fields.count == head.header.count ? row : nil
    }
    var sources = head.header.indices.map { position in
      Source(
        tag: head.header[position],
        text: hasTexts ? trimmedText(head.text(1, position)) : "",
        id: row.flatMap { jsonText("ImportId", in: head.text($0, position)) },
        choice: row.flatMap {
          jsonText("choiceId", in: head.text($0, position))
        })
    }
    let unread = ids == nil ? 0 : sources.count { $0.id == nil }
    if unread > 0 {
      plan.remarks.append(
        ProfileRemark(
          message: LocalizedText(
            zh: "表头中\(unread)列的编号无法识别，选项编码取自标签",
            en: "the ids of \(counted(unread, "column")) in the header "
              + "cannot be read; the codes of options were taken from the tags"),
          help: "export the file again without opening it in a spreadsheet"))
    }
    for position in sources.indices { sources[position].settle() }
    addQuestions(&plan, sources)
    for (tag, sound, others) in [
      (
        "Finished", ["1", "True", "TRUE", "true"],
        LocalizedText(zh: "未完成", en: "unfinished")
      ),
      (
        "Status", ["0", "IP Address", "4", "Imported", "32", "Offline"],
        LocalizedText(zh: "预览、测试和垃圾回答", en: "previews, tests and spam")
      ),
    ] where head.header.contains(tag) {
      plan.states.append(
        ResponseState(column: tag, sound: sound, others: others))
    }
    return plan
  }

  // MARK: - Recognising

  private static func idRow(_ head: ProfileHead) -> Int? {
    [1, 2].first { row in
      guard head.records.indices.contains(row) else { return false }
      let fields = head.records[row].fields
      let marked = fields.count {
        $0.contains("ImportId") && $0.contains("{")
      }
      return marked > 0 && marked * 2 >= fields.count(where: { !$0.isEmpty })
    }
  }

  /// How many columns of metadata repeat their name in the second row.
  private static func legacyMarks(_ head: ProfileHead) -> Int {
    head.header.indices.count { position in
      let tag = head.header[position]
      let text = head.text(1, position)
      guard metadata.contains(word(text)) else { return false }
      let isNumbered =
        tag.first == "V" && !tag.dropFirst().isEmpty
        && tag.dropFirst().allSatisfy(\.isNumber)
      return isNumbered || metadata.contains(word(tag))
    }
  }

  private static func word(_ text: String) -> String {
    text.filter { $0.isLetter || $0.isNumber }.lowercased()
  }

  private static let metadata: Set<String> = [
    "startdate", "enddate", "status", "responsetype", "ipaddress", "progress",
    "durationinseconds", "finished", "recordeddate", "responseid",
    "responseset", "recipientlastname", "recipientfirstname",
    "recipientemail", "emailaddress", "externalreference",
    "externaldatareference", "locationlatitude", "locationlongitude",
    "locationaccuracy", "distributionchannel", "userlanguage", "name",
  ]

  /// The text that belongs to `key` in a flat JSON object.
  private static func jsonText(_ key: String, in json: String) -> String? {
    let parts = split(json, at: "\"\(key)\"")
    guard parts.count > 1 else { return nil }
    var rest = parts[1].drop { $0.isWhitespace }
    guard rest.first == ":" else { return nil }
    rest = rest.dropFirst().drop { $0.isWhitespace }
    let isQuoted = rest.first == "\""
    if isQuoted { rest = rest.dropFirst() }
    let value = rest.prefix { isQuoted ? $0 != "\"" : $0 != "," && $0 != "}" }
    return value.isEmpty || value.utf8.count > 200 ? nil : String(value)
  }

  // MARK: - Columns

  /// One column of the file.
  private struct Source {
    var tag: String
    var text: String
    var id: String?
    var choice: String?
    var isQuestion = false
    var isText = false
    /// What options or rows of a question share.
    var stem = ""

    /// Finds out what the column is from its id, or else from its tag.
    mutating func settle() {
      isText = (id ?? tag).hasSuffix("_TEXT")
      if let id {
        isQuestion = split(id, at: "QID").count > 1
        stem = id
      } else {
        isQuestion =
          !metadata.contains(word(tag)) && !metadata.contains(word(text))
        stem = withoutNumber(tag) ?? tag
        if choice == nil, text.contains("Selected Choice - ") {
          choice = number(tag)
        }
      }
    }
  }

  /// `Q2` for `Q2_5`.
  private static func withoutNumber(_ tag: String) -> String? {
    guard let underscore = tag.lastIndex(of: "_"), number(tag) != nil,
      underscore > tag.startIndex
    else { return nil }
    return String(tag[..<underscore])
  }

  /// `5` for `Q2_5`.
  private static func number(_ tag: String) -> String? {
    guard let underscore = tag.lastIndex(of: "_") else { return nil }
    let digits = tag[tag.index(after: underscore)...]
    let isNumber =
      !digits.isEmpty
      && digits.utf8.allSatisfy {
        $0 >= 0x30 && $0 <= 0x39
      }
    return isNumber ? String(digits) : nil
  }

  private static func addQuestions(
    _ plan: inout ProfilePlan, _ sources: [Source]
  ) {
    let missing: [String: MissingReason] = [
      "": .notApplicable, "-99": .blank,
    ]
    // Without ids, columns `Q2_1`, `Q2_2` are options when their cells say so.
    var rows: [String: Int] = [:]
    for source in sources where source.isQuestion && !source.isText {
      rows[rowStem(source), default: 0] += 1
    }
    let shared = sharedTexts(sources)
    var questions: [String: Int] = [:]
    for source in sources {
      let mayBeOption =
        source.id == nil && source.choice == nil && !source.isText
        && number(source.tag) != nil && (rows[rowStem(source)] ?? 0) > 1
      guard source.isQuestion, !source.isText,
        source.choice != nil || mayBeOption, questions[source.stem] == nil
      else { continue }
      questions[source.stem] = plan.questions.count
      let label = cut(source, shared[rowStem(source)]).question
      var question = PlannedQuestion(
        name: withoutNumber(source.tag) ?? source.tag,
        variable: Variable(
          "", label: .init(label), question: .init(label),
          missingCodes: missing))
      if source.choice == nil { question.condition = .ticksOrBlank }
      if label.isEmpty { question.variable.label = nil }
      plan.questions.append(question)
    }
    for source in sources {
      var column = PlannedColumn(source.tag, header: source.tag)
      if !source.text.isEmpty, source.text != source.tag {
        column.variable.label = LocalizedText(source.text)
      }
      let texts = cut(source, shared[rowStem(source)])
      column.role = role(source, questions, texts.part)
      if source.isQuestion {
        column.variable.missingCodes = missing
        describe(
          &column, source, texts, isRow: (rows[rowStem(source)] ?? 0) > 1)
      }
      plan.columns.append(column)
    }
  }

  private static func rowStem(_ source: Source) -> String {
    source.id.map { withoutNumber($0) ?? $0 } ?? source.stem
  }

  private static func role(
    _ source: Source, _ questions: [String: Int], _ part: String?
  ) -> PlannedColumn.Role {
    let id = source.id ?? source.tag
    if source.isQuestion {
      if source.isText {
        let option = String(id.dropLast(5))
        if let stem = withoutNumber(option), let code = number(option),
          let question = questions[stem]
        {
          return .otherText(question: question, code: code)
        }
        return .plain
      }
      let upper = id.uppercased()
      for timing in [
        "PAGE_SUBMIT", "PAGE SUBMIT", "FIRST_CLICK", "FIRST CLICK",
        "LAST_CLICK", "LAST CLICK",
      ]
      where upper.hasSuffix(timing) { return .duration }
      for other in ["_NPS_GROUP", "_DO", "CLICK_COUNT", "CLICK COUNT"]
      where upper.hasSuffix(other) { return .metadata }
      if let question = questions[source.stem],
        let code = source.choice ?? number(source.tag)
      {
        return .part(question: question, code: code, label: part)
      }
      return .answer
    }
    switch word(source.id ?? source.tag) {
    case "startdate", "enddate", "recordeddate": return .moment
    case "duration", "durationinseconds": return .duration
    default:
      return ["startdate", "enddate", "recordeddate"].contains(
        word(source.text))
        ? .moment : .metadata
    }
  }

  private static func describe(
    _ column: inout PlannedColumn, _ source: Source,
    _ texts: (question: String, part: String?), isRow: Bool
  ) {
    if isRow, !source.isText, let label = texts.part {
      column.variable.label = LocalizedText(label)
      column.variable.question = LocalizedText(texts.question)
    } else if !source.text.isEmpty, !source.isText {
      let text = withoutEnd(source.text, " - Selected Choice")
      column.variable.label = LocalizedText(text)
      column.variable.question = LocalizedText(text)
    }
  }

  // MARK: - Texts

  private static func withoutEnd(_ text: String, _ end: String) -> String {
    text.hasSuffix(end) ? String(text.dropLast(end.count)) : text
  }

  /// The question and the row or option after it.
  ///
  /// Both may hold the ` - ` between them. The question is what all texts of
  /// a question share; a text alone is cut at the last one.
  private static func cut(
    _ source: Source, _ shared: String?
  ) -> (question: String, part: String?) {
    let text = source.text
    let marked = split(text, at: " - Selected Choice")
    if marked.count == 2 {
      let rest = marked[1]
      return (
        marked[0], rest.hasPrefix(" - ") ? String(rest.dropFirst(3)) : nil
      )
    }
    if let shared, text.hasPrefix("\(shared) - ") {
      return (shared, String(text.dropFirst(shared.count + 3)))
    }
    // The older form writes a hyphen alone.
    let signs = source.id == nil ? [" - ", "-"] : [" - "]
    for sign in signs {
      let parts = split(text, at: sign)
      guard parts.count > 1 else { continue }
      return (parts.dropLast().joined(separator: sign), parts.last)
    }
    return (text, nil)
  }

  /// The longest beginning before ` - ` that all texts of a question share.
  private static func sharedTexts(_ sources: [Source]) -> [String: String] {
    var shared: [String: [String]] = [:]
    var counts: [String: Int] = [:]
    for source in sources where source.isQuestion && !source.isText {
      let stem = rowStem(source)
      let parts = split(source.text, at: " - ")
      counts[stem, default: 0] += 1
      guard let known = shared[stem] else {
        shared[stem] = parts
        continue
      }
      let same = zip(known.dropLast(), parts.dropLast())
        .prefix { $0 == $1 }.count
      shared[stem] = Array(known.prefix(same + 1))
    }
    var texts: [String: String] = [:]
    for (stem, parts) in shared where parts.count > 1 && counts[stem] ?? 0 > 1 {
      texts[stem] = parts.dropLast().joined(separator: " - ")
    }
    return texts
  }
}
