import Diagnostics
import Settings
import SurveyData
import SurveyImport

/// The steps that a recipe may have.
private let stepKeys = [
  RenameStep.key, RecodeStep.key, ReverseStep.key, BinStep.key, DeriveStep.key,
  FilterStep.key, SetMissingStep.key, DropStep.key, KeepStep.key, LabelStep.key,
]

/// Reads one step of a recipe: a mapping with the key of the step.
func recipeStep(_ node: SettingsNode, log: DiagnosticLog) -> (any RecipeStep)? {
  node.offers(keys: stepKeys)
  guard case .map(let entries) = node.content, let entry = entries.first,
    entries.count == 1
  else {
    log.report(
      Diagnostic(
        .wrongValue, at: node.place,
        "a step of a recipe is one key with its value, not \(node.kindName)",
        help: "write - recode: {…}; the steps: "
          + stepKeys.joined(separator: ", ")))
    return nil
  }
  let step = StepReader(entry: entry, log: log)
  switch entry.key {
  case RenameStep.key: return step.rename()
  case RecodeStep.key: return step.recode()
  case ReverseStep.key: return step.reverse()
  case BinStep.key: return step.bin()
  case DeriveStep.key: return step.derive()
  case FilterStep.key: return step.filter()
  case SetMissingStep.key: return step.setMissing()
  case DropStep.key: return step.names().map { DropStep($0, at: step.place) }
  case KeepStep.key: return step.names().map { KeepStep($0, at: step.place) }
  case LabelStep.key: return step.label()
  default:
    log.report(
      Diagnostic(
        .unknownKey, at: entry.keyPlace,
        "no step of a recipe is called '\(entry.key)'",
        help: nearest(to: entry.key, in: stepKeys).map {
          "did you mean '\($0)'?"
        }
          ?? "the steps: \(stepKeys.joined(separator: ", "))"))
    return nil
  }
}

/// Reads the value of one step.
struct StepReader {
  let entry: SettingsNode.Entry
  let log: DiagnosticLog

  var place: Place { entry.keyPlace }
  var subject: String { "the step '\(entry.key)'" }

  func reader() -> SettingsReader {
    SettingsReader(entry.value, subject: subject, log: log)
  }

  func wrong(_ place: Place, _ message: String, help: String? = nil) {
    log.report(Diagnostic(.wrongValue, at: place, message, help: help))
  }

  /// Whether a column may have the name, reported when it may not.
  func isNewName(_ name: PlacedName) -> Bool {
    if name.name.contains(where: { !$0.isWhitespace }) { return true }
    wrong(name.place, "a new column needs a name")
    return false
  }

  /// A list of names, or a single one.
  func names() -> [PlacedName]? { names(entry.value) }

  private func names(_ node: SettingsNode) -> [PlacedName]? {
    let nodes: [SettingsNode]
    if case .list(let items) = node.content {
      nodes = items
    } else {
      nodes = [node]
    }
    var names: [PlacedName] = []
    for node in nodes {
      guard case .scalar(let text, _) = node.content, !node.isNull else {
        wrong(
          node.place,
          "\(subject) takes names of columns, not \(node.kindName)")
        return nil
      }
      names.append(PlacedName(text, at: node.place))
    }
    if names.isEmpty {
      wrong(node.place, "\(subject) names no column")
      return nil
    }
    return names
  }

  fileprivate func rename() -> RenameStep? {
    let names = reader().allEntries().compactMap {
      entry -> (old: PlacedName, new: PlacedName)? in
      guard let new = entry.value.text, !entry.value.isNull,
        new.contains(where: { !$0.isWhitespace })
      else {
        wrong(
          entry.value.place, "'\(entry.key)' has no new name",
          help: "write rename: {old: new}")
        return nil
      }
      return (
        PlacedName(entry.key, at: entry.keyPlace),
        PlacedName(new, at: entry.value.place)
      )
    }
    if names.isEmpty { return nil }
    return RenameStep(names, at: place)
  }

