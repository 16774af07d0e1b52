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
    let main = StatisticsTable(
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
    return StatisticsTable(
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
      }, figure: .heat(columns: columns.map(\.name)), isSupplement: true)
  }

  /// What the ranks depend on most.
  var findings: [LocalizedText] {
    guard let ranks = audit.ranks else { return [] }
    let order = audit.factors.indices.sorted {
      (ranks.total[$1], $0) < (ranks.total[$0], $1)
    }
    func number(_ index: Int) -> String {
      plainText((ranks.total[index] * 100).rounded() / 100)
    }
    let listed = order.prefix(3).map {
      (
        zh: "\(audit.factors[$0].label[.chinese])（\(number($0))）",
        en: "\(audit.factors[$0].label[.english]) (\(number($0)))"
      )
    }
    return [
      LocalizedText(
        zh:
          "名次变动主要取决于：\(listed.map(\.zh).joined(separator: "、"))，括号内为 Sobol 总指数。",
        en: "Ranks depend most on \(listed.map(\.en).joined(separator: ", ")); "
          + "in brackets Sobol's total index.")
    ]
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
