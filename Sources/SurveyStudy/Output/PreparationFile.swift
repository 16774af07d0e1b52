import Settings
import SurveyData
import SurveyImport

/// The log of a prepared table: a study that makes the same table again, with
/// what was read, done and written.
struct PreparationFile {
  /// The name of the data set.
  var name: String
  /// The data sets that it is made from, itself last.
  var plans: [DataPlan]
  /// The files that were read, as the study names them.
  var inputs: [Manifest.File]
  var log: PreparationLog
  /// Rows and columns of the finished table.
  var rows: Int
  var columns: Int
  /// What was written.
  var outputs: [Manifest.File]
  /// Where a file of the study is, seen from the log.
  var path: (String) -> String

  var text: String {
    var text = """
      # How \(name).csv was made. This file makes it again:
      #   manyi prepare \(name).log.yaml -o FOLDER
      manyi: 1
      title: \(yamlScalar(name))
      data:

      """
    for plan in plans {
      guard let node = plan.preparation.node else { continue }
      text += "  \(yamlScalar(plan.name)):"
      text += moved(node, plan).yaml(indentation: 4)
    }
    text += "analyses: {}\nprepared:\n"
    func add(_ key: String, _ value: JSONValue) {
      text += "  \(key): \(value.yamlLine)\n"
    }
    add("version", .text(manyiVersion))
    add("data", .text(name))
    text += "  inputs:\n"
    for input in inputs {
      let line = JSONValue.object([
        ("path", .text(path(input.path))), ("sha256", .text(input.sha256)),
      ])
      text += "    - \(line.yamlLine)\n"
    }
    if !log.combining.isEmpty {
      text += "  combining:\n"
      for report in log.combining {
        text += "    - \(yamlScalar(report.sentence))\n"
      }
    }
    add("rows-before", .integer(log.recipe.rowsBefore))
    if !log.recipe.steps.isEmpty {
      text += "  steps:\n"
      for step in log.recipe.steps {
        text += "    - \(yamlScalar(step.sentence))\n"
      }
    }
    add("rows-after", .integer(log.recipe.rowsAfter))
    add("rows-written", .integer(rows))
    add("columns-written", .integer(columns))
    text += "  outputs:\n"
    for output in outputs {
      let line = JSONValue.object([
        ("path", .text(output.path)), ("sha256", .text(output.sha256)),
      ])
      text += "    - \(line.yamlLine)\n"
    }
    return text
  }

  // MARK: - Paths

  /// The data set with the paths of its files seen from the log.
  private func moved(_ node: SettingsNode, _ plan: DataPlan) -> SettingsNode {
    let files = Set(plan.preparation.joins.compactMap { $0.file?.file.path })
    return changed(node) { key, value in
      switch key {
      case "file", "codebook": moved(value)
      case "files", "append":
        if case .list(let items) = value.content {
          SettingsNode(.list(items.map(movedItem)), at: value.place)
        } else {
          movedItem(value)
        }
      case "join":
        if case .list(let items) = value.content {
          SettingsNode(
            .list(items.map { movedJoin($0, files) }), at: value.place)
        } else {
          movedJoin(value, files)
        }
      default: value
      }
    }
  }

  private func moved(_ node: SettingsNode) -> SettingsNode {
    guard case .scalar(let text, _) = node.content, !node.isNull else {
      return node
    }
    return SettingsNode(.scalar(path(text), isQuoted: true), at: node.place)
  }

  private func movedItem(_ node: SettingsNode) -> SettingsNode {
    if case .scalar = node.content { return moved(node) }
    return changed(node) { key, value in
      key == "file" || key == "codebook" ? moved(value) : value
    }
  }

  private func movedJoin(
    _ node: SettingsNode, _ files: Set<String>
  ) -> SettingsNode {
    changed(node) { key, value in
      let isFile = key == "with" && value.text.map(files.contains) == true
      return key == "codebook" || isFile ? moved(value) : value
    }
  }

  private func changed(
    _ node: SettingsNode, _ body: (String, SettingsNode) -> SettingsNode
  ) -> SettingsNode {
    guard case .map(let entries) = node.content else { return node }
    return SettingsNode(
      .map(
        entries.map { entry in
          var entry = entry
          entry.value = body(entry.key, entry.value)
          return entry
        }), at: node.place)
  }
}
