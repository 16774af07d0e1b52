import Diagnostics
import Settings

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
}
