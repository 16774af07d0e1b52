import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyStatistics

extension SettingsReader {
  /// `shares: [0.05, 0.40]` and `shift` of the benefit of the doubt.
  func doubt() -> EvaluationOptions.Doubt {
    var doubt = EvaluationOptions.Doubt()
    if let shift = number("shift", in: 0...1) { doubt.shift = shift }
    if let limits = numbers("shares", in: 0...1) {
      if limits.count == 2, limits[0] < limits[1] {
        doubt.shares = limits[0]...limits[1]
      } else {
        reportWrong(
          "shares", "'shares' takes two numbers, the smaller one first",
          help: "write shares: [0.05, 0.40]")
      }
    }
    return doubt
  }

  /// `{method: kmeans, count: 5, labels: […]}`: bands that follow from the
  /// scores. `nil` where bands are thresholds.
  func bandRule(_ key: String) -> BandRule? {
    guard let node = node(key), case .map(let entries) = node.content,
      entries.contains(where: { $0.key == "method" })
    else { return nil }
    let reader = SettingsReader(node, subject: "'\(key)'", log: log)
    let method: BandRule.Method = reader.choice("method") ?? .kMeans
    var labels: [LocalizedText] = []
    for node in reader.list("labels") ?? [] {
      let text = SurveyImport.localizedText(
        node, subject: "a label of a band", log: log)
      if let text { labels.append(text) }
    }
    let count = reader.integer("count", in: 2...50)
    if labels.isEmpty {
      labels = BandRule.stars(count ?? 5)
    } else if let count, count != labels.count {
      reader.reportWrong(
        "labels", "\(labels.count) labels do not name \(count) bands",
        help: "name every band, the best first")
    } else if labels.count < 2 {
      reader.reportWrong("labels", "one band divides nothing")
      labels = BandRule.stars(count ?? 5)
    }
    reader.finish()
    return BandRule(method, labels: labels)
  }
}
