import Diagnostics
import SurveyData

/// One row of an indicator tree: a leaf that is measured, or a node that puts
/// its children together.
public struct Indicator: Sendable, Hashable {
  /// Where the values of a leaf come from.
  public enum Source: String, Sendable, Hashable, CaseIterable {
    /// Columns of the cases table, such as dates of handling.
    case ledger
    /// Scores of evaluators.
    case evaluators
    /// Ratings, votes or answers about the case.
    case satisfaction
    /// A column of the cases table that was computed elsewhere.
    case external
  }

  /// What the absence of a value means.
  public enum MissingRule: String, Sendable, Hashable, CaseIterable {
    /// The weight goes to the siblings in proportion.
    case renormalise
    /// The indicator counts as 0.
    case zero
    /// The case is not rated.
    case fail
  }

  /// The identifier.
  public var id: String
  /// The identifier of the parent, `nil` for the root.
  public var parent: String?
  /// The name.
  public var name: LocalizedText
  /// The unit of the raw values.
  public var unit: LocalizedText?
  /// The weight among its siblings; the weights of siblings add up to 1.
  public var weight: Double
  /// Whether high raw values are good.
  public var isBenefit: Bool
  /// Where raw values come from; `nil` for a node with children.
  public var source: Source?
  /// How raw values are computed; `nil` for a node with children, and for
  /// evaluators that are combined as the options say.
  public var formula: LeafFormula?
  /// How raw values become scores on 0 to 100.
  public var normalisation: Normalisation
  /// How the scores of the children are put together.
  public var aggregate: Aggregate
  /// What its absence means for its parent.
  public var missingRule: MissingRule
  /// The smallest share of the weights below a node that must have values,
  /// else the node itself is missing; for the root `nil` leaves the choice to
  /// the options, for other nodes it asks for any value.
  public var minimumCoverage: Double?
  /// Rules that limit the band of a case.
  public var gates: [Gate]
  /// The row of the table.
  public var place: Place?

  /// Creates an indicator.
  public init(
    id: String, parent: String? = nil, name: LocalizedText? = nil,
    unit: LocalizedText? = nil, weight: Double = 1, isBenefit: Bool = true,
    source: Source? = nil, formula: LeafFormula? = nil,
    normalisation: Normalisation = .none, aggregate: Aggregate = .arithmetic,
    missingRule: MissingRule = .renormalise, minimumCoverage: Double? = nil,
    gates: [Gate] = [], place: Place? = nil
  ) {
    self.id = id
    self.parent = parent
    self.name = name ?? LocalizedText(id)
    self.unit = unit
    self.weight = weight
    self.isBenefit = isBenefit
    self.source = source
    self.formula = formula
    self.normalisation = normalisation
    self.aggregate = aggregate
    self.missingRule = missingRule
    self.minimumCoverage = minimumCoverage
    self.gates = gates
    self.place = place
  }
}
