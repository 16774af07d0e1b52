import Probability
import SurveyData

extension CeilingTables {
  /// Classes of results against grades.
  func matrix(_ solved: SolvedTable) -> StatisticsTable {
    let columns = [
      Column("satisfied", LocalizedText(zh: "满意", en: "Satisfied"), .count),
      Column("neither", LocalizedText(zh: "其他", en: "Neither"), .count),
      Column(
        "dissatisfied", LocalizedText(zh: "不满意", en: "Dissatisfied"), .count),
      Column("rate", LocalizedText(zh: "满意率", en: "Satisfied"), .share),
    ]
    func row(
      _ name: String, _ label: LocalizedText, _ counts: [Int],
      _ kind: Row.Kind
    ) -> Row {
      let total = counts.reduce(0, +)
      let limits =
        total > 0 ? clopperPearson(counts[0], of: total, level: level) : nil
      return Row(
        name, label, kind: kind,
        counts.map { Cell(Double($0)) } + [
          counted(
            total > 0 ? Double(counts[0]) / Double(total) : nil, counts[0],
            of: total,
            interval: limits.map {
              Interval(
                lower: $0.lower, upper: $0.upper, level: level,
                method: "clopper-pearson")
            })
        ])
    }
    var rows = solved.classes.map {
      row($0.name, $0.label, $0.counts, .detail)
    }
    for (isSolved, name, label) in [
      (true, "solved", LocalizedText(zh: "已解决", en: "Solved")),
      (false, "unsolved", LocalizedText(zh: "未解决", en: "Not solved")),
    ] {
      let counts = solved.classes.filter { $0.isSolved == isSolved }
        .reduce([0, 0, 0]) { sum, item in
          zip(sum, item.counts).map { $0 + $1 }
        }
      rows.append(row("all-\(name)", label, counts, .subtotal))
    }
    return StatisticsTable(
      "solved",
      title: LocalizedText(zh: "办成与满意", en: "Solved against satisfied"),
      stub: solved.label ?? LocalizedText(zh: "办理结果", en: "Result"),
      columns: columns, rows: rows,
      notes: solved.without > 0
        ? [
          LocalizedText(
            zh: "另有\(solved.without)份评价没有办理结果，未计入。",
            en: "\(solved.without) answers have no result and are left out.")
        ] : [])
  }

  /// Rates of both, their relation, and the cells that disagree.
  func disagreement(_ solved: SolvedTable) -> StatisticsTable {
    let pairs = solved.pairs
    let total = pairs.count
    func share(_ number: Int) -> Cell {
      guard total > 0 else { return Cell(nil) }
      let limits = clopperPearson(number, of: total, level: level)
      return counted(
        Double(number) / Double(total), number, of: total,
        interval: Interval(
          lower: limits.lower, upper: limits.upper, level: level,
          method: "clopper-pearson"))
    }
    func row(_ name: String, _ zh: String, _ en: String, _ number: Int) -> Row {
      Row(
        name, LocalizedText(zh: zh, en: en),
        [Cell(Double(number)), share(number)])
    }
    func figure(
      _ name: String, _ zh: String, _ en: String,
      _ format: StatisticsTable.Format, _ cell: Cell
    ) -> Row {
      Row(
        name, LocalizedText(zh: zh, en: en), kind: .subtotal, format: format,
        [.empty, cell])
    }
    let gap = pairs.interval(level: level).map {
      Interval(
        lower: $0.lower, upper: $0.upper, level: level, method: "newcombe")
    }
    let table = OrderedTable(counts: solved.classes.map(\.counts))
    return StatisticsTable(
      "solved-satisfied",
      title: LocalizedText(
        zh: "办成率与满意率", en: "Rate solved and rate satisfied"),
      stub: LocalizedText(zh: "项目", en: "Number"),
      columns: [
        Column("count", LocalizedText(zh: "件数", en: "Count"), .count),
        Column("share", LocalizedText(zh: "数值", en: "Value"), .share),
      ],
      rows: [
        row("solved", "办成率", "Solved", pairs.both + pairs.lost),
        row("satisfied", "满意率", "Satisfied", pairs.both + pairs.gained),
        row("both", "办成且满意", "Solved and satisfied", pairs.both),
        row(
          "solved-only", "办成但不满意", "Solved, not satisfied", pairs.lost),
        row(
          "satisfied-only", "满意但未办成", "Satisfied, not solved",
          pairs.gained),
        row("neither", "未办成且不满意", "Neither", pairs.neither),
        figure(
          "gap", "满意率减办成率", "Satisfied less solved", .points,
          counted(
            pairs.change, pairs.gained - pairs.lost, of: total, interval: gap)),
        figure("phi", "φ系数", "φ", .coefficient, Cell(solved.correlation)),
        figure(
          "tau", "Kendall τ_b（等次表）", "Kendall's τ_b of the whole table",
          .coefficient, Cell(table.tau)),
        figure(
          "p", "Fisher精确检验p", "Fisher's exact p", .probability,
          Cell(fisherProbability(pairs))),
      ])
  }

