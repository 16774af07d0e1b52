import Probability
import SurveyData

/// Lays out evaluators and adjusted cases.
struct RaterTables {
  let frame: RatersFrame
  let fit: RaterFit
  let analysis: RatersAnalysis
  let level: Double
  let checks: RaterChecks

  /// Evaluators are flagged below this probability.
  static let flagLevel = 0.01

  init(
    frame: RatersFrame, fit: RaterFit, analysis: RatersAnalysis, level: Double
  ) {
    self.frame = frame
    self.fit = fit
    self.analysis = analysis
    self.level = level
    checks = RaterChecks(frame, fit)
  }

  var all: [StatisticsTable] {
    var list = [raters, cases]
    if let groups { list.append(groups) }
    if let halo { list.append(halo) }
    if let profile { list.append(profile) }
    if let drift { list.append(drift) }
    return list
  }

  private var critical: Double {
    let share = 1 - (1 - level) / 2
    return fit.isLeastSquares && fit.degrees > 0
      ? StudentTDistribution(degreesOfFreedom: fit.degrees).quantile(share)
      : NormalDistribution().quantile(share)
  }

  private func interval(_ value: Double, _ error: Double) -> Interval? {
    guard value.isFinite, error.isFinite, error > 0 else { return nil }
    return Interval(
      lower: value - critical * error, upper: value + critical * error,
      level: level, method: fit.isLeastSquares ? "t" : "z")
  }

  /// The probability of a larger severity by chance.
  private func probability(_ rater: Int) -> Double? {
    let error = fit.severityErrors[rater]
    guard error > 0, fit.severities[rater].isFinite else { return nil }
    let z = abs(fit.severities[rater] / error)
    return 2
      * (fit.isLeastSquares
        ? StudentTDistribution(degreesOfFreedom: fit.degrees).upperTail(z)
        : NormalDistribution().upperTail(z))
  }

  private func isFlagged(_ check: RaterChecks.Check?) -> Bool {
    (check?.probability ?? 1) < Self.flagLevel
  }

  /// Whether one impression decides all indicators of a case.
  private func hasHalo(_ rater: Int) -> Bool {
    if checks.halo.indices.contains(rater), let halo = checks.halo[rater],
      isFlagged(halo), halo.value > checks.commonHalo
    {
      return true
    }
    guard checks.profile.indices.contains(rater),
      let profile = checks.profile[rater], let z = profile.statistic
    else { return false }
    return isFlagged(profile) && z < 0
  }

  /// The words of an evaluator's flags.
  private func flags(_ rater: Int) -> LocalizedText? {
    var zh: [String] = []
    var en: [String] = []
    func add(_ chinese: String, _ english: String) {
      zh.append(chinese)
      en.append(english)
    }
    if (probability(rater) ?? 1) < Self.flagLevel {
      fit.severities[rater] < 0 ? add("偏严", "severe") : add("偏宽", "lenient")
    }
    if let misfit = checks.misfit[rater], isFlagged(misfit) {
      misfit.value > 1 ? add("不一致", "erratic") : add("过于一致", "too regular")
    }
    if let range = checks.range[rater], isFlagged(range) {
      range.value < 1 ? add("区分不足", "narrow range") : add("区分过大", "wide range")
    }
    if hasHalo(rater) { add("晕轮", "halo") }
    if checks.drift.indices.contains(rater), isFlagged(checks.drift[rater]) {
      add("漂移", "drift")
    }
    return zh.isEmpty
      ? nil
      : LocalizedText(
        zh: zh.joined(separator: "、"), en: en.joined(separator: ", "))
  }

  /// How many scores of each evaluator a trimmed mean would drop.
  private var dropped: [Int] {
    var counts = [Int](repeating: 0, count: frame.raters.count)
    for indicator in frame.indicators.indices {
      let leaf = RaterLeaf(
        frame.scores(indicator: indicator), combination: .trimmedMean,
        trim: analysis.trim, minimum: 3)
      for (rater, count) in leaf.dropped().enumerated() {
        counts[rater] += count
      }
    }
    return counts
  }

