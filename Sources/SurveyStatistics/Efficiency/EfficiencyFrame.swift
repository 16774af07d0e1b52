import Diagnostics
import SurveyData

/// The units, inputs and outputs of an efficiency analysis.
struct EfficiencyFrame {
  let units: UnitRows
  /// The units that have all numbers.
  let kept: [Int]
  let inputs: [[Double]]
  let outputs: [[Double]]
  /// The file of the units.
  let file: String
  private(set) var diagnostics: [Diagnostic] = []

  init(_ analysis: EfficiencyAnalysis, _ data: AnalysisData) throws(Diagnostic)
  {
    units = try UnitRows(analysis.unit, data: data)
    file = data.table.source.file
    let names = analysis.inputs + analysis.outputs
    if analysis.inputs.isEmpty || analysis.outputs.isEmpty {
      throw Diagnostic(
        .envelopmentData, at: Place(file: data.table.source.file),
        "efficiency needs an input and an output",
        zh: "效率分析至少需要一项投入和一项产出")
    }
    if let twice = names.first(where: { name in
      names.count { $0 == name } > 1
    }) {
      throw Diagnostic(
        .envelopmentData, at: data.place(of: twice),
        "column '\(twice)' is named twice among inputs and outputs",
        zh: "列“\(twice)”在投入和产出中列出两次")
    }
    var columns: [[Double]] = []
    for name in names {
      let numbers = try data.numbers(name)
      columns.append(units.rows.map { numbers[$0] })
    }
    let kept = units.ids.indices.filter { unit in
      columns.allSatisfy { $0[unit].isFinite }
    }
    self.kept = kept
    let used = columns.map { column in kept.map { column[$0] } }
    inputs = Array(used.prefix(analysis.inputs.count))
    outputs = Array(used.dropFirst(analysis.inputs.count))
    try check(names, used, analysis, data)
    let missing = units.ids.count - kept.count
    if missing > 0 {
      diagnostics.append(
        Diagnostic(
          .unratedCases, .warning, at: Place(file: data.table.source.file),
          "\(missing) of \(units.ids.count) units lack an input or an output"
            + " and have no efficiency",
          zh: "\(units.ids.count)个单位中有\(missing)个缺少投入或产出，不计算效率"))
    }
    let needed = max(
      inputs.count * outputs.count, 3 * (inputs.count + outputs.count))
    if kept.count < needed {
      diagnostics.append(
        Diagnostic(
          .fewUnits, .warning, at: Place(file: data.table.source.file),
          "\(kept.count) units are few for \(counted(inputs.count, "input")) "
            + "and \(counted(outputs.count, "output"))",
          zh: "投入\(inputs.count)项、产出\(outputs.count)项，而单位只有\(kept.count)个，偏少",
          help: "have at least \(needed), or use fewer inputs and outputs"))
    }
  }

  private func check(
    _ names: [String], _ columns: [[Double]], _ analysis: EfficiencyAnalysis,
    _ data: AnalysisData
  ) throws(Diagnostic) {
    if kept.count < 2 {
      throw Diagnostic(
        .envelopmentData, at: Place(file: data.table.source.file),
        "a frontier needs two units with all inputs and outputs",
        zh: "前沿面至少需要两个投入、产出齐全的单位")
    }
    let needsPositive = analysis.options.model == .sbm
    for (name, column) in zip(names, columns) {
      let wrong = column.firstIndex { needsPositive ? $0 <= 0 : $0 < 0 }
      guard let wrong else { continue }
      throw Diagnostic(
        .envelopmentData, at: data.place(of: name),
        "'\(name)' of unit '\(units.ids[kept[wrong]])' is"
          + " \(plainText(column[wrong]))",
        zh:
          "单位“\(units.ids[kept[wrong]])”的“\(name)”为\(plainText(column[wrong]))",
        help: needsPositive
          ? "the model of slacks needs numbers above 0"
          : "inputs and outputs have to be 0 or more")
    }
    for (word, part) in [("input", inputs), ("output", outputs)] {
      let empty = kept.indices.first { unit in
        part.allSatisfy { $0[unit] == 0 }
      }
      if let empty {
        throw Diagnostic(
          .envelopmentData, at: Place(file: data.table.source.file),
          "unit '\(units.ids[kept[empty]])' has no \(word) above 0",
          zh:
            "单位“\(units.ids[kept[empty]])”没有大于0的\(word == "input" ? "投入" : "产出")",
          help: "leave it out with 'where'")
      }
    }
  }
}
