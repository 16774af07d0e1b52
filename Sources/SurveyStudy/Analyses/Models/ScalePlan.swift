import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

/// A named group of items, with the places of its columns.
struct ScalePlan {
  var name: String
  var label: LocalizedText?
  var items: [ColumnReference]

  /// Items that are a scale together: it is called as the analysis is, or
  /// `all items` when that says no more than the kind.
  static func unnamed(
    _ items: [ColumnReference], analysis: String, kind: String
  ) -> ScalePlan {
    if analysis != kind { return ScalePlan(name: analysis, items: items) }
    let scale = NamedScale.unnamed(items.map(\.name))
    return ScalePlan(name: scale.name, label: scale.label, items: items)
  }

  var scale: NamedScale {
    NamedScale(name, label: label, items: items.map(\.name))
  }
}

extension SettingsReader {
  /// Named scales: `{Image: [IMAG1, IMAG2]}`, or with a label
  /// `{Image: {label: …, items: […]}}`.
  func scales(_ key: String) -> [ScalePlan] {
    guard let reader = reader(key, subject: "'\(key)'") else { return [] }
    return reader.allEntries().compactMap { entry in
      var label: LocalizedText?
      let items: [ColumnReference]?
      if case .map = entry.value.content {
        let scale = SettingsReader(
          entry.value, subject: "the scale '\(entry.key)'", log: log)
        label = scale.localizedText("label")
        items = scale.requiredColumns("items")
        scale.finish()
      } else {
        items = reader.requiredColumns(entry.key)
      }
      guard let items, !items.isEmpty else { return nil }
      return ScalePlan(name: entry.key, label: label, items: items)
    }
  }

  /// Grades and what they are worth, in the order of the file.
  func gradeScores(_ key: String) -> [GradeScore] {
    guard let reader = reader(key, subject: "'\(key)'") else { return [] }
    return reader.keys.compactMap { grade in
      reader.number(grade).map { GradeScore(grade, $0) }
    }
  }

  /// What becomes of values without a grade: `exclude` for all of them, or a
  /// list of those that are no grades.
  func ungradedValues(_ key: String, hasGrades: Bool) -> UngradedValues {
    guard has(key), let names = strings(key) else { return .refuse }
    if !hasGrades {
      reportWrong(
        key, "'\(key)' is about answers with grades, and there are none",
        help: "remove the key")
    }
    return names == ["exclude"] ? .exclude : .excluding(names)
  }

  /// The ends of a scale: `[1, 10]`, the worse end first when it is reversed.
  func scaleEnds(_ key: String) -> Variable.Scale? {
    guard let texts = strings(key) else { return nil }
    let ends = texts.compactMap(Double.init).filter(\.isFinite)
    guard texts.count == 2, ends.count == 2, ends[0] != ends[1] else {
      reportWrong(
        key, "'\(key)' takes the two ends of a scale",
        help: "write [1, 10], or [10, 1] when 1 is the best answer")
      return nil
    }
    return Variable.Scale(
      minimum: min(ends[0], ends[1]), maximum: max(ends[0], ends[1]),
      isReversed: ends[0] > ends[1])
  }

  /// Several choices; each has to be a raw value of the type.
  func choices<Choice: RawRepresentable & CaseIterable>(
    _ key: String
  ) -> [Choice]? where Choice.RawValue == String {
    guard let nodes = list(key), strings(key) != nil else { return nil }
    return nodes.compactMap { node in
      let text = node.text ?? ""
      if let choice = Choice(rawValue: text) { return choice }
      let names = Choice.allCases.map(\.rawValue)
      log.report(
        Diagnostic(
          .wrongValue, at: node.place, "'\(key)' cannot hold '\(text)'",
          help: nearest(to: text, in: names).map { "did you mean '\($0)'?" }
            ?? "choose from: \(names.joined(separator: ", "))"))
      return nil
    }
  }
}
