import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// A banner book: `questions`, `banner`, `show`, `nets`, `top-box`,
/// `bottom-box`, `scale`, `letters`, `minimum-base`, `weak-base`,
/// `interval`, `pairs`, `columns-per-table`.
public struct BannerMethod: AnalysisMethod {
  /// `banner`.
  public static let kind = BannerAnalysis.kind
  /// What it does.
  public static let summary =
    "every question by every banner column, with significance letters"
  /// An example.
  public static let example =
    "--set questions=awards,comp.imp --set banner=total,stype,sch.wide"
    + " --set design.weights=pw"

  let questions: [ColumnReference]
  let banner: [ColumnReference]
  let options: BannerOptions

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    questions = settings.requiredColumns("questions") ?? []
    let parts = settings.banner("banner")
    banner = parts.columns
    var options = BannerOptions(banner: parts.variables)
    if let show: [BannerStatistic] = settings.choices("show") {
      options.show = Set(show)
    }
    options.nets = settings.nets("nets")
    options.topBox = settings.integer("top-box", in: 1...100)
    options.bottomBox = settings.integer("bottom-box", in: 1...100)
    options.scale = settings.scaleEnds("scale")
    options.letters = settings.letters("letters")
    if let base = settings.number("minimum-base", in: 0...1_000_000) {
      options.minimumBase = base
    }
    options.weakBase = settings.choice("weak-base") ?? .effective
    options.interval = settings.shareInterval("interval") ?? .logit
    options.listsPairs = settings.boolean("pairs") ?? false
    options.columnsPerTable = settings.integer(
      "columns-per-table", in: 2...1000)
    self.options = options
    if questions.isEmpty || parts.variables.isEmpty { return nil }
  }

  /// The questions that are no patterns, and the banner's variables.
  public var columns: [ColumnUse] {
    (questions.filter { !$0.name.contains("*") } + banner).map {
      ColumnUse($0)
    }
  }

  /// Makes the tables.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    try analysis(inputs.groupings).run(on: inputs.requiredData())
  }

  /// Refuses columns and conditions that cannot be used.
  public func check(on inputs: AnalysisInputs) throws(Diagnostic) {
    try analysis(inputs.groupings).check(on: inputs.requiredData())
  }

  private func analysis(_ groupings: [[String]]) -> BannerAnalysis {
    BannerAnalysis(
      questions: questions.map(\.name), options: options, by: groupings)
  }
}

extension SettingsReader {
  /// The parts of a banner: `total`, names of columns, lists of names that
  /// are crossed, `{label: …, where: …}`, or several such columns together
  /// as `{label: …, columns: […]}`.
  func banner(
    _ key: String
  ) -> (variables: [BannerVariable], columns: [ColumnReference]) {
    guard let nodes = list(key) else {
      reportMissing(key, help: "name variables, or total")
      return ([], [])
    }
    var variables: [BannerVariable] = []
    var columns: [ColumnReference] = []
    var single: [BannerCondition] = []
    func closeConditions() {
      if !single.isEmpty {
        variables.append(.conditions(label: nil, single))
        single = []
      }
    }
    for node in nodes {
      if case .map = node.content {
        let reader = SettingsReader(
          node, subject: "a column of the banner", log: log)
        if reader.has("columns") {
          closeConditions()
          let label = reader.localizedText("label")
          let conditions = (reader.list("columns") ?? []).compactMap { node in
            let column = SettingsReader(
              node, subject: "a column of the banner", log: log)
            let condition = column.bannerCondition()
            column.finish()
            return condition
          }
          if !conditions.isEmpty {
            variables.append(.conditions(label: label, conditions))
          }
        } else if let condition = reader.bannerCondition() {
          single.append(condition)
        }
        reader.finish()
        continue
      }
      closeConditions()
      if case .list(let items) = node.content {
        var names: [ColumnReference] = []
        for item in items {
          guard let text = item.text else {
            log.report(
              Diagnostic(
                .wrongValue, at: item.place,
                "variables of the banner are crossed by a list of their"
                  + " names, not by \(item.kindName)"))
            continue
          }
          names.append(ColumnReference(name: text, place: item.place))
        }
        if names.isEmpty { continue }
        columns += names
        variables.append(.variables(names.map(\.name)))
      } else if let text = node.text, text != "total" {
        columns.append(ColumnReference(name: text, place: node.place))
        variables.append(.variables([text]))
      } else {
        variables.append(.total)
      }
    }
    closeConditions()
    if nodes.isEmpty { reportWrong(key, "'\(key)' is an empty list") }
    return (variables, columns)
  }

  /// The keys `label` and `where` of a column.
  private func bannerCondition() -> BannerCondition? {
    let label = localizedText("label")
    guard has("where") else {
      reportMissing("where", help: "say which rows are in the column")
      return nil
    }
    guard let condition = condition("where") else { return nil }
    return BannerCondition(
      label ?? LocalizedText(condition.text), where: condition)
  }

  /// Nets: `{满意: [1, 2]}`, or with more to say
  /// `{satisfied: {label: …, values: […], questions: […]}}`.
  func nets(_ key: String) -> [BannerNet] {
    guard let reader = reader(key, subject: "'\(key)'") else { return [] }
    return reader.allEntries().compactMap { entry in
      guard case .map = entry.value.content else {
        return reader.requiredStrings(entry.key).map {
          BannerNet(LocalizedText(entry.key), values: $0)
        }
      }
      let net = SettingsReader(
        entry.value, subject: "the net '\(entry.key)'", log: log)
      let label = net.localizedText("label") ?? LocalizedText(entry.key)
      let values = net.requiredStrings("values")
      let questions = net.strings("questions")
      net.finish()
      return values.map { BannerNet(label, values: $0, questions: questions) }
    }
  }

  /// The rules of letters; `none` for no letters.
  func letters(_ key: String) -> BannerLetters? {
    guard let node = node(key) else { return BannerLetters() }
    if node.text == "none" { return nil }
    guard let reader = reader(key, subject: "'\(key)'") else {
      return BannerLetters()
    }
    var letters = BannerLetters()
    if let level = reader.number("level", in: 0.000001...0.5) {
      letters.level = level
    }
    letters.secondLevel = reader.number("second-level", in: 0.000001...0.5)
    if let second = letters.secondLevel, second <= letters.level {
      reader.reportWrong(
        "second-level",
        "'second-level' has to be above 'level', which is"
          + " \(plainText(letters.level))",
        help: "small letters are for what capital letters do not reach")
    }
    letters.adjustment = reader.choice("adjust") ?? .none
    letters.comparison = reader.choice("compare") ?? .withinVariable
    letters.freedom = reader.choice("degrees-of-freedom") ?? .pair
    reader.finish()
    return letters
  }
}
