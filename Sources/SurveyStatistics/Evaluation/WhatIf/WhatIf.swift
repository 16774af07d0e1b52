import SurveyData

/// Tables of what would change the ranks: weights at which neighbours change
/// places, points to the next band, and results without one indicator, one
/// evaluator or one judge.
struct WhatIf {
  let analysis: EvaluationAnalysis
  let prepared: EvaluationPreparation
  let outcome: EvaluationChain.Outcome
  let weights: [Double]
  let names: CaseNames

  private typealias Column = StatisticsTable.Column
  private typealias Cell = StatisticsTable.Cell

  /// With more evaluators than this none is left out by itself.
  private static let raterLimit = 500

  private var tree: IndicatorTree { analysis.tree }
  private var chain: EvaluationChain {
    EvaluationChain(
      tree: tree, options: analysis.options,
      caseCount: prepared.directory.count)
  }

  /// All tables for which there is something to show.
  func tables(_ result: EvaluationResult) -> [StatisticsTable] {
    var tables: [StatisticsTable] = []
    if case .weightedSum = analysis.options.score { tables += swapTables }
    if let bands = nextBands(result) { tables.append(bands) }
    if let table = withoutIndicator { tables.append(table) }
    if let table = withoutRater { tables.append(table) }
    if let table = withoutJudge { tables.append(table) }
    return tables
  }

  // MARK: - Swaps

  private var swapTables: [StatisticsTable] {
    let found = WeightSwaps(
      tree: tree, weights: weights, outcome: outcome, order: names.order)
    guard !found.varied.isEmpty else { return [] }
    func pair(_ swap: WeightSwaps.Swap?) -> Cell {
      swap.map {
        Cell(LocalizedText("\(names.ids[$0.better])–\(names.ids[$0.worse])"))
      } ?? .empty
    }
    let interval = StatisticsTable(
      "stability",
      title: LocalizedText(
        zh: "名次不变的权重范围", en: "Weights that leave the ranks as they are"),
      stub: LocalizedText(zh: "指标", en: "Indicator"),
      columns: [
        Column("weight", LocalizedText(zh: "现权重", en: "Weight"), .share),
        Column("lower", LocalizedText(zh: "下限", en: "Lower limit"), .share),
        Column(
          "lower_pair", LocalizedText(zh: "降至下限时换位", en: "Swap there"),
          .text),
        Column("upper", LocalizedText(zh: "上限", en: "Upper limit"), .share),
        Column(
          "upper_pair", LocalizedText(zh: "升至上限时换位", en: "Swap there"),
          .text),
      ],
      rows: found.varied.map { position in
        let (below, above) = found.nearest(position)
        let parent = tree.parents[position] ?? 0
        let total = tree.children[parent].reduce(0) { $0 + weights[$1] }
        return StatisticsTable.Row(
          tree.indicators[position].id, tree.indicators[position].name,
          [
            Cell(weights[position] / total), Cell(below?.tie ?? 0),
            pair(below), Cell(above?.tie ?? 1), pair(above),
          ])
      }, notes: swapNotes(found))
    let detail = StatisticsTable(
      "swaps",
      title: LocalizedText(
        zh: "相邻名次换位的权重", en: "Weights at which neighbours swap"),
      stub: LocalizedText(zh: "指标", en: "Indicator"),
      columns: [
        Column("better", LocalizedText(zh: "名次在前", en: "Better"), .text),
        Column("worse", LocalizedText(zh: "名次在后", en: "Worse"), .text),
        Column("weight", LocalizedText(zh: "现权重", en: "Weight"), .share),
        Column(
          "tie", LocalizedText(zh: "持平权重", en: "Weight at the tie"), .share),
        Column("change", LocalizedText(zh: "变动", en: "Change"), .points),
      ],
      rows: found.swaps.map { swap in
        StatisticsTable.Row(
          tree.indicators[swap.position].id,
          tree.indicators[swap.position].name,
          [
            Cell(names.label(swap.better)), Cell(names.label(swap.worse)),
            Cell(swap.weight), Cell(swap.tie), Cell(swap.tie - swap.weight),
          ])
      }, isSupplement: true)
    return found.swaps.isEmpty ? [interval] : [interval, detail]
  }

  private func swapNotes(_ found: WeightSwaps) -> [LocalizedText] {
    var notes = [
      LocalizedText(
        zh: "一个指标的权重变动，其余同级指标按原比例分享余下的权重；在范围之内，公布的名次不变。",
        en: "The weight of one indicator varies and its siblings keep their "
          + "proportions; within the limits no case changes places.")
    ]
    if !found.skipped.isEmpty {
      let list = found.skipped.map { tree.indicators[$0].id }
      notes.append(
        LocalizedText(
          zh: "上级不是加权平均的指标不在此列：\(list.joined(separator: "、"))。",
          en: "Left out, because a node above them is no weighted mean: "
            + list.joined(separator: ", ") + "."))
    }
    return notes
  }

