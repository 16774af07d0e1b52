import Diagnostics
import SurveyData

/// What was done about rows that break a rule.
enum ConsistencyAction {
  /// They count as they are.
  case kept
  /// The whole row counts nowhere.
  case leftOut
  /// The value that breaks the rule counts as missing.
  case valueLeftOut

  var words: LocalizedText {
    switch self {
    case .kept: LocalizedText(zh: "照常计入", en: "kept")
    case .leftOut: LocalizedText(zh: "整行不计", en: "row left out")
    case .valueLeftOut: LocalizedText(zh: "该值不计", en: "value left out")
    }
  }
}

/// Rows of a table that break one rule.
struct ConsistencyFinding {
  /// The name of the rule.
  var rule: String
  var code: DiagnosticCode
  /// What is wrong with such a row.
  var label: LocalizedText
  /// The rows that the rule speaks of.
  var checked: Int
  /// The rows that break it, with their places.
  var places: [Place]
  /// The values at these places, for the first few.
  var values: [String]
  var action: ConsistencyAction
  /// What to do about it.
  var help: String?
}

/// What a check of tables found before anything was computed: the rules that
/// could be checked, and the rows that break them.
struct ConsistencyReport {
  private(set) var findings: [ConsistencyFinding] = []

  /// How many places a table and a message name.
  static let shown = 3

  /// Checks a rule: `breaks` says for each row whether it breaks the rule,
  /// `nil` where the rule does not speak of it.
  ///
  /// - Returns: The rows that break it.
  @discardableResult
  mutating func check(
    _ rule: String, _ code: DiagnosticCode, _ label: LocalizedText,
    action: ConsistencyAction, rows: some Sequence<Int>,
    place: (Int) -> Place, value: (Int) -> String? = { _ in nil },
    help: String? = nil, breaks: (Int) -> Bool?
  ) -> [Int] {
    var checked = 0
    var found: [Int] = []
    for row in rows {
      guard let isBroken = breaks(row) else { continue }
      checked += 1
      if isBroken { found.append(row) }
    }
    guard checked > 0 else { return [] }
    findings.append(
      ConsistencyFinding(
        rule: rule, code: code, label: label, checked: checked,
        places: found.map(place),
        values: found.prefix(Self.shown).map { value($0) ?? "" },
        action: action, help: help))
    return found
  }

  /// Adds what another check found.
  mutating func add(_ other: ConsistencyReport) {
    findings += other.findings
  }

  /// A warning for each rule that is broken.
  var diagnostics: [Diagnostic] {
    findings.compactMap { finding in
      guard let first = finding.places.first else { return nil }
      let count = finding.places.count
      let more = zip(finding.places, finding.values).map { place, value in
        value.isEmpty ? place.description : "\(place): \(value)"
      }
      return Diagnostic(
        finding.code, .warning, at: first,
        "\(count) of \(finding.checked) rows: \(finding.label[.english])"
          + " (\(finding.action.words[.english]))",
        zh:
          "\(finding.checked)行中有\(count)行不合“\(finding.label[.chinese])”（\(finding.action.words[.chinese])）",
        notes: more.filter { !$0.isEmpty }, help: finding.help)
    }
  }

  /// All rules that could be checked, with counts and the first rows.
  var table: StatisticsTable? {
    guard !findings.isEmpty else { return nil }
    let rows = findings.map { finding in
      let count = finding.places.count
      let file = finding.places.first?.file ?? ""
      let places = zip(finding.places, finding.values).map { place, value in
        let line = place.line.map { "\($0)" } ?? "?"
        return value.isEmpty ? line : "\(line) (\(value))"
      }
      let more = count > Self.shown ? ", …" : ""
      let text =
        count == 0 ? "" : "\(file): \(places.joined(separator: ", "))\(more)"
      return StatisticsTable.Row(
        finding.rule, finding.label,
        [
          .init(Double(finding.checked)), .init(Double(count)),
          .init(Double(count) / Double(finding.checked)),
          .init(
            count == 0
              ? LocalizedText(zh: "无", en: "none") : finding.action.words),
          .init(LocalizedText(text)),
        ])
    }
    return StatisticsTable(
      "consistency",
      title: LocalizedText(zh: "数据一致性检查", en: "Consistency of the data"),
      stub: LocalizedText(zh: "问题", en: "What is wrong"),
      columns: [
        .init("checked", LocalizedText(zh: "检查行数", en: "Rows checked"), .count),
        .init("found", LocalizedText(zh: "问题行数", en: "Rows found"), .count),
        .init("share", LocalizedText(zh: "占比", en: "Share"), .share),
        .init("action", LocalizedText(zh: "处理", en: "What was done"), .text),
        .init("places", LocalizedText(zh: "位置（行号）", en: "Lines"), .text),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "计算前逐条检查；只列出数据中可以检查的规则，行号为文件中的行。",
          en: "Checked before anything was computed. Rules that these data"
            + " cannot break are not listed; lines are those of the file.")
      ])
  }
}
