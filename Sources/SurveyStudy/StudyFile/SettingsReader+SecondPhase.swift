import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

/// A second phase as the study describes it.
public struct SecondPhasePlan: Sendable {
  /// The column that says which rows are in it.
  public var sampled: ColumnReference
  /// The columns of its strata.
  public var strata: [ColumnReference]
  /// The columns of its clusters.
  public var clusters: [ColumnReference] = []
  /// The column of the probabilities of its units.
  public var probabilities: ColumnReference?
  /// How units were drawn with them.
  public var draw: SecondPhaseDraw = .overton
  /// The form of the variance.
  public var method: TwoPhaseMethod

  /// Every column that it names.
  var columns: [ColumnReference] {
    [sampled] + strata + clusters + (probabilities.map { [$0] } ?? [])
  }

  /// The names that statistics need.
  var specification: SecondPhaseSpecification {
    SecondPhaseSpecification(
      sampled: sampled.name, strata: strata.map(\.name),
      clusters: clusters.map(\.name), probabilities: probabilities?.name,
      draw: draw, method: method)
  }

  /// The phase in words, for the provenance.
  var title: LocalizedText {
    let names = columns.map(\.name)
    return LocalizedText(
      zh: "第二相：\(names.joined(separator: "、"))",
      en: "second-phase \(names.joined(separator: ", "))")
  }
}

extension SettingsReader {
  /// A second phase at `key`: the column of its rows, or a mapping.
  func secondPhase(_ key: String) -> SecondPhasePlan? {
    guard let node = node(key) else { return nil }
    if case .scalar = node.content {
      return column(key).map {
        SecondPhasePlan(sampled: $0, strata: [], method: .full)
      }
    }
    guard let reader = reader(key, subject: "'\(key)'") else { return nil }
    let sampled = reader.requiredColumn("sampled")
    let strata = reader.columns("strata") ?? []
    let clusters = reader.columns("clusters") ?? []
    let probabilities = reader.column("probabilities")
    let draw: SecondPhaseDraw = reader.choice("draw") ?? .overton
    let method: TwoPhaseMethod = reader.choice("method") ?? .full
    reader.finish()
    return sampled.map {
      SecondPhasePlan(
        sampled: $0, strata: strata, clusters: clusters,
        probabilities: probabilities, draw: draw, method: method)
    }
  }
}
