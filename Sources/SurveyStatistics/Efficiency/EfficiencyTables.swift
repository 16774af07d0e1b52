import SurveyData

/// Lays out efficiencies, peers and targets.
struct EfficiencyTables {
  let options: EfficiencyOptions
  let names: (inputs: [String], outputs: [String])
  let frame: EfficiencyFrame
  let found: EfficiencyScores
  let data: AnalysisData

  var all: [StatisticsTable] {
    [efficiencies, peers, targets]
  }

  /// How many units are on the frontier.
  var finding: LocalizedText? {
    let rated = found.scores.compactMap(\.efficiency)
    let efficient = found.scores.indices.count { isOnFrontier($0) }
    guard !rated.isEmpty else { return nil }
    let mean = rated.reduce(0, +) / Double(rated.count)
    let shown = plainText((mean * 1000).rounded() / 1000)
    return LocalizedText(
      zh: "\(frame.kept.count)个单位中\(efficient)个有效，平均得分 \(shown)。",
      en: "\(efficient) of \(frame.kept.count) units are efficient; the mean"
        + " score is \(shown)")
  }

  func label(_ unit: Int) -> LocalizedText {
    frame.units.label(frame.kept[unit])
  }

  func id(_ unit: Int) -> String { frame.units.ids[frame.kept[unit]] }

  private func label(_ column: String) -> LocalizedText {
    data.table[column]?.variable?.label ?? LocalizedText(column)
  }

  // MARK: - Status

  /// Whether no reference unit does better radially, or at all for the model
  /// of slacks. A unit that the others cannot stand for is efficient.
  private func isOnFrontier(_ unit: Int) -> Bool {
    guard let score = found.scores[unit].efficiency else { return true }
    if options.model == .super, score > 1 { return true }
    return score == 1 && !hasSlack(unit)
  }

  private func hasSlack(_ unit: Int) -> Bool {
    let score = found.scores[unit]
    return (score.inputSlacks + score.outputSlacks).contains { $0 > 0 }
  }

  private func status(_ unit: Int) -> LocalizedText {
    guard let score = found.scores[unit].efficiency else {
      return LocalizedText(zh: "无解（不可比）", en: "not comparable")
    }
    if isOnFrontier(unit) { return LocalizedText(zh: "有效", en: "efficient") }
    if score == 1 {
      return LocalizedText(zh: "弱有效（有松弛）", en: "weakly efficient (slack)")
    }
    return LocalizedText(zh: "非有效", en: "inefficient")
  }

  private func region(_ region: EfficiencyScores.ScaleRegion) -> LocalizedText {
    switch region {
    case .increasing: LocalizedText(zh: "递增", en: "increasing")
    case .constant: LocalizedText(zh: "不变", en: "constant")
    case .decreasing: LocalizedText(zh: "递减", en: "decreasing")
    }
  }

  // MARK: - Efficiencies

  private var efficiencies: StatisticsTable {
    let isOutput = options.orientation == .output && options.model != .sbm
    var columns: [StatisticsTable.Column] = [
      .init(
        "efficiency", LocalizedText(zh: "效率", en: "Efficiency"), .coefficient),
      .init("rank", LocalizedText(zh: "名次", en: "Rank"), .count),
    ]
    if isOutput {
      columns.append(
        .init(
          "expansion", LocalizedText(zh: "扩张倍数 φ", en: "Expansion φ"),
          .coefficient))
    }
    let hasScale = !found.scales.isEmpty
    if hasScale {
      columns += [
        .init(
          "constant", LocalizedText(zh: "规模报酬不变", en: "Constant returns"),
          .coefficient),
        .init(
          "variable", LocalizedText(zh: "规模报酬可变", en: "Variable returns"),
          .coefficient),
        .init(
          "scale", LocalizedText(zh: "规模效率", en: "Scale efficiency"),
          .coefficient),
        .init("region", LocalizedText(zh: "规模报酬", en: "Returns"), .text),
      ]
    }
    columns += [
      .init(
        "times-peer", LocalizedText(zh: "被参照次数", en: "Times a peer"), .count),
      .init("status", LocalizedText(zh: "状态", en: "Status"), .text),
    ]
    let scores = found.scores.map { $0.efficiency ?? .nan }
    let ranks = competitionRanks(scores)
    let order = scores.indices.sorted {
      (ranks[$0] ?? .max, $0) < (ranks[$1] ?? .max, $1)
    }
    let times = timesPeer
    let rows = order.map { unit -> StatisticsTable.Row in
      let score = found.scores[unit].efficiency
      var cells: [StatisticsTable.Cell] = [
        .init(score), .init(ranks[unit].map(Double.init)),
      ]
      if isOutput { cells.append(.init(score.map { 1 / $0 })) }
      if hasScale {
        let scale = found.scales[unit]
        cells += [
          .init(scale?.constant), .init(scale?.variable),
          .init(scale?.efficiency),
          scale.map { .init(region($0.region)) } ?? .empty,
        ]
      }
      cells += [.init(Double(times[unit])), .init(status(unit))]
      return StatisticsTable.Row(id(unit), label(unit), cells)
    }
    return StatisticsTable(
      "efficiency", title: LocalizedText(zh: "效率", en: "Efficiency"),
      stub: LocalizedText(zh: "单位", en: "Unit"), columns: columns, rows: rows,
      notes: hasScale
        ? [
          LocalizedText(
            zh: "规模效率 = 规模报酬不变的效率 ÷ 规模报酬可变的效率。",
            en: "Scale efficiency is the efficiency under constant returns by"
              + " that under variable returns.")
        ] : [], figure: .dots(column: "efficiency", reference: 1))
  }

