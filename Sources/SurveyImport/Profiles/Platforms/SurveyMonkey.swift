import SurveyData

/// Exports of SurveyMonkey: a row of questions, and a row of the options or
/// rows below them; a question stands above its first column only.
enum SurveyMonkey: PlatformExport {
  static let profile = ImportOptions.Profile.surveymonkey

  private static let metadata: Set<String> = [
    "Respondent ID", "Collector ID", "Start Date", "End Date",
    "Date Created", "Date Modified", "IP Address", "Email Address",
    "First Name", "Last Name", "Response Status", "Collector Name",
    "Response ID", "respondent_id", "collector_id", "date_created",
    "date_modified", "ip_address", "email_address", "first_name", "last_name",
  ]

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    let known = head.count(of: Array(metadata))
    let hasIDs =
      head.count(of: [
        "Respondent ID", "Collector ID", "respondent_id", "collector_id",
      ]) > 0
    guard hasIDs, known >= 2, head.records.count > 1 else { return nil }
    let second = head.records[1].fields
    let isSecondHeader =
      second.contains { !$0.isEmpty }
      && head.header.indices.allSatisfy {
        !isMetadata(head.header[$0]) || head.text(1, $0).isEmpty
      }
    guard isSecondHeader else { return nil }
    return LocalizedText(
      zh: "第二行为选项名称，“Respondent ID”之下为空",
      en: "the second row names options, and is empty below 'Respondent ID'")
  }

  private static func isMetadata(_ header: String) -> Bool {
    metadata.contains(header) || isCustom(header)
  }

  private static func isCustom(_ header: String) -> Bool {
    let name = header.lowercased()
    return name.hasPrefix("custom data ") || name.hasPrefix("custom_")
  }

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    plan.headerRecords = reason(head) == nil ? 1 : 2
    let hasOptions = plan.headerRecords == 2
    plan.timeSpan =
      head.header.contains("Start Date")
      ? ("Start Date", "End Date") : ("Date Created", "Date Modified")
    var position = 0
    while position < head.header.count {
      let header = trimmedText(head.header[position])
      var end = position + 1
      if hasOptions, !header.isEmpty, !isMetadata(header) {
        while end < head.header.count, head.header[end].isEmpty,
          !head.text(1, end).isEmpty
        { end += 1 }
      }
      if isMetadata(header) {
        plan.columns.append(
          PlannedColumn(header, header: header, role: role(header)))
      } else {
        let options = (position..<end).map {
          hasOptions ? trimmedText(head.text(1, $0)) : ""
        }
        add(&plan, header, options, at: position)
      }
      position = end
    }
    if let state = plan.columns.first(where: { $0.name == "Response Status" }) {
      plan.states.append(
        ResponseState(
          column: state.name, sound: ["Completed", "completed", "Complete"],
          others: LocalizedText(zh: "部分作答", en: "partial")))
    }
    return plan
  }

  private static func role(_ header: String) -> PlannedColumn.Role {
    let name = header.lowercased()
    return name.contains("date") && !isCustom(header) ? .moment : .metadata
  }

  // MARK: - Questions

  private static func isOther(_ option: String) -> Bool {
    let option = option.lowercased()
    return [
      "other", "其他", "其它", "otro", "otra", "autre", "andere", "sonstige",
      "outro",
    ]
    .contains { option.hasPrefix($0) }
  }

  private static func add(
    _ plan: inout ProfilePlan, _ header: String, _ options: [String],
    at position: Int
  ) {
    let text = LocalizedText(header)
    let first = options[0]
    if header.isEmpty {
      let name = first.isEmpty ? "column_\(position + 1)" : first
      plan.columns.append(PlannedColumn(name, header: name))
      return
    }
    if options.count == 1 || first == "Response" {
      for (offset, option) in options.enumerated() {
        var column = PlannedColumn(
          offset == 0 ? header : "\(header) [\(option)]",
          header: offset == 0 ? header : option,
          Variable("", label: text, question: text),
          role: offset == 0 ? .answer : .plain)
        if offset > 0 { column.variable.label = LocalizedText(option) }
        plan.columns.append(column)
      }
      return
    }
    // `row - option` stands for a grid in which several may be ticked.
    let grid = options.map { option -> (row: String, option: String)? in
      let parts = split(option, at: " - ")
      guard parts.count > 1, let last = parts.last else { return nil }
      return (parts.dropLast().joined(separator: " - "), last)
    }
    let isGrid = grid.allSatisfy { $0 != nil }
    var questions: [String: Int] = [:]
    for (offset, option) in options.enumerated() {
      let row = isGrid ? grid[offset]?.row ?? "" : ""
      let code = isGrid ? grid[offset]?.option ?? option : option
      var column = PlannedColumn(
        "\(header) [\(option)]", header: offset == 0 ? header : option,
        Variable("", label: LocalizedText(option), question: text))
      if questions[row] == nil {
        questions[row] = plan.questions.count
        plan.questions.append(
          PlannedQuestion(
            name: isGrid ? "\(header) [\(row)]" : header,
            variable: Variable(
              "", label: isGrid ? LocalizedText(row) : text, question: text),
            condition: .ticksOrBlank))
      }
      if let question = questions[row] {
        column.role =
          offset == options.count - 1 && isOther(option)
          ? .otherText(question: question, code: "other")
          : .part(question: question, code: code, label: code)
      }
      plan.columns.append(column)
    }
  }
}
