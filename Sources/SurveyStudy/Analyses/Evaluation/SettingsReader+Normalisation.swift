import Diagnostics
import Settings
import SurveyStatistics

extension SettingsReader {
  /// Parameters of a normalisation: `lo=0;hi=100`, or as a mapping
  /// `{lo: 0, hi: 100}`.
  func normalisationParameters(_ key: String) -> String? {
    guard case .map? = node(key)?.content, let values = reader(key) else {
      return string(key)
    }
    return values.allEntries().map { entry in
      "\(entry.key)=\(values.string(entry.key) ?? "")"
    }.joined(separator: ";")
  }

  /// The normalisation of all indicators that name none.
  func normalisation(_ key: String, parameters: String) -> Normalisation? {
    let words = normalisationParameters(parameters)
    guard let name = string(key) else {
      if words != nil {
        reportWrong(
          parameters, "'\(parameters)' has no effect without '\(key)'")
      }
      return nil
    }
    return Normalisation(
      name: name, parameters: words, at: valuePlace(of: key), log: log)
  }
}
