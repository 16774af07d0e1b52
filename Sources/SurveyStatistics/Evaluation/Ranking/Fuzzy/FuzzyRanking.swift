import SurveyData

/// Fuzzy comprehensive evaluation as the score of an evaluation, node by node
/// up the tree.
struct FuzzyRanking: CaseRanking {
  var options: FuzzyOptions

  /// The evaluation of the root with one operator. A node hands its
  /// memberships, divided by their sum, to its parent.
  private func found(
    _ input: RankingInput, _ composition: FuzzyOperator
  ) -> FuzzyEvaluation {
    let membership = FuzzyMembership(grades: options.grades, tree: input.tree)
    let tree = input.tree
    var parts = [[[Double]]](repeating: [], count: tree.indicators.count)
    for (ordinal, leaf) in input.leaves.enumerated() {
      parts[leaf] = membership.memberships(
        ordinal, raw: input.raw, scores: input.scores[leaf])
      for row in input.isRated.indices where !input.isRated[row] {
        for grade in parts[leaf].indices { parts[leaf][grade][row] = .nan }
      }
    }
    var last = FuzzyEvaluation(
      [parts[0]], weights: [1], operator: .productSum)
    for position in tree.indicators.indices.reversed() {
      let children = tree.children[position]
      if children.isEmpty { continue }
      let node = FuzzyEvaluation(
        children.map { parts[$0] },
        weights: children.map { input.weights[$0] }, operator: composition)
      parts[position] = node.memberships
      if position == 0 { last = node }
    }
    return last
  }

  func scores(of input: RankingInput) -> [Double] {
    found(input, options.composition).scores(options.grades.map(\.score))
  }

  func report(on input: RankingInput, names: RankingNames) -> RankingReport {
    let found = found(input, options.composition)
    let spanner = LocalizedText(zh: "隶属度 B", en: "membership B")
    let columns = options.grades.enumerated().map { position, grade in
      StatisticsTable.Column(
        "grade-\(position + 1)", grade.label, .coefficient, spanner: spanner)
    }
    let main = StatisticsTable(
      "fuzzy",
      title: LocalizedText(
        zh: "模糊综合评价：隶属度、等级与有效度",
        en: "Fuzzy evaluation: memberships, grade and effectiveness"),
      stub: RankingNames.stub,
      columns: columns + [
        .init("grade", LocalizedText(zh: "最大隶属等级", en: "grade"), .text),
        .init(
          "alpha", LocalizedText(zh: "有效度 α", en: "effectiveness α"),
          .coefficient),
      ],
      rows: names.rows { row in
        found.memberships.map { .number($0[row]) } + [
          grade(found, row), .init(found.effectiveness(of: row)),
        ]
      },
      notes: [
        LocalizedText(
          zh: "有效度 α 小于 0.5 时，不宜按最大隶属度定等级；一个等级占全部隶属度时 α 无定义。",
          en: "With α below 0.5 the largest membership should not decide the "
            + "grade; α is not defined when one grade has all of it.")
      ], figure: .heat(columns: columns.map(\.name)))
    let all = FuzzyOperator.allCases.map { ($0, self.found(input, $0)) }
    let disputed = names.ids.indices.filter { row in
      Set(all.map { $0.1.grade(of: row) }).count > 1
    }
    return RankingReport(
      tables: [main, verdicts(all, names, disputed)],
      finding: disputed.isEmpty
        ? nil
        : LocalizedText(
          zh: "四种算子对 \(disputed.count) 个对象给出不同的等级",
          en: "The four operators disagree on the grade of "
            + "\(disputed.count) of \(names.ids.count) cases"))
  }

  private func grade(
    _ found: FuzzyEvaluation, _ row: Int
  ) -> StatisticsTable.Cell {
    guard let grade = found.grade(of: row) else { return .init(nil) }
    return .init(options.grades[grade].label)
  }

