import Diagnostics
import SurveyData

extension WeightMaker {
  /// Judgements of pairs, group of siblings by group.
  func compared(_ options: HierarchyOptions) throws(Diagnostic) -> WeightSet {
    let judges = try table(for: "ahp", .pairwiseJudgements)
    let place = Place(file: judges.source.file)
    let table = try JudgementTable(judges, tree: tree)
    var set = WeightSet(local: tree.indicators.map(\.weight))
    let parents = tree.children.indices.filter {
      tree.children[$0].count > 1 && table.matrices[$0] != nil
    }
    set.diagnostics = uncompared(
      WeightPlacement(below: parents, tree: tree), place, .pairwiseJudgements)
    set.diagnostics += unknownVoices(options, table, place)
    set.diagnostics += beyondScale(table, place)
    var groups: [HierarchyTable.Group] = []
    for parent in parents {
      let matrices = table.matrices[parent] ?? []
      let group = try compare(parent, matrices, options, place)
      let children = tree.children[parent]
      for (child, weight) in zip(children, group.together.weights) {
        set.local[child] = weight
      }
      set.results.append(
        WeightingResult(
          parent: group.parent, method: "ahp", children: group.names,
          weights: group.together.weights,
          largestEigenvalue: group.together.largestEigenvalue,
          consistencyRatio: group.together.consistencyRatio,
          worstPair: group.together.worstPair.map {
            [group.names[$0.first], group.names[$0.second]]
          } ?? [], judges: matrices.count))
      set.diagnostics += warnings(group, options, place)
      groups.append(group)
    }
    if !groups.isEmpty {
      set.tables = [
        HierarchyTable(tree: tree, groups: groups, options: options).table
      ]
    }
    return set
  }

  private func compare(
    _ parent: Int, _ matrices: [(judge: String, matrix: JudgementMatrix)],
    _ options: HierarchyOptions, _ place: Place
  ) throws(Diagnostic) -> HierarchyTable.Group {
    let id = tree.indicators[parent].id
    let names = tree.children[parent].map { tree.indicators[$0].id }
    let voices = matrices.map { options.voices[$0.judge] ?? 1 }
    let joint = JudgementMatrix.group(matrices.map(\.matrix), voices: voices)
    guard
      var found = HierarchyWeights(
        joint, judgement: options.judgement, randomIndex: options.randomIndex)
    else {
      throw Diagnostic(
        .pairwiseJudgements, at: place,
        "the comparisons below '\(id)' do not connect all of "
          + names.joined(separator: ", "),
        zh: "“\(id)”之下的两两比较没有把全部指标联系起来：" + names.joined(separator: "、"),
        help: "compare at least one indicator of each part with one of "
          + "another")
    }
    let byJudge = matrices.map {
      HierarchyWeights(
        $0.matrix, judgement: options.judgement,
        randomIndex: options.randomIndex)
    }
    if options.group != .judgements {
      guard byJudge.allSatisfy({ $0 != nil }) else {
        throw Diagnostic(
          .pairwiseJudgements, at: place,
          "a judge's comparisons below '\(id)' do not connect all "
            + "indicators, so that the judge has no weights of their own",
          zh: "有一名评判者在“\(id)”之下的两两比较没有把全部指标联系起来，得不出其权重",
          help: "set 'group' to 'judgements', or complete the comparisons")
      }
      let mean = HierarchyWeights.mean(
        byJudge.compactMap { $0?.weights },
        isGeometric: options.group == .geometricPriorities, voices: voices)
      found = HierarchyWeights(
        joint, weights: mean, randomIndex: options.randomIndex)
    }
    return HierarchyTable.Group(
      parent: id, names: names, matrix: joint, together: found,
      judges: zip(matrices, byJudge).map { ($0.judge, $0.matrix, $1) })
  }

  private func unknownVoices(
    _ options: HierarchyOptions, _ table: JudgementTable, _ place: Place
  ) -> [Diagnostic] {
    let judges = Set(table.matrices.values.flatMap { $0.map(\.judge) })
    return options.voices.keys.sorted().filter { !judges.contains($0) }.map {
      Diagnostic(
        .pairwiseJudgements, .warning, at: place,
        "no judge is called '\($0)', whose voice is stated",
        zh: "没有名为“\($0)”的评判者，其话语权未采用",
        help: nearest(to: $0, in: judges.sorted())
          .map { "did you mean '\($0)'?" })
    }
  }

