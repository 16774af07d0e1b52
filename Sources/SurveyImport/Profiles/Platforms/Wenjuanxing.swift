import SurveyData

/// Exports of 问卷星, by text or by number.
///
/// `(跳过)` and -3 stand for a question that was not asked, `(空)` and -2 for
/// one without an answer.
enum Wenjuanxing: PlatformExport {
  static let profile = ImportOptions.Profile.wenjuanxing

  static func reason(_ head: ProfileHead) -> LocalizedText? {
    guard head.header.contains("提交答卷时间"),
      head.count(of: ["序号", "所用时间", "来源", "来源详情", "来自IP"]) > 1
    else { return nil }
    return LocalizedText(
      zh: "表头有“提交答卷时间”及其旁列",
      en: "the header has '提交答卷时间' and the columns beside it")
  }

  private static let metadata: Set<String> = [
    "序号", "来源", "来源详情", "来自IP", "IP", "总分", "用户ID", "昵称", "自定义字段",
    "系统答题限时", "姓名", "星标", "答题时长",
  ]

  static let missing: [String: MissingReason] = [
    "(跳过)": .notApplicable, "（跳过）": .notApplicable, "-3": .notApplicable,
    "(空)": .blank, "（空）": .blank, "-2": .blank,
  ]

  static func plan(_ head: ProfileHead) -> ProfilePlan {
    var plan = ProfilePlan(profile: profile, reason: "")
    plan.joining = JoiningRule(
      separator: "┋", isUnambiguous: true, rankSeparator: "→",
      insertion: ("〖", "〗"))
    plan.writesMonthFirst = false
    let headers = head.header.map { Header($0) }
    var counts: [String: Int] = [:]
    for header in headers where header.row != nil {
      counts[header.stem, default: 0] += 1
    }
    var questions: [String: Int] = [:]
    for header in headers {
      if metadata.contains(header.whole) {
        plan.columns.append(
          PlannedColumn(header.whole, header: header.whole, role: .metadata))
        continue
      }
      if ["提交答卷时间", "开始答题时间", "开始时间"].contains(header.whole) {
        plan.columns.append(
          PlannedColumn(header.whole, header: header.whole, role: .moment))
        continue
      }
      if header.whole == "所用时间" {
        plan.columns.append(
          PlannedColumn(header.whole, header: header.whole, role: .duration))
        continue
      }
      guard let row = header.row, (counts[header.stem] ?? 0) > 1 else {
        plan.columns.append(single(header))
        continue
      }
      let label = LocalizedText(header.stemText)
      var column = PlannedColumn(
        header.name, header: header.whole,
        Variable(
          "", label: .init(row), question: label, missingCodes: missing))
      column.role = header.isDashed ? .answer : .plain
      if !header.isDashed {
        if questions[header.stem] == nil {
          questions[header.stem] = plan.questions.count
          plan.questions.append(
            PlannedQuestion(
              name: header.stemText, header: header.stem,
              variable: Variable(
                "", label: label, question: label, missingCodes: missing),
              condition: .zerosAndOnes, ticked: ["1"], tellsOffers: true))
        }
        if let question = questions[header.stem] {
          column.role = .part(question: question, code: row, label: row)
        }
      }
      plan.columns.append(column)
    }
    return plan
  }

  private static func single(_ header: Header) -> PlannedColumn {
    let label = LocalizedText(header.name)
    var column = PlannedColumn(
      header.name, header: header.whole,
      Variable("", label: label, question: label, missingCodes: missing),
      role: .answer)
    if header.kind == "多选题" { column.role = .multiple }
    if header.kind == "排序题" { column.role = .ranking }
    return column
  }

  /// The parts of a header such as `2、您使用过哪些服务？(窗口)`.
  private struct Header {
    var whole: String
    /// Without the number and the kind of question.
    var name: String
    /// The kind of question that stands in `【】`.
    var kind = ""
    /// The option or row, when there may be one.
    var row: String?
    /// Whether the row stands after a dash.
    var isDashed = false
    /// The header without the row.
    var stem: String
    /// The same without the number.
    var stemText: String

    init(_ text: String) {
      whole = text
      var rest = trimmedText(text)
      for sign in ["【多选题】", "【排序题】", "【单选题】", "【矩阵单选题】", "【填空题】"]
      where rest.contains(sign) {
        kind = String(sign.dropFirst().dropLast())
        rest = split(rest, at: sign).joined()
      }
      let (number, body) = Self.numbered(rest)
      name = body.isEmpty ? rest : body
      stem = rest
      stemText = name
      if let (head, row) = Self.bracketed(rest) {
        stem = head
        self.row = row
      } else if let (head, row) = Self.dashed(rest) {
        stem = head
        self.row = row
        isDashed = true
      }
      if row != nil {
        let bare = Self.numbered(stem).body
        stemText = bare.isEmpty ? stem : bare
      }
      _ = number
    }

    /// `12、` or `12.` before a text.
    private static func numbered(
      _ text: String
    ) -> (number: Substring, body: String) {
      let digits = text.prefix { $0.isASCII && $0.isNumber }
      let rest = text.dropFirst(digits.count)
      guard !digits.isEmpty, let sign = rest.first, "、.．".contains(sign)
      else { return ("", text) }
      return (digits, trimmedText(String(rest.dropFirst())))
    }

    /// The text before the last brackets, and what stands in them.
    private static func bracketed(_ text: String) -> (String, String)? {
      let signs = Array(text)
      guard let last = signs.last, last == ")" || last == "）" else {
        return nil
      }
      var depth = 0
      for i in signs.indices.reversed() {
        if signs[i] == ")" || signs[i] == "）" { depth += 1 }
        if signs[i] == "(" || signs[i] == "（" { depth -= 1 }
        guard depth == 0 else { continue }
        let row = String(signs[(i + 1)..<(signs.count - 1)])
        return i == 0 || row.isEmpty ? nil : (String(signs[..<i]), row)
      }
      return nil
    }

    private static func dashed(_ text: String) -> (String, String)? {
      let parts = split(text, at: "—")
      guard parts.count > 1, let row = parts.last, !row.isEmpty else {
        return nil
      }
      var head = parts.dropLast()
      // A Chinese dash is two signs long.
      while head.last?.isEmpty == true, head.count > 1 { head.removeLast() }
      let stem = head.joined(separator: "—")
      return stem.isEmpty ? nil : (stem, row)
    }
  }
}
