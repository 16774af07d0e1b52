import SurveyData
import SurveyReport

/// How one unit got its stars, from the tables of the result.
struct StarStory {
  private let tables: [StatisticsTable]
  private let units: StatisticsTable
  private let row: StatisticsTable.Row
  private let clustering: String?

  /// The story of the unit in a row of the table of units; `nil` for another
  /// table.
  init?(_ result: AnalysisResult, unit: String) {
    guard case .tables(let tables, _) = result.details,
      let units = tables.first(where: { $0.name == "stars" }),
      let row = units.rows.first(where: { $0.name == unit })
    else { return nil }
    self.tables = tables
    self.units = units
    self.row = row
    clustering = result.conventions.first { $0.name == "clustering" }?.value
  }

  /// The position of the unit in the table of units.
  var position: Int? { units.rows.firstIndex { $0.name == row.name } }

  /// The table of units.
  var table: StatisticsTable { units }

  private func cell(_ name: String) -> StatisticsTable.Cell? {
    guard let position = units.columns.firstIndex(where: { $0.name == name }),
      position < row.cells.count
    else { return nil }
    return row.cells[position]
  }

  /// The weighted mean of the scores of groups with its values; `nil` where
  /// it does not give the summary score, as when that was cut off.
  var formula: WorkedFormula? {
    guard let summary = cell("score")?.value,
      let groups = tables.first(where: { $0.name == "without-group" })
    else { return nil }
    var parts: [(weight: Double, score: Double)] = []
    for group in groups.rows {
      guard let weight = groups[group.name, "weight"]?.value,
        let score = cell("group-\(group.name)")?.value
      else { continue }
      parts.append((weight, score))
    }
    let total = parts.reduce(0) { $0 + $1.weight }
    let sum = parts.reduce(0) { $0 + $1.weight * $1.score }
    guard total > 0, abs(sum / total - summary) < 1e-9 else { return nil }
    let products = parts.map {
      "\(compactNumber($0.weight, 4))·(\(compactNumber($0.score, 6)))"
    }.joined(separator: " + ")
    return WorkedFormula(
      name: nil, formula: "Σ w·z / Σ w",
      values: "(\(products)) / \(compactNumber(total, 6))", result: summary)
  }

  /// The cut points of the unit's peers.
  var rules: [LocalizedText] {
    guard let table = tables.first(where: { $0.name == "clustering" }) else {
      return []
    }
    let peers = cell("peers")?.text
    let cuts = table.columns.enumerated().filter {
      $0.element.name.hasPrefix("cut-")
    }
    return table.rows.compactMap { row in
      let isOther = clustering.map { !row.name.hasSuffix("/\($0)") } ?? false
      if row.section != peers || isOther { return nil }
      let values = cuts.compactMap { position, head in
        row.cells[position].value.map { (head.label, compactNumber($0, 6)) }
      }
      if values.isEmpty { return nil }
      return LocalizedText(
        zh: "星级界限（\(peers?[.chinese] ?? "")，\(row.label[.chinese])）："
          + values.map { "\($0.0[.chinese]) \($0.1)" }
          .joined(separator: "，"),
        en: "Cut points (\(peers?[.english] ?? ""), \(row.label[.english])): "
          + values.map { "\($0.0[.english]) \($0.1)" }
          .joined(separator: ", "))
    }
  }
}
