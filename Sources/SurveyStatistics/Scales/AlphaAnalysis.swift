import Diagnostics
import Probability
import SurveyData

/// Cronbach's alpha and item statistics of scales.
///
/// With K items, covariances c and the variance of their sum V = Σc:
///
///     alpha = K/(K − 1) · (1 − Σcₖₖ/V)
///
/// - The standardised alpha is that of the correlations.
/// - The interval is Feldt's (1965): 1 − (1 − alpha)·F of n − 1 and
///   (n − 1)(K − 1) degrees of freedom.
/// - An item's rest correlation is its correlation with the sum of the
///   others.
/// - With weights the covariances are weighted, and n of the interval is
///   Kish's effective base. Strata and clusters enter with the interval
///   `design` only.
///
/// Edge cases:
///
/// - A scale needs two items and two respondents; without variance alpha is
///   not defined.
/// - A constant item has no correlations, and the scale then has no
///   standardised alpha.
/// - With grades the values are the points of the answers, and L and H are
///   the smallest and the largest points. The points already tell which end
///   is the better one, so that only `reversed` turns items round.
/// - The mean of a reversed item is that of L + H − x, and is left out when
///   neither the codebook nor `scale` gives the ends L and H.
///
/// Checked against `psych::alpha` 2.2.9 (R) and `survey::svycralpha` 4.1-1.
/// Rest correlations are psych's `r.drop`, with `pairwise` too; its `raw.r`
/// takes the mean of the answered items and is not given here.
public struct AlphaAnalysis: Analysis {
  /// `alpha`.
  public static let kind = "alpha"

  /// Which rows are used.
  public enum MissingItems: String, Sendable, CaseIterable, Hashable {
    /// Only respondents who answered every item of the scale.
    case listwise
    /// Each covariance uses the respondents who answered both items, as
    /// `psych::alpha` does; the base stays that of all items.
    case pairwise
  }

  /// The scales.
  public var scales: [NamedScale]
  /// The items whose codes run the other way; beside them the items that the
  /// codebook marks as reversed.
  public var reversed: [String]
  /// Which rows are used.
  public var missing: MissingItems
  /// What grades are worth; empty for items whose codes are numbers.
  public var grades: [GradeScore]
  /// What becomes of answers whose value has no grade.
  public var ungraded: UngradedValues
  /// The scale of items whose codebook has none.
  public var scale: Variable.Scale?
  /// How the interval of alpha is made.
  public var interval: ReliabilityInterval

  /// Creates the analysis.
  public init(
    scales: [NamedScale], reversed: [String] = [],
    missing: MissingItems = .listwise, grades: [GradeScore] = [],
    ungraded: UngradedValues = .refuse, scale: Variable.Scale? = nil,
    interval: ReliabilityInterval = .feldt
  ) {
    self.interval = interval
    self.ungraded = ungraded
    self.scales = scales
    self.reversed = reversed
    self.missing = missing
    self.grades = grades
    self.scale = scale
  }

  /// Creates the analysis of one scale, called `all items`.
  public init(
    items: [String], reversed: [String] = [],
    missing: MissingItems = .listwise, grades: [GradeScore] = [],
    ungraded: UngradedValues = .refuse, scale: Variable.Scale? = nil
  ) {
    self.init(
      scales: [.unnamed(items)], reversed: reversed, missing: missing,
      grades: grades, ungraded: ungraded, scale: scale)
  }

  /// Computes the reliabilities.
  ///
  /// - Throws: A diagnostic when a column does not exist, holds text without
  ///   grades or none of the grades, a value has no grade and was not
  ///   foreseen, a scale has fewer than two items, or a reversed item is in
  ///   none.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let (prepared, ungradedValues) = try prepare(data)
    if interval == .design, missing == .pairwise {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "an interval of the design is asked for with 'pairwise' covariances",
        zh: "采用“pairwise”协方差时不能给出抽样设计下的区间",
        help: "use 'missing: listwise', or the interval 'feldt'")
    }
    var weights = data.design.weights
    if let domain = data.domain {
      for row in weights.indices where !domain[row] { weights[row] = 0 }
    }
    var reliabilities: [ScaleReliability] = []
    var estimates: [Estimate] = []
    var findings = try ungraded.check(
      ungradedValues, grades: grades.map(\.grade),
      file: data.table.source.file)
    for (scale, items) in zip(scales, prepared) {
      findings += items.flatMap(\.findings)
      let covariances = ItemCovariances(
        items.map(\.values), weights: weights,
        isPairwise: missing == .pairwise)
      for index in items.indices where covariances[index, index] == 0 {
        findings.append(
          Diagnostic(
            .constantItem, .warning, at: data.place(of: scale.items[index]),
            "everybody gave the same answer to '\(scale.items[index])'",
            zh: "所有人对“\(scale.items[index])”的回答都相同"))
      }
      var found = reliability(scale, items, covariances, data.level)
      let sampled =
        interval == .design ? self.sampled(items.map(\.values), data) : nil
      if interval == .design {
        found.interval = sampled?.interval(0, level: data.level)
      }
      findings += contrary(found, data)
      reliabilities.append(found)
      estimates += self.estimates(found, covariances, sampled)
    }
    return AnalysisOutcome(
      estimates: estimates, conventions: conventions(data, ungradedValues),
      formula: "α = K/(K − 1) · (1 − Σcₖₖ / Σcₖₗ)",
      details: .reliability(reliabilities), diagnostics: findings)
  }
}

