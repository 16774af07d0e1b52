import Diagnostics
import Settings
import SurveyData
import SurveyImport

extension StepReader {
  func recode() -> RecodeStep? {
    let reader = reader()
    defer { reader.finish() }
    let single = reader.placedName("column")
    let several = reader.placedNames("columns")
    let label = reader.localizedText("label")
    let labels = reader.valueLabels("labels")
    let rules = rules(reader)
    let stated = reader.node("else").flatMap { target($0) }
    let into = reader.placedNames("into")
    guard let names = single.map({ [$0] }) ?? several, !names.isEmpty else {
      if !reader.has("column") && !reader.has("columns") {
        reader.reportMissing("column")
      }
      return nil
    }
    if single != nil, several != nil {
      reader.reportWrong("columns", "'column' and 'columns' exclude each other")
      return nil
    }
    if let into, into.count != names.count {
      reader.reportWrong(
        "into", "'into' has \(into.count) names for \(names.count) columns",
        help: "name one new column for each")
      return nil
    }
    guard let rules, (into ?? []).allSatisfy(isNewName) else { return nil }
    var recoding = RecodeRules(rules, otherwise: stated ?? .same)
    recoding.isOtherwiseStated = stated != nil
    return RecodeStep(
      names, recoding, into: into, label: label,
      valueLabels: labels, at: place)
  }

  private func rules(_ reader: SettingsReader) -> [RecodeRules.Rule]? {
    guard let map = reader.reader("map") else {
      reader.reportMissing("map", help: "write map: {1-2: 1, 3-5: 2}")
      return nil
    }
    let rules = map.allEntries().compactMap { entry -> RecodeRules.Rule? in
      target(entry.value).map {
        RecodeRules.Rule(
          RecodeRules.sources(entry.key), $0, at: entry.keyPlace)
      }
    }
    return rules.isEmpty ? nil : rules
  }

  /// What a value becomes; in quotes every word is a value.
  private func target(_ node: SettingsNode) -> RecodeRules.Target? {
    guard case .scalar(let text, let isQuoted) = node.content else {
      wrong(node.place, "a value is needed here, not \(node.kindName)")
      return nil
    }
    if node.isNull {
      wrong(
        node.place, "a value is needed here",
        help: "write missing, or a reason such as refused, to take it away")
      return nil
    }
    if !isQuoted {
      if text == "missing" { return .missing(.blank) }
      if text == "keep" { return .same }
      if let reason = MissingReason(name: text) { return .missing(reason) }
      warn(ofReason: text, at: node.place)
    }
    return .value(text)
  }

  /// A word close to a reason for missing values is most often meant as one,
  /// and would become an answer like any other.
  private func warn(ofReason text: String, at place: Place) {
    let reasons = ["missing"] + MissingReason.allCases.map(\.name)
    guard Double(text) == nil, let meant = nearest(to: text, in: reasons)
    else { return }
    log.report(
      Diagnostic(
        .textLikeReason, .warning, at: place,
        "'\(text)' is no reason for missing values and becomes an answer",
        zh: "“\(text)”不是缺失原因，将成为一个回答",
        help: "did you mean \(meant)? If it is an answer, put it in quotes"))
  }

  func bin() -> BinStep? {
    let reader = reader()
    defer { reader.finish() }
    let name = reader.placedName("column")
    let into = reader.placedName("into")
    let label = reader.localizedText("label")
    let closed: BinStep.Closed = reader.choice("closed") ?? .left
    let labels = (reader.list("labels") ?? []).compactMap {
      SurveyImport.localizedText($0, subject: "a label of \(subject)", log: log)
    }
    for key in ["column", "into"] where !reader.has(key) {
      reader.reportMissing(key)
    }
    let quantiles = reader.integer("quantiles", in: 2...1000)
    let breaks = breaks(reader)
    guard let name, let into, isNewName(into) else { return nil }
    switch (breaks, quantiles) {
    case (let breaks?, nil):
      return BinStep(
        name, into: into, breaks: .numbers(breaks), labels: labels,
        closed: closed, label: label, at: place)
    case (nil, let count?):
      return BinStep(
        name, into: into, breaks: .quantiles(count), labels: labels,
        closed: closed, label: label, at: place)
    case (_?, _?):
      reader.reportWrong(
        "quantiles", "'breaks' and 'quantiles' exclude each other")
      return nil
    case (nil, nil):
      if !reader.has("breaks"), !reader.has("quantiles") {
        reader.reportMissing(
          "breaks", help: "write breaks: [18, 30, 50, highest]")
      }
      return nil
    }
  }

  private func breaks(_ reader: SettingsReader) -> [Double]? {
    guard let texts = reader.strings("breaks") else { return nil }
    var breaks: [Double] = []
    for (position, text) in texts.enumerated() {
      let number: Double?
      switch text {
      case "lowest" where position == 0: number = -.infinity
      case "highest" where position == texts.count - 1: number = .infinity
      default: number = Double(text).flatMap { $0.isFinite ? $0 : nil }
      }
      guard let number else {
        reader.reportWrong(
          "breaks", "'breaks' takes numbers, not '\(text)'",
          help: "the first may be lowest and the last highest")
        return nil
      }
      if let last = breaks.last, number <= last {
        reader.reportWrong(
          "breaks",
          "'breaks' has to rise, and \(plainText(number)) comes after "
            + plainText(last))
        return nil
      }
      breaks.append(number)
    }
    if breaks.count < 2 {
      reader.reportWrong(
        "breaks", "'breaks' needs two numbers at least",
        help: "a group lies between two breaks")
      return nil
    }
    return breaks
  }
}

extension SettingsNode {
  /// Where the first character of the text stands.
  var textPlace: Place {
    var place = place
    if case .scalar(_, isQuoted: true) = content, let column = place.column {
      place.column = column + 1
    }
    return place
  }
}

extension SettingsReader {
  /// The two ends of a scale at `key`, as `[1, 5]`.
  func scaleRange(_ key: String) -> ClosedRange<Double>? {
    guard let texts = strings(key) else { return nil }
    let numbers = texts.compactMap { Double($0) }.filter(\.isFinite)
    guard texts.count == 2, numbers.count == 2, numbers[0] < numbers[1] else {
      reportWrong(
        key, "'\(key)' takes the two ends of a scale", help: "write [1, 5]")
      return nil
    }
    return numbers[0]...numbers[1]
  }

  /// A scale at `key`: its two ends.
  func variableScale(_ key: String) -> Variable.Scale? {
    scaleRange(key).map {
      Variable.Scale(minimum: $0.lowerBound, maximum: $0.upperBound)
    }
  }

  /// Labels of codes at `key`.
  func valueLabels(_ key: String) -> [Variable.ValueLabel] {
    (reader(key)?.allEntries() ?? []).compactMap { entry in
      SurveyImport.localizedText(
        entry.value, subject: "the label of '\(entry.key)'", log: log
      ).map { Variable.ValueLabel(entry.key, $0) }
    }
  }

  /// A reason for missing values at `key`.
  func missingReason(_ key: String) -> MissingReason? {
    guard let name = string(key) else { return nil }
    if let reason = MissingReason(name: name) { return reason }
    let names = MissingReason.allCases.map(\.name)
    reportWrong(
      key, "'\(name)' is no reason for a missing value",
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? "choose one of: \(names.joined(separator: ", "))")
    return nil
  }
}
