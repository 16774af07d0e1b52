import Diagnostics
import Settings

extension SettingsReader {
  /// Where weights of indicators and of groups of evaluators are stated.
  var statedPlaces: [DiagnosticCode: Place] {
    var places: [DiagnosticCode: Place] = [:]
    for (code, section, key) in [
      (DiagnosticCode.statedWeights, "weights", "values"),
      (.evaluatorGroups, "raters", "group-weights"),
    ] {
      guard let node = node(section), node.text == nil,
        let reader = reader(section), reader.has(key)
      else { continue }
      places[code] = reader.valuePlace(of: key)
    }
    return places
  }
}
