import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// Cronbach's alpha: `items` or `scales`, `reverse`, `missing`, and `grades`,
/// the points of answers that are words.
public struct AlphaMethod: AnalysisMethod {
  /// `alpha`.
  public static let kind = AlphaAnalysis.kind
  /// What it does.
  public static let summary = "reliability of scales and their items"
  /// An example.
  public static let example = "--set items=IMAG1,IMAG2,IMAG3,IMAG4,IMAG5"

  let scales: [ScalePlan]
  let reversed: [ColumnReference]
  let missing: AlphaAnalysis.MissingItems
  let grades: [GradeScore]

  /// Reads the keys.
  public init?(_ settings: SettingsReader, context: MethodContext) {
    var scales = settings.scales("scales")
    if let items = settings.columns("items"), !items.isEmpty {
      scales.insert(ScalePlan(name: context.name, items: items), at: 0)
    }
    self.scales = scales
    reversed = settings.columns("reverse") ?? []
    missing = settings.choice("missing") ?? .listwise
    grades = settings.gradeScores("grades")
    if scales.isEmpty {
      settings.reportMissing(
        "items", help: "name columns in 'items', or named groups in 'scales'")
      return nil
    }
    if !context.groupings.isEmpty {
      settings.reportWrong("by", "the kind 'alpha' has no groups")
    }
  }

  /// The items and those that are reversed.
  public var columns: [ColumnUse] {
    (scales.flatMap(\.items) + reversed).map { ColumnUse($0) }
  }

  /// Computes the reliabilities.
  public func run(
    on inputs: AnalysisInputs
  ) throws(Diagnostic) -> AnalysisOutcome {
    let analysis = AlphaAnalysis(
      scales: scales.map(\.scale), reversed: reversed.map(\.name),
      missing: missing)
    let data = try inputs.requiredData()
    guard !grades.isEmpty else { return try analysis.run(on: data) }
    var outcome = try analysis.run(
      on: AnalysisData(
        table: scored(data.table), domain: data.domain, design: data.design,
        level: data.level))
    let points = grades.map { plainText($0.score) }.joined(separator: "/")
    outcome.conventions.insert(
      Convention(
        "scoring", points,
        LocalizedText(
          zh: "各等级计分：\(named("，"))。",
          en: "Points of the grades: \(named(", ")).")), at: 0)
    return outcome
  }

  private func named(_ separator: String) -> String {
    grades.map { "\($0.grade) \(plainText($0.score))" }
      .joined(separator: separator)
  }

  /// The table with points in the place of grades. An answer that is no
  /// grade, such as an abstention, is missing.
  private func scored(_ table: Table) -> Table {
    let items = Set(scales.flatMap(\.items).map(\.name))
    let points = Dictionary(
      grades.map { ($0.grade, $0.score) }, uniquingKeysWith: { $1 })
    let columns = table.columns.map { column -> Column in
      guard items.contains(column.name) else { return column }
      var reasons: [UInt8] = []
      let values = (0..<table.rowCount).map { row -> Double in
        let value = column.text(at: row).flatMap { points[$0] }
        let reason = column.missing[row] ?? .notApplicable
        reasons.append(value == nil ? reason.rawValue : 0)
        return value ?? 0
      }
      return Column(
        column.name, .doubles(values), missing: MissingReasons(reasons),
        variable: column.variable)
    }
    return Table(
      name: table.name, columns: columns, source: table.source,
      sourceLines: table.sourceLines)
  }
}
