import SVG
import SurveyData

extension CaseResult {
  /// How the score becomes a band and what limits it, in words: thresholds,
  /// the band by score, gates, and weights that were shared out.
  public func story(in evaluation: EvaluationResult) -> [LocalizedText] {
    let chinese = sentences(Words(.chinese), evaluation)
    let english = sentences(Words(.english), evaluation)
    return zip(chinese, english).map { LocalizedText(zh: $0, en: $1) }
  }

  /// The same in one language.
  func sentences(
    _ words: Words, _ evaluation: EvaluationResult
  ) -> [String] {
    let language = words.language
    var lines: [String] = []
    // Bands that a rule has yet to place have no thresholds.
    let bands = evaluation.bands.filter(\.threshold.isFinite)
    if !bands.isEmpty {
      lines.append(
        words.bandLimits(
          bands.map {
            ($0.label[language], compactNumber($0.threshold, 6))
          }))
    }
    if let band, evaluation.bands.indices.contains(band) {
      let byScore = score.flatMap { score in
        evaluation.bands.firstIndex { score >= $0.threshold }
      }
      let name = evaluation.bands[band].label[language]
      if let byScore, byScore < band, !gates.isEmpty {
        lines.append(
          words.bandLimited(
            evaluation.bands[byScore].label[language], to: name))
      } else {
        lines.append(words.bandByScore(name))
      }
    }
    for gate in gates {
      let name = evaluation.indicators.first { $0.id == gate.indicator }?.name
      lines.append(
        words.gateHit(
          name?[language] ?? gate.indicator, rule: gate.rule,
          effect: words.gateEffect(gate.effect, bands: evaluation.bands))
          + words.say("。", "."))
    }
    if coverage < 1, score != nil {
      lines.append(
        words.weightsCovered(NumberStyle.percent(1).text(coverage)))
    }
    return lines
  }
}
