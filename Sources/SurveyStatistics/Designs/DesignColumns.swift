import Diagnostics
import SurveyData

/// Reads design columns and refuses what a design cannot do without.
struct DesignColumns {
  let table: Table

  /// A column of codes with a value in every row.
  func codes(
    _ name: String, role: String
  ) throws(Diagnostic) -> (codes: [Int32], count: Int) {
    let column = try complete(name, role: role)
    let categories = column.categories()
    return (categories.codes, categories.levels.count)
  }

  /// A column of numbers with a finite value in every row.
  func numbers(_ name: String, role: String) throws(Diagnostic) -> [Double] {
    let column = try complete(name, role: role)
    guard let numbers = column.numbers() else {
      throw Diagnostic(
        .notNumeric, at: place(name, row: nil),
        "the \(role) column '\(name)' holds text",
        zh: "抽样设计的列“\(name)”（\(role)）为文本",
        help: "name a column of numbers")
    }
    if let row = numbers.firstIndex(where: { !$0.isFinite }) {
      throw Diagnostic(
        .missingDesignValue, at: place(name, row: row),
        "the \(role) column '\(name)' holds a number that is not finite",
        zh: "抽样设计的列“\(name)”（\(role)）有一个数不是有限的数")
    }
    return numbers
  }

  /// The weights; none of them negative.
  func weights(_ name: String) throws(Diagnostic) -> [Double] {
    let weights = try numbers(name, role: "weight")
    let negative = weights.indices.filter { weights[$0] < 0 }
    if let first = negative.first {
      throw Diagnostic(
        .negativeWeight, at: place(name, row: first),
        "\(rows(negative.count)) a negative weight in '\(name)'",
        zh: "“\(name)”有\(negative.count)行权重为负数",
        help: "a weight says how many units of the population a row stands"
          + " for; give rows that must not count the weight 0")
    }
    if !weights.isEmpty, weights.allSatisfy({ $0 == 0 }) {
      throw Diagnostic(
        .negativeWeight, at: place(name, row: nil),
        "every weight in '\(name)' is 0",
        zh: "“\(name)”中的权重全部为0")
    }
    return weights
  }

  /// The sampled fraction of each parent of `stage`, read from a column of
  /// population sizes or of fractions.
  func fractions(
    _ name: String, stage: DesignStage
  ) throws(Diagnostic) -> [Double] {
    let values = try numbers(name, role: "population")
    var result = [Double](repeating: .nan, count: stage.parentCount)
    var firstRow = [Int](repeating: 0, count: stage.parentCount)
    for row in values.indices {
      let parent = stage.parent(of: row)
      if result[parent].isNaN {
        result[parent] = values[row]
        firstRow[parent] = row
      } else if result[parent] != values[row] {
        throw Diagnostic(
          .populationVaries, at: place(name, row: row),
          "'\(name)' has \(plainText(result[parent])) and"
            + " \(plainText(values[row])) in the same stratum or cluster",
          zh:
            "“\(name)”在同一层或群内既有\(plainText(result[parent]))又有\(plainText(values[row]))",
          help: "the population of a stratum or cluster is one number")
      }
    }
    let areFractions = values.allSatisfy { $0 <= 1 }
    for parent in result.indices {
      let value = result[parent]
      let count = stage.rowsInParents?[parent] ?? stage.sampled[parent]
      if value <= 0 || (!areFractions && value < Double(count)) {
        throw Diagnostic(
          .populationBelowSample, at: place(name, row: firstRow[parent]),
          "'\(name)' says \(plainText(value)) where \(count) were sampled",
          zh: "“\(name)”为\(plainText(value))，而样本有\(count)个",
          help: areFractions || value <= 0
            ? "a sampled fraction lies above 0 and is at most 1"
            : "give the number of units in the population, or fractions in"
              + " every row")
      }
      result[parent] = areFractions ? value : Double(count) / value
    }
    return result
  }

  /// The values of the strata columns of each parent of `stage`, such as
  /// `north / 2`; the number where there are no such columns.
  func stratumNames(_ names: [String], _ stage: DesignStage) -> [String] {
    var result = (0..<stage.parentCount).map { String($0 + 1) }
    let columns = names.compactMap { table[$0] }
    guard !columns.isEmpty else { return result }
    var isKnown = [Bool](repeating: false, count: stage.parentCount)
    for row in 0..<table.rowCount {
      let parent = stage.parent(of: row)
      if isKnown[parent] { continue }
      isKnown[parent] = true
      result[parent] = columns.map { $0.text(at: row) ?? "" }
        .joined(separator: " / ")
    }
    return result
  }

  /// The place of a cell, as far as the table knows it.
  func place(_ name: String?, row: Int?) -> Place {
    let lines = table.sourceLines
    return Place(
      file: table.source.file,
      line: row.flatMap { $0 < lines.count ? Int(lines[$0]) : nil },
      columnName: name)
  }

  private func complete(
    _ name: String, role: String
  ) throws(Diagnostic) -> Column {
    let column = try table.column(name)
    guard
      let first = (0..<column.count).first(where: { column.missing[$0] != nil })
    else { return column }
    throw Diagnostic(
      .missingDesignValue, at: place(name, row: first),
      "\(rows(column.missing.count)) no value in the \(role) column '\(name)'",
      zh: "抽样设计的列“\(name)”（\(role)）有\(column.missing.count)行缺值",
      help: "a row without it has no place in the design; fill the cells in,"
        + " or leave the rows out with 'where' of the data set")
  }

  private func rows(_ count: Int) -> String {
    count == 1 ? "1 row has" : "\(count) rows have"
  }
}
