import Diagnostics
import Settings
import SurveyData
import SurveyImport

/// What came of reading a study file.
public struct StudyReading {
  /// The study.
  public var study: Study
  /// The study file and those that it includes, by their paths from the
  /// study's folder.
  var files: [StudyComposition.File]
  /// What `${name}` stands for.
  var parameters: StudyParameters
}

/// Reads a study file and those that it includes.
///
/// All faults go to `log`; the study holds what could be understood, so that
/// a caller can go on to look for more faults.
///
/// - Parameters:
///   - path: The file, or a folder with a `study.yaml` in it.
///   - parameters: Values of parameters in the place of those in the file,
///     each `name=value`.
///   - log: Where faults are reported.
/// - Throws: A `Diagnostic` when a file cannot be read or is not YAML.
public func readStudy(
  _ path: String, parameters: [String] = [], log: DiagnosticLog
) throws(Diagnostic) -> StudyReading {
  var path = path
  if FileSystem.kind(of: path) == .folder {
    path = FileSystem.join(
      FileSystem.withoutTrailingSlashes(path), "study.yaml")
  }
  let composition = try StudyComposition(path: path)
  var parameters = StudyParameters(
    composition.node, options: parameters, log: log)
  let node = parameters.resolve(composition.node)
  var reader = StudyReader(log: log)
  var study = reader.read(
    node, file: FileSystem.name(of: path), folder: FileSystem.folder(of: path))
  study.settings = node
  return StudyReading(
    study: study, files: composition.files, parameters: parameters)
}

/// Reads a study from settings, without opening any file.
func readStudy(_ node: SettingsNode, log: DiagnosticLog) -> Study {
  var reader = StudyReader(log: log)
  return reader.read(node, file: "study.yaml", folder: "")
}

/// The help that lists the analyses of a study.
func listedAnalyses(_ names: [String]) -> String {
  names.isEmpty
    ? "the study has no analyses"
    : "the analyses are: \(names.joined(separator: ", "))"
}

/// The diagnostic about a file that cannot be opened, with the names beside
/// it that come close.
func missingFile(
  _ path: String, _ fault: FileFault, at place: Place? = nil,
  shownAs name: String? = nil
) -> Diagnostic {
  let isAbsent = fault.number == 2
  let neighbours = FileSystem.names(in: FileSystem.folder(of: path))
  let guess = nearest(to: FileSystem.name(of: path), in: neighbours)
  return Diagnostic(
    .missingFile, at: place,
    isAbsent
      ? "there is no file '\(name ?? path)'"
      : "cannot \(fault.operation) '\(name ?? path)': \(fault.reason)",
    help: isAbsent
      ? guess.map { "did you mean '\($0)'?" }
        ?? (place?.line == nil
          ? nil : "paths in a study start at the study file")
      : nil)
}

private struct StudyReader {
  let log: DiagnosticLog
  var level = 0.95
  var data: [DataPlan] = []
  var dataNames: [String] = []
  var analyses: [AnalysisPlan] = []
  var analysisNames: [String] = []
  /// There is no such section, which is reported; what names its entries is
  /// not.
  var lacksAnalyses = false

  mutating func read(
    _ node: SettingsNode, file: String, folder: String
  ) -> Study {
    let reader = SettingsReader(
      node, subject: "the study", log: log, help: Self.beginning)
    checkVersion(reader)
    // The settings have both in them already.
    _ = reader.strings("include")
    reader.acceptMapping("parameters")
    let title = reader.localizedText("title")
    let subtitle = reader.localizedText("subtitle")
    let languages: [Language]? = reader.choices("languages")
    let isMadeUp = reader.boolean("made-up") ?? false
    let source = reader.localizedText("source")
    let theme = reader.file("theme").flatMap {
      readTheme($0.path, folder: folder, at: $0.place, log: log)
    }
    level = reader.level("level") ?? 0.95
    readData(reader)
    readAnalyses(reader)
    var reports = ReportPlans()
    readReports(reader, into: &reports)
    let prepared = preparedInputs(reader)
    reader.finish()
    let id = file.split(separator: ".").first.map(String.init) ?? "study"
    var study = Study(
      file: file, folder: folder, id: id, title: title ?? LocalizedText(id),
      subtitle: subtitle, languages: unique(languages ?? [.chinese, .english]),
      isMadeUp: isMadeUp, source: source, level: level, data: data,
      analyses: analyses, sections: reports.sections, cards: reports.cards,
      formats: reports.formats, preparedInputs: prepared)
    if let theme { study.theme = theme }
    return study
  }