  // MARK: - Peers

  /// The units that a unit is held against, heaviest first.
  private func peers(of unit: Int) -> [(unit: Int, weight: Double)] {
    found.scores[unit].weights.enumerated()
      .filter { $0.element > 1e-7 }
      .sorted { ($1.element, $0.offset) < ($0.element, $1.offset) }
      .map { (unit: $0.offset, weight: $0.element) }
  }

  private var timesPeer: [Int] {
    var times = [Int](repeating: 0, count: found.scores.count)
    for unit in found.scores.indices {
      for peer in peers(of: unit) where peer.unit != unit {
        times[peer.unit] += 1
      }
    }
    return times
  }

  private var peers: StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    for unit in found.scores.indices {
      for peer in peers(of: unit) where peer.unit != unit {
        rows.append(
          StatisticsTable.Row(
            "\(id(unit))/\(id(peer.unit))", label(peer.unit),
            section: label(unit), [.init(peer.weight)]))
      }
    }
    return StatisticsTable(
      "peers", title: LocalizedText(zh: "参照单位", en: "Peers"),
      stub: LocalizedText(zh: "单位与其参照单位", en: "Unit and its peers"),
      columns: [
        .init("lambda", LocalizedText(zh: "权数 λ", en: "Weight λ"), .coefficient)
      ], rows: rows, isSupplement: true)
  }

  // MARK: - Targets

  private var targets: StatisticsTable {
    var columns: [StatisticsTable.Column] = []
    for name in names.inputs + names.outputs {
      let spanner = label(name)
      columns += [
        .init(
          "\(name)-value", LocalizedText(zh: "现值", en: "Now"), .value,
          spanner: spanner),
        .init(
          "\(name)-target", LocalizedText(zh: "目标", en: "Target"), .value,
          spanner: spanner),
        .init(
          "\(name)-slack", LocalizedText(zh: "松弛", en: "Slack"), .value,
          spanner: spanner),
      ]
    }
    let rows = found.scores.indices.map { unit -> StatisticsTable.Row in
      let score = found.scores[unit]
      var cells: [StatisticsTable.Cell] = []
      func add(_ columns: [[Double]], _ targets: [Double], _ slacks: [Double]) {
        for (index, column) in columns.enumerated() {
          cells.append(.init(column[unit]))
          let isKnown = targets.indices.contains(index)
          cells.append(.init(isKnown ? targets[index] : nil))
          cells.append(.init(isKnown ? slacks[index] : nil))
        }
      }
      add(frame.inputs, score.inputTargets, score.inputSlacks)
      add(frame.outputs, score.outputTargets, score.outputSlacks)
      return StatisticsTable.Row(id(unit), label(unit), cells)
    }
    return StatisticsTable(
      "targets",
      title: LocalizedText(zh: "投入与产出的目标值", en: "Targets"),
      stub: LocalizedText(zh: "单位", en: "Unit"), columns: columns, rows: rows,
      notes: [
        LocalizedText(
          zh: "目标是前沿上的投影点；松弛是径向调整之外还要减少的投入或增加的产出。",
          en: "A target is the unit's projection on the frontier; a slack is"
            + " what remains to be saved or added after the radial change.")
      ], isSupplement: true)
  }
}
