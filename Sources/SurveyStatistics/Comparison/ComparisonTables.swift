import Probability
import SurveyData

/// Lays out a comparison.
struct ComparisonTables {
  let units: ComparedUnits
  let groups: [PeerComparison]
  let analysis: ComparisonAnalysis
  let level: Double

  typealias Column = StatisticsTable.Column
  typealias Cell = StatisticsTable.Cell
  typealias Row = StatisticsTable.Row

  var all: [StatisticsTable] {
    [overview] + groups.indices.map(ranks) + groups.indices.map(funnel)
      + [models] + groups.indices.compactMap(pairs)
  }

  var format: StatisticsTable.Format {
    switch units.measure {
    case .rate, .mean(isShare: true): .share
    case .mean: .value
    case .ratio: .coefficient
    }
  }

  var valueLabel: LocalizedText {
    switch units.measure {
    case .rate, .mean(isShare: true): LocalizedText(zh: "比例", en: "Rate")
    case .mean: LocalizedText(zh: "均值", en: "Mean")
    case .ratio:
      LocalizedText(zh: "实际数/期望数", en: "Observed by expected")
    }
  }

  var isRatio: Bool {
    if case .ratio = units.measure { return true }
    return false
  }

  func label(_ unit: Int) -> LocalizedText {
    units.units[unit].label ?? LocalizedText(units.units[unit].name)
  }

  func name(_ base: String, _ group: Int) -> String {
    groups.count > 1 ? "\(base)-\(group + 1)" : base
  }

  func title(
    _ zh: String, _ en: String, _ group: Int
  ) -> LocalizedText {
    guard groups.count > 1, let peer = units.peers[group] else {
      return LocalizedText(zh: zh, en: en)
    }
    return LocalizedText(
      zh: "\(zh)：\(peer[.chinese])", en: "\(en): \(peer[.english])")
  }

  static let stub = LocalizedText(zh: "单位", en: "Unit")

  /// Estimates without a base have their precision 1/se² instead.
  private var isPrecision: Bool {
    if case .given(_, _, base: nil) = analysis.source { return true }
    return false
  }

  private var baseLabel: LocalizedText {
    isPrecision
      ? LocalizedText(zh: "精度1/se²", en: "Precision 1/se²")
      : LocalizedText(zh: "基数", en: "Base")
  }

  private var baseFormat: StatisticsTable.Format {
    isPrecision ? .coefficient : .total
  }

  func interval(
    _ lower: Double, _ upper: Double, _ method: String
  ) -> Interval {
    Interval(lower: lower, upper: upper, level: level, method: method)
  }

  /// The interval of what was observed.
  private func observed(_ unit: ComparedUnit) -> Interval? {
    guard let value = unit.value, let error = unit.error else { return nil }
    let critical = NormalDistribution().quantile(1 - (1 - level) / 2)
    switch units.measure {
    case .rate:
      return wilsonInterval(
        share: value, base: unit.base, critical: critical
      ).map { interval($0.lower, $0.upper, "wilson") }
    case .mean:
      return interval(
        value - critical * error, value + critical * error, "normal")
    case .ratio:
      guard let hits = unit.successes, let expected = unit.expected,
        expected > 0
      else { return nil }
      if analysis.caseMix?.limits == .byar {
        let found = byarLimits(observed: Double(hits), critical: critical)
        return interval(
          found.lower / expected, found.upper / expected, "byar")
      }
      let found = PoissonBinomial.interval(
        observed: hits, probabilities: unit.probabilities, level: level)
      return interval(
        found.lower / expected, found.upper / expected, "poisson-binomial")
    }
  }

  // MARK: The units

  private var overview: StatisticsTable {
    let hasCounts = units.units.contains { $0.successes != nil }
    var columns = [Column("n", baseLabel, baseFormat)]
    if hasCounts {
      columns.append(
        Column("count", LocalizedText(zh: "件数", en: "Count"), .count))
    }
    if isRatio {
      columns.append(
        Column("expected", LocalizedText(zh: "期望数", en: "Expected"), .value))
    }
    columns.append(Column("value", valueLabel, format))
    if isRatio {
      columns.append(
        Column(
          "adjusted", LocalizedText(zh: "调整后比例", en: "Adjusted rate"),
          .share))
    }
    columns += [
      Column(
        "shrunken", LocalizedText(zh: "收缩估计", en: "Shrunken estimate"),
        format),
      Column(
        "reliability", LocalizedText(zh: "可靠性", en: "Reliability"),
        .coefficient),
      Column("data", LocalizedText(zh: "数据", en: "Data"), .text),
      Column("funnel", LocalizedText(zh: "漏斗图判定", en: "Funnel"), .text),
    ]
    let rows = groups.indices.flatMap { group in
      groups[group].members.indices.map { member in
        row(group, member, hasCounts: hasCounts)
      }
    }
    return StatisticsTable(
      "units", title: LocalizedText(zh: "单位比较", en: "Units compared"),
      stub: Self.stub, columns: columns, rows: rows, notes: notes)
  }

