import Diagnostics
import SurveyData

/// Units with one to five stars, from many measures in a few groups:
/// `StarPipeline` with the certainty of stars and what each group does to
/// them.
///
/// The outcome has two estimates for each unit that takes part: statistic
/// `score` with an interval over the draws, and `stars`.
///
/// Edge cases:
///
/// - A unit without a measure, or with too few, has no stars.
/// - A measure that does not vary, or that too few units report, is left out.
/// - A peer group with fewer distinct scores than stars has none.
public struct StarsAnalysis: Analysis {
  /// `stars`.
  public static let kind = "stars"

  /// Units agree on their stars when so many draws do.
  static let certain = 0.6

  /// The column that identifies a unit.
  public var unit: String
  /// The column with a title of the unit.
  public var title: String?
  /// The groups of measures.
  public var groups: [StarGroup]
  /// The choices.
  public var options: StarsOptions

  /// Creates the analysis.
  public init(
    unit: String, title: String? = nil, groups: [StarGroup],
    options: StarsOptions = StarsOptions()
  ) {
    self.unit = unit
    self.title = title
    self.groups = groups
    self.options = options
  }

  /// Refuses columns and groups that cannot be used.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try findings(on: data)
  }

  /// What a run would say about the data.
  ///
  /// - Throws: What `run` throws about columns and values.
  public func findings(
    on data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    try StarsFrame(self, data).diagnostics
  }

  /// Makes stars.
  ///
  /// - Throws: A diagnostic when a column does not exist, or no unit takes
  ///   part.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let frame = try StarsFrame(self, data)
    let found = StarsFindings(frame, options)
    guard !found.rated.isEmpty else {
      throw Diagnostic(
        .starGroups, at: frame.place,
        "no unit has enough measures to take part",
        zh: "没有单位有足够的指标参评",
        help: "lower 'minimum.measures' or 'minimum.groups'")
    }
    var draws: StarsDraws?
    if let uncertainty = options.uncertainty, uncertainty.draws > 0 {
      let bytes = 8 * Double(uncertainty.draws) * Double(found.rated.count)
      if bytes > 2e9 {
        throw Diagnostic(
          .tooManyDraws, at: frame.place,
          "\(uncertainty.draws) draws of \(found.rated.count) units need more"
            + " than 2 GB of memory",
          zh: "\(found.rated.count)个单位抽取\(uncertainty.draws)次需要2GB以上内存",
          help: "set fewer 'uncertainty.draws', or 'uncertainty: none'")
      }
      draws = StarsDraws(frame, found.pipeline, options, uncertainty)
    }
    let tables = StarsTables(
      frame: frame, options: options, found: found, draws: draws,
      level: data.level)
    return AnalysisOutcome(
      estimates: estimates(frame, found, draws, level: data.level),
      conventions: conventions,
      formula: "z = ±(x − x̄)/s, S = Σ w·z̄ / Σ w",
      details: .tables(tables.all, finding: tables.finding),
      diagnostics: frame.diagnostics + remarks(frame, found, draws))
  }

  private func estimates(
    _ frame: StarsFrame, _ found: StarsFindings, _ draws: StarsDraws?,
    level: Double
  ) -> [Estimate] {
    var scores: [Estimate] = []
    var stars: [Estimate] = []
    for unit in found.rated {
      let base = found.pipeline.counts.reduce(0) { $0 + $1[unit] }
      var estimate = Estimate(
        variable: Self.kind,
        label: LocalizedText(zh: "综合得分", en: "Summary score"),
        group: frame.units.group(unit), statistic: "score", unit: .coefficient,
        value: found.summaries[unit].isFinite ? found.summaries[unit] : nil,
        interval: draws?.interval(of: unit, level: level), base: base,
        weightedBase: Double(base), remarks: ["no-standard-error"])
      scores.append(estimate)
      estimate.label = LocalizedText(zh: "星级", en: "Stars")
      estimate.statistic = "stars"
      estimate.unit = .total
      estimate.value = found.stars[unit].map(Double.init)
      estimate.interval = nil
      stars.append(estimate)
    }
    return scores + stars
  }

  private func remarks(
    _ frame: StarsFrame, _ found: StarsFindings, _ draws: StarsDraws?
  ) -> [Diagnostic] {
    var list: [Diagnostic] = []
    let total = frame.units.ids.count
    if found.rated.count < total {
      list.append(
        Diagnostic(
          .unratedCases, .note, at: frame.place,
          "\(total - found.rated.count) of \(total) units have too few"
            + " measures for stars",
          zh: "\(total)个单位中有\(total - found.rated.count)个指标太少，不评星级"))
    }
    for peers in found.peers where peers.optimal == nil {
      list.append(
        Diagnostic(
          .starClusters, .warning, at: frame.place,
          "peer group '\(peers.name)' has too few distinct scores for"
            + " \(options.stars) stars, and its \(peers.units.count) units get"
            + " none",
          zh:
            "同类组“\(peers.name)”的得分不同取值太少，分不出\(options.stars)个星级，组内\(peers.units.count)个单位不评星级"
        ))
    }
    if let draws {
      let uncertain = found.rated.count { unit in
        guard let stars = found.stars[unit] else { return false }
        return (draws.share(of: unit, stars: stars) ?? 0) < Self.certain
      }
      if uncertain > 0 {
        list.append(
          Diagnostic(
            .uncertainStars, .warning, at: frame.place,
            "fewer than 60 % of the draws agree on the stars of \(uncertain)"
              + " of \(found.rated.count) units",
            zh: "\(found.rated.count)个单位中有\(uncertain)个，其星级在不足60%的模拟中一致",
            help: "publish the certainty beside the stars"))
      }
    }
    return list
  }
}
