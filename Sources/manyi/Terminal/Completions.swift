import ArgumentParser
import Diagnostics
import SurveyStudy

extension CompletionKind {
  /// The codes of messages.
  static var codes: CompletionKind {
    .custom { _, _, prefix in
      DiagnosticCode.all.flatMap { [$0.id, $0.name] }
        .filter { $0.hasPrefix(prefix) }
    }
  }

  /// The kinds of analyses.
  static var kinds: CompletionKind { .list(AnalysisKinds.names) }

  /// The kinds of charts.
  static var charts: CompletionKind {
    .list(ChartKind.allCases.map(\.rawValue))
  }

  /// The results of the output or the study that is named before.
  static var results: CompletionKind {
    .custom { words, position, _ in
      let named = words.prefix(max(0, position)).dropFirst(2)
      guard let place = named.first(where: { !$0.hasPrefix("-") }) else {
        return []
      }
      return resultNames(of: place)
    }
  }
}
