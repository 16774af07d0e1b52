import SurveyData

/// Answers of Microsoft Forms: several options end in a semicolon each, rows
/// of a grid stand after a dot.
enum MicrosoftForms: PlatformExport {
  static let profile = ImportOptions.Profile.microsoftForms

  private static let starts = [
    "Start time", "开始时间", "開始時間", "Startzeit", "Heure de début",
    "Hora de inicio", "開始時刻",
  ]
  private static let ends = [
    "Completion time", "完成时间", "完成時間", "Fertigstellungszeit",
    "Heure de fin", "Hora de finalización", "完了時刻",
  ]
  private static let metadata: Set<String> = [
    "ID", "Id", "Email", "Name", "电子邮件", "名称", "姓名", "E-Mail",
    "Total points", "Quiz feedback", "Grade posted time", "总分", "测验反馈",
    "Language", "语言",
  ]
  private static let times: Set<String> = [
    "Last modified time", "上次修改时间", "Zeitpunkt der letzten Änderung",
  ]

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    let headers = head.header.map(trimmedText)
    guard let start = starts.first(where: headers.contains),
      let end = ends.first(where: headers.contains),
      headers.first?.uppercased() == "ID"
    else { return nil }
    return LocalizedText(
      zh: "表头有“ID”“\(start)”和“\(end)”",
      en: "the header has 'ID', '\(start)' and '\(end)'")
  }

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    plan.joining = JoiningRule(
      separator: ";", isUnambiguous: true, isTerminated: true,
      otherOption: "other")
    let headers = head.header.map(trimmedText)
    let rows = rows(headers)
    if let start = starts.first(where: headers.contains),
      let end = ends.first(where: headers.contains)
    {
      plan.timeSpan = (start, end)
    }
    for (position, header) in headers.enumerated() {
      let name = header.isEmpty ? "column_\(position + 1)" : header
      var column = PlannedColumn(name, header: head.header[position])
      if starts.contains(header) || ends.contains(header)
        || times.contains(header)
      {
        column.role = .moment
      } else if metadata.contains(header),
        position < 8
          || header.hasSuffix("points") || header == "总分"
      {
        column.role = .metadata
      } else {
        column.role = .answer
        column.variable.label = LocalizedText(rows[position]?.row ?? name)
        column.variable.question = LocalizedText(rows[position]?.stem ?? name)
      }
      plan.columns.append(column)
    }
    return plan
  }

  /// For each header that is the row of a grid its question and row: beside
  /// it stands another row of the same question.
  private static func rows(
    _ headers: [String]
  ) -> [(stem: String, row: String)?] {
    let cuts = headers.map { header -> [(stem: String, row: String)] in
      let parts = split(header, at: ".")
      // A text of many sentences is no row of a grid.
      guard parts.count <= 10 else { return [] }
      return (1..<max(parts.count, 1)).reversed().map { cut in
        (
          parts[..<cut].joined(separator: "."),
          trimmedText(parts[cut...].joined(separator: "."))
        )
      }.filter { !$0.stem.isEmpty && !$0.row.isEmpty && $0.stem.count > 2 }
    }
    return headers.indices.map { position in
      let beside = [position - 1, position + 1].filter(headers.indices.contains)
      return cuts[position].first { cut in
        beside.contains { other in
          cuts[other].contains { $0.stem == cut.stem }
        }
      }
    }
  }
}