/// The values of one item, reversed where asked for.
private struct AlphaItem {
  var column: Column
  var values: [Double]
  var isReversed: Bool
  /// Whether the reversed values are on the item's scale.
  var hasMean: Bool
  /// What the reader should know.
  var findings: [Diagnostic] = []
  /// The values that occur and have no grade.
  var ungraded: [UngradedValue] = []
}

extension NamedScale {
  /// Items that are a scale together and were given no name.
  public static func unnamed(_ items: [String]) -> NamedScale {
    NamedScale(
      "all items", label: LocalizedText(zh: "全部题目", en: "All items"),
      items: items)
  }
}

extension AlphaAnalysis {
  /// Refuses what `run` would refuse.
  ///
  /// - Throws: What `run` throws.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    let (_, values) = try prepare(data)
    _ = try ungraded.check(
      values, grades: grades.map(\.grade), file: data.table.source.file)
  }

  /// The items of each scale, and the values without a grade.
  private func prepare(
    _ data: AnalysisData
  ) throws(Diagnostic) -> ([[AlphaItem]], [UngradedValue]) {
    try data.requireNames(scales.map(\.name), kind: Self.kind)
    try checkReversed(data)
    var found: [[AlphaItem]] = []
    var values: [UngradedValue] = []
    var seen: Set<String> = []
    for scale in scales {
      guard scale.items.count > 1 else {
        throw Diagnostic(
          .tooFewItems, at: Place(file: data.table.source.file),
          "the scale '\(scale.name)' has \(counted(scale.items.count, "item"))",
          zh: "量表“\(scale.name)”只有\(scale.items.count)题",
          help: "reliability is about two items or more")
      }
      var items: [AlphaItem] = []
      for name in scale.items {
        let made = try item(name, data)
        if seen.insert(name).inserted { values += made.ungraded }
        items.append(made)
      }
      found.append(items)
    }
    return (found, values)
  }

  private func checkReversed(_ data: AnalysisData) throws(Diagnostic) {
    let items = Set(scales.flatMap(\.items))
    if let name = reversed.first(where: { !items.contains($0) }) {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "the reversed item '\(name)' is in no scale",
        zh: "反向题“\(name)”不在任何量表中",
        help: nearest(to: name, in: items.sorted()).map {
          "did you mean '\($0)'?"
        } ?? "list it among the items too")
    }
  }

  private func item(
    _ name: String, _ data: AnalysisData
  ) throws(Diagnostic) -> AlphaItem {
    let column = try data.table.column(name)
    var item: AlphaItem
    let ends: Double?
    if grades.isEmpty {
      guard let values = column.numbers() else {
        throw Diagnostic(
          .notNumeric, at: data.place(of: name),
          "the column '\(name)' holds text, where numbers are needed",
          zh: "列“\(name)”为文本，须为数字",
          help: "give its values points with 'grades'")
      }
      item = AlphaItem(
        column: column, values: values, isReversed: isReversed(column),
        hasMean: true)
      ends = scale(of: column).map { $0.minimum + $0.maximum }
    } else {
      let scored = try ScoredItem(column, grades: grades, data: data)
      item = AlphaItem(
        column: column, values: scored.points,
        isReversed: isReversed(column), hasMean: true,
        findings: scored.findings, ungraded: scored.ungraded)
      ends = scored.range.lowerBound + scored.range.upperBound
    }
    if item.isReversed {
      for row in item.values.indices {
        item.values[row] = (ends ?? 0) - item.values[row]
      }
      item.hasMean = ends != nil
    }
    return item
  }

  private func scale(of column: Column) -> Variable.Scale? {
    column.variable?.scale ?? scale
  }

  func isReversed(_ column: Column) -> Bool {
    reversed.contains(column.name)
      || grades.isEmpty && scale(of: column)?.isReversed == true
  }

  private func reliability(
    _ scale: NamedScale, _ items: [AlphaItem],
    _ covariances: ItemCovariances, _ level: Double
  ) -> ScaleReliability {
    let count = items.count
    let all = Array(0..<count)
    let alpha = Self.alpha(all) { covariances[$0, $1] }
    let standardized = Self.alpha(all) { first, second in
      let scale = covariances[first, first] * covariances[second, second]
      return scale > 0 ? covariances[first, second] / scale.squareRoot() : .nan
    }
    let rows = items.indices.map { index -> ScaleReliability.Item in
      let others = all.filter { $0 != index }
      let variance = covariances[index, index]
      return ScaleReliability.Item(
        variable: items[index].column.name,
        label: items[index].column.variable?.label,
        isReversed: items[index].isReversed,
        mean: items[index].hasMean
          ? defined(covariances.means[index]) : nil,
        standardDeviation: defined(variance.squareRoot()),
        restCorrelation: restCorrelation(index, others, covariances),
        alphaWithout: others.count > 1
          ? Self.alpha(others) { covariances[$0, $1] } : nil)
    }
    return ScaleReliability(
      scale: scale.name, label: scale.label, alpha: alpha,
      standardizedAlpha: standardized,
      interval: alpha.flatMap {
        feldt($0, count, covariances.effectiveBase, level)
      }, base: covariances.base, items: rows)
  }

  static func alpha(
    _ items: [Int], covariance: (Int, Int) -> Double
  ) -> Double? {
    var diagonal = CompensatedSum()
    var total = CompensatedSum()
    for first in items {
      diagonal.add(covariance(first, first))
      for second in items { total.add(covariance(first, second)) }
    }
    let count = Double(items.count)
    guard total.value > 0 else { return nil }
    return count / (count - 1) * (1 - diagonal.value / total.value)
  }

  private func restCorrelation(
    _ item: Int, _ others: [Int], _ covariances: ItemCovariances
  ) -> Double? {
    var joint = 0.0
    var rest = 0.0
    for first in others {
      joint += covariances[item, first]
      for second in others { rest += covariances[first, second] }
    }
    return defined(joint / (covariances[item, item] * rest).squareRoot())
  }

  private func feldt(
    _ alpha: Double, _ count: Int, _ base: Double, _ level: Double
  ) -> Interval? {
    let first = base - 1
    guard first > 0 else { return nil }
    let distribution = FDistribution(
      numeratorDegrees: first, denominatorDegrees: first * Double(count - 1))
    let tail = (1 - level) / 2
    return Interval(
      lower: 1 - (1 - alpha) * distribution.quantile(1 - tail),
      upper: 1 - (1 - alpha) * distribution.quantile(tail), level: level,
      method: "feldt")
  }

  private func estimates(
    _ found: ScaleReliability, _ covariances: ItemCovariances,
    _ sampled: SampledEstimates?
  ) -> [Estimate] {
    let values = [
      ("alpha", found.alpha, found.interval),
      ("standardized-alpha", found.standardizedAlpha, nil),
    ]
    return values.enumerated().map { position, part in
      let (statistic, value, interval) = part
      let error = value.flatMap { _ in sampled?.standardError(position) }
      return Estimate(
        variable: found.scale, label: found.label, statistic: statistic,
        unit: .coefficient, value: value, standardError: error,
        interval: interval, degreesOfFreedom: sampled?.degreesOfFreedom,
        base: found.base, weightedBase: covariances.weightedBase,
        effectiveBase: covariances.base > 0 ? covariances.effectiveBase : nil,
        remarks: value == nil || error != nil ? [] : ["no-standard-error"])
    }
  }

  private func defined(_ value: Double) -> Double? {
    value.isFinite ? value : nil
  }

  /// The points of the grades, in the words of the index.
  func scoring(_ data: AnalysisData) -> [Convention] {
    if grades.isEmpty { return [] }
    let labels =
      data.table.columns.lazy
      .filter { column in scales.contains { $0.items.contains(column.name) } }
      .compactMap(\.variable).first { !$0.valueLabels.isEmpty }?.valueLabels
    func points(_ language: Language) -> [String] {
      grades.map { grade in
        let label = labels?.first { $0.code == grade.grade }?.label[language]
        return "\(label ?? grade.grade) \(plainText(grade.score))"
      }
    }
    return [
      Convention(
        "scoring", grades.map { plainText($0.score) }.joined(separator: "/"),
        LocalizedText(
          zh: "各等次计分：\(points(.chinese).joined(separator: "，"))。",
          en: "Points of the grades: "
            + points(.english).joined(separator: ", ") + "."))
    ]
  }
}

extension SurveyDesign {
  /// Whether rows count differently: by weights of the file, by sizes of the
  /// population, or by what calibration and non-response made of them.
  var isWeighted: Bool {
    specification.weights != nil || !specification.populations.isEmpty
      || weights.contains { $0 != weights.first }
  }

  /// Whether rows count as a simple random sample without weights: there is
  /// no design, and neither calibration nor non-response made weights.
  var isSimple: Bool {
    specification.isEmpty && adjustments.isEmpty && replicates == nil
      && !isWeighted
  }
}
