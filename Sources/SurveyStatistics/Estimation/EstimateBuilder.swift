import Diagnostics
import SurveyData

/// Turns numbers of cells into estimates with labels and intervals.
struct EstimateBuilder {
  /// What the number is about.
  struct Subject {
    var variable: String
    var label: LocalizedText?
    var category: String?
    var categoryLabel: LocalizedText?
    var statistic: String
    var unit: Estimate.Unit
    var interval: IntervalMaker.Kind
  }

  let level: Double

  /// One estimate a cell.
  func estimates(
    _ subject: Subject, _ cells: [LinearEstimate], in grouping: Grouping
  ) -> [Estimate] {
    let maker = IntervalMaker(level: level)
    return cells.indices.map { cell in
      let linear = cells[cell]
      let found = maker.interval(linear, subject.interval)
      var estimate = Estimate(
        variable: subject.variable, label: subject.label,
        category: subject.category, categoryLabel: subject.categoryLabel,
        group: grouping.terms[cell], statistic: subject.statistic,
        unit: subject.unit, value: linear.value,
        standardError: linear.standardError, interval: found.interval,
        degreesOfFreedom: Double(max(0, linear.degreesOfFreedom)),
        base: linear.base, weightedBase: linear.weightedBase,
        effectiveBase: linear.effectiveBase > 0 ? linear.effectiveBase : nil,
        designEffect: linear.designEffect,
        remarks: linear.remarks + linear.missingErrorRemark
          + (found.remark.map { [$0] } ?? []))
      estimate.sums = linear.sums
      return estimate
    }
  }
}

extension AnalysisData {
  /// The numbers of a variable, not-a-number where missing.
  ///
  /// - Throws: A diagnostic when there is no such column or it holds text.
  func numbers(_ name: String) throws(Diagnostic) -> [Double] {
    let column = try table.column(name)
    if let numbers = column.numbers() { return numbers }
    throw Diagnostic(
      .notNumeric, at: Place(file: table.source.file, columnName: name),
      "the column '\(name)' holds text, where numbers are needed",
      zh: "列“\(name)”为文本，须为数字",
      notes: firstText(column).map { [$0] } ?? [],
      help: "count its values with 'share', or give grades points with"
        + " 'index' and 'grades'")
  }

  /// The first cell that made a text of a column of numbers, where most of its
  /// texts are numbers.
  private func firstText(_ column: Column) -> String? {
    var numbers = 0
    var texts = 0
    var first: Int?
    for row in 0..<column.count where column.missing[row] == nil {
      guard let text = column.text(at: row) else { continue }
      if Double(text) != nil {
        numbers += 1
      } else {
        texts += 1
        if first == nil { first = row }
      }
    }
    guard let first, numbers > texts, let text = column.text(at: first)
    else { return nil }
    let lines = table.sourceLines
    let place =
      first < lines.count
      ? "\(table.source.file):\(lines[first])" : "row \(first + 1)"
    return "\(counted(texts, "cell is", "cells are")) no number, the first one"
      + " '\(text.prefix(40))' (\(place))"
  }

  /// The ticks of one option of a question with several answers, a column of
  /// 1 and 0; not-a-number where missing.
  ///
  /// - Throws: A diagnostic when there is no such column or it holds anything
  ///   else.
  func ticks(_ name: String) throws(Diagnostic) -> [Double] {
    let ticks = try numbers(name)
    if let other = ticks.first(where: { !$0.isNaN && $0 != 0 && $0 != 1 }) {
      throw Diagnostic(
        .wrongOption, at: place(of: name),
        "'\(name)' holds \(plainText(other)), and the columns of a set"
          + " hold 1 for ticked and 0 for not ticked",
        zh: "“\(name)”中有\(plainText(other))，多选题各列须以1为选中、0为未选中",
        help: "recode it, or read the columns as one question with several"
          + " answers")
    }
    return ticks
  }

  /// The place of a column.
  func place(of column: String) -> Place {
    Place(file: table.source.file, columnName: column)
  }

  /// Sets the values missing in rows where any of the columns is missing.
  func masked(
    _ columns: [[Double]], _ missing: MissingValues
  ) -> [[Double]] {
    guard missing == .listwise, columns.count > 1 else { return columns }
    var isComplete = [Bool](repeating: true, count: table.rowCount)
    for column in columns {
      for row in column.indices where column[row].isNaN {
        isComplete[row] = false
      }
    }
    return columns.map { column in
      column.indices.map { isComplete[$0] ? column[$0] : .nan }
    }
  }

  /// - Throws: A diagnostic when `names` is empty.
  func requireNames(_ names: [String], kind: String) throws(Diagnostic) {
    if names.isEmpty {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: table.source.file),
        "the \(kind) names no variable",
        zh: "该分析没有列出变量",
        help: "name at least one column")
    }
  }
}