  private func verdicts(
    _ all: [(FuzzyOperator, FuzzyEvaluation)], _ names: RankingNames,
    _ disputed: [Int]
  ) -> StatisticsTable {
    let scores = options.grades.map(\.score)
    var columns: [StatisticsTable.Column] = []
    var points: [[Double]] = []
    for (composition, found) in all {
      let spanner = LocalizedText(composition.symbol)
      let name = composition.rawValue
      columns += [
        .init(
          "\(name)-score", LocalizedText(zh: "得分", en: "score"), .value,
          spanner: spanner),
        .init(
          "\(name)-grade", LocalizedText(zh: "等级", en: "grade"), .text,
          spanner: spanner),
        .init(
          "\(name)-alpha", LocalizedText("α"), .coefficient, spanner: spanner),
      ]
      points.append(found.scores(scores))
    }
    let list = names.list(disputed)
    return StatisticsTable(
      "fuzzy-operators",
      title: LocalizedText(
        zh: "四种算子的结论", en: "The verdicts of the four operators"),
      stub: RankingNames.stub, columns: columns,
      rows: names.rows { row in
        zip(all, points).flatMap { entry, points in
          [
            .number(points[row]), grade(entry.1, row),
            .init(entry.1.effectiveness(of: row)),
          ]
        }
      },
      notes: disputed.isEmpty
        ? []
        : [
          LocalizedText(
            zh: "算子不同则等级不同的对象：\(list[.chinese])。",
            en: "Cases whose grade depends on the operator: "
              + "\(list[.english]).")
        ])
  }

  var conventions: [Convention] {
    let grades = options.grades.map {
      (
        zh: "\($0.label[.chinese])=\(plainText($0.score))",
        en: "\($0.label[.english])=\(plainText($0.score))"
      )
    }
    let symbol = options.composition.symbol
    return [
      Convention(
        "fuzzy", options.composition.rawValue,
        LocalizedText(
          zh: "得分为模糊综合评价得分，算子 \(symbol)，逐级合成并归一，"
            + "等级分值 \(grades.map(\.zh).joined(separator: "、"))；缺失指标的权重按比例分给同级指标。",
          en: "The score is that of a fuzzy comprehensive evaluation with the "
            + "operator \(symbol), node by node and divided by the sum, with "
            + "the grades \(grades.map(\.en).joined(separator: ", ")); the "
            + "weight of a missing indicator goes to its siblings.")),
      Convention(
        "memberships", "nearest-grade",
        LocalizedText(
          zh: "隶属度为评分或评价最接近各等级分值的比例；只有一个数值的指标按相邻两级的距离分配（三角隶属函数）。",
          en: "Memberships are the shares of evaluators' scores or ratings "
            + "that are nearest to each grade; an indicator with one number "
            + "belongs to the two grades around it (triangular).")),
    ]
  }

  var formula: String { "S = Σ s B, B = W ∘ R" }

  var scale: ScoreScale {
    ScoreScale(
      label: LocalizedText(zh: "模糊评价得分", en: "Fuzzy score"), lower: 0,
      upper: 100,
      explanation: LocalizedText(
        zh: "得分为各等级隶属度与等级分值的加权和（模糊综合评价）。",
        en: "The score is the sum of the grades' values by the memberships "
          + "in them (fuzzy comprehensive evaluation)."))
  }

  var cost: RankingCost { .cases }
}

/// The choices of a fuzzy evaluation.
public struct FuzzyOptions: Sendable, Hashable {
  /// How weights and memberships are put together.
  public var composition: FuzzyOperator
  /// The grades, best first.
  public var grades: [FuzzyGrade]

  /// Creates options.
  public init(
    composition: FuzzyOperator = .productSum,
    grades: [FuzzyGrade] = FuzzyGrade.usual
  ) {
    self.composition = composition
    self.grades = grades
  }
}

extension FuzzyOperator {
  /// How papers write it.
  var symbol: String {
    switch self {
    case .minMax: "M(∧,∨)"
    case .productMax: "M(·,∨)"
    case .minSum: "M(∧,⊕)"
    case .productSum: "M(·,⊕)"
    }
  }
}