  /// Judgements beyond the scale, which ends at nine times as important.
  private func beyondScale(
    _ table: JudgementTable, _ place: Place
  ) -> [Diagnostic] {
    var found: [String] = []
    for (parent, matrices) in table.matrices.sorted(by: { $0.key < $1.key }) {
      let names = tree.children[parent].map { tree.indicators[$0].id }
      for (judge, matrix) in matrices {
        for (row, values) in matrix.rows.enumerated() {
          // Of the two directions of a pair, the larger one.
          for (column, value) in values.enumerated() where value > 9 + 1e-9 {
            found.append(
              "judge '\(judge)': \(plainText(roundedHalfUp(value, 3))) for"
                + " '\(names[row])' against '\(names[column])'")
          }
        }
      }
    }
    guard !found.isEmpty else { return [] }
    return [
      Diagnostic(
        .pairwiseJudgements, .warning, at: place,
        found.count == 1
          ? "1 judgement lies beyond the scale from 1/9 to 9"
          : "\(found.count) judgements lie beyond the scale from 1/9 to 9",
        zh: "有\(found.count)个判断值超出1/9至9的标度",
        notes: Array(found.prefix(5)), help: "ask for these judgements again")
    ]
  }

  /// Comparisons that contradict one another: by the consistency ratio, or
  /// for geometric means by their own index.
  private func warnings(
    _ group: HierarchyTable.Group, _ options: HierarchyOptions, _ place: Place
  ) -> [Diagnostic] {
    let usesIndex = options.judgement == .geometricMean
    let limit =
      usesIndex ? group.together.geometricConsistencyLimit ?? 0 : 0.1
    let measure =
      usesIndex ? "geometric consistency index" : "consistency ratio"
    func value(_ weights: HierarchyWeights) -> Double {
      usesIndex
        ? weights.geometricConsistencyIndex : weights.consistencyRatio
    }
    func text(_ weights: HierarchyWeights) -> String {
      plainText(roundedHalfUp(value(weights), 3))
    }
    func pair(_ weights: HierarchyWeights, _ matrix: JudgementMatrix) -> String
    {
      guard let worst = weights.worstPair else { return "" }
      let judged = matrix.rows[worst.first][worst.second]
      return "'\(group.names[worst.first])' and '\(group.names[worst.second])' "
        + "(\(plainText(roundedHalfUp(judged, 3))), where the others say "
        + "\(plainText(roundedHalfUp(weights.implied(worst.first, worst.second), 3))))"
    }
    func isFar(_ weights: HierarchyWeights) -> Bool {
      value(weights) > 2 * limit
    }
    var found: [Diagnostic] = []
    let count = group.names.count
    if count > options.randomIndex.largest, !usesIndex {
      found.append(
        Diagnostic(
          .pairwiseJudgements, .warning, at: place,
          "the random indices of '\(options.randomIndex.rawValue)' end at "
            + "\(options.randomIndex.largest) indicators, and there are "
            + "\(count) below '\(group.parent)'; the last one was used",
          zh:
            "“\(options.randomIndex.rawValue)”的平均随机一致性指标只到\(options.randomIndex.largest)阶，而“\(group.parent)”之下有\(count)个指标，取最后一个",
          help: "take 'geometric-mean', whose index has a limit of its own"))
    }
    if count < 3 { return found }
    let notes = group.judges.compactMap { judge, matrix, weights in
      weights.flatMap { weights in
        value(weights) > limit
          ? "judge '\(judge)': \(text(weights)), "
            + (isFar(weights)
              ? "far above \(plainText(limit)): judge again, " : "")
            + "most of all " + pair(weights, matrix)
          : nil
      }
    }
    // At twice the limit a judge has not compared but guessed.
    let far = group.judges.count { $0.2.map(isFar) ?? false }
    if value(group.together) > limit {
      found.append(
        Diagnostic(
          .pairwiseJudgements, .warning, at: place,
          "the comparisons below '\(group.parent)' contradict one another: "
            + "\(measure) \(text(group.together)), above \(plainText(limit))",
          zh:
            "“\(group.parent)”之下的两两比较相互矛盾：\(usesIndex ? "几何一致性指数" : "一致性比率")为\(text(group.together))，大于\(plainText(limit))",
          notes: notes,
          help: "ask the judges to look again at "
            + pair(group.together, group.matrix)))
    } else if !notes.isEmpty {
      found.append(
        Diagnostic(
          .pairwiseJudgements, far > 0 ? .warning : .note, at: place,
          "some judges contradict themselves below '\(group.parent)'"
            + (far > 0 ? ", \(far) of them far beyond \(plainText(limit))" : "")
            + "; together they are consistent",
          zh: "部分评判者在“\(group.parent)”之下前后不一"
            + (far > 0 ? "（其中\(far)人远超\(plainText(limit))，应重新判断）" : "")
            + "，综合后一致",
          notes: notes,
          help: far > 0
            ? "let these judges compare again, or leave them out"
            : nil))
    }
    return found
  }
}
