import Probability
import SurveyData

/// Lays out a comparison.
struct ComparisonTables {
  let units: ComparedUnits
  let groups: [PeerComparison]
  let analysis: ComparisonAnalysis
  let level: Double

  private typealias Column = StatisticsTable.Column
  private typealias Cell = StatisticsTable.Cell
  private typealias Row = StatisticsTable.Row

  var all: [StatisticsTable] {
    [overview] + groups.indices.map(ranks) + groups.indices.map(funnel)
      + [models] + groups.indices.compactMap(pairs)
  }

  private var format: StatisticsTable.Format {
    switch units.measure {
    case .rate, .mean(isShare: true): .share
    case .mean: .value
    case .ratio: .coefficient
    }
  }

  private var valueLabel: LocalizedText {
    switch units.measure {
    case .rate, .mean(isShare: true): LocalizedText(zh: "比例", en: "Rate")
    case .mean: LocalizedText(zh: "均值", en: "Mean")
    case .ratio:
      LocalizedText(zh: "实际数/期望数", en: "Observed by expected")
    }
  }

  private var isRatio: Bool {
    if case .ratio = units.measure { return true }
    return false
  }

  private func label(_ unit: Int) -> LocalizedText {
    units.units[unit].label ?? LocalizedText(units.units[unit].name)
  }

  private func name(_ base: String, _ group: Int) -> String {
    groups.count > 1 ? "\(base)-\(group + 1)" : base
  }

  private func title(
    _ zh: String, _ en: String, _ group: Int
  ) -> LocalizedText {
    guard groups.count > 1, let peer = units.peers[group] else {
      return LocalizedText(zh: zh, en: en)
    }
    return LocalizedText(
      zh: "\(zh)：\(peer[.chinese])", en: "\(en): \(peer[.english])")
  }

  private static let stub = LocalizedText(zh: "单位", en: "Unit")

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

