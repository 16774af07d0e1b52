import Diagnostics
import SurveyData

/// A convention passport as tables and sentences.
struct PassportPage {
  let passport: ConventionPassport
  let names: CaseNames

  private typealias Column = StatisticsTable.Column
  private typealias Cell = StatisticsTable.Cell

  private var space: ConventionSpace { passport.space }
  private var count: Int { passport.entries.count }

  /// With more conventions than this their list is a supplement and the axes
  /// stand in its place.
  private static let listLimit = 12

  /// The tables.
  var tables: [StatisticsTable] {
    guard count > 1, !names.order.isEmpty else { return [] }
    var tables = [cases]
    if names.order.count > CertaintyPage.listLimit { tables = [] }
    if count > Self.listLimit { tables.append(choices) }
    tables.append(conventions)
    return tables
  }

  private var cases: StatisticsTable {
    StatisticsTable(
      "passport",
      title: LocalizedText(
        zh: "方法护照：各种合理方法下的名次",
        en: "Convention passport: ranks under all credible conventions"),
      stub: LocalizedText(zh: "对象", en: "Case"),
      columns: [
        Column("rank", LocalizedText(zh: "本次名次", en: "Chosen rank"), .count),
        Column("lower", LocalizedText(zh: "最好", en: "Best"), .count),
        Column("median", LocalizedText(zh: "中位数", en: "Median"), .degrees),
        Column("upper", LocalizedText(zh: "最差", en: "Worst"), .count),
        Column(
          "top3", LocalizedText(zh: "进前三的方法比例", en: "In the first three"),
          .share),
        Column("group", LocalizedText(zh: "可分组", en: "Group"), .count),
      ],
      rows: rows,
      notes: [
        LocalizedText(
          zh: "共 \(count) 种方法组合。\(agreementText.zh)",
          en: "\(count) combinations of conventions. \(agreementText.en)")
      ],
      figure: .rankRange(rank: "rank", lower: "lower", upper: "upper"))
  }

  private var rows: [StatisticsTable.Row] {
    var group = [Int: Int]()
    for (index, members) in passport.groups(names.order).enumerated() {
      for row in members { group[row] = index + 1 }
    }
    return names.order.map { row in
      let ranks = passport.ranks(of: row).map(Double.init)
      return StatisticsTable.Row(
        names.ids[row], names.label(row),
        [
          Cell(names.ranks[row].map(Double.init)), Cell(ranks.first),
          Cell(RankDraws.quantile(ranks, 0.5)), Cell(ranks.last),
          Cell(passport.topShare(of: row)),
          Cell(group[row].map(Double.init)),
        ])
    }
  }

  private var agreementText: (zh: String, en: String) {
    let percent = plainText(passport.options.agreement * 100)
    return (
      "前一组的每个对象在至少 \(percent)% 的组合中高于后一组的每个对象；同组之内不能区分。",
      "Each case of a group is above each case of the next in at least "
        + "\(percent)% of them; within a group they cannot be separated."
    )
  }