  // MARK: - Bands

  private func nextBands(_ result: EvaluationResult) -> StatisticsTable? {
    let cases = result.cases.filter { $0.nextBand != nil }
    guard !cases.isEmpty else { return nil }
    func name(_ id: String) -> LocalizedText {
      tree.position(of: id).map { tree.indicators[$0].name }
        ?? LocalizedText(id)
    }
    return StatisticsTable(
      "next-band",
      title: LocalizedText(zh: "距上一等次的差距", en: "Points to the next band"),
      stub: LocalizedText(zh: "对象", en: "Case"),
      columns: [
        Column("score", LocalizedText(zh: "得分", en: "Score"), .value),
        Column("band", LocalizedText(zh: "上一等次", en: "Next band"), .text),
        Column("points", LocalizedText(zh: "还差分数", en: "Points"), .value),
        Column(
          "indicator",
          LocalizedText(zh: "单项提高最少者", en: "Indicator that needs least"),
          .text),
        Column(
          "gain",
          LocalizedText(zh: "该项得分须提高", en: "Its score has to gain"), .value),
        Column(
          "gates", LocalizedText(zh: "限制规则", en: "Gates in the way"), .text),
      ],
      rows: cases.compactMap { item in
        guard let next = item.nextBand else { return nil }
        return StatisticsTable.Row(
          item.id, LocalizedText(item.id),
          [
            Cell(item.score), Cell(result.bands[next.band].label),
            Cell(next.points),
            next.steps.first.map { Cell(name($0.indicator)) } ?? .empty,
            next.steps.first.map { Cell($0.amount) } ?? .empty,
            next.gates.isEmpty
              ? .empty
              : Cell(inWords(next.gates, bands: result.bands)),
          ])
      },
      notes: [
        LocalizedText(
          zh: "限制规则不解除，提高得分不能升等。",
          en: "Points do not lift the band as long as a gate is in the way."),
        LocalizedText(
          zh: "“须提高”指该项换算后的得分（0至100分），不是原始值。",
          en: "What an indicator has to gain is in points of its score from 0"
            + " to 100, not in its own unit."),
      ]
        + (cases.allSatisfy { $0.nextBand?.steps.isEmpty ?? true }
          ? [
            LocalizedText(
              zh: "单项一栏为空：没有哪一项单独提高到100分就能升等，或总分不是加权平均"
                + "（如几何平均），各项所需分数不能分开计算。",
              en: "No indicator is named where none would do by itself up to"
                + " 100, or where the score is no weighted mean (a geometric"
                + " one, say), so that gains cannot be told apart.")
          ] : []))
  }

  /// Gates that are known by their texts.
  private func inWords(_ texts: [String], bands: [Band]) -> LocalizedText {
    let words = GateWords(cases: prepared.directory.table, bands: bands)
    let rules = texts.map { text in
      prepared.gates.entries.first { $0.gate.text == text }
        .map { words.rule($0.gate) } ?? LocalizedText(text)
    }
    return LocalizedText(
      zh: rules.map { $0[.chinese] }.joined(separator: "；"),
      en: rules.map { $0[.english] }.joined(separator: "; "))
  }

  // MARK: - Leaving one out

  private func changes(
    _ name: String, _ title: LocalizedText, _ stub: LocalizedText,
    _ rows: [(name: String, label: LocalizedText, change: RankChange?)],
    notes: [LocalizedText] = []
  ) -> StatisticsTable? {
    guard !rows.isEmpty else { return nil }
    return StatisticsTable(
      name, title: title, stub: stub, columns: RankChange.columns,
      rows: rows.map { row in
        StatisticsTable.Row(
          row.name, row.label,
          row.change?.cells(names)
            ?? RankChange.columns.map { _ in Cell(nil) })
      }, notes: notes)
  }

  private var leafScores: [[Double]] {
    let chain = chain
    return prepared.leaves.indices.map { leaf in
      prepared.leaves[leaf].map { chain.leafScores(leaf, $0.raw).scores } ?? []
    }
  }

  private var withoutIndicator: StatisticsTable? {
    guard tree.leaves.count > 1 else { return nil }
    let chain = chain
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let scores = leafScores
    let rows = tree.leaves.map {
      leaf -> (name: String, label: LocalizedText, change: RankChange?) in
      var changed = weights
      var node = leaf
      changed[node] = 0
      // A node that has nothing left gives its weight to its siblings too.
      while let parent = tree.parents[node], parent != 0,
        tree.children[parent].allSatisfy({ changed[$0] == 0 })
      {
        node = parent
        changed[node] = 0
      }
      let found = chain.evaluate(
        raw: raw, leafScores: scores, weights: changed)
      return (
        tree.indicators[leaf].id, tree.indicators[leaf].name,
        RankChange(from: outcome.totals, to: found.totals)
      )
    }
    return changes(
      "without-indicator",
      LocalizedText(zh: "去掉一个指标后的名次", en: "Ranks without one indicator"),
      LocalizedText(zh: "去掉的指标", en: "Without"), rows,
      notes: siblingNotes + raterLimitNotes)
  }

