import SurveyData

extension AnalysisResult.Details {
  /// What a kind has beside its estimates.
  var json: JSONValue {
    switch self {
    case .none: .null
    case .verdicts(let verdicts):
      .object([("verdicts", .list(verdicts.map(\.json)))])
    case .reliability(let scales):
      .object([("scales", .list(scales.map(\.json)))])
    case .evaluation(let evaluation):
      .object(
        [("evaluation", evaluation.json)]
          + (evaluation.tables.isEmpty
            ? [] : [("tables", .list(evaluation.tables.map(\.json)))]))
    case .tables(let tables, let finding):
      .object([
        ("finding", .localized(finding)),
        ("tables", .list(tables.map(\.json))),
      ])
    }
  }
}

extension Verdict {
  fileprivate var json: JSONValue {
    .object([
      ("group", .object(group.map { ($0.variable, .text($0.value)) })),
      (
        "counts",
        .object(zip(grades, counts).map { ($0, .integer($1)) })
      ),
      ("denominator", .number(denominator)),
      ("verdict", .optional(outcome.map { grades[$0] })),
      ("votes_to_better", .optional(votesToBetter)),
      ("votes_to_worse", .optional(votesToWorse)),
      ("abstained", .optional(abstained)),
      (
        "percentages",
        percentages.map { .list($0.map { .number($0) }) } ?? .null
      ),
    ])
  }
}

extension ScaleReliability {
  fileprivate var json: JSONValue {
    .object([
      ("scale", .text(scale)),
      ("alpha", .optional(alpha)),
      ("standardized_alpha", .optional(standardizedAlpha)),
      ("lower", .optional(interval?.lower)),
      ("upper", .optional(interval?.upper)),
      ("n", .integer(base)),
      (
        "items",
        .list(
          items.map { item in
            .object([
              ("variable", .text(item.variable)),
              ("reversed", .bool(item.isReversed)),
              ("mean", .optional(item.mean)),
              ("sd", .optional(item.standardDeviation)),
              ("rest_correlation", .optional(item.restCorrelation)),
              ("alpha_without", .optional(item.alphaWithout)),
            ])
          })
      ),
    ])
  }
}

extension EvaluationResult {
  fileprivate var json: JSONValue {
    .object([
      ("score_scale", scale.json),
      ("finding", .localized(finding)),
      ("indicators", .list(indicators.map(\.json))),
      ("bands", .list(bands.map(\.json))),
      (
        "cases",
        .written { [cases, bands] writer in
          // In place: a copy of a case costs more than writing it.
          cases.withUnsafeBufferPointer { cases in
            writer.list(cases.count) { writer, position in
              cases[position].write(to: &writer, bands: bands)
            }
          }
        }
      ),
      ("raters", .list(raters.map(\.json))),
      ("weightings", .list(weightings.map(\.json))),
      ("uncertainty", uncertainty?.json ?? .null),
      ("findings", .list(findings.map { .localized($0) })),
    ])
  }
}

extension ScoreScale {
  fileprivate var json: JSONValue {
    .object([
      ("label", .localized(label)), ("lower", .optional(lower)),
      ("upper", .optional(upper)), ("decimals", .integer(decimals)),
    ])
  }
}

extension Band {
  fileprivate var json: JSONValue {
    .object([
      ("label", .localized(label)), ("threshold", .number(threshold)),
    ])
  }
}

extension IndicatorResult {
  fileprivate var json: JSONValue {
    .object([
      ("id", .text(id)), ("parent", .optional(parent)),
      ("name", .localized(name)), ("unit", .localized(unit)),
      ("local_weight", .number(localWeight)),
      ("global_weight", .number(globalWeight)),
      ("benefit", .bool(isBenefit)),
      ("normalisation", .text(normalisation)),
      ("aggregate", .optional(aggregate)),
    ])
  }
}

