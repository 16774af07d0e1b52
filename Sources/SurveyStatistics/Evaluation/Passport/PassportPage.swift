import SurveyData

/// A convention passport as tables and sentences.
struct PassportPage {
  let passport: ConventionPassport
  let names: CaseNames
  /// Whether the data support single ranks; else only ranges are shown.
  let showsRanks: Bool

  private typealias Column = StatisticsTable.Column
  private typealias Cell = StatisticsTable.Cell

  var space: ConventionSpace { passport.space }
  var count: Int { passport.entries.count }

  /// With more conventions than this their list is a supplement and the axes
  /// stand in its place.
  private static let listLimit = 12
  /// With fewer conventions than this a chart shows all ranks of a case, with
  /// more the middle of them.
  private static let middleLimit = 40
  /// How much of the conventions the middle holds.
  private static let middle = 0.9
  /// With more conventions than this their list has those that change one
  /// convention, and those that change the ranks most.
  private static let fullLimit = 400
  private static let farthestCount = 50

  /// The tables.
  var tables: [StatisticsTable] {
    guard count > 1, !names.order.isEmpty else { return [] }
    var tables = [cases]
    if names.order.count > CertaintyPage.listLimit { tables = [] }
    if names.order.count > 1, names.order.count <= CertaintyPage.matrixLimit {
      tables.append(pairs)
    }
    if count > Self.listLimit { tables.append(choices) }
    tables.append(conventions)
    if let leftOut { tables.append(leftOut) }
    return tables
  }

