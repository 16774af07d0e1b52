import Diagnostics
import SurveyData

extension CouplingOptions {
  /// The parts as positions of leaves or of children of the root.
  ///
  /// - Throws: A diagnostic when a leaf does not exist or there are fewer
  ///   than two parts.
  func parts(
    of tree: IndicatorTree
  ) throws(Diagnostic) -> [(label: LocalizedText, members: [Int])] {
    var parts: [(label: LocalizedText, members: [Int])] = []
    if let groups {
      let ids = tree.leaves.map { tree.indicators[$0].id }
      for group in groups {
        var members: [Int] = []
        for id in group.leaves {
          guard let position = tree.position(of: id),
            tree.children[position].isEmpty
          else {
            throw Diagnostic(
              .couplingParts, at: nil,
              "no measured indicator is called '\(id)'",
              zh: "没有名为“\(id)”的有值指标",
              help: nearest(to: id, in: ids).map { "did you mean '\($0)'?" }
                ?? "the indicators are: \(ids.joined(separator: ", "))")
          }
          members.append(position)
        }
        parts.append((group.label, members))
      }
    } else {
      parts = tree.children[0].map { (tree.indicators[$0].name, [$0]) }
    }
    if parts.count < 2 || parts.contains(where: \.members.isEmpty) {
      throw Diagnostic(
        .couplingParts, at: nil,
        "coupling needs at least two parts with indicators, not "
          + "\(parts.count)",
        zh: "耦合协调至少需要两个有指标的子系统，现为\(parts.count)个",
        help: "name them with coupling: {groups: {NAME: [INDICATOR, …], …}}")
    }
    return parts
  }

  /// The degrees of coupling and coordination as a table.
  func table(
    on input: RankingInput, names: RankingNames
  ) throws(Diagnostic) -> StatisticsTable {
    let parts = try parts(of: input.tree)
    let global = input.tree.globalWeights(of: input.weights)
    let scores = parts.map { part in
      (0..<input.caseCount).map { row in
        var (sum, total) = (0.0, 0.0)
        for member in part.members where !input.scores[member][row].isNaN {
          sum += global[member] * input.scores[member][row]
          total += global[member]
        }
        return total > 0 ? sum / total / 100 : .nan
      }
    }
    let shares = parts.map { part in
      weights == .equal ? 1 : part.members.reduce(0) { $0 + global[$1] }
    }
    let found = CouplingDegree(scores, weights: shares)
    let spanner = LocalizedText(zh: "子系统得分 U", en: "score U of the part")
    let columns = parts.enumerated().map { position, part in
      StatisticsTable.Column(
        "U\(position + 1)", part.label, .coefficient, spanner: spanner)
    }
    let weighting = LocalizedText(
      zh: weights == .equal ? "各子系统权重相等" : "子系统权重为其指标权重之和",
      en: weights == .equal
        ? "all parts count the same" : "parts count by the weights of theirs")
    return StatisticsTable(
      "coupling",
      title: LocalizedText(zh: "耦合协调度", en: "Coupling and coordination"),
      stub: RankingNames.stub,
      columns: columns + [
        .init("C", LocalizedText(zh: "耦合度 C", en: "coupling C"), .coefficient),
        .init(
          "T", LocalizedText(zh: "发展指数 T", en: "development T"),
          .coefficient),
        .init(
          "D", LocalizedText(zh: "协调度 D", en: "coordination D"),
          .coefficient),
        .init("level", LocalizedText(zh: "协调等级", en: "level"), .text),
      ],
      rows: names.rows { row in
        scores.map { .number($0[row]) } + [
          .number(found.coupling[row]), .number(found.development[row]),
          .number(found.coordination[row]),
          CouplingDegree.level(found.coordination[row]).map { .init($0) }
            ?? .init(nil),
        ]
      },
      notes: [
        LocalizedText(
          zh: "C = k·(ΠU)^(1/k)/ΣU，T = ΣaU（\(weighting[.chinese])），D = √(C·T)，"
            + "k 为子系统个数；缺少某一子系统得分的对象不计算。等级按 0.1 一档分十级。",
          en: "C = k (Π U)^(1/k)/Σ U, T = Σ a U (\(weighting[.english])), "
            + "D = √(C T) with k parts; a case without a score of a part has "
            + "none. Levels are steps of 0.1 of D.")
      ], figure: .dots(column: "D", reference: nil))
  }
}
