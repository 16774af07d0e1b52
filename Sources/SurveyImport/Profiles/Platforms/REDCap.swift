import SurveyData

/// Exports of REDCap, raw or labelled.
///
/// A checkbox question has 0 in every column when it was not answered, so
/// that a row without a tick is missing.
enum REDCap: PlatformExport {
  static let profile = ImportOptions.Profile.redcap

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    let own = [
      "redcap_event_name", "redcap_repeat_instrument",
      "redcap_repeat_instance", "redcap_survey_identifier",
      "redcap_data_access_group",
    ]
    if let name = own.first(where: head.header.contains) {
      return LocalizedText(
        zh: "表头有“\(name)”", en: "the header has '\(name)'")
    }
    let parts = head.header.count { part($0) != nil }
    let isLabelled = head.header.contains { labelled($0) != nil }
    let hasCompletion = head.header.contains {
      $0.hasSuffix("_complete") || $0 == "Complete?"
    }
    guard parts > 1, hasCompletion || isLabelled else { return nil }
    return isLabelled
      ? LocalizedText(
        zh: "列名形如“question (choice=option)”",
        en: "columns are called as in 'question (choice=option)'")
      : LocalizedText(
        zh: "列名形如“question___1”和“form_complete”",
        en: "columns are called as in 'question___1' and 'form_complete'")
  }

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    plan.writesMonthFirst = false
    var questions: [String: Int] = [:]
    for (position, header) in head.header.enumerated() {
      let name = trimmedText(header)
      var column = PlannedColumn(
        name.isEmpty ? "column_\(position + 1)" : name, header: header)
      if let (question, code, label) = part(header) {
        if questions[question] == nil {
          questions[question] = plan.questions.count
          var planned = PlannedQuestion(
            name: question, ticked: ["1", "Checked"],
            allUnticked: .missing(.blank))
          planned.unticked = ["0", "Unchecked"]
          if label != nil {
            planned.variable.label = LocalizedText(question)
            planned.variable.question = LocalizedText(question)
          }
          plan.questions.append(planned)
        }
        if let index = questions[question] {
          column.role = .part(question: index, code: code, label: label)
        }
      } else if header.hasSuffix("_timestamp") || header == "Survey Timestamp" {
        column.role = .moment
        column.variable.missingCodes = ["[not completed]": .blank]
      } else if header.hasSuffix("_complete") || header == "Complete?" {
        column.role = .metadata
        plan.states.append(
          ResponseState(
            column: column.name, sound: ["2", "Complete"],
            others: LocalizedText(
              zh: "“\(column.name)”未完成", en: "'\(column.name)' not complete"),
            allowsMissing: true))
      } else if name.contains(" ") {
        column.variable.label = LocalizedText(name)
        column.variable.question = LocalizedText(name)
      }
      plan.columns.append(column)
    }
    return plan
  }

  // MARK: - Checkboxes

  /// Question, code and label of a column of a checkbox question.
  private static func part(
    _ header: String
  ) -> (question: String, code: String, label: String?)? {
    if let (question, option) = labelled(header) {
      return (question, option, option)
    }
    let parts = split(header, at: "___")
    guard parts.count == 2, !parts[0].isEmpty, !parts[1].isEmpty,
      header.utf8.allSatisfy({ byte in
        (byte >= 0x61 && byte <= 0x7A) || (byte >= 0x30 && byte <= 0x39)
          || byte == UInt8(ascii: "_")
      })
    else { return nil }
    // The sign of a negative code becomes an underscore.
    let code =
      parts[1].first == "_" ? "-\(parts[1].dropFirst())" : parts[1]
    return (parts[0], code, nil)
  }

  private static func labelled(
    _ header: String
  ) -> (question: String, option: String)? {
    let parts = split(header, at: " (choice=")
    guard parts.count == 2, parts[1].last == ")", parts[1].count > 1 else {
      return nil
    }
    return (trimmedText(parts[0]), trimmedText(String(parts[1].dropLast())))
  }
}
