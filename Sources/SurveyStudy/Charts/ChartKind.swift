import Diagnostics

/// The kinds of charts that `manyi chart` draws from a file.
public enum ChartKind: String, CaseIterable, Sendable {
  case dots, bars, heat, funnel, ranks, stars, trend, scatter, waterfall, tree,
    control

  /// What it shows.
  public var summary: String {
    switch self {
    case .dots: "a value with its interval for each row"
    case .bars: "horizontal bars, grouped or stacked"
    case .heat: "a table of coloured cells"
    case .funnel: "rates against their bases, with limits of chance"
    case .ranks: "the range of ranks that each row can have"
    case .stars: "stars, partly filled"
    case .trend: "lines over time with intervals"
    case .scatter: "points of two values, with cuts into quadrants"
    case .waterfall: "how changes lead from a level to another"
    case .tree: "a tree of indicators with weights"
    case .control: "a rate over time with limits of chance"
    }
  }

  /// Its own keys, beside those that all charts have.
  public var keys: String {
    switch self {
    case .dots: "value, lower, upper, reference"
    case .bars: "value (several), lower, upper, series, stacked"
    case .heat: "value (several), series"
    case .funnel: "value, base, target"
    case .ranks: "rank, lower, upper"
    case .stars: "value, count, certainty, base"
    case .trend: "value (several), lower, upper, series"
    case .scatter: "x, y, x-lower, x-upper, y-lower, y-upper, cut-x, cut-y"
    case .waterfall: "value"
    case .tree: "parent, weight"
    case .control: "value (counts), base, limits (p, p-prime)"
    }
  }

  /// The settings of an example.
  public var example: String {
    switch self {
    case .dots:
      "--set label=unit --set value=score --set lower=low --set upper=high"
    case .bars: "--set label=subject --set value=2024,2025"
    case .heat: "--set label=unit --set value=attitude,reply,result"
    case .funnel: "--set label=unit --set value=rate --set base=n"
    case .ranks:
      "--set label=unit --set rank=rank --set lower=best --set upper=worst"
    case .stars: "--set label=unit --set value=stars --set base=n"
    case .trend: "--set label=year --set value=index --set series=unit"
    case .scatter: "--set label=item --set x=satisfaction --set y=importance"
    case .waterfall: "--set label=step --set value=change"
    case .control:
      "--set label=month --set value=closed --set base=due"
    case .tree: "--set label=indicator --set parent=part-of --set weight=weight"
    }
  }

  /// The kind with that name.
  ///
  /// - Throws: `unknownChart` with the nearest name.
  public static func named(_ name: String) throws(Diagnostic) -> ChartKind {
    if let kind = ChartKind(rawValue: name) { return kind }
    let names = allCases.map(\.rawValue)
    throw Diagnostic(
      .unknownChart, at: nil, "no kind of chart is called '\(name)'",
      help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
        ?? "choose one of: \(names.joined(separator: ", "))")
  }
}