  private func interval(
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
      return interval(value - critical * error, value + critical * error, "z")
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
    return [
      LocalizedText(
        zh: "括号内为\(percent)%区间。“数据不足”也是一种结果：可靠性或基数低于限值时，"
          + "差别主要来自偶然。",
        en: "\(percent)% intervals. \"Not enough data\" is a result: below the"
          + " limit of reliability or base, differences are mostly chance.")
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
    cells.append(
      index == nil || isWithheld
        ? .empty
        : Cell(unit.value, interval: observed(unit), isWeak: isWeak))
    if isRatio {
      let adjusted = unit.value.flatMap { value in
        units.overall.map { min(1, value * $0) }
      }
      cells.append(isWithheld ? .empty : Cell(adjusted, isWeak: isWeak))
    }
    if let index, index < peer.shrunken.count {
      let found = peer.shrunken[index]
      cells.append(
        isWithheld
          ? .empty
          : Cell(
            found.value, interval: interval(found.lower, found.upper, "bayes"),
            isWeak: isWeak))
      cells.append(Cell(found.reliability))
    } else {
      cells += [.empty, .empty]
    }
    cells.append(Cell(Self.text(status)))
    if let index, let value = unit.value {
      cells.append(Cell(text(peer.position(index, value: value))))
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

  // MARK: Ranks

  private func ranks(_ group: Int) -> StatisticsTable {
    let peer = groups[group]
    let simultaneous = LocalizedText(zh: "同时置信集", en: "Simultaneous")
    let marginal = LocalizedText(zh: "单独置信集", en: "Marginal")
    let from = LocalizedText(zh: "最好", en: "best")
    let to = LocalizedText(zh: "最差", en: "worst")
    var columns = [
      Column("rank", LocalizedText(zh: "名次", en: "Rank"), .count),
      Column("lower", from, .count, spanner: simultaneous),
      Column("upper", to, .count, spanner: simultaneous),
      Column("marginal-lower", from, .count, spanner: marginal),
      Column("marginal-upper", to, .count, spanner: marginal),
      Column(
        "expected-rank", LocalizedText(zh: "期望名次", en: "Expected rank"),
        .statistic),
    ]
    if peer.comparisonFactor != nil {
      columns.append(
        Column(
          "comparison",
          LocalizedText(zh: "两两比较区间", en: "Comparison interval"), format))
    }
    let order = peer.ranked.indices.sorted {
      (peer.bestRanks[$0], $0) < (peer.bestRanks[$1], $1)
    }
    let rows = order.map { index in
      let unit = peer.ranked[index]
      let (joint, own) = (
        peer.ranks.simultaneous[index], peer.ranks.marginal[index]
      )
      var cells = [
        Cell(Double(peer.bestRanks[index])), Cell(Double(joint.lower)),
        Cell(Double(joint.upper)), Cell(Double(own.lower)),
        Cell(Double(own.upper)), Cell(peer.expectedRanks[index]),
      ]
      if let factor = peer.comparisonFactor {
        let value = units.units[unit].value ?? .nan
        let half = factor * (units.units[unit].error ?? .nan)
        cells.append(
          Cell(
            value,
            interval: interval(value - half, value + half, "goldstein-healy")))
      }
      return Row(units.units[unit].name, label(unit), cells)
    }
    return StatisticsTable(
      name("ranks", group), title: title("名次的置信集", "Sets of ranks", group),
      stub: Self.stub, columns: columns, rows: rows,
      notes: peer.isRanked ? [rankNote(peer)] : [],
      figure: peer.isRanked
        ? .rankRange(rank: "rank", lower: "lower", upper: "upper") : nil)
  }

  private func rankNote(_ peer: PeerComparison) -> LocalizedText {
    let share = plainText((peer.ranks.separated * 1000).rounded() / 10)
    let widest = plainText((peer.ranks.widest * 1000).rounded() / 10)
    return LocalizedText(
      zh: "能同时区分的两两比较占\(share)%；最宽的名次范围占全部名次的\(widest)%。",
      en: "\(share)% of the pairs are told apart at once; the widest set covers"
        + " \(widest)% of the field.")
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
      cells.append(Cell(text(peer.position(index, value: value))))
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
      ], figure: figure(peer))
  }

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
        }))
  }

  // MARK: The models

  private var models: StatisticsTable {
    var columns = [
      Column("units", LocalizedText(zh: "单位数", en: "Units"), .count),
      Column("target", LocalizedText(zh: "目标", en: "Target"), format),
    ]
    let isBeta = groups.contains { $0.beta != nil }
    columns +=
      isBeta
      ? [
        Column("mean", LocalizedText(zh: "先验均值", en: "Prior mean"), format),
        Column("a", "a", .coefficient), Column("b", "b", .coefficient),
      ]
      : [
        Column("mean", LocalizedText(zh: "均值μ", en: "Mean μ"), format),
        Column("mean-se", LocalizedText(zh: "μ的标准误", en: "SE of μ"), format),
        Column(
          "between", LocalizedText(zh: "单位间方差A", en: "Variance A"),
          .coefficient),
      ]
    columns += [
      Column("phi", "φ", .coefficient), Column("tau2", "τ²", .coefficient),
      Column("chi2", "Σz²", .statistic),
      Column("df", LocalizedText(zh: "自由度", en: "df"), .degrees),
      Column("p", "p", .probability),
    ]
    let rows = groups.indices.map { group in
      let peer = groups[group]
      var cells = [Cell(Double(peer.compared.count)), Cell(peer.target)]
      if isBeta {
        let isFinite = peer.beta.map { $0.spread > 0 } ?? false
        cells += [
          Cell(peer.beta?.mean), isFinite ? Cell(peer.beta?.alpha) : Cell("∞"),
          isFinite ? Cell(peer.beta?.beta) : Cell("∞"),
        ]
      } else {
        cells += [
          Cell(peer.normal?.mean), Cell(peer.normal?.meanError),
          Cell(peer.normal?.variance),
        ]
      }
      let test = peer.dispersion
      cells += [
        Cell(test?.factor), Cell(test?.variance), Cell(test?.statistic),
        Cell(test.map { Double($0.degreesOfFreedom) }),
        Cell(test?.probability),
      ]
      return Row(
        "group-\(group + 1)",
        units.peers[group] ?? LocalizedText(zh: "全部单位", en: "all units"),
        cells)
    }
    return StatisticsTable(
      "model",
      title: LocalizedText(
        zh: "收缩模型与超离散检验", en: "Shrinkage and test of over-dispersion"),
      stub: LocalizedText(zh: "同类组", en: "Peer group"), columns: columns,
      rows: rows)
  }

  /// P(θᵢ > θₖ), as long as the table can be read.
  private func pairs(_ group: Int) -> StatisticsTable? {
    let peer = groups[group]
    guard peer.isRanked, peer.ranked.count <= 30,
      !peer.shrunken.isEmpty
    else { return nil }
    let columns = peer.ranked.map { unit in
      Column(units.units[unit].name, label(unit), .share)
    }
    let rows = peer.ranked.indices.map { index in
      Row(
        units.units[peer.ranked[index]].name, label(peer.ranked[index]),
        peer.ranked.indices.map { other in
          other == index ? .empty : Cell(peer.order.above[index][other])
        })
    }
    return StatisticsTable(
      name("pairs", group),
      title: title(
        "行单位高于列单位的概率", "Probability that the row is above the column", group),
      stub: Self.stub, columns: columns, rows: rows,
      figure: .heat(columns: columns.map(\.name)), isSupplement: true)
  }
}
