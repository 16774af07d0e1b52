import Diagnostics
import SurveyData

/// Satisfaction indices and rates of items and of scales, overall and by
/// groups.
///
/// - `index`: with grades Σw·s(x)/Σw, s the points of the grade; without
///   them 100(x − L)/(H − L) averaged, L and H the ends of the item's scale,
///   turned round when the scale is reversed. The ends are those of the
///   codebook, never the smallest and largest answer.
/// - Rates: shares of the best or worst grades or codes.
/// - `net`: the share of promoters less that of detractors, the mean of a
///   variable with the values 1, 0 and -1.
/// - A scale is for each respondent the mean of the items answered, missing
///   below `minimumAnswered` of them; it has an index and a mean, no rates.
///
/// Each is a weighted mean, so that standard errors, domains and design
/// effects are those of `MeanAnalysis`.
///
/// Edge cases:
///
/// - Without a valid answer there is no value.
/// - At a rate of 0 or 1, and at an index at the end of its range, the
///   variance is 0; the interval is Wilson's with Kish's effective base and
///   the remark `interval-wilson` says so.
/// - Where `value ± t·se` leaves the range of an index or a net score, the
///   interval is made on the logit scale, remark `interval-logit`.
///
/// Checked in `Tests/References/satisfaction` (base R and survey), and with
/// the published votes of Zhenhai District.
public struct IndexAnalysis: Analysis {
  /// `index`.
  public static let kind = "index"

  /// The single items.
  public var items: [String]
  /// Scales of several items, each a mean of a respondent's items.
  public var scales: [NamedScale]
  /// What the grades are worth; empty to rescale codes by their scale.
  public var grades: [GradeScore]
  /// What becomes of answers whose value has no grade.
  public var ungraded: UngradedValues
  /// The scale of items whose codebook has none.
  public var scale: Variable.Scale?
  /// The numbers to show.
  public var show: [IndexStatistic]
  /// How many of the best codes are in the top box.
  public var topBox: Int
  /// How many of the worst codes are in the bottom box.
  public var bottomBox: Int
  /// The codes of promoters; `nil` for the best grade, for 9 and 10 on a
  /// scale from 0 to 10, or for the top box.
  public var promoters: [String]?
  /// The codes of detractors; `nil` for the worst grade, for 0 to 6 on a
  /// scale from 0 to 10, or for the bottom box.
  public var detractors: [String]?
  /// Which rows count below the line.
  public var denominator: RateDenominator
  /// How intervals of rates are made.
  public var interval: ShareInterval
  /// The part of a scale's items that a respondent has to answer.
  public var minimumAnswered: Double
  /// The groupings, each one variable or several crossed.
  public var by: [[String]]
  /// Columns with the numbers of votes of each grade, in the place of items.
  public var counts: [GradeCount] = []

  /// Creates the analysis.
  public init(
    items: [String] = [], scales: [NamedScale] = [],
    grades: [GradeScore] = [], ungraded: UngradedValues = .refuse,
    scale: Variable.Scale? = nil,
    show: [IndexStatistic] = [.index], topBox: Int = 2, bottomBox: Int = 2,
    promoters: [String]? = nil, detractors: [String]? = nil,
    denominator: RateDenominator = .valid, interval: ShareInterval = .logit,
    minimumAnswered: Double = 0.5, by: [[String]] = []
  ) {
    self.items = items
    self.scales = scales
    self.grades = grades
    self.ungraded = ungraded
    self.scale = scale
    self.show = show
    self.topBox = topBox
    self.bottomBox = bottomBox
    self.promoters = promoters
    self.detractors = detractors
    self.denominator = denominator
    self.interval = interval
    self.minimumAnswered = minimumAnswered
    self.by = by
  }

  /// Computes the indices.
  ///
  /// - Throws: A diagnostic when a column does not exist, an item has neither
  ///   grades nor a scale, none of the grades exists, a value has no grade
  ///   and was not foreseen, or an option does not fit the items or scales.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    if !counts.isEmpty { return try runOnCounts(data) }
    let prepared = try prepare(data)
    let series = prepared.series
    let groupings = try Grouping.all(by, data: data)
    let estimator = LinearEstimator(data: data)
    let builder = EstimateBuilder(level: data.level)
    var estimates: [Estimate] = []
    for grouping in groupings {
      for one in series {
        estimates += builder.estimates(
          one.subject, estimator.means(of: one.values, in: grouping),
          in: grouping)
      }
    }
    return AnalysisOutcome(
      estimates: estimates,
      conventions: conventions(series, prepared.ungraded)
        + data.design.conventions,
      formula: formula,
      diagnostics: prepared.findings + endsOnly(data)
        + Grouping.findings(groupings, by: by, data: data))
  }
}