  /// What a file that is no study is answered with.
  private static let beginning =
    "a study begins with 'manyi: 1', and 'manyi init FOLDER' writes one; "
    + "'manyi import FILE' reads a data file"

  private func unique(_ languages: [Language]) -> [Language] {
    var seen: [Language] = []
    for language in languages where !seen.contains(language) {
      seen.append(language)
    }
    return seen.isEmpty ? [.chinese, .english] : seen
  }

  private func checkVersion(_ reader: SettingsReader) {
    guard reader.has("manyi") else {
      reader.reportMissing(
        "manyi", help: "start the file with 'manyi: 1', the version of its keys"
      )
      return
    }
    guard let version = reader.integer("manyi"), version != 1 else { return }
    log.report(
      Diagnostic(
        .unsupportedVersion, at: reader.valuePlace(of: "manyi"),
        "this program reads studies of version 1, not \(version)",
        help: version > 1 ? "use a newer manyi" : "write manyi: 1"))
  }

  /// Names become parts of file names, so that they keep to a few characters.
  private func isName(_ entry: SettingsNode.Entry, _ what: String) -> Bool {
    let isFine =
      entry.key.first?.isLetter == true
      && entry.key.allSatisfy {
        $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
      }
    if !isFine {
      log.report(
        Diagnostic(
          .wrongValue, at: entry.keyPlace,
          "'\(entry.key)' cannot be the name of \(what)",
          help: "use letters, digits, '-' and '_', and start with a letter"))
    }
    return isFine
  }

  // MARK: - Data

  private mutating func readData(_ reader: SettingsReader) {
    guard let section = section("data", of: reader) else {
      reader.reportMissing(
        "data", help: "write data: {NAME: {file: FILE.csv}}")
      return
    }
    for entry in section.allEntries() {
      dataNames.append(entry.key)
      guard isName(entry, "a data set") else { continue }
      if let plan = dataPlan(entry, log: log) { data.append(plan) }
    }
  }

  // MARK: - Analyses

  private mutating func readAnalyses(_ reader: SettingsReader) {
    guard let section = section("analyses", of: reader) else {
      lacksAnalyses = true
      reader.reportMissing(
        "analyses", help: "write analyses: {NAME: {kind: mean, …}}")
      return
    }
    var weights: [String: ColumnReference] = [:]
    var designs: [String: DesignPlan] = [:]
    for plan in data {
      weights[plan.name] = plan.design?.weights
      designs[plan.name] = plan.design
    }
    let entries = section.allEntries()
    let isFlat = tellsMissingIndent(entries)
    for entry in entries {
      analysisNames.append(entry.key)
      // One fault of the layout is not told key by key.
      if isFlat {
        guard case .map = entry.value.content else { continue }
      }
      guard isName(entry, "an analysis") else { continue }
      let settings = SettingsReader(
        entry.value, subject: "the analysis '\(entry.key)'", log: log)
      guard let kind = kind(of: settings) else { continue }
      do {
        let type = try AnalysisKinds.named(
          kind, at: settings.valuePlace(of: "kind"))
        settings.narrow(to: kind)
        let plan = analysisPlan(
          settings, type: type, name: entry.key, dataNames: dataNames,
          defaultLevel: level, weights: weights, designs: designs)
        settings.finish()
        if let plan { analyses.append(plan) }
      } catch {
        log.report(error)
      }
    }
  }

