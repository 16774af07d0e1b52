import Diagnostics

/// The kinds of charts that `manyi chart` draws from a file.
public enum ChartKind: String, CaseIterable, Sendable {
  case dots, dumbbell, bars, likert, heat, league, ranks, funnel, control,
    trend, multiples, scatter, kano, path, profile, histogram, box, cdf,
    weights, waterfall, stars, tree

  /// What it shows.
  public var summary: String {
    switch self {
    case .dots: "a value with its interval for each row"
    case .dumbbell: "an earlier and a later value for each row, or a target"
    case .bars: "horizontal bars: grouped, stacked, or parts of 100 %"
    case .likert: "shares of answers from bad to good"
    case .heat: "a table of coloured cells"
    case .league: "rows in the order of a score, with intervals and ranks"
    case .ranks: "the range of ranks that each row can have"
    case .funnel: "rates against their bases, with limits of chance"
    case .control: "a rate over time with limits of chance"
    case .trend: "lines over time with intervals"
    case .multiples: "a small panel for each of many units"
    case .scatter: "points of two values: quadrants, or a line with its band"
    case .kano: "attributes in the plane of Kano's coefficients"
    case .path: "a model: boxes, and arrows with coefficients"
    case .profile: "one unit against its peers (instead of a radar chart)"
    case .histogram: "how often values occur"
    case .box: "median, quartiles and whiskers of the values of each group"
    case .cdf: "the share of values at or below each value"
    case .weights: "the spread of one or more columns of weights"
    case .waterfall: "how changes lead from a level to another"
    case .stars: "stars, partly filled"
    case .tree: "a tree of indicators with weights"
    }
  }

  /// Its own keys, beside those that all charts have.
  public var keys: String {
    switch self {
    case .dots: "value, lower, upper, reference, better (higher, lower)"
    case .dumbbell:
      "earlier, later, earlier-lower, earlier-upper, later-lower, later-upper,"
        + " target"
    case .bars: "value (several), lower, upper, series, stacked, whole"
    case .likert:
      "value (several, worst first), base, unfavourable, favourable,"
        + " neutral (aside, split, whole)"
    case .heat: "value (several), series"
    case .league:
      "value, lower, upper, rank, rank-lower, rank-upper, comparison, better"
    case .ranks: "rank, lower, upper"
    case .funnel: "value, base, target"
    case .control: "value (counts), base, limits (p, p-prime)"
    case .trend: "value (several), lower, upper, series"
    case .multiples: "value (several), series, mark (line, bars)"
    case .scatter:
      "x, y, x-lower, x-upper, y-lower, y-upper, cut-x, cut-y, weight"
    case .kano:
      "attractive, one-dimensional, must-be, indifferent, reverse,"
        + " questionable (counts), cut (a number, or means)"
    case .path: "from, to, value, lower, upper, measured"
    case .profile: "value (several), highlighted"
    case .histogram: "value, bins"
    case .box, .cdf: "value, weight"
    case .weights: "value (several)"
    case .waterfall: "value"
    case .stars: "value, count, certainty, base"
    case .tree: "parent, weight"
    }
  }

  /// The settings of an example.
  public var example: String {
    switch self {
    case .dots:
      "--set label=unit --set value=score --set lower=low --set upper=high"
    case .dumbbell:
      "--set label=item --set earlier=2024 --set later=2025"
    case .bars: "--set label=subject --set value=2024,2025"
    case .likert:
      "--set label=item --set value=bad,fair,good --set base=n"
    case .heat: "--set label=unit --set value=attitude,reply,result"
    case .league:
      "--set label=unit --set value=score --set lower=low --set upper=high"
    case .ranks:
      "--set label=unit --set rank=rank --set lower=best --set upper=worst"
    case .funnel: "--set label=unit --set value=rate --set base=n"
    case .control:
      "--set label=month --set value=closed --set base=due"
    case .trend: "--set label=year --set value=index --set series=unit"
    case .multiples:
      "--set label=year --set value=index --set series=unit"
    case .scatter: "--set label=item --set x=satisfaction --set y=importance"
    case .kano:
      "--set label=item --set attractive=A --set one-dimensional=O"
        + " --set must-be=M --set indifferent=I"
    case .path: "--set from=cause --set to=effect --set value=beta"
    case .profile:
      "--set label=indicator --set value=C01,C02,C03 --set highlighted=C02"
    case .histogram: "--set value=minutes"
    case .box, .cdf: "--set label=unit --set value=minutes"
    case .weights: "--set value=base_weight,final_weight"
    case .waterfall: "--set label=step --set value=change"
    case .stars: "--set label=unit --set value=stars --set base=n"
    case .tree: "--set label=indicator --set parent=part-of --set weight=weight"
    }
  }

  /// The key that names what the rows are; `nil` where rows have no names.
  var labelKey: String? {
    switch self {
    case .path: "to"
    case .histogram, .weights: nil
    default: "label"
    }
  }

  /// The kind with that name.
  ///
  /// - Throws: `radarChart` for a radar, `unknownChart` with the nearest name
  ///   for anything else.
  public static func named(_ name: String) throws(Diagnostic) -> ChartKind {
    if let kind = ChartKind(rawValue: name) { return kind }
    if ["radar", "spider", "web"].contains(name) {
      throw Diagnostic(
        .radarChart, at: nil, "'\(name)' charts are not drawn",
        notes: [
          "the shape and the area of a radar change with the order of its"
            + " spokes, and the area grows with the square of the values"
        ],
        help: "draw the same columns as a 'profile': one row for each indicator"
      )
    }
    let names = allCases.map(\.rawValue)
    throw Diagnostic(
      .unknownChart, at: nil, "no kind of chart is called '\(name)'",
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? "choose one of: \(names.joined(separator: ", "))")
  }
}
