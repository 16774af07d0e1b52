import Diagnostics
import SurveyData

/// One row's answers to all items; not-a-number where there is none.
typealias RowAnswers = UnsafeBufferPointer<Double>

/// The items whose answers are looked at, ready to be copied row by row.
struct AnswerItems: Sendable {
  /// One item.
  struct Item: Sendable {
    var column: Column
    /// For text with labels the code of each level: its rank in the codebook
    /// counted from 1, not-a-number for a level that it does not list.
    var ranks: [Double] = []
    /// The lowest and highest code of the scale: those of the codebook, or
    /// else those that occur; `nil` without any answer.
    var scale: ClosedRange<Double>?
    /// Whether the codebook says that the lowest code is the best.
    var isReversed = false
  }

  /// The items in the order of the questionnaire.
  let items: [Item]
  /// The number of items.
  var count: Int { items.count }

  /// Prepares `names`.
  ///
  /// - Throws: A diagnostic when a column does not exist or has no codes.
  init(_ names: [String], in table: Table) throws(Diagnostic) {
    var items: [Item] = []
    for name in names {
      items.append(try Self.item(try table.column(name), in: table))
    }
    self.items = items
  }

  private static func item(
    _ column: Column, in table: Table
  ) throws(Diagnostic) -> Item {
    var item = Item(column: column)
    switch column.values {
    case .integers, .doubles: break
    case .texts(let texts) where column.variable?.valueLabels.isEmpty == false:
      let labels = column.variable?.valueLabels.filter { $0.missing == nil }
      let ranks = Dictionary(
        (labels ?? []).enumerated().map { ($1.code, Double($0 + 1)) },
        uniquingKeysWith: { first, _ in first })
      item.ranks = texts.levels.map { ranks[$0] ?? .nan }
      item.scale = 1...max(1, Double(labels?.count ?? 1))
      return item
    case .texts, .days, .choices:
      throw Diagnostic(
        .qualityItem,
        at: Place(file: table.source.file, columnName: column.name),
        "the column '\(column.name)' has no answer codes to look at",
        zh: "列“\(column.name)”没有可以检查的答案编码",
        help: "items are numbers, or words whose order the codebook lists")
    }
    if let scale = column.variable?.scale {
      item.isReversed = scale.isReversed
      item.scale =
        min(scale.minimum, scale.maximum)...max(scale.minimum, scale.maximum)
    } else {
      item.scale = observedRange(column)
    }
    return item
  }

  /// The answers of `rows`, one row after the other.
  func answers(_ rows: Range<Int>) -> [Double] {
    let count = self.count
    return [Double](unsafeUninitializedCapacity: rows.count * count) {
      buffer, filled in
      for (position, item) in items.enumerated() {
        item.copy(rows, to: buffer, from: position, step: count)
      }
      filled = rows.count * count
    }
  }

  /// Calls `body` with the answers of each of `rows`.
  func forEachRow(
    _ rows: Range<Int>, _ body: (_ row: Int, _ answers: RowAnswers) -> Void
  ) {
    let count = self.count
    // Very many items would need more memory than a block should.
    let most = max(1, Self.mostAnswers / max(1, count))
    for start in stride(from: rows.lowerBound, to: rows.upperBound, by: most) {
      let part = start..<min(rows.upperBound, start + most)
      answers(part).withUnsafeBufferPointer { buffer in
        for position in 0..<part.count {
          let first = position * count
          body(
            start + position,
            RowAnswers(rebasing: buffer[first..<first + count]))
        }
      }
    }
  }

  /// Answers that are copied at a time.
  private static let mostAnswers = 2_000_000
}

extension AnswerItems.Item {
  /// Writes the answers of `rows` to every `step`th place of `buffer`.
  func copy(
    _ rows: Range<Int>, to buffer: UnsafeMutableBufferPointer<Double>,
    from start: Int, step: Int
  ) {
    var place = start
    let reasons = column.missing.rawReasons
    switch column.values {
    case .integers(let values):
      for row in rows {
        buffer[place] = Double(values[row])
        place += step
      }
    case .doubles(let values):
      for row in rows {
        buffer[place] = values[row].isFinite ? values[row] : .nan
        place += step
      }
    case .texts(let texts):
      for row in rows {
        let code = Int(texts.codes[row])
        buffer[place] = code < 0 ? .nan : ranks[code]
        place += step
      }
    case .days, .choices:
      for _ in rows {
        buffer[place] = .nan
        place += step
      }
    }
    guard !reasons.isEmpty else { return }
    place = start
    for row in rows {
      if reasons[row] != 0 { buffer[place] = .nan }
      place += step
    }
  }
}

/// The smallest and largest number of a column; `nil` without any.
func observedRange(_ column: Column) -> ClosedRange<Double>? {
  var low = Double.infinity
  var high = -Double.infinity
  switch column.values {
  case .integers(let values):
    for row in values.indices where !column.missing.isMissing(row) {
      low = min(low, Double(values[row]))
      high = max(high, Double(values[row]))
    }
  case .doubles(let values):
    for row in values.indices
    where !column.missing.isMissing(row) && values[row].isFinite {
      low = min(low, values[row])
      high = max(high, values[row])
    }
  case .days, .texts, .choices: return nil
  }
  return low <= high ? low...high : nil
}