  /// What stands out.
  var finding: LocalizedText? {
    guard let question = questions.first, let overall = question.groups.first,
      let rate = dissatisfiedRate(overall)
    else {
      return LocalizedText(zh: "没有有效评价", en: "There is no valid answer")
    }
    let scale = Double(analysis.per)
    func number(_ share: Double) -> String {
      plainText((share * scale * 10).rounded() / 10)
    }
    let range = dissatisfiedInterval(overall).map {
      (number($0.lower), number($0.upper))
    }
    var zh = [
      "每\(analysis.per)份评价有\(number(rate))份不满意"
        + (range.map { "（\($0.0)至\($0.1)）" } ?? "")
    ]
    var en = [
      "\(number(rate)) of \(grouped(analysis.per)) answers are dissatisfied"
        + (range.map { " (\($0.0) to \($0.1))" } ?? "")
    ]
    let first = question.groups.first { $0.grouping > 0 }?.grouping
    let groups = question.groups.filter {
      $0.grouping == first && $0.counts.valid > 0
    }
    let clean = groups.filter { $0.counts.dissatisfied == 0 }.count
    if groups.count > 1, clean > 1 {
      zh.append("\(groups.count)组中\(clean)组没有不满意，并列第一")
      en.append("\(clean) of \(groups.count) groups have none and tie on top")
    }
    func percent(_ share: Double) -> String {
      "\(plainText((share * 1000).rounded() / 10))%"
    }
    if overall.counts.asked.map({ $0 > overall.counts.valid }) ?? false,
      let worst = overall.worst.value, let best = overall.best.value
    {
      zh.append("计入未参评者，满意率在\(percent(worst))至\(percent(best))之间")
      en.append(
        "with those who gave no answer the rate satisfied lies between"
          + " \(percent(worst)) and \(percent(best))")
    }
    if let solved, solved.pairs.gained > 0 {
      zh.append("\(solved.pairs.gained)份满意而未办成")
      en.append("\(solved.pairs.gained) are satisfied with what is not solved")
    }
    return LocalizedText(
      zh: zh.joined(separator: "；"), en: en.joined(separator: "; "))
  }
}

extension CeilingAnalysis {
  /// The formulas, as they are printed beside the result.
  func conventions(_ isWeighted: Bool, _ level: Double) -> [Convention] {
    var result: [Convention] = []
    if isWeighted {
      result.append(
        Convention(
          "weights", "design",
          LocalizedText(
            zh: "比例与界限按抽样设计加权，区间用Korn–Graubard法；件数不加权。",
            en: "Rates and bounds are weighted by the design, with Korn and"
              + " Graubard's intervals; counts are not.")))
    } else {
      let (zh, en) =
        interval == .clopperPearson
        ? ("Clopper–Pearson精确区间", "Clopper and Pearson's exact interval")
        : ("Garwood泊松精确区间", "Garwood's exact Poisson interval")
      result.append(
        Convention(
          "interval", interval.rawValue,
          LocalizedText(zh: "不满意数：\(zh)。", en: "Dissatisfied: \(en).")))
    }
    if case .items = answers {
      let bad =
        grades.dissatisfied.isEmpty
        ? nil : grades.dissatisfied.joined(separator: ", ")
      let good = grades.satisfied.joined(separator: ", ")
      let unknown = grades.unknown.joined(separator: ", ")
      result.append(
        Convention(
          "grades", bad ?? "not satisfied",
          LocalizedText(
            zh: "满意：\(good)；不满意：\(bad ?? "其余有效评价")"
              + (unknown.isEmpty ? "" : "；不计为有效：\(unknown)") + "。",
            en: "Satisfied: \(good); dissatisfied:"
              + " \(bad ?? "all other valid answers")"
              + (unknown.isEmpty ? "" : "; no valid answer: \(unknown)") + ".")
        ))
    }
    if rounds != nil {
      result.append(
        Convention(
          "rounds", "matched",
          LocalizedText(
            zh: "首轮与末轮：只比较两轮都有有效评价的办件；变化的区间为Newcombe（1998）方法10，"
              + "检验为McNemar精确检验；不加权。",
            en: "Rounds: only cases with a valid answer in both; Newcombe's"
              + " interval (1998, method 10) and McNemar's exact test;"
              + " unweighted.")))
    }
    if solved != nil {
      result.append(
        Convention(
          "solved", "counts",
          LocalizedText(
            zh: "办成与满意的表按件数计算，不加权。",
            en: "Solved against satisfied is counted, not weighted.")))
    }
    return result
  }
}
