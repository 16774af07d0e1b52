import Diagnostics
import Settings
import SurveyStatistics

/// The keys that every kind of model has: `outcome`, `event`, `terms`,
/// `factors`, `reference`, `offset`, `exposure`, `intercept`.
struct ModelPlan: Sendable {
  let specification: ModelSpecification
  /// The columns, as far as they can be told before the table is known.
  let columns: [ColumnUse]
  /// Where the terms stand.
  let place: Place

  /// Reads the keys; `nil` when there is not enough to go on.
  ///
  /// - Parameter isLinear: Whether the model has an event, an offset and an
  ///   intercept that may be left out.
  init?(
    _ settings: SettingsReader, kind: String, context: MethodContext,
    isLinear: Bool = true
  ) {
    if !context.groupings.isEmpty {
      settings.reportWrong(
        "by", "the kind '\(kind)' has no groups",
        help: "put the grouping variable among the terms, or write an analysis"
          + " for each group with 'where'")
    }
    let outcome = settings.requiredColumn("outcome")
    let terms = settings.strings("terms") ?? []
    let factors = settings.columns("factors") ?? []
    var references: [String: String] = [:]
    if let reader = settings.reader("reference") {
      for entry in reader.allEntries() {
        if let text = reader.string(entry.key) {
          references[entry.key] = text
        }
      }
    }
    var specification = ModelSpecification(
      outcome: outcome?.name ?? "", terms: terms,
      factors: factors.map(\.name), references: references)
    var columns = [outcome].compactMap { $0 } + factors
    if isLinear {
      specification.event = settings.string("event")
      let offset = settings.column("offset")
      let exposure = settings.column("exposure")
      specification.offset = offset?.name
      specification.exposure = exposure?.name
      specification.hasIntercept = settings.boolean("intercept") ?? true
      columns += [offset, exposure].compactMap { $0 }
    }
    place = settings.valuePlace(of: "terms")
    guard outcome != nil else { return nil }
    if terms.isEmpty, !specification.hasIntercept {
      settings.reportMissing(
        "terms", help: "a model without intercept needs at least one term")
      return nil
    }
    self.specification = specification
    self.columns = columns.map { ColumnUse($0) }
  }
}