extension CaseResult {
  /// Written piece by piece: an evaluation of many cases has a hundred numbers
  /// for each.
  fileprivate func write(to writer: inout JSONWriter, bands: [Band]) {
    // The keys alone take up two lines.
    writer.object(atLeast: 200) { writer in
      if writer.key("id") { writer.write(id) }
      if writer.key("title") { writer.write(title) }
      if writer.key("score") { writer.write(score) }
      if writer.key("score_lower") { writer.write(scoreInterval?.lower) }
      if writer.key("score_upper") { writer.write(scoreInterval?.upper) }
      if writer.key("rank") { writer.write(publishedRank) }
      if writer.key("rank_lower") { writer.write(rankInterval?.lower) }
      if writer.key("rank_upper") { writer.write(rankInterval?.upper) }
      if writer.key("rank_shares") { writer.write(rankShares) }
      if writer.key("band") { writer.write(band.map { bands[$0].label }) }
      if writer.key("band_shares") { writer.write(bandShares) }
      if writer.key("unscored_share") { writer.write(unscoredShare) }
      if writer.key("coverage") { writer.write(coverage) }
      if writer.key("closeness") { writer.write(closeness) }
      if writer.key("values") { writeValues(to: &writer) }
      if writer.key("gates") { writeGates(to: &writer) }
      if writer.key("strengths") { writer.write(strengths) }
      if writer.key("obstacles") { writer.write(obstacles) }
      if writer.key("remarks") { writer.write(remarks) }
      if let nextBand, writer.key("next_band") {
        nextBand.write(to: &writer, bands: bands)
      }
    }
  }

  private func writeValues(to writer: inout JSONWriter) {
    let values = values
    writer.list(values.count, eachAtLeast: 40) { writer, position in
      let value = values[position]
      writer.object { writer in
        if writer.key("indicator") { writer.write(value.indicator) }
        if writer.key("raw") { writer.write(value.raw) }
        if writer.key("score") { writer.write(value.score) }
        if writer.key("n") { writer.write(value.base) }
      }
    }
  }

  private func writeGates(to writer: inout JSONWriter) {
    writer.list(gates.count) { writer, position in
      writer.object { writer in
        if writer.key("indicator") { writer.write(gates[position].indicator) }
        if writer.key("rule") { writer.write(gates[position].rule) }
        if writer.key("effect") { writer.write(gates[position].effect) }
        if writer.key("changes_band") {
          writer.write(gates[position].isDecisive)
        }
      }
    }
  }
}

extension CaseResult.NextBand {
  fileprivate func write(to writer: inout JSONWriter, bands: [Band]) {
    writer.object { writer in
      if writer.key("band") { writer.write(bands[band].label) }
      if writer.key("points") { writer.write(points) }
      if writer.key("steps") { writer.write(steps) }
      if writer.key("gates") { writer.write(gates) }
    }
  }
}

extension JSONWriter {
  fileprivate mutating func write(_ amounts: [CaseResult.Amount]) {
    amounts.withUnsafeBufferPointer { amounts in
      list(amounts.count, eachAtLeast: 25) { writer, position in
        writer.object { writer in
          if writer.key("indicator") {
            writer.write(amounts[position].indicator)
          }
          if writer.key("amount") { writer.write(amounts[position].amount) }
        }
      }
    }
  }
}

extension RaterResult {
  fileprivate var json: JSONValue {
    .object([
      ("id", .text(id)), ("scores", .integer(scores)),
      ("severity", .optional(severity)), ("dropped", .integer(dropped)),
      ("excluded", .integer(excluded)),
    ])
  }
}

extension WeightingResult {
  fileprivate var json: JSONValue {
    .object([
      ("parent", .text(parent)), ("method", .text(method)),
      (
        "weights",
        .object(zip(children, weights).map { ($0, .number($1)) })
      ),
      ("largest_eigenvalue", .optional(largestEigenvalue)),
      ("consistency_ratio", .optional(consistencyRatio)),
      ("worst_pair", .list(worstPair.map { .text($0) })),
      ("judges", .optional(judges)),
      ("entropies", .list(entropies.map { .number($0) })),
    ])
  }
}

extension UncertaintyResult {
  fileprivate var json: JSONValue {
    .object([
      ("draws", .integer(draws)), ("seed", .text(String(seed))),
      ("level", .number(level)),
      ("varied", .list(varied.map { .text($0) })),
      ("supports_ranking", .bool(supportsRanking)),
    ])
  }
}