  private var notes: [LocalizedText] {
    let percent = plainText((level * 1000).rounded() / 10)
    let (zh, en) =
      switch units.measure {
      case .rate: ("威尔逊区间", "Wilson's")
      case .mean: ("正态区间", "normal")
      case .ratio:
        analysis.caseMix?.limits == .byar
          ? ("Byar区间", "Byar's") : ("泊松二项精确区间", "exact Poisson-binomial")
      }
    let (modelZH, modelEN) =
      groups.contains { $0.beta != nil }
      ? ("后验区间", "those of the posterior")
      : ("按均方误差", "from the mean squared error")
    return [
      LocalizedText(
        zh: "\(percent)%区间：观测值用\(zh)，收缩估计\(modelZH)。",
        en: "\(percent)% intervals: of what was observed \(en), of shrunken"
          + " estimates \(modelEN)."),
      LocalizedText(
        zh: "“数据不足”也是一种结果：可靠性或基数低于限值时，差别主要来自偶然。",
        en: "\"Not enough data\" is a result: below the limit of reliability or"
          + " base, differences are mostly chance."),
    ]
  }

  private func row(
    _ group: Int, _ member: Int, hasCounts: Bool
  ) -> StatisticsTable.Row {
    let peer = groups[group]
    let position = peer.members[member]
    let unit = units.units[position]
    let status = peer.statuses[member]
    let isWithheld =
      status == .none
      || (status == .insufficient && analysis.options.reliability.isWithheld)
    let isWeak = status == .insufficient
    var cells = [Cell(unit.base)]
    if hasCounts {
      cells.append(unit.successes.map { Cell(Double($0)) } ?? .empty)
    }
    if isRatio { cells.append(unit.expected.map { Cell($0) } ?? .empty) }
    let index = peer.compared.firstIndex(of: position)
    var own = Cell(unit.value, interval: observed(unit), isWeak: isWeak)
    if let below = unit.expected ?? (hasCounts ? unit.base : nil) {
      own.sums = unit.successes.map {
        EstimateSums(above: Double($0), below: below)
      }
    }
    cells.append(index == nil || isWithheld ? .empty : own)
    if isRatio {
      let adjusted = unit.value.flatMap { value in
        units.overall.map { min(1, value * $0) }
      }
      cells.append(isWithheld ? .empty : Cell(adjusted, isWeak: isWeak))
    }
    if let index, index < peer.shrunken.count {
      let found = peer.shrunken[index]
      var shrunken = Cell(
        found.value, interval: interval(found.lower, found.upper, "bayes"),
        isWeak: isWeak)
      shrunken.sums = found.sums
      cells.append(isWithheld ? .empty : shrunken)
      var reliability = Cell(found.reliability)
      reliability.sums = found.weights
      cells.append(reliability)
    } else {
      cells += [.empty, .empty]
    }
    cells.append(Cell(Self.text(status)))
    if let index {
      cells.append(Cell(text(peer.positions[index])))
    } else {
      cells.append(.empty)
    }
    return Row(
      unit.name, label(position),
      section: groups.count > 1 ? units.peers[group] : nil, cells)
  }

  static func text(_ status: PeerComparison.Status) -> LocalizedText {
    switch status {
    case .enough: LocalizedText(zh: "充分", en: "enough")
    case .marked: LocalizedText(zh: "勉强", en: "barely enough")
    case .insufficient: LocalizedText(zh: "数据不足", en: "not enough data")
    case .none: LocalizedText(zh: "无数据", en: "no data")
    }
  }

