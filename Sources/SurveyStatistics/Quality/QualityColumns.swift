import Diagnostics
import SurveyData

/// The columns that the rules look at: those that were named, and else those
/// that look like it.
struct QualityColumns {
  var items: [String] = []
  var duration: Column?
  var pages: [Column] = []
  var device: [Column] = []
  var openAnswers: [Column] = []
  var key: Column?
  /// How they were found.
  var choices: [QualityReport.Choice] = []

  init(_ options: QualityOptions, _ table: Table) throws(Diagnostic) {
    let finder = ColumnFinder(table: table)
    func named(_ names: [String]) throws(Diagnostic) -> [Column] {
      var columns: [Column] = []
      for name in names { columns.append(try table.column(name)) }
      return columns
    }
    key =
      try options.key.map { name throws(Diagnostic) in
        try table.column(name)
      } ?? finder.key()
    if let names = options.items {
      items = try named(names).map(\.name)
      note(.items, items, Self.namedReason)
    } else if !options.scales.isEmpty {
      var seen: Set<String> = []
      for name in options.scales.flatMap(\.items)
      where seen.insert(name).inserted {
        items.append(try table.column(name).name)
      }
      note(.items, items, Self.namedReason)
    } else {
      let checks = Set(options.attention.map(\.column))
      let found = finder.items(
        without: checks.union(key.map { [$0.name] } ?? []))
      items = found.names
      note(.items, items, found.reason)
    }
    if let name = options.duration {
      duration = try table.column(name)
      note(.duration, [name], Self.namedReason)
    } else {
      duration = finder.duration()
      note(.duration, duration.map { [$0.name] } ?? [], Self.byName)
    }
    if let names = options.pages {
      pages = try named(names)
      note(.pages, names, Self.namedReason)
    } else {
      pages = finder.pages()
      note(.pages, pages.map(\.name), Self.byName)
    }
    if let names = options.device {
      device = try named(names)
      note(.device, names, Self.namedReason)
    } else {
      device = finder.device()
      note(.device, device.map(\.name), Self.byName)
    }
    if let names = options.openAnswers {
      openAnswers = try named(names)
      note(.openAnswers, names, Self.namedReason)
    } else {
      let used = Set(items + device.map(\.name) + [key?.name ?? ""])
      openAnswers = finder.openAnswers(without: used)
      note(
        .openAnswers, openAnswers.map(\.name),
        LocalizedText(
          zh: "文本列，取值多，多数为文字", en: "text columns with many values, mostly words"
        ))
    }
  }

  private enum Role {
    case items, duration, pages, device, openAnswers
    var text: LocalizedText {
      switch self {
      case .items: LocalizedText(zh: "题目", en: "Items")
      case .duration: LocalizedText(zh: "答题用时", en: "Duration")
      case .pages: LocalizedText(zh: "各页用时", en: "Times of pages")
      case .device: LocalizedText(zh: "设备", en: "Device")
      case .openAnswers: LocalizedText(zh: "开放题", en: "Open answers")
      }
    }
  }

  private static let namedReason = LocalizedText(zh: "设置中指定", en: "named")
  private static let byName = LocalizedText(
    zh: "按列名识别", en: "recognised by the name")

  private mutating func note(
    _ role: Role, _ columns: [String], _ reason: LocalizedText
  ) {
    if columns.isEmpty { return }
    choices.append(
      QualityReport.Choice(role: role.text, columns: columns, reason: reason))
  }
}