  fileprivate func reverse() -> ReverseStep? {
    guard case .map = entry.value.content else {
      return names().map { ReverseStep($0, at: place) }
    }
    let reader = reader()
    defer { reader.finish() }
    let names = reader.placedNames("columns")
    let scale = reader.scaleRange("scale")
    guard let names, !names.isEmpty else {
      reader.reportMissing("columns")
      return nil
    }
    return ReverseStep(names, scale: scale, at: place)
  }

  fileprivate func filter() -> FilterStep? {
    condition(entry.value).map { FilterStep($0, at: place) }
  }

  private func condition(_ node: SettingsNode) -> RowExpression? {
    guard let text = node.text, !node.isNull else {
      wrong(node.place, "\(subject) takes a condition, not \(node.kindName)")
      return nil
    }
    do {
      return try RowExpression(text, at: node.textPlace)
    } catch {
      log.report(error)
      return nil
    }
  }

  fileprivate func setMissing() -> SetMissingStep? {
    let reader = reader()
    defer { reader.finish() }
    let condition = reader.condition("where")
    let names = reader.placedNames("columns")
    let reason = reader.missingReason("reason")
    guard let names, !names.isEmpty else {
      reader.reportMissing("columns")
      return nil
    }
    if !reader.has("where") {
      reader.reportMissing("where", help: "write where: age > 110")
      return nil
    }
    guard condition != nil else { return nil }
    return SetMissingStep(
      names, where: condition, reason: reason ?? .blank, at: place)
  }

  fileprivate func derive() -> DeriveStep? {
    let items = reader().allEntries().compactMap {
      entry -> DeriveStep.Item? in
      let name = PlacedName(entry.key, at: entry.keyPlace)
      guard isNewName(name) else { return nil }
      guard case .map = entry.value.content else {
        return expression(entry.value, of: entry.key)
          .map { DeriveStep.Item(name, $0) }
      }
      let own = SettingsReader(
        entry.value, subject: "the derived column '\(entry.key)'", log: log)
      defer { own.finish() }
      let label = own.localizedText("label")
      let unit = own.localizedText("unit")
      let labels = own.valueLabels("values")
      let scale = own.variableScale("scale")
      guard let node = own.node("value") else {
        own.reportMissing("value", help: "write value: a + b")
        return nil
      }
      guard let expression = expression(node, of: entry.key) else { return nil }
      var item = DeriveStep.Item(name, expression, label: label, unit: unit)
      item.valueLabels = labels
      item.scale = scale
      return item
    }
    if items.isEmpty { return nil }
    return DeriveStep(items, at: place)
  }

  private func expression(
    _ node: SettingsNode, of name: String
  ) -> ValueExpression? {
    guard let text = node.text, !node.isNull else {
      wrong(node.place, "'\(name)' takes a calculation, not \(node.kindName)")
      return nil
    }
    do {
      return try ValueExpression(text, at: node.textPlace)
    } catch {
      log.report(error)
      return nil
    }
  }

  fileprivate func label() -> LabelStep? {
    let items = reader().allEntries().compactMap { entry -> LabelStep.Item? in
      var item = LabelStep.Item(PlacedName(entry.key, at: entry.keyPlace))
      let subject = "the label of '\(entry.key)'"
      var isText = true
      if case .map(let keys) = entry.value.content {
        isText = keys.allSatisfy { $0.key == "zh" || $0.key == "en" }
      }
      if isText {
        item.label = localizedText(entry.value, subject: subject, log: log)
        return item.label == nil ? nil : item
      }
      let own = SettingsReader(entry.value, subject: subject, log: log)
      defer { own.finish() }
      item.label = own.localizedText("label")
      item.question = own.localizedText("question")
      item.unit = own.localizedText("unit")
      item.valueLabels = own.valueLabels("values")
      item.scale = own.variableScale("scale")
      return item
    }
    if items.isEmpty { return nil }
    return LabelStep(items, at: place)
  }
}
