import Diagnostics
import SurveyData

/// A sensitivity analysis as tables and a sentence.
struct SensitivityPage {
  let audit: SensitivityAudit
  let names: CaseNames

  private typealias Column = StatisticsTable.Column
  private typealias Cell = StatisticsTable.Cell

  /// The tables.
  var tables: [StatisticsTable] {
    guard let ranks = audit.ranks else { return [] }
    var main = StatisticsTable(
      "sensitivity",
      title: LocalizedText(
        zh: "名次变动的来源（Sobol 指数）",
        en: "What the ranks depend on (Sobol indices)"),
      stub: LocalizedText(zh: "因素", en: "Factor"),
      columns: [
        Column("choices", LocalizedText(zh: "选项数", en: "Choices"), .count),
        Column(
          "first", LocalizedText(zh: "单独作用 S", en: "By itself, S"), .coefficient
        ),
        Column(
          "total", LocalizedText(zh: "连同交互 T", en: "With interactions, T"),
          .coefficient),
      ],
      rows: audit.factors.enumerated().map { index, factor in
        StatisticsTable.Row(
          factor.name, factor.label,
          [
            factor.choices.map { Cell(Double($0)) } ?? .empty,
            Cell(ranks.first[index], interval: audit.intervals[index].first),
            Cell(ranks.total[index], interval: audit.intervals[index].total),
          ])
      }, notes: [note] + leftOut,
      figure: .bars(columns: ["first", "total"], isStacked: false))
    main.headline = findings.first
    guard names.order.count <= CertaintyPage.listLimit else { return [main] }
    return [main, scores]
  }

  private var note: LocalizedText {
    let change = plainText((audit.meanChange * 100).rounded() / 100)
    return LocalizedText(
      zh: "被解释量为各对象名次与公布名次之差的绝对值的平均（均值 \(change)）；"
        + "S 按 Saltelli 等（2010）、T 按 Jansen（1999），先减去均值，总体方差；"
        + "随机设计，N = \(audit.options.draws)，共评价 \(audit.runs) 次；"
        + "区间由对设计各行的 \(audit.options.bootstraps) 次重抽得出。",
      en: "The result is the mean over cases of how far a rank is from the "
        + "published one (\(change) on average). S as in Saltelli et al. "
        + "(2010) and T as in Jansen (1999), centred, with the population "
        + "variance; random designs of N = \(audit.options.draws), "
        + "\(audit.runs) evaluations; intervals from "
        + "\(audit.options.bootstraps) bootstraps of the rows.")
  }

  /// Conventions that could not take part.
  private var leftOut: [LocalizedText] {
    audit.space.leftOut.map { item in
      LocalizedText(
        zh: "未计入“\(item.label[.chinese])”：\(item.reason[.chinese])",
        en: "Left out '\(item.label[.english])': \(item.reason[.english]).")
    }
  }

  private var scores: StatisticsTable {
    let columns = audit.factors.map { Column($0.name, $0.label, .coefficient) }
    var table = StatisticsTable(
      "sensitivity-scores",
      title: audit.comparesRanks
        ? LocalizedText(
          zh: "各对象名次变动的来源（T）", en: "What each rank depends on (T)")
        : LocalizedText(
          zh: "各对象得分变动的来源（T）", en: "What each score depends on (T)"),
      stub: LocalizedText(zh: "对象", en: "Case"), columns: columns,
      rows: names.order.map { row in
        StatisticsTable.Row(
          names.ids[row], names.label(row),
          audit.factors.indices.map { index in
            Cell(audit.scores[row]?.total[index])
          })
      },
      notes: [
        LocalizedText(
          zh: "各格为点估计，没有区间；大于1的是估计误差，多见于名次或得分很少变动的对象。",
          en: "Estimates without intervals; those above 1 are errors of"
            + " estimation, mostly where a rank or score hardly changes.")
      ], figure: .heat(columns: columns.map(\.name)), isSupplement: true)
    table.headline = mostCases
    return table
  }