extension IndexAnalysis {
  var formula: String {
    grades.isEmpty
      ? "I = Σw·100(x − L)/(H − L) / Σw" : "I = Σw·s(x) / Σw"
  }
}

/// One number a row whose weighted mean is to be estimated.
struct IndexSeries {
  var subject: EstimateBuilder.Subject
  var values: [Double]
  /// The codes that a rate is about, for its convention.
  var codes: [String] = []
  /// What the codebook calls codes, for conventions.
  var labels: [String: LocalizedText] = [:]
}

extension IndexAnalysis {
  /// What scales of several items can show.
  public static let scaleStatistics: [IndexStatistic] = [.index, .mean]

  /// Refuses what `run` would refuse.
  ///
  /// - Throws: What `run` throws.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try findings(on: data)
  }

  /// What a run would say about the data.
  ///
  /// - Throws: What `run` throws about columns and values.
  public func findings(
    on data: AnalysisData
  ) throws(Diagnostic) -> [Diagnostic] {
    if !counts.isEmpty { return try runOnCounts(data).diagnostics }
    return try prepare(data).findings + data.rowsWithoutGroup(by)
  }

  /// The numbers of each row, with conventions and findings, for analyses
  /// that average them in their own way.
  ///
  /// - Throws: What `run` throws.
  func seriesForWaves(
    _ data: AnalysisData
  ) throws(Diagnostic) -> (
    series: [IndexSeries], conventions: [Convention], findings: [Diagnostic]
  ) {
    let found = try prepare(data)
    return (
      found.series, conventions(found.series, found.ungraded), found.findings
    )
  }

  /// The numbers of each row, ready to be averaged.
  struct Prepared {
    var series: [IndexSeries] = []
    var ungraded: [UngradedValue] = []
    var findings: [Diagnostic] = []
  }

  func prepare(_ data: AnalysisData) throws(Diagnostic) -> Prepared {
    try data.requireNames(items + scales.map(\.name), kind: Self.kind)
    if show.isEmpty {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: data.table.source.file),
        "'show' names no number",
        zh: "“show”没有列出任何数",
        help: "choose from: "
          + IndexStatistic.allCases.map(\.rawValue).joined(separator: ", "))
    }
    try checkOptions(data)
    var result = Prepared()
    var seen: Set<String> = []
    func note(_ item: ScoredItem) {
      result.findings += item.findings
      if seen.insert(item.column.name).inserted {
        result.ungraded += item.ungraded
      }
    }
    for name in items {
      let item = try scored(name, data)
      note(item)
      for statistic in show {
        var series = try itemSeries(item, statistic, data)
        for value in item.column.variable?.valueLabels ?? [] {
          series.labels[value.code] = value.label
        }
        result.series.append(series)
      }
    }
    for scale in scales {
      try data.requireNames(scale.items, kind: "scale '\(scale.name)'")
      var parts: [ScoredItem] = []
      for name in scale.items {
        let part = try scored(name, data)
        note(part)
        parts.append(part)
      }
      for statistic in show {
        result.series.append(try scaleSeries(scale, parts, statistic, data))
      }
    }
    result.findings += try ungraded.check(
      result.ungraded, grades: grades.map(\.grade),
      file: data.table.source.file)
    return result
  }

  /// The codes of an item, which a mean needs.
  private func codes(
    _ codes: [Double]?, of column: Column, _ data: AnalysisData
  ) throws(Diagnostic) -> [Double] {
    if let codes { return codes }
    throw Diagnostic(
      .notNumeric, at: data.place(of: column.name),
      "'\(column.name)' holds text and has no mean of codes",
      zh: "“\(column.name)”为文本，没有编码的均值",
      help: "take 'mean' out of 'show'; 'index' is the mean of the points")
  }

  private func checkOptions(_ data: AnalysisData) throws(Diagnostic) {
    func refuse(
      _ message: String, _ help: String, zh chinese: String
    ) -> Diagnostic {
      Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file), message,
        zh: chinese, help: help)
    }
    if !(minimumAnswered >= 0 && minimumAnswered <= 1) {
      throw refuse(
        "'minimum-answered' is \(plainText(minimumAnswered))",
        "it is the part of a scale's items, from 0 to 1",
        zh: "“minimum-answered”为\(plainText(minimumAnswered))，须在0至1之间")
    }
    if let grade = grades.first(where: { !$0.score.isFinite }) {
      throw refuse(
        "the points of '\(grade.grade)' are not a number",
        "give each grade its points, such as 100",
        zh: "等次“\(grade.grade)”的分值不是数字")
    }
    let others = show.filter { !Self.scaleStatistics.contains($0) }
    if !scales.isEmpty, !others.isEmpty {
      throw refuse(
        "scales have no \(others.map { "'\($0.rawValue)'" }.joined(separator: ", "))",
        "scales show "
          + Self.scaleStatistics.map { "'\($0.rawValue)'" }
          .joined(separator: " and ")
          + "; put rates of single items into an analysis of their own",
        zh: "量表没有\(chineseList(others.map(\.rawValue)))")
    }
    for (name, count) in [("top-box", topBox), ("bottom-box", bottomBox)]
    where count < 1 {
      throw refuse(
        "'\(name)' is \(count)", "it is a number of codes from 1",
        zh: "“\(name)”为\(count)，须不小于1")
    }
  }

  private func scored(
    _ name: String, _ data: AnalysisData
  ) throws(Diagnostic) -> ScoredItem {
    let column = try data.table.column(name)
    return grades.isEmpty
      ? try ScoredItem(column, scale: scale, data: data)
      : try ScoredItem(column, grades: grades, data: data)
  }

  private func subject(
    _ name: String, _ label: LocalizedText?, _ statistic: IndexStatistic,
    _ unit: Estimate.Unit, _ interval: IntervalMaker.Kind
  ) -> EstimateBuilder.Subject {
    EstimateBuilder.Subject(
      variable: name, label: label, statistic: statistic.rawValue, unit: unit,
      interval: interval)
  }

  private func itemSeries(
    _ item: ScoredItem, _ statistic: IndexStatistic, _ data: AnalysisData
  ) throws(Diagnostic) -> IndexSeries {
    let name = item.column.name
    let label = item.column.variable?.label
    switch statistic {
    case .index:
      // Points of 0 for no answer are a rule of graded votes; on a scale of
      // codes nobody answered 0.
      let rows = grades.isEmpty ? RateDenominator.valid : denominator
      let low =
        rows == .valid ? item.range.lowerBound : min(0, item.range.lowerBound)
      return IndexSeries(
        subject: subject(
          name, label, statistic, .index,
          .bounded(low...max(low, item.range.upperBound))),
        values: item.points(rows))
    case .mean:
      let codes = try codes(item.column.numbers(), of: item.column, data)
      return IndexSeries(
        subject: subject(name, label, statistic, .value, .unbounded),
        values: codes.indices.map {
          item.answers[$0] == .valid ? codes[$0] : .nan
        })
    case .net:
      let (best, worst) = try netRanks(item, data)
      return IndexSeries(
        subject: subject(name, label, statistic, .net, .bounded(-1...1)),
        values: item.rate(denominator) {
          (best.contains($0) ? 1 : 0) - (worst.contains($0) ? 1 : 0)
        }, codes: codes(item, best) + ["–"] + codes(item, worst))
    case .satisfied, .satisfiedOrBasic, .topBox, .dissatisfied, .bottomBox:
      let ranks = try box(item, statistic, data)
      return IndexSeries(
        subject: subject(name, label, statistic, .share, .share(interval)),
        values: item.rate(denominator) { ranks.contains($0) ? 1 : 0 },
        codes: codes(item, ranks))
    }
  }

  private func codes(_ item: ScoredItem, _ ranks: Set<Int>) -> [String] {
    ranks.sorted().map { item.ranking[$0] }
  }

  /// The mean of a respondent's items, when enough of them are answered.
  private func scaleSeries(
    _ scale: NamedScale, _ parts: [ScoredItem], _ statistic: IndexStatistic,
    _ data: AnalysisData
  ) throws(Diagnostic) -> IndexSeries {
    var columns: [[Double]] = []
    let unit: Estimate.Unit
    let kind: IntervalMaker.Kind
    if statistic == .index {
      columns = parts.map(\.points)
      unit = .index
      let low = parts.map(\.range.lowerBound).min() ?? 0
      let high = parts.map(\.range.upperBound).max() ?? 100
      kind = .bounded(low...high)
    } else {
      for part in parts {
        let codes = try codes(part.codes, of: part.column, data)
        columns.append(
          codes.indices.map { part.answers[$0] == .valid ? codes[$0] : .nan })
      }
      unit = .value
      kind = .unbounded
    }
    let needed = max(1, (minimumAnswered * Double(parts.count)).rounded(.up))
    var sums = [Double](repeating: 0, count: columns[0].count)
    var answered = sums
    for column in columns {
      for row in column.indices where !column[row].isNaN {
        sums[row] += column[row]
        answered[row] += 1
      }
    }
    return IndexSeries(
      subject: subject(scale.name, scale.label, statistic, unit, kind),
      values: sums.indices.map {
        answered[$0] >= needed ? sums[$0] / answered[$0] : .nan
      })
  }
}