  private func text(_ position: PeerComparison.Position) -> LocalizedText {
    switch position {
    case .farAbove: LocalizedText(zh: "高于99.8%上限", en: "above the 99.8% limit")
    case .above: LocalizedText(zh: "高于95%上限", en: "above the 95% limit")
    case .inside: LocalizedText(zh: "在控制限内", en: "within the limits")
    case .below: LocalizedText(zh: "低于95%下限", en: "below the 95% limit")
    case .farBelow: LocalizedText(zh: "低于99.8%下限", en: "below the 99.8% limit")
    }
  }

  // MARK: The funnel

  private func funnel(_ group: Int) -> StatisticsTable {
    let peer = groups[group]
    let inner = LocalizedText(zh: "95%控制限", en: "95% limits")
    let outer = LocalizedText(zh: "99.8%控制限", en: "99.8% limits")
    let low = LocalizedText(zh: "下限", en: "lower")
    let high = LocalizedText(zh: "上限", en: "upper")
    var columns = [
      Column(
        "base",
        isRatio ? LocalizedText(zh: "期望数", en: "Expected") : baseLabel,
        isRatio ? .value : baseFormat),
      Column("value", valueLabel, format),
      Column("lower-95", low, format, spanner: inner),
      Column("upper-95", high, format, spanner: inner),
      Column("lower-99.8", low, format, spanner: outer),
      Column("upper-99.8", high, format, spanner: outer),
      Column("z", "z", .statistic),
    ]
    let isAdjusted = analysis.options.funnel.dispersion != .none
    if isAdjusted {
      columns.append(
        Column(
          "z-adjusted", LocalizedText(zh: "调整后z", en: "adjusted z"),
          .statistic))
    }
    columns.append(
      Column("verdict", LocalizedText(zh: "判定", en: "Verdict"), .text))
    let rows = peer.compared.indices.map { index in
      let unit = units.units[peer.compared[index]]
      let value = unit.value ?? .nan
      var cells = [
        Cell(isRatio ? unit.expected : unit.base), Cell(value),
        Cell(peer.limits[0][index].lower), Cell(peer.limits[0][index].upper),
        Cell(peer.limits[1][index].lower), Cell(peer.limits[1][index].upper),
        Cell(peer.scores[index]),
      ]
      if isAdjusted { cells.append(Cell(peer.adjusted[index])) }
      cells.append(Cell(text(peer.positions[index])))
      return Row(unit.name, label(peer.compared[index]), cells)
    }
    let expected = plainText(
      (0.05 * Double(peer.compared.count) * 10).rounded() / 10)
    return StatisticsTable(
      name("funnel", group), title: title("漏斗图", "Funnel", group),
      stub: Self.stub, columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "若所有单位都等于目标，仅凭偶然预期有\(expected)个单位落在95%控制限外。",
          en: "If every unit were at the target, chance alone would put"
            + " \(expected) of them outside the 95% limits.")
      ] + (isJudgedByTails ? [Self.tailNote] : []), figure: figure(peer))
  }

  /// Whether verdicts are those of exact tails.
  private var isJudgedByTails: Bool {
    guard analysis.options.funnel.dispersion == .none else { return false }
    switch units.measure {
    case .rate: return true
    case .ratio: return analysis.caseMix?.limits != .byar
    case .mean: return false
    }
  }

  private static let tailNote = LocalizedText(
    zh: "判定按精确尾概率：达到或超过该件数的概率不大于界限的单侧概率时才算在界外；"
      + "曲线在相邻件数之间内插，限内的值略超出曲线时，以该值为其控制限。",
    en: "Verdicts follow exact tails: a count lies outside only when a count"
      + " as far out has no more than the probability of that side. Curves run"
      + " between counts; a value within that lies beyond its curve is its own"
      + " limit.")

  private func figure(_ peer: PeerComparison) -> StatisticsTable.Figure? {
    guard peer.compared.count > 1 else { return nil }
    let found = peer.compared.map { unit in
      isRatio ? units.units[unit].expected ?? 0 : units.units[unit].base
    }
    guard let least = found.min(), let most = found.max(), least > 0 else {
      return nil
    }
    let curve = FunnelCurve(
      units: units, peer: peer, analysis: analysis, from: least, to: most)
    return .funnel(
      StatisticsTable.Funnel(
        rate: "value", base: "base", target: peer.target, bases: curve.bases,
        limits: PeerComparison.levels.map { level in
          let found = curve.bases.map { curve.limits($0, level) }
          return .init(
            level: level, lower: found.map(\.lower), upper: found.map(\.upper))
        }, positions: peer.positions.map(\.rawValue)))
  }
}