  /// Tells keys of an analysis that stand beside its name, not below it.
  private func tellsMissingIndent(_ entries: [SettingsNode.Entry]) -> Bool {
    guard let position = entries.firstIndex(where: { $0.key == "kind" }),
      position > 0, entries[position - 1].value.isNull
    else { return false }
    if case .map = entries[position].value.content { return false }
    let name = entries[position - 1].key
    log.report(
      Diagnostic(
        .missingKey, at: entries[position].keyPlace,
        "'kind' stands beside the analysis '\(name)', not below it",
        help: "indent 'kind' and the keys after it by two more spaces, so that"
          + " they are keys of '\(name)'"))
    return true
  }

  private func kind(of settings: SettingsReader) -> String? {
    settings.requiredWord(
      "kind", of: AnalysisKinds.names, help: KindTopic.help,
      notes: KindTopic.lines)
  }

  // MARK: - Reports

  private struct ReportPlans {
    var sections: [SectionPlan] = []
    var cards: CardPlan?
    var formats = FormatPlan()
  }

  private func readReports(
    _ reader: SettingsReader, into plans: inout ReportPlans
  ) {
    let entries = reader.reader("reports")?.allEntries() ?? []
    for entry in entries {
      if entry.key == FormatPlan.key {
        plans.formats = FormatPlan(entry, log: log)
        continue
      }
      guard isName(entry, "a report") else { continue }
      let settings = SettingsReader(
        entry.value, subject: "the report '\(entry.key)'", log: log)
      if settings.has("for-each") {
        readCards(settings, into: &plans)
      } else {
        let title = settings.localizedText("title")
        let text = settings.localizedText("text")
        if !settings.has("show") {
          settings.reportMissing(
            "show", help: "name the analyses to show, or 'for-each' for cards")
        }
        let shown = (settings.columns("show") ?? []).filter(isKnown)
        plans.sections.append(
          SectionPlan(
            name: entry.key, title: title, text: text,
            analyses: shown.map(\.name)))
      }
      settings.finish()
    }
    if plans.sections.isEmpty {
      // Cards alone would leave a report without results.
      plans.sections = [
        SectionPlan(
          name: "results", title: nil, text: nil, analyses: analysisNames)
      ]
    }
    if let cards = plans.cards, !plans.formats.formats.contains(.html) {
      log.report(
        Diagnostic(
          .wrongValue, .note, at: cards.place,
          "cards are pages, and 'html' is not among the formats",
          zh: "卡片是网页，而输出格式中没有“html”",
          help: "add html to 'formats', or remove the cards"))
    }
  }

  private func readCards(
    _ settings: SettingsReader, into plans: inout ReportPlans
  ) {
    guard let analysis = settings.column("for-each") else { return }
    let pattern = settings.string("name") ?? "{case_id}"
    guard isKnown(analysis) else { return }
    if let plan = analyses.first(where: { $0.name == analysis.name }),
      plan.kind != EvaluationMethod.kind
    {
      log.report(
        Diagnostic(
          .cardsWithoutCases, at: analysis.place,
          "cards are made for an evaluation, and '\(analysis.name)' is of "
            + "kind '\(plan.kind)'",
          help: "name an analysis with 'kind: evaluation'"))
    } else if plans.cards != nil {
      log.report(
        Diagnostic(
          .wrongValue, at: analysis.place,
          "a study can have cards for one evaluation only"))
    } else {
      plans.cards = CardPlan(
        analysis: analysis.name, namePattern: pattern, place: analysis.place)
    }
  }

  private func isKnown(_ reference: ColumnReference) -> Bool {
    if analysisNames.contains(reference.name) { return true }
    if lacksAnalyses { return false }
    log.report(
      Diagnostic(
        .unknownName, at: reference.place,
        "no analysis is called '\(reference.name)'",
        help: nearest(to: reference.name, in: analysisNames)
          .map { "did you mean '\($0)'?" }
          ?? listedAnalyses(analysisNames)))
    return false
  }
}
