import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Indicators that stand in the study itself in the place of a CSV file:
///
///     indicators:
///       - {id: days, name: {zh: 天数, en: Days}, weight: 0.15,
///          direction: -1, column: days_to_reply, norm: minmax}
///
/// They are the children of one root. Beside `id` there are `name`, `unit`,
/// `weight` (equal without any), `direction` (1 or -1), `column` or
/// `formula`, `source` (`external` when left out), `norm`, `norm-params`,
/// `scale`, `missing-rule` and `gate`, with the meaning of the columns of an
/// indicator table.
struct IndicatorList: Sendable {
  /// The list as the indicator table that says the same.
  let table: Table
  /// For each row and column of the table the value in the study.
  private let places: [[String: Place]]

  /// Reads the tree. Faults go to `log`, at the value that they are about.
  func tree(
    normalisation: Normalisation? = nil, log: DiagnosticLog
  ) throws(Stopped) -> IndicatorTree {
    let found = DiagnosticLog()
    defer { log.report(found.diagnostics.map(placed)) }
    return try IndicatorTree(table, normalisation: normalisation, log: found)
  }

  /// The table counts fields where the study has keys.
  private func placed(_ diagnostic: Diagnostic) -> Diagnostic {
    guard let place = diagnostic.place, let name = place.columnName else {
      return diagnostic
    }
    let rows = table.sourceLines.indices.filter {
      Int(table.sourceLines[$0]) == place.line && places[$0][name] != nil
    }
    var diagnostic = diagnostic
    diagnostic.place =
      rows.count == 1
      ? places[rows[0]][name] : Place(file: place.file, line: place.line)
    return diagnostic
  }
}

extension IndicatorList {
  /// Reads the list.
  init(_ items: [SettingsNode], at place: Place, log: DiagnosticLog) {
    let rows = items.enumerated().map { position, item in
      var row = IndicatorRow(item, log: log)
      if row.id.isEmpty {
        // That the name is missing has been told; the rest is still checked.
        row.id = "#\(position + 1)"
        row.cells["indicator_id"] = row.id
      }
      return row
    }
    self.init(rows, at: place, log: log)
  }

  /// The columns of a plain matrix, each an indicator of that name.
  ///
  /// - Parameter directions: For each column whether high values are good;
  ///   `nil` when they all are.
  init(
    columns: [String], directions: [Bool]?, at place: Place,
    log: DiagnosticLog
  ) {
    let rows = columns.enumerated().map { position, column in
      IndicatorRow(
        id: column, place: place,
        cells: [
          "source": "external", "indicator_id": column,
          "formula": LeafFormula.column(column).text,
          "direction": directions?[position] == false ? "-1" : "1",
        ])
    }
    self.init(rows, at: place, log: log)
  }

  private init(
    _ found: [IndicatorRow], at place: Place, log: DiagnosticLog
  ) {
    var rows = found
    Self.checkNames(rows, log: log)
    let isWeighted = rows.contains { $0.cells["weight"] != nil }
    if isWeighted {
      for row in rows where row.cells["weight"] == nil {
        log.report(
          Diagnostic(
            .missingKey, at: row.place,
            "'\(row.id)' needs the key 'weight', as others have one",
            help: "write weight: 0 for an indicator that is only shown"))
      }
    }
    var root = "total"
    while rows.contains(where: { $0.id == root }) { root += "_" }
    for index in rows.indices { rows[index].cells["parent_id"] = root }
    rows.insert(
      IndicatorRow(
        id: root, place: place,
        cells: [
          "indicator_id": root, "name_zh": "综合得分", "name_en": "Total",
          "weight": "1",
        ]), at: 0)
    if !isWeighted {
      let share = 1 / Double(max(1, rows.count - 1))
      for index in rows.indices.dropFirst() {
        rows[index].cells["weight"] = "\(share)"
      }
    }
    let names = IndicatorRow.columns
    table = Table(
      name: "indicators",
      columns: names.map { name in
        let cells = rows.map { $0.cells[name] }
        return Column(
          name, .texts(DictionaryText(cells)),
          missing: MissingReasons(
            cells.map { $0 == nil ? MissingReason.blank.rawValue : 0 }))
      }, source: DataSource(file: place.file),
      sourceLines: SourceLines(
        rows.map { Int32(clamping: $0.place.line ?? 0) }))
    places = rows.map(\.places)
  }

  private static func checkNames(_ rows: [IndicatorRow], log: DiagnosticLog) {
    var seen: Set<String> = []
    for row in rows where !row.id.isEmpty && !seen.insert(row.id).inserted {
      log.report(
        Diagnostic(
          .duplicateKey, at: row.place,
          "two indicators have the id '\(row.id)'",
          help: "give every indicator an id of its own"))
    }
  }
}

/// One indicator of the list as a row of the indicator table.
private struct IndicatorRow {
  static let columns = [
    "indicator_id", "parent_id", "name_zh", "name_en", "weight", "direction",
    "source", "formula", "unit_zh", "unit_en", "scale_min", "scale_max", "norm",
    "norm_params", "missing_rule", "gate",
  ]

  var id: String
  var place: Place
  var cells: [String: String]
  var places: [String: Place] = [:]
}

extension IndicatorRow {
  init(_ node: SettingsNode, log: DiagnosticLog) {
    let reader = SettingsReader(node, subject: "an indicator", log: log)
    let id = reader.requiredString("id")
    self.init(
      id: id ?? "", place: node.place, cells: ["source": "external"])
    func set(_ column: String, _ key: String, _ text: String?) {
      guard let text else { return }
      cells[column] = text
      places[column] = reader.valuePlace(of: key)
    }
    set("indicator_id", "id", id)
    let name = reader.localizedText("name")
    set("name_zh", "name", name?.chinese)
    set("name_en", "name", name?.english)
    let unit = reader.localizedText("unit")
    set("unit_zh", "unit", unit?.chinese)
    set("unit_en", "unit", unit?.english)
    set("weight", "weight", reader.number("weight").map { "\($0)" })
    set("direction", "direction", reader.string("direction"))
    set("source", "source", reader.string("source"))
    set("norm", "norm", reader.string("norm"))
    set(
      "norm_params", "norm-params",
      reader.normalisationParameters("norm-params"))
    set("missing_rule", "missing-rule", reader.string("missing-rule"))
    set("gate", "gate", reader.string("gate"))
    if let scale = reader.scaleEnds("scale") {
      set("scale_min", "scale", "\(scale.minimum)")
      set("scale_max", "scale", "\(scale.maximum)")
    }
    let column = reader.string("column")
    let formula = reader.string("formula")
    if column != nil, formula != nil {
      reader.reportWrong(
        "formula", "'column' and 'formula' cannot both be there")
    } else if let column {
      set("formula", "column", LeafFormula.column(column).text)
    } else if let formula {
      set("formula", "formula", formula)
    } else if cells["source"] != "evaluators" {
      reader.reportMissing("column", help: "name the column with its values")
    }
    reader.finish()
  }
}
