import SVG
import SurveyData

extension MethodNote {
  /// Collects what there is to say about how `result` came about.
  init(_ result: AnalysisResult, _ context: Context) {
    let words = context.words
    let provenance = result.provenance
    var entries: [(term: String, sentences: [String])] = []
    if !provenance.formula.isEmpty {
      entries.append((words.formula, [provenance.formula]))
    }
    let conventions = result.conventions.map {
      context.text($0.sentence) ?? words.pair($0.name, $0.value)
    }
    if !conventions.isEmpty { entries.append((words.conventions, conventions)) }
    let intervals = Self.intervals(result, context)
    if !intervals.isEmpty { entries.append((words.intervals, intervals)) }
    if let design = provenance.design {
      entries.append((words.design, [design[words.language]]))
    }
    entries.append((words.rows, [Self.rows(provenance, words)]))
    let files = provenance.sources.map(\.file)
    if !files.isEmpty { entries.append((words.files, [words.list(files)])) }
    var key = [result.kind]
    for entry in entries
    where ![words.rows, words.files].contains(entry.term) {
      key += [entry.term] + entry.sentences
    }
    self.init(entries: entries, key: key)
  }

  private static func rows(_ provenance: Provenance, _ words: Words) -> String {
    let style = NumberStyle.integer
    let used = words.rowsUsed(
      style.text(Double(provenance.rowsUsed)),
      of: style.text(Double(provenance.rowsAvailable)))
    let parts =
      [used, provenance.filter.map(words.filter)].compactMap { $0 }
      + (provenance.isKeptByQuality ? [words.keptByQuality] : [])
    return parts.joined(separator: words.say("；", "; "))
  }

  private static func intervals(
    _ result: AnalysisResult, _ context: Context
  ) -> [String] {
    let words = context.words
    var found = result.estimates.compactMap(\.interval)
    var sentences: [String] = []
    switch result.details {
    case .reliability(let scales): found += scales.compactMap(\.interval)
    case .evaluation(let evaluation):
      if let draws = evaluation.uncertainty {
        sentences.append(
          words.drawsNote(
            NumberStyle.integer.text(Double(draws.draws)),
            varied: draws.varied, level: NumberStyle.percentLevel(draws.level))
        )
        sentences.append(words.seed(String(draws.seed)))
      }
    default: break
    }
    var seen: Set<String> = []
    for interval in found {
      let name = words.interval(
        level: NumberStyle.percentLevel(interval.level),
        method: interval.method)
      if seen.insert(name).inserted { sentences.append(name) }
    }
    return sentences
  }
}
