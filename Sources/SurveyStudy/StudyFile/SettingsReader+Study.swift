import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

extension SettingsReader {
  /// The column at `key`.
  func column(_ key: String) -> ColumnReference? {
    guard let node = node(key), let text = string(key) else { return nil }
    return ColumnReference(name: text, place: node.place)
  }

  /// The columns at `key`; a single name is a list of one.
  func columns(_ key: String) -> [ColumnReference]? {
    guard let nodes = list(key), strings(key) != nil else { return nil }
    var columns: [ColumnReference] = []
    for node in nodes {
      let text = node.text ?? ""
      if columns.contains(where: { $0.name == text }) {
        log.report(
          Diagnostic(
            .wrongValue, at: node.place,
            "'\(key)' names the column '\(text)' twice",
            help: "remove one of the two"))
        continue
      }
      columns.append(ColumnReference(name: text, place: node.place))
    }
    return columns
  }

  /// The columns at `key`, reported when there are none.
  func requiredColumns(_ key: String) -> [ColumnReference]? {
    guard requiredStrings(key) != nil else { return nil }
    return columns(key)
  }

  /// The column at `key`, reported when there is none.
  func requiredColumn(_ key: String) -> ColumnReference? {
    guard has(key) else {
      reportMissing(key)
      return nil
    }
    return column(key)
  }

  /// The file at `key`.
  func file(_ key: String) -> FileReference? {
    column(key).map { FileReference(path: $0.name, place: $0.place) }
  }

  /// The condition at `key`.
  func condition(_ key: String) -> RowExpression? {
    share(key, as: "condition")
    guard let node = node(key), let text = string(key) else { return nil }
    var place = node.place
    if case .scalar(_, isQuoted: true) = node.content, let column = place.column
    {
      place.column = column + 1
    }
    do {
      return try RowExpression(text, at: place)
    } catch {
      log.report(error)
      return nil
    }
  }

  /// The groupings at `key`: a name, a list of names that are crossed, or a
  /// list of such lists, one for each grouping.
  func groupings(_ key: String) -> [[ColumnReference]] {
    guard let nodes = list(key) else { return [] }
    var isNested = false
    for node in nodes { if case .list = node.content { isNested = true } }
    guard isNested else {
      guard let crossed = columns(key), !crossed.isEmpty else { return [] }
      return [crossed]
    }
    var groupings: [[ColumnReference]] = []
    for node in nodes {
      guard case .list(let items) = node.content else {
        groupings.append(names([node], key: key))
        continue
      }
      let names = names(items, key: key)
      if !names.isEmpty { groupings.append(names) }
    }
    return groupings
  }

  private func names(
    _ nodes: [SettingsNode], key: String
  ) -> [ColumnReference] {
    nodes.compactMap { node in
      guard case .scalar(let text, _) = node.content, !node.isNull else {
        log.report(
          Diagnostic(
            .wrongValue, at: node.place,
            "'\(key)' takes column names, lists of them, or lists of lists"))
        return nil
      }
      return ColumnReference(name: text, place: node.place)
    }
  }

  /// The sampling design at `key`.
  func design(_ key: String) -> DesignPlan? {
    share(key, as: "design")
    guard let reader = reader(key, subject: "'\(key)'") else { return nil }
    var design = DesignPlan(place: reader.place)
    design.strata = reader.columns("strata") ?? []
    design.clusters = reader.columns("clusters") ?? []
    design.weights = reader.column("weights")
    design.populations = reader.columns("fpc") ?? []
    if let policy: SingleClusterPolicy = reader.choice("single-cluster") {
      design.singleCluster = policy
    }
    design.unequal = reader.unequal("pps")
    design.replicates = reader.replicates("replicates")
    design.secondPhase = reader.secondPhase("second-phase")
    design.calibration = reader.calibration("calibrate")
    reader.finish()
    return design
  }

  /// The confidence level at `key`.
  func level(_ key: String) -> Double? {
    guard let level = number(key) else { return nil }
    guard level > 0, level < 1 else {
      reportWrong(
        key, "'\(key)' is a share between 0 and 1, such as 0.95",
        help: level >= 50 && level < 100
          ? "write \(plainText(level / 100)) or \(plainText(level))%" : nil)
      return nil
    }
    guard (0.01...0.999999).contains(level) else {
      reportWrong(
        key, "'\(key)' is \(level), and no interval can be told apart there",
        help: "take a level from 0.01 to 0.999999, such as 0.95")
      return nil
    }
    return level
  }
}
