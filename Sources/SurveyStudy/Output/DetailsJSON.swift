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
      ("cases", .each(cases) { [bands] in $0.json(bands: bands) }),
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
  fileprivate func json(bands: [Band]) -> JSONValue {
    func shares(_ shares: [Double]) -> JSONValue {
      .list(shares.map { .number($0) })
    }
    let next = nextBand.map { next in
      ("next_band", next.json(bands: bands))
    }
    return .object(
      [
        ("id", .text(id)), ("title", .localized(title)),
        ("score", .optional(score)),
        ("score_lower", .optional(scoreInterval?.lower)),
        ("score_upper", .optional(scoreInterval?.upper)),
        ("rank", sharedRank.map { .number($0) } ?? .optional(rank)),
        ("rank_lower", .optional(rankInterval?.lower)),
        ("rank_upper", .optional(rankInterval?.upper)),
        ("rank_shares", shares(rankShares)),
        ("band", band.map { .localized(bands[$0].label) } ?? .null),
        ("band_shares", shares(bandShares)),
        ("unscored_share", .number(unscoredShare)),
        ("coverage", .number(coverage)),
        ("closeness", .optional(closeness)),
        (
          "values",
          .list(
            values.map { value in
              .object([
                ("indicator", .text(value.indicator)),
                ("raw", .optional(value.raw)),
                ("score", .optional(value.score)),
                ("n", .optional(value.base)),
              ])
            })
        ),
        (
          "gates",
          .list(
            gates.map { gate in
              .object([
                ("indicator", .text(gate.indicator)),
                ("rule", .text(gate.rule)),
                ("effect", .text(gate.effect)),
                ("changes_band", .bool(gate.isDecisive)),
              ])
            })
        ),
        ("strengths", .amounts(strengths)),
        ("obstacles", .amounts(obstacles)),
        ("remarks", .list(remarks.map { .text($0) })),
      ] + (next.map { [$0] } ?? []))
  }
}

extension CaseResult.NextBand {
  fileprivate func json(bands: [Band]) -> JSONValue {
    .object([
      ("band", .localized(bands[band].label)), ("points", .number(points)),
      ("steps", .amounts(steps)), ("gates", .list(gates.map { .text($0) })),
    ])
  }
}

extension JSONValue {
  fileprivate static func amounts(_ amounts: [CaseResult.Amount]) -> JSONValue {
    .list(
      amounts.map { amount in
        .object([
          ("indicator", .text(amount.indicator)),
          ("amount", .number(amount.amount)),
        ])
      })
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