  /// What exchanging conventions does: for each alternative the mean over
  /// the combinations that have it.
  private var choices: StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    for (position, dimension) in space.dimensions.enumerated() {
      for choice in dimension.choices.indices {
        let with = passport.entries.filter {
          $0.combination[position] == choice
        }
        guard !with.isEmpty else { continue }
        let correlations = with.compactMap(\.change.correlation)
        let mean =
          correlations.isEmpty
          ? nil : correlations.reduce(0, +) / Double(correlations.count)
        let alone = passport.entries.first { entry in
          entry.combination.indices.allSatisfy {
            entry.combination[$0] == ($0 == position ? choice : 0)
          }
        }
        let label = dimension.labels[choice]
        rows.append(
          StatisticsTable.Row(
            "\(dimension.axis.rawValue)-\(choice)",
            choice == 0
              ? LocalizedText(
                zh: "\(label[.chinese])（本次所用）",
                en: "\(label[.english]) (chosen)") : label,
            section: dimension.axis.label,
            [
              Cell(Double(with.count)), Cell(mean),
              alone.map { Cell($0.change.correlation) } ?? .empty,
              alone.map { Cell(Double($0.change.moved)) } ?? .empty,
            ]))
      }
    }
    return StatisticsTable(
      "passport-choices",
      title: LocalizedText(
        zh: "每种方法对名次的影响", en: "What each convention does to the ranks"),
      stub: LocalizedText(zh: "方法", en: "Convention"),
      columns: [
        Column("count", LocalizedText(zh: "组合数", en: "Combinations"), .count),
        Column(
          "mean_correlation",
          LocalizedText(zh: "平均名次相关", en: "Mean rank correlation"),
          .coefficient),
        Column(
          "correlation",
          LocalizedText(
            zh: "只换此项的名次相关", en: "Correlation if only this changes"),
          .coefficient),
        Column(
          "moved",
          LocalizedText(
            zh: "只换此项的变动数", en: "Cases that move if only this changes"),
          .count),
      ], rows: rows)
  }

  private var conventions: StatisticsTable {
    StatisticsTable(
      "passport-conventions",
      title: LocalizedText(
        zh: "各种方法组合与本次名次的比较",
        en: "Combinations of conventions beside the chosen ranks"),
      stub: LocalizedText(zh: "方法组合", en: "Conventions"),
      columns: RankChange.columns,
      rows: passport.entries.enumerated().map { index, entry in
        StatisticsTable.Row(
          "convention-\(index)", space.label(entry.combination),
          kind: index == 0 ? .overall : .detail, entry.change.cells(names))
      }, notes: notes, isSupplement: count > Self.listLimit)
  }

  private var notes: [LocalizedText] {
    var notes: [LocalizedText] = []
    let chosen = space.dimensions.map {
      (
        zh: "\($0.axis.label[.chinese])：\($0.labels[0][.chinese])",
        en: "\($0.axis.label[.english]): \($0.labels[0][.english])"
      )
    }
    notes.append(
      LocalizedText(
        zh: "本次所用：\(chosen.map(\.zh).joined(separator: "；"))。",
        en: "Chosen: \(chosen.map(\.en).joined(separator: "; "))."))
    if passport.isOneAtATime {
      notes.append(
        LocalizedText(
          zh: "每次只换一种方法"
            + (passport.options.combination == .product
              ? "（全部组合超过上限 \(passport.options.limit)）" : "") + "。",
          en: "One convention is exchanged at a time"
            + (passport.options.combination == .product
              ? ", because all combinations are more than the limit of "
                + "\(passport.options.limit)" : "") + "."))
    }
    if passport.undefined > 0 {
      notes.append(
        LocalizedText(
          zh: "\(passport.undefined) 种组合无结果，未计入：有零分时几何平均恒为零，或权重无定义。",
          en: "\(passport.undefined) combinations have no result and are left "
            + "out: a geometric mean with a score of zero is zero whatever "
            + "else, or weights are not defined."))
    }
    for item in space.leftOut {
      notes.append(
        LocalizedText(
          zh: "未计入“\(item.label[.chinese])”：\(item.reason)",
          en: "Left out '\(item.label[.english])': \(item.reason)."))
    }
    return notes
  }

  /// What holds under all conventions, and what does not.
  var findings: [LocalizedText] {
    guard count > 1, !names.order.isEmpty else { return [] }
    var found: [LocalizedText] = []
    let top = passport.robustTop(names.order)
    let list = names.list(top)
    found.append(
      top.isEmpty
        ? LocalizedText(
          zh: "\(count) 种合理方法中，没有对象始终居前三名。",
          en: "Under \(count) credible conventions no case is always among "
            + "the first three.")
        : LocalizedText(
          zh: "在全部 \(count) 种合理方法下都居前三名的：\(list[.chinese])。",
          en: "Always among the first three under all \(count) credible "
            + "conventions: \(list[.english])."))
    let open = passport.groups(names.order).filter { $0.count > 1 }
    if open.isEmpty {
      found.append(
        LocalizedText(
          zh: "各种方法对所有对象的先后基本一致。",
          en: "The conventions agree on the order of all cases."))
    } else if open.count == 1, open[0].count == names.order.count {
      found.append(
        LocalizedText(
          zh: "名单上任何一处都不能截成先后两组：前后总有对象的先后取决于方法。",
          en: "The list cannot be cut anywhere into a better and a worse "
            + "group: across every cut some order depends on the convention."))
    } else {
      let groups = open.prefix(4).map { names.list($0, limit: 6) }
      found.append(
        LocalizedText(
          zh: "方法不同、先后不能区分的组："
            + groups.map { "（\($0[.chinese])）" }.joined(separator: "、")
            + (open.count > 4 ? "等" : "") + "。",
          en: "Groups whose order depends on the convention: "
            + groups.map { "(\($0[.english]))" }.joined(separator: ", ")
            + (open.count > 4 ? ", …" : "") + "."))
    }
    return found
  }

  /// What the reader should know.
  var diagnostics: [Diagnostic] {
    guard count <= 1 else { return [] }
    return [
      Diagnostic(
        .nothingToCompare, .warning,
        "a passport needs at least one convention beside the chosen one, and "
          + "none can be used",
        notes: space.leftOut.map { "'\($0.label[.english])': \($0.reason)" },
        help: "list alternatives, such as passport: {weights: [equal]}")
    ]
  }
}
