import Diagnostics
import SurveyData

/// A tree of indicators: one root, nodes that put their children together,
/// leaves that are measured.
public struct IndicatorTree: Sendable, Hashable {
  /// The indicators, each parent before its children, the root first.
  public let indicators: [Indicator]
  /// For each indicator the positions of its children, in the order of the
  /// table.
  public let children: [[Int]]
  /// For each indicator the position of its parent, `nil` for the root.
  public let parents: [Int?]
  /// The bands of the root, best first; empty when it has none.
  public let bands: [Band]

  /// The positions of the indicators without children.
  public var leaves: [Int] { children.indices.filter { children[$0].isEmpty } }

  /// The root.
  public var root: Indicator { indicators[0] }

  /// The position of the indicator with `id`.
  public func position(of id: String) -> Int? {
    indicators.firstIndex { $0.id == id }
  }

  /// For each indicator the product of the weights from the root down.
  public var globalWeights: [Double] {
    globalWeights(of: indicators.map(\.weight))
  }

  /// The same for other local weights, one an indicator.
  public func globalWeights(of local: [Double]) -> [Double] {
    precondition(local.count == indicators.count)
    var global = local
    for position in indicators.indices {
      if let parent = parents[position] {
        global[position] = global[parent] * local[position]
      } else {
        global[position] = 1
      }
    }
    return global
  }

  /// The distance of each indicator to the root.
  public var levels: [Int] {
    var levels = [Int](repeating: 0, count: indicators.count)
    for position in indicators.indices {
      if let parent = parents[position] {
        levels[position] = levels[parent] + 1
      }
    }
    return levels
  }

  /// Arranges indicators as a tree and checks it.
  ///
  /// Weights of siblings are divided by their sum, with a warning when it is
  /// more than 1e-6 away from 1, except below a node that aggregates by
  /// `sumCapped`. Several indicators without a parent get a root of their
  /// own, with a note.
  ///
  /// - Throws: `Stopped` when the rows do not make up a tree; all reasons
  ///   are in `log`.
  public init(
    _ indicators: [Indicator], bands: [Band] = [], log: DiagnosticLog
  ) throws(Stopped) {
    let arranged = try TreeArrangement(indicators, log: log)
    self.indicators = arranged.indicators
    self.children = arranged.children
    self.parents = arranged.parents
    self.bands = bands
  }

  /// A tree that was arranged before.
  init(
    indicators: [Indicator], children: [[Int]], parents: [Int?],
    bands: [Band]
  ) {
    self.indicators = indicators
    self.children = children
    self.parents = parents
    self.bands = bands
  }
}