  private var raters: StatisticsTable {
    let dropped = dropped
    var scores = [[Double]](repeating: [], count: frame.raters.count)
    for entry in frame.entries { scores[entry.rater].append(entry.score) }
    let order = frame.raters.indices.sorted {
      (fit.severities[$0], $0) < (fit.severities[$1], $1)
    }
    let rows = order.map { rater -> StatisticsTable.Row in
      let own = scores[rater]
      let n = Double(own.count)
      let mean = own.reduce(0, +) / n
      let squares = own.reduce(0) { $0 + ($1 - mean) * ($1 - mean) }
      let severity = fit.severities[rater]
      let error = fit.severityErrors[rater]
      return StatisticsTable.Row(
        frame.raters[rater].name, frame.raters[rater].label,
        [
          .init(n), .init(mean),
          own.count > 1 ? .init((squares / (n - 1)).squareRoot()) : .empty,
          .init(severity, interval: interval(severity, error)),
          .init(error), error > 0 ? .init(severity / error) : .empty,
          .init(Double(dropped[rater]) / n),
          checks.misfit[rater].map { .init($0.value) } ?? .empty,
          checks.range[rater].map { .init($0.value) } ?? .empty,
          flags(rater).map { .init($0) } ?? .empty,
        ])
    }
    var table = StatisticsTable(
      "raters", title: LocalizedText(zh: "评委", en: "Evaluators"),
      stub: LocalizedText(zh: "评委", en: "Evaluator"),
      columns: [
        .init("n", LocalizedText(zh: "评分数", en: "Scores"), .count),
        .init("mean", LocalizedText(zh: "均值", en: "Mean"), .value),
        .init("sd", LocalizedText(zh: "标准差", en: "SD"), .value),
        .init(
          "severity", LocalizedText(zh: "宽严（正为宽）", en: "Leniency (+)"),
          .value),
        .init("se", LocalizedText(zh: "标准误", en: "SE"), .value),
        .init("z", fit.isLeastSquares ? "t" : "z", .statistic),
        .init(
          "dropped", LocalizedText(zh: "去分占比", en: "Dropped"), .share),
        .init("misfit", LocalizedText(zh: "失拟", en: "Misfit"), .statistic),
        .init("range", LocalizedText(zh: "区分度", en: "Range"), .statistic),
        .init("flags", LocalizedText(zh: "标记", en: "Flags"), .text),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "宽严：对同样的对象，该评委比评委平均多给的分。去分占比：每端去掉\(analysis.trim)个分时被去掉的比例。"
            + "失拟：残差均方与模型误差方差之比。区分度：评分对期望分的斜率，小于1为拉不开分。"
            + "两者的标记与评委的中位数比较。",
          en: "Leniency: points above the average evaluator on the same cases."
            + " Dropped: share of scores that a trimmed mean would drop"
            + " (\(analysis.trim) at each end). Misfit: mean square of the"
            + " residuals over the error variance. Range: slope of the scores"
            + " over what is expected; below 1 the scores are too close. Flags"
            + " hold both against the median evaluator.")
      ], figure: .dots(column: "severity", reference: 0))
    let (severe, lenient) = outliers
    table.headline = outlyingRaters(
      severe: severe, lenient: lenient, of: frame.raters.count)
    return table
  }

  private var cases: StatisticsTable {
    let raw = frame.rawMeans
    let rawRanks = competitionRanks(raw)
    let ranks = competitionRanks(fit.adjusted)
    var counts = [Int](repeating: 0, count: frame.cases.count)
    for entry in frame.entries { counts[entry.caseIndex] += 1 }
    let order = frame.cases.indices.sorted {
      (ranks[$0] ?? .max, $0) < (ranks[$1] ?? .max, $1)
    }
    let rows = order.map { position -> StatisticsTable.Row in
      let value = fit.adjusted[position]
      let error = fit.adjustedErrors[position]
      let change = ranks[position].flatMap { rank in
        rawRanks[position].map { Double($0 - rank) }
      }
      return StatisticsTable.Row(
        frame.cases[position].name, frame.cases[position].label,
        [
          .init(Double(counts[position])), .init(raw[position]),
          .init(rawRanks[position].map { Double($0) }),
          .init(value, interval: interval(value, error)), .init(error),
          .init(ranks[position].map { Double($0) }),
          .init(change),
        ])
    }
    return StatisticsTable(
      "cases",
      title: LocalizedText(zh: "校正宽严后的对象得分", en: "Adjusted scores of cases"),
      stub: LocalizedText(zh: "对象", en: "Case"),
      columns: [
        .init("n", LocalizedText(zh: "评分数", en: "Scores"), .count),
        .init("mean", LocalizedText(zh: "原均值", en: "Raw mean"), .value),
        .init(
          "raw_rank", LocalizedText(zh: "原名次", en: "Raw rank"), .count),
        .init(
          "adjusted", LocalizedText(zh: "校正得分", en: "Adjusted"), .value),
        .init("se", LocalizedText(zh: "标准误", en: "SE"), .value),
        .init("rank", LocalizedText(zh: "名次", en: "Rank"), .count),
        .init(
          "change", LocalizedText(zh: "名次上升", en: "Places gained"), .count),
      ], rows: rows,
      notes: [
        LocalizedText(
          zh: "区间只含评分误差和评委宽严的不确定性，方差按估计值计。",
          en: "Intervals hold errors of scores and the uncertainty of"
            + " severities, at the variances found.")
      ], figure: .dots(column: "adjusted", reference: nil))
  }

  private var groups: StatisticsTable? {
    let names = Set(frame.groups.filter { !$0.isEmpty }).sorted()
    guard names.count > 1 else { return nil }
    let rows = names.map { name -> StatisticsTable.Row in
      let members = frame.raters.indices.filter { frame.groups[$0] == name }
      let own = frame.entries.filter { frame.groups[$0.rater] == name }
      let mean = own.reduce(0) { $0 + $1.score } / Double(max(1, own.count))
      let severity =
        members.reduce(0) { $0 + fit.severities[$1] } / Double(members.count)
      return StatisticsTable.Row(
        name, LocalizedText(name),
        [
          .init(Double(members.count)), .init(Double(own.count)), .init(mean),
          .init(severity),
        ])
    }
    return StatisticsTable(
      "groups", title: LocalizedText(zh: "评委类别", en: "Groups of evaluators"),
      stub: LocalizedText(zh: "类别", en: "Group"),
      columns: [
        .init("raters", LocalizedText(zh: "评委数", en: "Evaluators"), .count),
        .init("n", LocalizedText(zh: "评分数", en: "Scores"), .count),
        .init("mean", LocalizedText(zh: "均值", en: "Mean"), .value),
        .init(
          "severity", LocalizedText(zh: "平均宽严", en: "Mean leniency"), .value),
      ], rows: rows)
  }

  private func checkTable(
    _ name: String, title: LocalizedText, value: LocalizedText,
    statistic: LocalizedText, checks: [RaterChecks.Check?], factor: Double = 1,
    note: LocalizedText
  ) -> StatisticsTable? {
    let rows = frame.raters.indices.compactMap { rater in
      checks[rater].map { check in
        StatisticsTable.Row(
          frame.raters[rater].name, frame.raters[rater].label,
          [
            .init(Double(check.base)), .init(check.value * factor),
            .init(check.statistic), .init(check.probability),
          ])
      }
    }
    guard !rows.isEmpty else { return nil }
    return StatisticsTable(
      name, title: title, stub: LocalizedText(zh: "评委", en: "Evaluator"),
      columns: [
        .init("n", "n", .count), .init("value", value, .coefficient),
        .init("statistic", statistic, .statistic),
        .init("p", "p", .probability),
      ], rows: rows, notes: [note])
  }

  private var halo: StatisticsTable? {
    guard !checks.halo.isEmpty else { return nil }
    let common = plainText((1000 * checks.commonHalo).rounded() / 1000)
    return checkTable(
      "halo", title: LocalizedText(zh: "晕轮效应", en: "Halo"),
      value: LocalizedText(zh: "指标间残差相关", en: "Correlation"),
      statistic: "z", checks: checks.halo,
      note: LocalizedText(
        zh: "同一对象各指标残差的平均相关，与全体评委的\(common)比较；明显较高说明分项评分受总体印象左右。",
        en: "Mean correlation of the residuals of a case on different"
          + " indicators, held against \(common) over all evaluators; where it"
          + " is clearly higher, one impression decides all indicators."))
  }

  private var profile: StatisticsTable? {
    guard !checks.profile.isEmpty else { return nil }
    return checkTable(
      "profile",
      title: LocalizedText(zh: "对指标的区分", en: "Telling indicators apart"),
      value: LocalizedText(zh: "对象内斜率", en: "Slope within cases"),
      statistic: "z", checks: checks.profile,
      note: LocalizedText(
        zh: "同一对象各指标的评分对期望评分的斜率，与对象之间的斜率比较：各指标几乎给同一分时接近0；"
          + "明显较低说明分项评分受总体印象左右。",
        en: "Slope of the scores over what is expected of them among the"
          + " indicators of a case, held against that among cases: near 0 when"
          + " all indicators get much the same score; where it is clearly lower,"
          + " one impression decides all indicators."))
  }

  private var drift: StatisticsTable? {
    guard !checks.drift.isEmpty else { return nil }
    return checkTable(
      "drift", title: LocalizedText(zh: "评分漂移", en: "Drift"),
      value: LocalizedText(zh: "每30天变化", en: "Per 30 days"),
      statistic: "t", checks: checks.drift, factor: 30,
      note: LocalizedText(
        zh: "校正宽严后的残差对评分日期的斜率，正数为越来越宽。",
        en: "Slope of the residuals over the days; positive is ever more"
          + " lenient."))
  }

  /// How many evaluators are flagged as severe and as lenient.
  private var outliers: (severe: Int, lenient: Int) {
    let flagged = frame.raters.indices.filter {
      (probability($0) ?? 1) < Self.flagLevel
    }
    let severe = flagged.count { fit.severities[$0] < 0 }
    return (severe, flagged.count - severe)
  }

  /// How many evaluators stand out, and what severity does to the order.
  func finding(_ variances: RaterVariances?) -> LocalizedText? {
    let (severe, lenient) = outliers
    let flagged = severe + lenient
    let raw = competitionRanks(frame.rawMeans)
    let ranks = competitionRanks(fit.adjusted)
    let moved = ranks.indices.count { ranks[$0] != raw[$0] }
    var zh =
      "\(frame.raters.count)名评委中\(flagged)名明显偏严或偏宽（1%水平）；校正后\(frame.cases.count)个对象中"
      + "\(moved)个名次改变"
    var en =
      "\(flagged) of \(frame.raters.count) evaluators are clearly severe or"
      + " lenient (1% level); taking that out changes the rank of \(moved) of"
      + " \(frame.cases.count) cases"
    if let needed = variances?.needed {
      let target = plainText(analysis.target)
      zh += "；每个对象约需\(needed)名评委，Φ 才能达到\(target)"
      en +=
        "; a case takes about \(needed) evaluators for Φ to reach \(target)"
    }
    return LocalizedText(zh: zh, en: en)
  }
}
