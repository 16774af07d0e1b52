import Diagnostics
import Settings
import SurveyData

extension SettingsReader {
  /// Returns the text at `key`: a single text for every language, or a
  /// mapping with `zh`, `en` or both.
  public func localizedText(_ key: String) -> LocalizedText? {
    share(key, as: "text")
    return node(key).flatMap {
      SurveyImport.localizedText($0, subject: "'\(key)'", log: log)
    }
  }

  /// Returns the text at `key`, and reports it when it is missing.
  public func requiredLocalizedText(
    _ key: String, help: String? = nil
  ) -> LocalizedText? {
    guard has(key) else {
      reportMissing(key, help: help)
      return nil
    }
    return localizedText(key)
  }
}

/// Reads a text that may differ between languages: a single value, or a
/// mapping with `zh`, `en` or both. Faults go to `log`.
///
/// In Chinese a line break of a folded text leaves no blank behind.
public func localizedText(
  _ node: SettingsNode, subject: String, log: DiagnosticLog
) -> LocalizedText? {
  switch node.content {
  case .scalar(let text, _):
    return LocalizedText(text.joiningChineseLines)
  case .list:
    if let text = node.unsplitText {
      return LocalizedText(text.joiningChineseLines)
    }
    log.report(
      Diagnostic(
        .wrongValue, at: node.place,
        "\(subject) takes a text, or a mapping with 'zh' and 'en', not a list"))
    return nil
  case .map:
    let reader = SettingsReader(node, subject: subject, log: log)
    let text = LocalizedText(
      zh: reader.string("zh")?.joiningChineseLines, en: reader.string("en"))
    reader.finish()
    if text == LocalizedText() {
      log.report(
        Diagnostic(
          .missingKey, at: node.place, "\(subject) has no text",
          help: "give 'zh', 'en' or both"))
      return nil
    }
    return text
  }
}
