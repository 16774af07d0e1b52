import Diagnostics
import SurveyData

/// The group of each evaluator, as the column `evaluator_group` has it.
struct EvaluatorGroups {
  /// For each evaluator the group.
  let groups: [String]

  /// Reads the groups of `evaluators`.
  ///
  /// - Throws: An `evaluatorGroups` diagnostic when an evaluator has no group
  ///   or two of them, or a group has no weight, or a weight no group.
  init(
    _ table: Table, weights: [String: Double], evaluators: [String]
  ) throws(Diagnostic) {
    let column = try table.column("evaluator_group")
    let names = try table.column("evaluator_id")
    var found: [String: String] = [:]
    let place = Place(file: table.source.file, columnName: "evaluator_group")
    for row in 0..<table.rowCount {
      guard let name = names.text(at: row), let group = column.text(at: row)
      else { continue }
      if let earlier = found[name], earlier != group {
        throw Diagnostic(
          .evaluatorGroups, at: place,
          "evaluator '\(name)' stands in group '\(earlier)' and in '\(group)'",
          zh: "评委“\(name)”同时属于“\(earlier)”组和“\(group)”组",
          help: "give every evaluator one group")
      }
      found[name] = group
    }
    var groups: [String] = []
    for name in evaluators {
      guard let group = found[name] else {
        throw Diagnostic(
          .evaluatorGroups, at: place, "evaluator '\(name)' has no group",
          zh: "评委“\(name)”没有分组",
          help: "fill in 'evaluator_group', or leave out 'group-weights'")
      }
      guard weights[group] != nil else {
        throw Diagnostic(
          .evaluatorGroups, at: place,
          "group '\(group)' of evaluators has no weight",
          zh: "评委组“\(group)”没有权重",
          help: nearest(to: group, in: weights.keys.sorted())
            .map { "did you mean '\($0)' in 'group-weights'?" }
            ?? "name it in 'group-weights'; 0 leaves it out")
      }
      groups.append(group)
    }
    for name in weights.keys.sorted() where !groups.contains(name) {
      throw Diagnostic(
        .evaluatorGroups, at: place,
        "no evaluator is in group '\(name)', which has a weight",
        zh: "评委组“\(name)”有权重而没有评委",
        help: nearest(to: name, in: Set(groups).sorted())
          .map { "did you mean '\($0)'?" }
          ?? "the groups are \(Set(groups).sorted().joined(separator: ", "))")
    }
    self.groups = groups
  }
}
