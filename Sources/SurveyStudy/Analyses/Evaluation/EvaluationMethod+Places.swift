import Diagnostics
import Settings
import SurveyData
import SurveyStatistics

extension SettingsReader {
  /// Where weights of indicators and of groups of evaluators are stated; asked
  /// when the sections were read, so that it changes nothing about them.
  var statedPlaces: [DiagnosticCode: Place] {
    var places: [DiagnosticCode: Place] = [:]
    for (code, section, key) in [
      (DiagnosticCode.statedWeights, "weights", "values"),
      (.evaluatorGroups, "raters", "group-weights"),
    ] {
      guard case .map(let entries)? = node(section)?.content,
        let entry = entries.first(where: { $0.key == key })
      else { continue }
      places[code] = entry.value.place
    }
    return places
  }

  /// Where `raters.combine` is stated.
  var combinePlace: Place? {
    guard case .map(let entries)? = node("raters")?.content else { return nil }
    return entries.first { $0.key == "combine" }?.keyPlace
  }
}

extension EvaluationMethod {
  /// Says that `raters.combine` has no effect where every indicator that
  /// evaluators score names another way to combine.
  func checkCombination(
    _ tree: IndicatorTree, at place: Place?, log: DiagnosticLog
  ) {
    guard let place else { return }
    let chosen = options.raters.combine.rawValue
    let scored = tree.leaves.map { tree.indicators[$0] }.filter {
      $0.source == .evaluators
    }
    let own = scored.compactMap { $0.formula?.name.replacing("_", with: "-") }
    guard !scored.isEmpty, own.count == scored.count,
      !own.contains(chosen), let first = scored.first?.formula
    else { return }
    log.report(
      Diagnostic(
        .unusedCombination, .note, at: place,
        "'combine: \(chosen)' is not used: every indicator that evaluators"
          + " score has a formula of its own, such as '\(first.text)'",
        zh: "“combine: \(chosen)”没有用到：评委评分的指标都有自己的公式，如“\(first.text)”",
        help: "leave the formulas of these indicators empty, or leave 'combine'"
          + " out"))
  }
}
