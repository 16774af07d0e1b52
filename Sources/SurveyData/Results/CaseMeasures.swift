/// The values of many cases on all indicators, an indicator at a time.
///
/// A case of a result looks into its row: with a hundred thousand cases,
/// lists of their own would be most of the memory of a run.
public final class IndicatorColumns: Sendable {
  /// The indicators in the order of the tree.
  public let indicators: [String]
  /// By indicator the measured values, not-a-number where missing; empty for
  /// indicators with children.
  public let raw: [[Double]]
  /// By indicator the values on 0 to 100, not-a-number where missing.
  public let scores: [[Double]]
  /// By indicator the rows, ratings or votes behind each raw value; empty for
  /// indicators with children.
  public let bases: [[Int]]
  /// The strengths of a row, largest first.
  let strengths: @Sendable (Int) -> [CaseResult.Amount]
  /// The obstacles of a row, largest first.
  let obstacles: @Sendable (Int) -> [CaseResult.Amount]

  /// Creates columns.
  ///
  /// - Parameters:
  ///   - strengths: Makes the strengths of a row when they are asked for.
  ///   - obstacles: Makes its obstacles.
  /// - Precondition: There is a list for each indicator, and the lists that
  ///   are not empty are equally long.
  public init(
    indicators: [String], raw: [[Double]], scores: [[Double]], bases: [[Int]],
    strengths: @escaping @Sendable (Int) -> [CaseResult.Amount],
    obstacles: @escaping @Sendable (Int) -> [CaseResult.Amount]
  ) {
    precondition(
      raw.count == indicators.count && scores.count == indicators.count
        && bases.count == indicators.count)
    self.indicators = indicators
    self.raw = raw
    self.scores = scores
    self.bases = bases
    self.strengths = strengths
    self.obstacles = obstacles
  }
}

/// What was measured of one case: its own lists, or a row of columns.
struct CaseMeasures: Sendable {
  enum Storage: Sendable {
    case lists(
      values: [CaseResult.IndicatorValue], strengths: [CaseResult.Amount],
      obstacles: [CaseResult.Amount])
    case row(Int, IndicatorColumns)
  }

  var storage: Storage

  var values: [CaseResult.IndicatorValue] {
    Array(CaseValues(measures: self))
  }

  var strengths: [CaseResult.Amount] {
    switch storage {
    case .lists(_, let strengths, _): strengths
    case .row(let row, let columns): columns.strengths(row)
    }
  }

  var obstacles: [CaseResult.Amount] {
    switch storage {
    case .lists(_, _, let obstacles): obstacles
    case .row(let row, let columns): columns.obstacles(row)
    }
  }
}

/// The values of a case on all indicators.
public struct CaseValues: RandomAccessCollection, Sendable {
  let measures: CaseMeasures

  /// The first position.
  public var startIndex: Int { 0 }

  /// The number of indicators.
  public var endIndex: Int {
    switch measures.storage {
    case .lists(let values, _, _): values.count
    case .row(_, let columns): columns.indicators.count
    }
  }

  /// The value of the indicator at a position.
  public subscript(position: Int) -> CaseResult.IndicatorValue {
    switch measures.storage {
    case .lists(let values, _, _): return values[position]
    case .row(let row, let columns):
      let value = number(columns.raw[position], row)
      let bases = columns.bases[position]
      return CaseResult.IndicatorValue(
        indicator: columns.indicators[position], raw: value,
        score: number(columns.scores[position], row),
        base: bases.isEmpty ? nil : bases[row])
    }
  }

  private func number(_ column: [Double], _ row: Int) -> Double? {
    if column.isEmpty || column[row].isNaN { return nil }
    return column[row]
  }
}

// Cases are equal, and kept, by what they say and not by how they hold it.

extension CaseMeasures: Hashable {
  static func == (first: CaseMeasures, second: CaseMeasures) -> Bool {
    first.values == second.values && first.strengths == second.strengths
      && first.obstacles == second.obstacles
  }

  func hash(into hasher: inout Hasher) {
    hasher.combine(values)
    hasher.combine(strengths)
    hasher.combine(obstacles)
  }
}

extension CaseMeasures: Codable {
  private enum CodingKeys: CodingKey { case values, strengths, obstacles }

  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    storage = .lists(
      values: try container.decode(
        [CaseResult.IndicatorValue].self, forKey: .values),
      strengths: try container.decode(
        [CaseResult.Amount].self, forKey: .strengths),
      obstacles: try container.decode(
        [CaseResult.Amount].self, forKey: .obstacles))
  }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(values, forKey: .values)
    try container.encode(strengths, forKey: .strengths)
    try container.encode(obstacles, forKey: .obstacles)
  }
}
