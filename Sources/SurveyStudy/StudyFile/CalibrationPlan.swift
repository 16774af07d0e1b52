import Diagnostics
import SurveyData
import SurveyImport
import SurveyStatistics

/// The steps of a weighting as a study describes them.
public struct CalibrationPlan: Sendable {
  /// One step, and the file with its targets.
  struct Step: Sendable {
    var step: WeightingPlan.Step
    /// The file that the margins are in.
    var file: DataPlan?
    /// Where the study describes it.
    var place: Place

    /// Where it names a column: at the targets, else where it stands.
    func place(of column: String) -> Place {
      guard case .calibration(let calibration) = step else { return place }
      let margin = calibration.margins.first { $0.variables.contains(column) }
      return margin?.stated.place ?? place
    }
  }

  /// Where the study describes the steps.
  var place: Place
  /// The steps in order.
  var steps: [Step] = []

  /// Every column that the study names; those of a file are found when it
  /// was read.
  var columns: [ColumnReference] {
    steps.flatMap { step in
      WeightingPlan([step.step]).columns.map {
        ColumnReference(name: $0, place: step.place(of: $0))
      }
    }
  }

  /// The files with targets.
  var files: [DataPlan] { steps.compactMap(\.file) }

  /// The steps in words, for the provenance.
  var title: LocalizedText {
    let names = steps.map { step in
      let path = step.file?.file.path
      return LocalizedText(
        zh: step.step.label[.chinese] + (path.map { "（\($0)）" } ?? ""),
        en: step.step.name + (path.map { " (\($0))" } ?? ""))
    }
    return LocalizedText(
      zh: "加权：\(names.map { $0[.chinese] }.joined(separator: "、"))",
      en: "weighting \(names.map { $0[.english] }.joined(separator: ", "))")
  }

  /// The steps with the targets of their files; `nil` when a file could not
  /// be read.
  ///
  /// - Throws: A diagnostic about a line that is no target.
  func weighting(
    tables: [String: Table]
  ) throws(Diagnostic) -> WeightingPlan? {
    var result: [WeightingPlan.Step] = []
    for step in steps {
      guard let file = step.file,
        case .calibration(var calibration) = step.step
      else {
        result.append(step.step)
        continue
      }
      guard let table = tables[file.name] else { return nil }
      calibration.margins += try TargetFile(table).margins()
      result.append(.calibration(calibration))
    }
    return WeightingPlan(result)
  }
}

/// A table of targets: `variable`, `value`, `target`, and `segment` where
/// targets hold within one.
///
/// A line without a value is the total of a number. Crossed variables and
/// their values stand as `sex*age` and `男*18-29`.
struct TargetFile {
  private let table: Table

  init(_ table: Table) { self.table = table }

  /// The margins in the order of their first line.
  func margins() throws(Diagnostic) -> [TargetMargin] {
    let variables = try table.column("variable")
    let values = try table.column("value")
    let numbers = try table.column("target")
    let segments = table["segment"]
    var margins: [TargetMargin] = []
    var positions: [[String]: Int] = [:]
    for row in 0..<table.rowCount {
      guard let variable = variables.text(at: row) else {
        throw fault("a target names no variable", "variable", row)
      }
      guard let text = numbers.text(at: row), let target = number(text) else {
        throw fault("a target is no number", "target", row)
      }
      let segment = segments?.text(at: row)
      let names = crossedNames(variable)
      guard let value = values.text(at: row) else {
        guard names.count == 1 else {
          throw fault("a target of '\(variable)' names no value", "value", row)
        }
        var margin = TargetMargin(names, segment: segment, .total(target))
        margin.stated = stated("target", row)
        margins.append(margin)
        continue
      }
      var cell = TargetMargin.Cell(
        names.count == 1 ? [value] : crossedNames(value), target)
      cell.stated = stated("value", row)
      let key = [segment ?? ""] + names
      if let known = positions[key],
        case .cells(let cells) = margins[known].target
      {
        margins[known].target = .cells(cells + [cell])
      } else {
        positions[key] = margins.count
        var margin = TargetMargin(names, segment: segment, .cells([cell]))
        margin.stated = stated("variable", row)
        margins.append(margin)
      }
    }
    return margins
  }

  private func number(_ text: String) -> Double? {
    if text.hasSuffix("%") { return Double(text.dropLast()).map { $0 / 100 } }
    return Double(text)
  }

  private func place(_ column: String, _ row: Int) -> Place {
    let lines = table.sourceLines
    return Place(
      file: table.source.file,
      line: row < lines.count ? Int(lines[row]) : nil, columnName: column)
  }

  private func stated(_ column: String, _ row: Int) -> StatedPlace {
    StatedPlace(place(column, row))
  }

  private func fault(
    _ message: String, _ column: String, _ row: Int
  ) -> Diagnostic {
    Diagnostic(
      .wrongTarget, at: place(column, row), message,
      help: "each line has a variable, a value and a number; the total of a"
        + " number has no value")
  }
}

/// The parts of `sex*age`.
func crossedNames(_ name: String) -> [String] {
  name.split(omittingEmptySubsequences: false) { $0 == "*" || $0 == "×" }
    .map { part in
      var part = part
      while part.first?.isWhitespace == true { part.removeFirst() }
      while part.last?.isWhitespace == true { part.removeLast() }
      return String(part)
    }
}
