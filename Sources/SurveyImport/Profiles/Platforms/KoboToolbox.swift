import SurveyData

/// Exports of KoboToolbox and its kin, with names or labels; an empty cell
/// stands for a question that was not asked.
enum KoboToolbox: PlatformExport {
  static let profile = ImportOptions.Profile.kobotoolbox

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    if head.header.contains("_parent_index"),
      head.count(of: ["_index", "_parent_table_name", "_submission__uuid"]) > 0
    {
      return LocalizedText(
        zh: "表头有“_parent_index”，与重复组的文件一致",
        en: "the header has '_parent_index', as files of repeat groups do")
    }
    let known = head.count(of: [
      "_id", "_uuid", "_submission_time", "_validation_status",
      "__version__", "_submitted_by", "_index", "_status",
    ])
    if known >= 3 {
      return LocalizedText(
        zh: "表头有KoboToolbox关于回答的\(known)列",
        en: "the header has \(known) of KoboToolbox's columns about a response")
    }
    guard known > 0, head.isAllQuoted, head.delimiter == UInt8(ascii: ";")
    else { return nil }
    if hasTags(head) {
      return LocalizedText(
        zh: "第二行为HXL标签", en: "the second row holds HXL tags")
    }
    let present = Set(head.header)
    let hasParts = head.header.contains { header in
      stem(header).map { present.contains($0.question) } ?? false
    }
    return hasParts
      ? LocalizedText(
        zh: "题目与其选项各为一列，如“q”和“q/option”",
        en: "questions stand beside their options, as 'q' and 'q/option'") : nil
  }

  /// Whether the second row holds HXL tags such as `#indicator+sat`.
  private static func hasTags(_ head: ProfileHead) -> Bool {
    guard head.records.count > 1 else { return false }
    let filled = head.records[1].fields.filter { !$0.isEmpty }
    return !filled.isEmpty
      && filled.allSatisfy { tag in
        tag.first == "#" && tag.dropFirst().first?.isLetter == true
      }
  }

  private static func stem(
    _ header: String
  ) -> (question: String, option: String)? {
    guard let slash = header.lastIndex(of: "/"), slash > header.startIndex
    else { return nil }
    let option = String(header[header.index(after: slash)...])
    return option.isEmpty ? nil : (String(header[..<slash]), option)
  }

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    plan.headerRecords = hasTags(head) ? 2 : 1
    plan.joining = JoiningRule(separator: " ")
    plan.writesMonthFirst = false
    plan.timeSpan = ("start", "end")
    let present = Set(head.header)
    let names = shortNames(head.header)
    // A question beside its options is one; of columns in a group alone the
    // cells have to tell.
    let sure = Set(
      head.header.compactMap { header in
        stem(header).flatMap {
          present.contains($0.question) ? $0.question : nil
        }
      })
    var counts: [String: Int] = [:]
    for header in head.header where !sure.contains(header) {
      if let stem = stem(header)?.question { counts[stem, default: 0] += 1 }
    }
    var lasts: [String: Int] = [:]
    for header in head.header { lasts[last(header), default: 0] += 1 }
    var questions: [String: Int] = [:]
    for header in head.header where !sure.contains(header) {
      guard let question = stem(header)?.question, questions[question] == nil,
        (counts[question] ?? 0) > 1 || sure.contains(question)
      else { continue }
      questions[question] = plan.questions.count
      plan.questions.append(
        self.question(
          question, name: shortName(question, lasts, present),
          isSure: sure.contains(question)))
    }
    for (header, name) in zip(head.header, names) {
      plan.columns.append(column(header, name, questions))
    }
    if head.header.contains("_parent_index") {
      plan.remarks.append(
        ProfileRemark(
          message: LocalizedText(
            zh: "每行属于另一文件中的一份回答：“_parent_index”即其“_index”",
            en: "each row belongs to a response of another file: "
              + "'_parent_index' is its '_index'"),
          help: "join the two files to use them together"))
    }
    if head.header.contains("_validation_status") {
      plan.states.append(
        ResponseState(
          column: "_validation_status",
          sound: [
            "validation_status_approved", "validation_status_on_hold",
            "Approved", "On hold",
          ], others: LocalizedText(zh: "未通过审核", en: "not approved"),
          allowsMissing: true))
    }
    return plan
  }

  // MARK: - Columns

  private static let missing: [String: MissingReason] = ["": .notApplicable]

  private static func question(
    _ header: String, name: String, isSure: Bool
  ) -> PlannedQuestion {
    var question = PlannedQuestion(
      name: name, header: name == header ? nil : header,
      variable: Variable("", missingCodes: missing),
      condition: isSure ? .yesOrNo : .zerosAndOnes,
      ticked: ["1", "True", "TRUE"],
      tellsOffers: true)
    question.unticked = ["0", "False", "FALSE"]
    if !isPath(header) {
      question.variable.label = LocalizedText(header)
      question.variable.question = LocalizedText(header)
    }
    return question
  }

  private static func column(
    _ header: String, _ name: String, _ questions: [String: Int]
  ) -> PlannedColumn {
    var column = PlannedColumn(name, header: header, role: .answer)
    if ["start", "end", "_submission_time"].contains(header) {
      column.role = .moment
      return column
    }
    let own: Set<String> = [
      "today", "deviceid", "username", "simserial", "subscriberid",
      "phonenumber", "audit", "formhub/uuid", "meta/instanceID",
    ]
    if header.first == "_" || own.contains(header) {
      column.role = .metadata
      return column
    }
    column.variable.missingCodes = missing
    if !isPath(header) {
      column.variable.label = LocalizedText(header)
      column.variable.question = LocalizedText(header)
    }
    if let question = questions[header] {
      column.role = .summary(question: question)
    } else if let (stem, option) = stem(header), let question = questions[stem]
    {
      column.role = .part(
        question: question, code: option,
        label: isPath(header) ? nil : option)
    }
    return column
  }

  /// Whether a header is made of names, not of a label.
  private static func isPath(_ header: String) -> Bool {
    !header.isEmpty
      && header.utf8.allSatisfy { byte in
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
          || (byte >= 0x30 && byte <= 0x39) || "_-./".utf8.contains(byte)
      }
  }

  /// Names without the groups before them, where that leaves different ones.
  private static func shortNames(_ headers: [String]) -> [String] {
    var counts: [String: Int] = [:]
    for header in headers { counts[last(header), default: 0] += 1 }
    return headers.map { header in
      counts[last(header)] == 1 ? last(header) : header
    }
  }

  private static func shortName(
    _ question: String, _ lasts: [String: Int], _ present: Set<String>
  ) -> String {
    let short = last(question)
    let others = (lasts[short] ?? 0) - (present.contains(question) ? 1 : 0)
    return others > 0 ? question : short
  }

  private static func last(_ header: String) -> String {
    guard isPath(header), let slash = header.lastIndex(of: "/") else {
      return header
    }
    let name = String(header[header.index(after: slash)...])
    return name.isEmpty ? header : name
  }
}
