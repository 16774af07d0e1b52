import Diagnostics
import SurveyData

/// A fair comparison of units of unequal size: shrunken estimates with their
/// reliability, a funnel instead of a league table, and for every rank the
/// set that the data leave open.
///
/// - Rates of counts follow `BetaBinomialModel`, means `NormalShrinkage`.
/// - A unit whose reliability λ is below a limit, or which has too few rows,
///   has "not enough data", which is a result like any other.
/// - The funnel holds each unit against the target at 95 and 99.8 %
///   (`binomialLimit`, `FunnelDispersionTest`).
/// - Case mix is allowed for by `CaseMix`; the funnel then shows observed by
///   expected numbers.
/// - Ranks have marginal and simultaneous sets (`RankConfidence`).
///
/// Everything is done within peer groups where there are some.
///
/// Edge cases:
///
/// - A unit without any trial, or a mean without an error above 0, has no
///   data and is left out of the rest.
/// - Under a design (weights, strata, clusters) shares and means have the
///   design's errors and follow the normal model.
///
/// Checked in `Tests/References/evaluation` (sae, metafor, glmmTMB, csranks)
/// and `Tests/References/comparison` (scipy, R).
public struct ComparisonAnalysis: Analysis {
  /// `comparison`.
  public static let kind = "comparison"

  /// The column of the units.
  public var unit: String
  /// What they are compared by.
  public var source: ComparisonSource
  /// Which units are compared with one another.
  public var peers: PeerGroups
  /// What difficult cases are allowed for with.
  public var caseMix: CaseMix?
  /// Formulas.
  public var options: ComparisonOptions

  /// Creates the analysis.
  public init(
    unit: String, source: ComparisonSource, peers: PeerGroups = .all,
    caseMix: CaseMix? = nil, options: ComparisonOptions = ComparisonOptions()
  ) {
    self.unit = unit
    self.source = source
    self.peers = peers
    self.caseMix = caseMix
    self.options = options
  }

  /// Refuses columns and options that cannot be used.
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
    let units = try ComparedUnits(self, data)
    try checkOptions(units, data)
    return units.findings
  }

  /// Compares the units.
  ///
  /// - Throws: A diagnostic when a column does not exist or does not fit.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let units = try ComparedUnits(self, data)
    try checkOptions(units, data)
    let groups = units.peers.indices.map { peer in
      PeerComparison(units, peer: peer, analysis: self, level: data.level)
    }
    let tables = ComparisonTables(
      units: units, groups: groups, analysis: self, level: data.level)
    return AnalysisOutcome(
      conventions: conventions(units, data.level), formula: formula(units),
      details: .tables(tables.all, finding: tables.finding),
      diagnostics: units.findings + findings(groups, data))
  }

  private func formula(_ units: ComparedUnits) -> String {
    if case .rate = units.measure, options.shrinkage != .normal {
      return "p̃ᵢ = (xᵢ + a)/(nᵢ + a + b), λᵢ = nᵢ/(nᵢ + a + b)"
    }
    return "θ̃ᵢ = μ̂ + λᵢ(yᵢ − μ̂), λᵢ = A/(A + vᵢ)"
  }

  private func checkOptions(
    _ units: ComparedUnits, _ data: AnalysisData
  ) throws(Diagnostic) {
    let place = data.place(of: unit)
    if case .rate = units.measure {
      if let target = options.funnel.target, !(0...1).contains(target) {
        throw Diagnostic(
          .wrongOption, at: place,
          "the target of rates lies from 0 to 1, not at \(plainText(target))",
          zh: "比率的目标值须在0至1之间，现为\(plainText(target))",
          help: "write 0.9 or 90%")
      }
    } else if options.shrinkage == .betaBinomial {
      throw Diagnostic(
        .wrongOption, at: place,
        "'beta-binomial' is for counts, and these are means, ratios or"
          + " shares under a design",
        zh: "“beta-binomial”用于计数，而现在是均值、比率或抽样设计下的比例",
        help: "leave 'shrinkage' out")
    }
    let isBeta = options.shrinkage != .normal
    if case .rate = units.measure, isBeta,
      let unit = units.units.first(where: { $0.base > 2e7 })
    {
      throw Diagnostic(
        .wrongOption, at: place,
        "the unit '\(unit.name)' has more than 20 million trials, too many for"
          + " the beta-binomial model",
        zh: "单位“\(unit.name)”的试验次数超过2000万，不宜用贝塔二项模型",
        help: "choose 'shrinkage: normal'")
    }
    let isSimulated =
      options.ranks.method == .stepDown || options.ranks.method == .singleStep
    let largest =
      units.peers.indices.map { peer in
        units.units.count { $0.peer == peer }
      }.max() ?? 0
    if largest > 3000 {
      throw Diagnostic(
        .tooManyDraws, at: place,
        "\(largest) units are too many to compare each with each",
        zh: "\(largest)个单位过多，无法两两比较",
        help: "compare within 'peers'")
    }
    let work = Double(largest) * Double(largest) * Double(options.ranks.draws)
    if isSimulated, work > 5e9 {
      throw Diagnostic(
        .tooManyDraws, at: place,
        "\(largest) units with \(options.ranks.draws) draws are too many pairs"
          + " to simulate",
        zh: "\(largest)个单位、\(options.ranks.draws)次抽取，配对过多，无法模拟",
        help: "take fewer draws, peer groups, or 'ranks.method: bonferroni'")
    }
  }

  private func findings(
    _ groups: [PeerComparison], _ data: AnalysisData
  ) -> [Diagnostic] {
    var result: [Diagnostic] = []
    let place = Place(file: data.table.source.file)
    let scattered = groups.filter {
      options.funnel.dispersion == .none
        && ($0.dispersion?.probability ?? 1) < 0.05
    }
    if !scattered.isEmpty {
      // More than one in twenty outside is more than chance would put there.
      let isCrowded = scattered.contains { group in
        let outside = group.positions.count { $0 != .inside }
        return Double(outside) > 0.05 * Double(group.compared.count)
      }
      result.append(
        Diagnostic(
          .overDispersion, .warning, at: place,
          "units differ by more than chance"
            + (groups.count > 1 ? " in \(scattered.count) peer groups" : "")
            + (isCrowded
              ? ", so that too many lie outside the limits"
              : ", so that the limits are too narrow"),
          zh: (groups.count > 1 ? "\(scattered.count)个同类组中，" : "")
            + "单位之间的差异超出偶然，"
            + (isCrowded ? "落在控制限外的过多" : "控制限偏窄"),
          help: "allow for it with 'funnel.dispersion: additive' or"
            + " 'multiplicative', or for case mix with 'adjust'"))
    }
    let unsupported = groups.filter {
      $0.isRanked && $0.ranks.widest > 0.5
    }
    if !unsupported.isEmpty {
      result.append(
        Diagnostic(
          .unsupportedRanking, .warning, at: place,
          "the widest simultaneous set of ranks covers more than half of the"
            + " field"
            + (groups.count > 1 ? " in \(unsupported.count) peer groups" : ""),
          zh: groups.count > 1
            ? "\(unsupported.count)个同类组中，名次的联合置信集最宽者超过组内对象的一半，不宜公布名次"
            : "名次的联合置信集最宽者超过全部对象的一半，不宜公布名次",
          help: "publish the funnel, not a list of ranks"))
    }
    return result
  }
}