  /// What becomes of the weight of an indicator that is left out.
  private var siblingNotes: [LocalizedText] {
    let sums = tree.indicators.indices.filter {
      !tree.children[$0].isEmpty
        && tree.indicators[$0].aggregate.takesWeightsAsGiven
    }
    var notes: [LocalizedText] = []
    if sums.count < tree.children.count(where: { !$0.isEmpty }) {
      notes.append(
        LocalizedText(
          zh: "去掉的指标的权重按比例分给同级指标。",
          en: "The weight of the indicator goes to its siblings in "
            + "proportion."))
    }
    if !sums.isEmpty {
      notes.append(
        LocalizedText(
          zh: "求和的部分，去掉的指标只是不计分。",
          en: "In a sum the points of the indicator are left out, and nothing "
            + "takes their place."))
    }
    return notes
  }

  /// Says that no evaluator is left out where there are too many of them.
  private var raterLimitNotes: [LocalizedText] {
    let count = prepared.activeRaters.count { $0 }
    guard count > Self.raterLimit else { return [] }
    return [
      LocalizedText(
        zh: "评委共 \(count) 位，超过 \(Self.raterLimit) 位，不逐一去掉评委。",
        en: "There are \(count) evaluators, more than \(Self.raterLimit): "
          + "ranks without each of them are not computed.")
    ]
  }

  private var withoutRater: StatisticsTable? {
    let active = prepared.activeRaters
    let raters = active.indices.filter { active[$0] }
    guard raters.count > 1, raters.count <= Self.raterLimit else { return nil }
    let chain = chain
    let first = prepared.leaves.map { $0?.raw ?? [] }
    let scores = leafScores
    var panel = PanelDraws(prepared.leaves, activeRaters: active, seed: 0)
    let rows = raters.map {
      rater -> (name: String, label: LocalizedText, change: RankChange?) in
      let name = prepared.evaluators.names[rater]
      var raw = first
      guard panel.leaveOut(rater, into: &raw) else {
        return (name, LocalizedText(name), nil)
      }
      var changed = scores
      for leaf in panel.positions {
        changed[leaf] = chain.leafScores(leaf, raw[leaf]).scores
      }
      let found = chain.evaluate(
        raw: raw, leafScores: changed, weights: weights(for: raw))
      return (
        name, LocalizedText(name),
        RankChange(from: outcome.totals, to: found.totals)
      )
    }
    return changes(
      "without-evaluator",
      LocalizedText(zh: "去掉一位评委后的名次", en: "Ranks without one evaluator"),
      LocalizedText(zh: "去掉的评委", en: "Without"), rows,
      notes: rows.allSatisfy { $0.change != nil }
        ? []
        : [
          LocalizedText(
            zh: "去掉后各对象不再由共同评委相连的，宽严无从校正，不列结果。",
            en: "Nothing is shown where the others do not connect the cases, "
              + "so that severity has no solution.")
        ])
  }

  private func weights(for raw: [[Double]]) -> [Double] {
    guard analysis.options.weighting.dependsOnData,
      let found = try? EvaluationWeights(analysis, raw: raw)
    else { return weights }
    return found.local
  }

  private var withoutJudge: StatisticsTable? {
    guard case .hierarchy = analysis.options.weighting,
      let table = analysis.inputs.judges, let column = table["judge"]
    else { return nil }
    let judges = column.categories().levels.map(\.value)
    guard judges.count > 1 else { return nil }
    let chain = chain
    let raw = prepared.leaves.map { $0?.raw ?? [] }
    let scores = leafScores
    let rows = judges.map {
      judge -> (name: String, label: LocalizedText, change: RankChange?) in
      let kept = (0..<table.rowCount).filter { column.text(at: $0) != judge }
      guard
        let found = try? EvaluationWeights(
          tree: tree, method: analysis.options.weighting,
          judges: table.selecting(kept),
          judgesOfSets: analysis.inputs.judgesOfSets, raw: raw)
      else { return (judge, LocalizedText(judge), nil) }
      let other = chain.evaluate(
        raw: raw, leafScores: scores, weights: found.local)
      return (
        judge, LocalizedText(judge),
        RankChange(from: outcome.totals, to: other.totals)
      )
    }
    return changes(
      "without-judge",
      LocalizedText(zh: "去掉一位评判者后的名次", en: "Ranks without one judge"),
      LocalizedText(zh: "去掉的评判者", en: "Without"), rows)
  }
}
