import SurveyData

/// Answers of Google Forms: a timestamp, and the texts of the questions.
enum GoogleForms: PlatformExport {
  static let profile = ImportOptions.Profile.googleForms

  private static let timestamps: Set<String> = [
    "Timestamp", "时间戳记", "时间戳", "時間戳記", "Zeitstempel", "Horodateur",
    "Marca temporal", "タイムスタンプ",
  ]

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    guard let first = head.header.first, timestamps.contains(first),
      head.header.count > 1
    else { return nil }
    let cell = head.text(1, 0)
    if cell.contains("GMT"), WrittenMoment(trimmedText(cell)) != nil {
      return LocalizedText(
        zh: "第一列为时间戳，如“\(cell)”",
        en: "the first column has timestamps such as '\(cell)'")
    }
    let looksAsked = head.header.dropFirst().contains { header in
      header.hasSuffix("?") || header.hasSuffix("？")
    }
    // Logs of machines begin with a timestamp too, but in another form.
    let isMoment =
      head.records.count == 1
      || (cell.contains(":") && cell.contains("/")
        && WrittenMoment(trimmedText(cell)) != nil)
    guard looksAsked, isMoment else { return nil }
    return LocalizedText(
      zh: "第一列为“\(first)”，表头为题目",
      en: "the first column is '\(first)', and questions stand in the header")
  }

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    plan.joining = JoiningRule(separator: ", ", otherOption: "other")
    let headers = head.header.map(trimmedText)
    var counts: [String: Int] = [:]
    for header in headers {
      if let stem = LimeSurvey.bracketed(header)?.stem {
        counts[stem, default: 0] += 1
      }
    }
    for (position, header) in headers.enumerated() {
      let name = header.isEmpty ? "column_\(position + 1)" : header
      var column = PlannedColumn(name, header: head.header[position])
      if position == 0, timestamps.contains(header) {
        column.role = .moment
      } else if ["Email Address", "Username", "Score", "电子邮件地址", "分数"]
        .contains(header)
      {
        column.role = .metadata
      } else {
        column.role = .answer
        column.variable.label = LocalizedText(name)
        column.variable.question = LocalizedText(name)
        if let (stem, row) = LimeSurvey.bracketed(header),
          (counts[stem] ?? 0) > 1
        {
          column.variable.label = LocalizedText(row)
          column.variable.question = LocalizedText(stem)
        }
      }
      plan.columns.append(column)
    }
    return plan
  }
}
