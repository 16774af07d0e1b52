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
  ///
  /// - Parameter tellsGates: Whether each rule that the case met is told;
  ///   a card has a place of its own for them.
  func sentences(
    _ words: Words, _ evaluation: EvaluationResult, tellsGates: Bool = true
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
    if tellsGates { lines += gates.map { $0.told(words, in: evaluation) } }
    if coverage < 1, score != nil {
      lines.append(
        words.weightsCovered(NumberStyle.percent(1).text(coverage)))
    }
    return lines
  }
}

extension CaseResult.GateHit {
  /// What the rule says about the case and whether it changed the result, in
  /// both languages.
  public func told(in evaluation: EvaluationResult) -> LocalizedText {
    LocalizedText(
      zh: told(Words(.chinese), in: evaluation),
      en: told(Words(.english), in: evaluation))
  }

  /// The same in one language.
  func told(_ words: Words, in evaluation: EvaluationResult) -> String {
    let sentence = sentence(words, in: evaluation)
    return isDecisive
      ? sentence : words.sentences([sentence, words.gateWithoutChange])
  }

  /// The rule with the value that met it.
  func sentence(_ words: Words, in evaluation: EvaluationResult) -> String {
    if let sentence { return sentence[words.language] }
    let name = evaluation.indicators.first { $0.id == indicator }?.name
    return words.gateHit(
      name?[words.language] ?? indicator, rule: rule,
      effect: words.gateEffect(effect, bands: evaluation.bands))
      + words.say("。", ".")
  }
}
