import SurveyData

/// The gates of a tree with the numbers they look at.
struct GateTable {
  /// Where the left side of a condition comes from.
  enum Subject {
    /// The raw value of the indicator itself.
    case value
    /// The score of the indicator itself.
    case score
    /// Numbers that do not vary, one a case.
    case facts([Double])
  }

  /// One gate.
  struct Entry {
    var indicator: Int
    var gate: Gate
    var subject: Subject
    /// The best band that is left; `nil` when there are no bands.
    var cap: Int?
  }

  var entries: [Entry] = []

  /// The gates that one case meets.
  func hits(
    row: Int, raw: [[Double]], scores: [[Double]]
  ) -> [Entry] {
    entries.filter { entry in
      entry.gate.comparison.holds(
        Self.left(entry, row: row, raw: raw, scores: scores),
        entry.gate.limit)
    }
  }

  /// The number that the condition of a gate looks at.
  static func left(
    _ entry: Entry, row: Int, raw: [[Double]], scores: [[Double]]
  ) -> Double {
    switch entry.subject {
    case .value: raw[entry.indicator][row]
    case .score: scores[entry.indicator][row]
    case .facts(let facts): facts[row]
    }
  }

  /// The band of a case after its gates.
  static func limit(_ band: Int?, by hits: [Entry]) -> Int? {
    guard let band else { return nil }
    return hits.reduce(band) { max($0, $1.cap ?? 0) }
  }
}