  private var cases: StatisticsTable {
    StatisticsTable(
      "passport",
      title: LocalizedText(
        zh: "方法护照：各种合理方法下的名次",
        en: "Convention passport: ranks under all credible conventions"),
      stub: LocalizedText(zh: "对象", en: "Case"),
      columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "共 \(count) 种方法组合。\(agreementText.zh)",
          en: "\(count) combinations of conventions. \(agreementText.en)")
      ] + (showsRanks ? [] : [UncertaintyResult.rankingNotSupported]),
      figure: hasMiddle
        ? .rankRange(rank: "rank", lower: "middle_lower", upper: "middle_upper")
        : .rankRange(rank: "rank", lower: "lower", upper: "upper"))
  }

  private var hasMiddle: Bool { count >= Self.middleLimit }

  private var columns: [Column] {
    let percent = plainText(Self.middle * 100)
    let spanner = LocalizedText(
      zh: "\(percent)% 的方法", en: "\(percent)% of conventions")
    let middle = [
      Column(
        "middle_lower", LocalizedText(zh: "从", en: "from"), .count,
        spanner: spanner),
      Column(
        "middle_upper", LocalizedText(zh: "到", en: "to"), .count,
        spanner: spanner),
    ]
    let all = [
      Column("rank", LocalizedText(zh: "本次名次", en: "Chosen rank"), .degrees),
      Column("lower", LocalizedText(zh: "最好", en: "Best"), .degrees),
      Column("median", LocalizedText(zh: "中位数", en: "Median"), .degrees),
      Column("upper", LocalizedText(zh: "最差", en: "Worst"), .degrees),
    ]
    return (showsRanks ? all : [all[1], all[3]]) + (hasMiddle ? middle : []) + [
      Column(
        "top3", LocalizedText(zh: "进前三的方法比例", en: "In the first three"),
        .share),
      Column("group", LocalizedText(zh: "可分组", en: "Group"), .count),
    ]
  }

  private var rows: [StatisticsTable.Row] {
    var group = [Int: Int]()
    for (index, members) in passport.groups(names.order).enumerated() {
      for row in members { group[row] = index + 1 }
    }
    let chosen = passport.entries.first?.ranks
    return names.order.map { row in
      let ranks = passport.ranks(of: row)
      var cells = [Cell(ranks.first), Cell(ranks.last)]
      if showsRanks {
        cells = [
          Cell(chosen?[row] ?? nil), cells[0],
          Cell(RankDraws.quantile(ranks, 0.5)), cells[1],
        ]
      }
      if hasMiddle {
        let range = RankDraws.wholeInterval(ranks, Self.middle)
        cells += [Cell(range?.lower), Cell(range?.upper)]
      }
      cells += [
        Cell(passport.topShare(of: row)), Cell(group[row].map(Double.init)),
      ]
      return StatisticsTable.Row(names.ids[row], names.label(row), cells)
    }
  }

  /// For each two cases how many conventions put one above the other.
  private var pairs: StatisticsTable {
    let columns = names.order.map {
      Column(
        names.ids[$0], names.label($0), .share,
        spanner: LocalizedText(zh: "高于", en: "Above"))
    }
    return StatisticsTable(
      "passport-pairs",
      title: LocalizedText(
        zh: "两两先后：把行对象排在列对象之前的方法比例",
        en: "Pairs: share of conventions that put the row above the column"),
      stub: LocalizedText(zh: "对象", en: "Case"), columns: columns,
      rows: names.order.map { row in
        StatisticsTable.Row(
          names.ids[row], names.label(row),
          names.order.map { other in
            other == row
              ? .empty : Cell(passport.shareAbove(row, other))
          })
      }, figure: .heat(columns: columns.map(\.name)), isSupplement: true)
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

  /// The conventions that are not among the combinations, and why.
  private var leftOut: StatisticsTable? {
    let refused = space.leftOut.map { (item: $0, isRefused: true) }
    let all = refused + space.unlisted.map { (item: $0, isRefused: false) }
    if all.isEmpty { return nil }
    let axes = ConventionAlternative.Axis.allCases
    let ordered = axes.flatMap { axis in all.filter { $0.item.axis == axis } }
    return StatisticsTable(
      "passport-left-out",
      title: LocalizedText(
        zh: "未计入的方法及理由", en: "Conventions left out, and why"),
      stub: LocalizedText(zh: "方法", en: "Convention"),
      columns: [
        Column("reason", LocalizedText(zh: "理由", en: "Why"), .text),
        Column(
          "listed", LocalizedText(zh: "可另行列出", en: "Can be listed"), .text),
      ],
      rows: ordered.enumerated().map { index, entry in
        StatisticsTable.Row(
          "left-out-\(index + 1)", entry.item.label,
          section: entry.item.axis.label,
          [
            Cell(entry.item.reason),
            Cell(
              entry.isRefused
                ? LocalizedText(zh: "否", en: "no")
                : LocalizedText(zh: "是", en: "yes")),
          ])
      }, isSupplement: true)
  }

  private var conventions: StatisticsTable {
    StatisticsTable(
      "passport-conventions",
      title: LocalizedText(
        zh: "各种方法组合与本次名次的比较",
        en: "Combinations of conventions beside the chosen ranks"),
      stub: LocalizedText(zh: "方法组合", en: "Conventions"),
      columns: RankChange.columns,
      rows: listed.map { index in
        let entry = passport.entries[index]
        return StatisticsTable.Row(
          "convention-\(index)", space.label(entry.combination),
          kind: index == 0 ? .overall : .detail, entry.change.cells(names))
      }, notes: notes, isSupplement: count > Self.listLimit)
  }

  /// The combinations to list.
  private var listed: [Int] {
    let entries = passport.entries
    if count <= Self.fullLimit { return Array(entries.indices) }
    let near = entries.indices.filter { index in
      entries[index].combination.count { $0 != 0 } <= 1
    }
    // Ways to rank ties repeat the scores of a combination.
    let ties = space.dimensions.firstIndex { $0.axis == .ties }
    let isNear = Set(near)
    let far = entries.indices.filter { index in
      !isNear.contains(index)
        && ties.map { entries[index].combination[$0] == 0 } ?? true
    }.sorted {
      (entries[$0].change.correlation ?? 1, $0)
        < (entries[$1].change.correlation ?? 1, $1)
    }
    return near + far.prefix(Self.farthestCount)
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
    if count > Self.fullLimit {
      notes.append(
        LocalizedText(
          zh: "共 \(count) 种组合；此处列出只换一种方法的，以及名次相关最低的 "
            + "\(Self.farthestCount) 种。",
          en: "Of \(count) combinations those that exchange one convention, "
            + "and the \(Self.farthestCount) with the lowest rank "
            + "correlations."))
    }
    if !passport.hasTies {
      notes.append(
        LocalizedText(
          zh: "各种组合下均无同分，并列名次的算法没有影响。",
          en: "No cases have the same score under any combination, so that "
            + "the rank of ties makes no difference."))
    }
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
          zh: "未计入“\(item.label[.chinese])”：\(item.reason[.chinese])",
          en: "Left out '\(item.label[.english])': \(item.reason[.english])."))
    }
    return notes
  }
}
