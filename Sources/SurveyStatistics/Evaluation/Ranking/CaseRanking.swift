import Diagnostics
import SurveyData

/// A method that scores all cases at once.
///
/// `scores` is asked once for the result and once for every draw; tables and
/// words are made once, by `report`.
protocol CaseRanking: Sendable {
  /// The score of each case, the higher the better; not-a-number for a case
  /// without any value.
  func scores(of input: RankingInput) -> [Double]

  /// What was found on the way.
  func report(on input: RankingInput, names: RankingNames) -> RankingReport

  /// The choices among formulas.
  var conventions: [Convention] { get }

  /// The formula of the score.
  var formula: String { get }

  /// What the scores are.
  var scale: ScoreScale { get }

  /// What the method costs.
  var cost: RankingCost { get }
}

/// How the work of a method grows with the number of cases.
enum RankingCost: Sendable, Hashable {
  /// With the number of cases.
  case cases
  /// With the number of pairs of cases; without missing values with the
  /// number of cases only.
  case pairsWhenIncomplete
  /// With the number of pairs of cases.
  case pairs
  /// With the number of pairs of cases, and so does the memory: so many
  /// numbers a pair.
  case matrices(Int)
  /// As `matrices`, and the work with the number of triples of cases.
  case triples(Int)
}

/// What a method found on its way, laid out.
struct RankingReport: Sendable {
  var tables: [StatisticsTable] = []
  var finding: LocalizedText?
}

/// The names of cases and indicators in tables.
struct RankingNames: Sendable {
  /// The identifiers of the cases.
  var ids: [String]
  /// A case as rows show it.
  var caseName: @Sendable (Int) -> LocalizedText
  /// The leaves.
  var leaves: [(id: String, name: LocalizedText)]
  /// The positions of the cases in the order of the ranks.
  var order: [Int]
}

extension RankingNames {
  /// A row for each case, in the order of the ranks.
  func rows(
    _ cells: (Int) -> [StatisticsTable.Cell]
  ) -> [StatisticsTable.Row] {
    order.map { StatisticsTable.Row(ids[$0], caseName($0), cells($0)) }
  }

  /// The identifiers of cases as a list in both languages.
  func list(_ rows: [Int]) -> LocalizedText {
    let shown = rows.prefix(12).map { ids[$0] }
    let more = rows.count - shown.count
    return LocalizedText(
      zh: shown.joined(separator: "、") + (more > 0 ? "等\(rows.count)个" : ""),
      en: shown.joined(separator: ", ")
        + (more > 0 ? " and \(more) more" : ""))
  }

  /// The heading of rows.
  static let stub = LocalizedText(zh: "对象", en: "Case")

  /// Tables of all pairs are laid out up to this number of cases.
  static let largestSquare = 60

  /// A table of all pairs as a heat table.
  func square(
    _ name: String, title: LocalizedText, heading: LocalizedText,
    _ value: (Int, Int) -> Double?
  ) -> StatisticsTable? {
    guard order.count <= Self.largestSquare else { return nil }
    let columns = order.map { position in
      StatisticsTable.Column(
        ids[position], LocalizedText(ids[position]), .coefficient,
        spanner: heading)
    }
    return StatisticsTable(
      name, title: title, stub: Self.stub, columns: columns,
      rows: rows { row in
        order.map { $0 == row ? .empty : .init(value(row, $0)) }
      }, figure: .heat(columns: columns.map(\.name)),
      isSupplement: order.count > 12)
  }
}

extension StatisticsTable.Cell {
  /// A number of a method; not-a-number is not available.
  static func number(_ value: Double) -> Self {
    Self(value.isFinite ? value : nil)
  }
}