  /// The factor that most cases depend on most; cases whose largest index is
  /// above 1 by more than a tenth tell nothing.
  private var mostCases: LocalizedText? {
    var counts = audit.factors.map { _ in 0 }
    for row in names.order {
      guard let total = audit.scores[row]?.total,
        let best = total.indices.max(by: { total[$0] < total[$1] }),
        total[best] <= 1.1
      else { continue }
      counts[best] += 1
    }
    guard let most = counts.indices.max(by: { counts[$0] < counts[$1] }),
      counts[most] > 0
    else {
      return LocalizedText(
        zh: "各对象的指数只是噪声", en: "The indices of single cases are noise")
    }
    let label = audit.factors[most].label
    return LocalizedText(
      zh: "\(names.order.count)个对象中\(counts[most])个最取决于“\(label[.chinese])”",
      en: "\(counts[most]) of \(names.order.count) cases depend most on"
        + " “\(label[.english])”")
  }

  /// What the ranks depend on most.
  var findings: [LocalizedText] {
    guard let ranks = audit.ranks else { return [] }
    let order = audit.factors.indices.sorted {
      (ranks.total[$1], $0) < (ranks.total[$0], $1)
    }
    func number(_ value: Double) -> String {
      plainText((value * 100).rounded() / 100)
    }
    func limits(_ index: Int) -> String {
      let found = audit.intervals[index].total
      return "\(number(found.lower))–\(number(found.upper))"
    }
    let listed = order.prefix(3).map { index in
      let shown = "\(number(ranks.total[index])), 95% \(limits(index))"
      return (
        zh: "\(audit.factors[index].label[.chinese])"
          + "（\(number(ranks.total[index]))，95%区间\(limits(index))）",
        en: "\(audit.factors[index].label[.english]) (\(shown))"
      )
    }
    let (zh, en) = (
      listed.map(\.zh).joined(separator: "、"),
      listed.map(\.en).joined(separator: ", ")
    )
    guard let first = order.first else { return [] }
    if isNoise(first, ranks) {
      return [
        LocalizedText(
          zh: "Sobol 指数只是噪声，不足以说明名次取决于什么：“"
            + "\(audit.factors[first].label[.chinese])”的总指数估计为"
            + "\(number(ranks.total[first]))（95%区间\(limits(first))），"
            + "而份额不可能大于1；名次很少变动时须加大 draws。",
          en: "Sobol's indices are noise and do not tell what ranks depend on:"
            + " the total index of '\(audit.factors[first].label[.english])'"
            + " is estimated at \(number(ranks.total[first])) (95%"
            + " \(limits(first))), and no share is above 1; ranks that hardly"
            + " change need more 'draws'.")
      ]
    }
    let second = order.dropFirst().first
    let isSure =
      second.map {
        audit.intervals[first].total.lower > audit.intervals[$0].total.upper
      } ?? true
    return [
      isSure
        ? LocalizedText(
          zh: "名次变动主要取决于：\(zh)，括号内为 Sobol 总指数。",
          en: "Ranks depend most on \(en); in brackets Sobol's total index.")
        : LocalizedText(
          zh: "名次变动主要取决于哪个因素尚不能区分：\(zh)，括号内为 Sobol 总指数。",
          en: "Which factor ranks depend on most cannot be told: \(en); in"
            + " brackets Sobol's total index.")
    ]
  }

  /// Whether the largest index is no estimate of a share: above 1 by more
  /// than a tenth, or known to no better than half of everything.
  private func isNoise(_ index: Int, _ ranks: SobolIndices) -> Bool {
    let interval = audit.intervals[index].total
    return !(ranks.total[index] <= 1.1)
      || !(interval.upper - interval.lower <= 0.5)
  }

  /// What the reader should know.
  var diagnostics: [Diagnostic] {
    if audit.isTooLarge {
      return [
        Diagnostic(
          .largeAudit, .warning,
          "the sensitivity analysis would need more than 2 GB of memory and "
            + "was left out",
          zh: "敏感性分析需要2GB以上内存，未作",
          help: "set fewer 'sensitivity.draws' or fewer factors")
      ]
    }
    guard audit.ranks == nil else { return [] }
    return [
      Diagnostic(
        .nothingToCompare, .warning,
        audit.factors.isEmpty
          ? "a sensitivity analysis needs a factor, and there is none"
          : "no factor of the sensitivity analysis changes a rank",
        zh: audit.factors.isEmpty ? "敏感性分析至少需要一个因素，现在没有" : "敏感性分析的各个因素都不改变名次")
    ]
  }
}
