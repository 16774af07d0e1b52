import Diagnostics
import SurveyData

/// What an evaluation reads from its tables before anything is computed.
struct EvaluationPreparation {
  let directory: CaseDirectory
  let bands: [Band]
  /// By indicator; `nil` for nodes with children.
  private(set) var leaves: [LeafValues?]
  private(set) var evaluators = EvaluatorTable()
  private(set) var gates = GateTable()
  /// For each row of the ratings the position of its case, -1 for none.
  private(set) var ratingCases: [Int] = []
  /// For each row of the ratings its weight.
  private(set) var ratingWeights: [Double] = []
  private(set) var diagnostics: [Diagnostic] = []
  /// The values of the leaves as they were measured, by indicator; those of
  /// `leaves` may have been filled in or treated.
  private(set) var measured: [[Double]] = []
  /// What was filled in and treated.
  private(set) var changes = DataChanges(raw: [])
  /// How, so that draws can do the same.
  let preparation: DataPreparation

  private let analysis: EvaluationAnalysis
  private var ratings: RatingFormulas?

  /// Reads everything, and collects what is wrong with any leaf or gate
  /// before it stops.
  init(_ analysis: EvaluationAnalysis) throws(Diagnostic) {
    self.analysis = analysis
    let tree = analysis.tree
    directory = try CaseDirectory(analysis.inputs)
    bands = try Self.bands(analysis)
    leaves = [LeafValues?](repeating: nil, count: tree.indicators.count)
    preparation = try DataPreparation(
      tree: tree, options: analysis.options, directory: directory)
    try readTables()
    var errors: [Diagnostic] = []
    for leaf in tree.leaves {
      do {
        leaves[leaf] = try values(of: leaf)
      } catch {
        errors.append(error)
      }
    }
    for (position, indicator) in tree.indicators.enumerated() {
      for gate in indicator.gates {
        do {
          gates.entries.append(try entry(gate, position))
        } catch {
          errors.append(error)
        }
      }
    }
    if var first = errors.first {
      first.notes += errors.dropFirst().map(\.description)
      throw first
    }
    report()
    prepare()
    addMemberships()
  }

  /// Memberships in grades stand behind the indicators, when a method asks
  /// for them, so that whatever draws or changes the leaves has them too.
  private mutating func addMemberships() {
    let isAsked = ([analysis.options.score] + analysis.options.compare)
      .contains { $0.name == .fuzzy }
    if isAsked { self = havingMemberships }
  }

  /// The same with memberships behind the indicators.
  var havingMemberships: EvaluationPreparation {
    guard leaves.count == analysis.tree.indicators.count else { return self }
    var result = self
    result.leaves += FuzzyMembership(
      grades: analysis.fuzzyGrades, tree: analysis.tree
    ).columns(of: self)
    return result
  }

  /// Fills in missing values and treats outliers.
  private mutating func prepare() {
    measured = leaves.map { $0?.raw ?? [] }
    changes = preparation.changes(of: measured)
    guard preparation.isActive else { return }
    for leaf in analysis.tree.leaves { leaves[leaf]?.raw = changes.raw[leaf] }
    diagnostics += changeTables.diagnostics
  }

  /// What was changed, to be shown.
  var changeTables: DataChangeTables {
    DataChangeTables(
      tree: analysis.tree, directory: directory, measured: measured,
      changes: changes, imputation: analysis.options.imputation)
  }

  // MARK: - Tables

  private mutating func readTables() throws(Diagnostic) {
    let (tree, inputs) = (analysis.tree, analysis.inputs)
    let scored = tree.leaves.filter {
      tree.indicators[$0].source == .evaluators
    }
    if let first = scored.first {
      guard let scores = inputs.scores else {
        throw Diagnostic(
          .strayScores, at: tree.indicators[first].place,
          "indicator '\(tree.indicators[first].id)' needs scores of "
            + "evaluators, but no table of scores is given",
          zh: "指标“\(tree.indicators[first].id)”需要评委评分，而没有评分表")
      }
      evaluators = try EvaluatorTable(
        scores, tree: tree, leaves: scored, directory: directory,
        groupWeights: analysis.options.raters.groupWeights)
      diagnostics += evaluators.diagnostics
    }
    if let table = inputs.ratings {
      let found = try RatingFormulas(
        table, item: inputs.ratingItem, weights: inputs.ratingWeights,
        directory: directory)
      ratings = found
      ratingCases = found.cases
      ratingWeights = found.weights
      let rated = tree.leaves.contains {
        tree.indicators[$0].source == .satisfaction
      }
      if rated, found.notValid > 0 {
        diagnostics.append(
          Diagnostic(
            .strayScores, .note, at: Place(file: table.source.file),
            counted(found.notValid, "rating")
              + (found.notValid == 1
                ? " is marked as not valid and was left out"
                : " are marked as not valid and were left out"),
            zh: "\(found.notValid)条评价标为无效，未计入"))
      }
    }
  }

  private static func bands(
    _ analysis: EvaluationAnalysis
  ) throws(Diagnostic) -> [Band] {
    if let rule = analysis.options.bandRule { return rule.unplaced }
    let isPoints = analysis.options.score.scale.isPoints
    let bands =
      analysis.options.bands ?? (isPoints ? analysis.tree.bands : [])
    for (better, worse) in zip(bands, bands.dropFirst())
    where better.threshold <= worse.threshold {
      throw Diagnostic(
        .indicatorBands, at: analysis.tree.root.place,
        "band '\(worse.label[.chinese])' from \(plainText(worse.threshold)) "
          + "stands below '\(better.label[.chinese])' from "
          + plainText(better.threshold),
        zh:
          "等次“\(worse.label[.chinese])”的界限\(plainText(worse.threshold))列在“\(better.label[.chinese])”的界限\(plainText(better.threshold))之后",
        help: "name the bands from the best to the worst, with falling "
          + "thresholds")
    }
    return bands
  }

  // MARK: - Leaves

  private func values(of leaf: Int) throws(Diagnostic) -> LeafValues {
    let indicator = analysis.tree.indicators[leaf]
    let ledger = LedgerFormulas(
      table: directory.table, inputs: analysis.inputs)
    switch indicator.source {
    case nil:
      throw Diagnostic(
        .indicatorSetting, at: indicator.place,
        "indicator '\(indicator.id)' has no children and no source",
        zh: "指标“\(indicator.id)”既无下级指标，也无数据来源")
    case .evaluators: return try evaluated(leaf, indicator)
    case .satisfaction:
      guard let ratings else {
        throw Diagnostic(
          .strayScores, at: indicator.place,
          "indicator '\(indicator.id)' needs ratings, but no table of ratings "
            + "is given",
          zh: "指标“\(indicator.id)”需要评价，而没有评价表")
      }
      let formula = try formula(of: indicator)
      return try ratings.values(formula, at: indicator.place)
    case .ledger, .external:
      let formula = try formula(of: indicator)
      if case .category(let points) = indicator.normalisation {
        return try ledger.categories(
          formula, points: points, at: indicator.place)
      }
      return try ledger.values(formula, at: indicator.place)
    }
  }

  private func formula(
    of indicator: Indicator
  ) throws(Diagnostic) -> LeafFormula {
    if let formula = indicator.formula { return formula }
    throw Diagnostic(
      .indicatorFormula, at: indicator.place,
      "indicator '\(indicator.id)' has no formula",
      zh: "指标“\(indicator.id)”没有公式",
      help: "for a column write column(name)")
  }

  private func evaluated(
    _ leaf: Int, _ indicator: Indicator
  ) throws(Diagnostic) -> LeafValues {
    var options = analysis.options.raters
    if let formula = indicator.formula {
      let argument = formula.arguments.first?.text ?? ""
      switch (formula.name, formula.arguments.count) {
      case (let name, 0) where Self.combinations[name] != nil:
        options.combine = Self.combinations[name] ?? .mean
      case ("trimmed_mean", 1):
        options.combine = .trimmedMean
        options.trimShare = nil
        let text =
          argument.hasPrefix("k=") ? argument.dropFirst(2) : argument[...]
        guard let trim = Int(text), (0...1000).contains(trim) else {
          throw Diagnostic(
            .indicatorFormula, at: indicator.place,
            "formula '\(formula.text)', character "
              + "\(formula.arguments[0].position): '\(argument)' is not of the "
              + "form k=1, with k from 0 to 1000",
            zh:
              "公式“\(formula.text)”第\(formula.arguments[0].position)个字符：“\(argument)”不是k=1的形式（k为0至1000）"
          )
        }
        options.trim = trim
      default:
        throw LedgerFormulas.unknown(
          formula, Self.combinations.keys.sorted(), indicator.place)
      }
    }
    let scores =
      evaluators.scores[leaf]
      ?? RaterScores(caseCount: directory.count, raterCount: 0, entries: [])
    var combined: RaterGroups
    if options.groupWeights.isEmpty {
      combined = RaterGroups(RaterLeaf(scores, options))
    } else {
      let names = options.groupWeights.keys.sorted()
      combined = RaterGroups(
        scores, options,
        groups: evaluators.groups.map { names.firstIndex(of: $0) ?? -1 },
        weights: names.map { options.groupWeights[$0] ?? 0 })
    }
    var raw = [Double](repeating: .nan, count: directory.count)
    guard !scores.entries.isEmpty, !combined.parts.isEmpty else {
      return LeafValues(raw: raw, bases: scores.scoresPerCase)
    }
    if options.combine == .severity {
      for part in combined.parts {
        try checkConnection(part.leaf.scores, indicator)
      }
    }
    let isSolved = combined.combine(
      [Int32](repeating: 1, count: scores.raterCount), into: &raw)
    guard isSolved else {
      throw Diagnostic(
        .raterModel, at: indicator.place,
        "the scores of '\(indicator.id)' are too few for "
          + "'\(options.combine.rawValue)'",
        zh: "“\(indicator.id)”的评分太少，不能用“\(options.combine.rawValue)”",
        help: "let several evaluators score a case, or combine by 'mean'")
    }
    return LeafValues(
      raw: raw, bases: scores.scoresPerCase, variation: .raters(combined))
  }

  /// The ways to combine scores as formulas name them.
  private static let combinations: [String: RaterOptions.Combination] =
    Dictionary(
      uniqueKeysWithValues: RaterOptions.Combination.allCases.map {
        ($0.rawValue.replacing("-", with: "_"), $0)
      })

  private func checkConnection(
    _ scores: RaterScores, _ indicator: Indicator
  ) throws(Diagnostic) {
    let groups = scores.connectedCases
    if groups.count <= 1 { return }
    let notes = groups.prefix(5).enumerated().map { position, group in
      let ids = group.prefix(8).map { directory.ids[$0] }
      return "group \(position + 1): \(ids.joined(separator: ", "))"
        + (group.count > 8 ? " and \(group.count - 8) more" : "")
    }
    throw Diagnostic(
      .disconnectedRaters, at: indicator.place,
      "the severity of evaluators of '\(indicator.id)' cannot be compared: "
        + "the cases fall into \(groups.count) groups without a common "
        + "evaluator",
      zh: "“\(indicator.id)”的评委宽严无法比较：对象分为\(groups.count)组，组间没有共同的评委",
      notes: notes,
      help: "let some evaluators score cases of several groups, or combine by "
        + "'mean' or 'trimmed-mean'")
  }

  // MARK: - Gates

  private func entry(
    _ gate: Gate, _ position: Int
  ) throws(Diagnostic) -> GateTable.Entry {
    let indicator = analysis.tree.indicators[position]
    var cap: Int?
    switch gate.effect {
    case .fail: cap = bands.isEmpty ? nil : bands.count - 1
    case .cap(let name):
      cap = bands.firstIndex {
        $0.label.chinese == name || $0.label.english == name
      }
      // The tree's bands are left aside when scores are no points.
      let isAside =
        analysis.options.bands == nil && bands.isEmpty
        && analysis.tree.bands.contains {
          $0.label.chinese == name || $0.label.english == name
        }
      if cap == nil, !isAside {
        let names = bands.map { $0.label[.chinese] }
        throw Diagnostic(
          .indicatorGate, at: indicator.place,
          "gate '\(gate.text)': no band is named '\(name)'",
          zh: "否决条件“\(gate.text)”：没有名为“\(name)”的等次",
          help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
            ?? (names.isEmpty
              ? "name bands in the root of the tree or in the study"
              : "the bands are \(names.joined(separator: ", "))"))
      }
    }
    return GateTable.Entry(
      indicator: position, gate: gate,
      subject: try subject(gate, indicator, position), cap: cap)
  }

  private func subject(
    _ gate: Gate, _ indicator: Indicator, _ position: Int
  ) throws(Diagnostic) -> GateTable.Subject {
    let isLeaf = analysis.tree.children[position].isEmpty
    switch (gate.subject.name, gate.subject.arguments.count) {
    case ("value", 0) where isLeaf: return .value
    case ("value", 0), ("score", 0): return .score
    case ("count", 1...):
      guard let ratings else { break }
      return .facts(try ratings.count(gate.subject, at: indicator.place))
    case ("dissatisfied_lead", 0):
      guard directory.table["dissatisfied_lead"] == nil, let ratings else {
        break
      }
      return .facts(try ratings.dissatisfiedLeads(at: indicator.place))
    default: break
    }
    let ledger = LedgerFormulas(
      table: directory.table, inputs: analysis.inputs)
    return .facts(try ledger.values(gate.subject, at: indicator.place).raw)
  }

  // MARK: - Remarks

  private mutating func report() {
    for leaf in analysis.tree.leaves {
      guard let values = leaves[leaf] else { continue }
      let indicator = analysis.tree.indicators[leaf]
      diagnostics += raterRemarks(values, indicator)
      if values.raw.allSatisfy(\.isNaN) {
        diagnostics.append(
          Diagnostic(
            .missingIndicator, .warning, at: indicator.place,
            "no case has a value of indicator '\(indicator.id)'",
            zh: "没有对象有指标“\(indicator.id)”的数值",
            help: helpFinding(indicator)))
      }
    }
  }

  /// Where the scores of an indicator may be that has none.
  private func helpFinding(_ indicator: Indicator) -> String {
    let tree = analysis.tree
    let written =
      analysis.inputs.scores?["indicator_id"]?.categories().levels
      .map(\.value) ?? []
    let strange = written.filter { tree.position(of: $0) == nil }
    if !strange.isEmpty {
      let guess =
        nearest(to: indicator.id, in: strange)
        .map { "; is '\($0)' meant?" } ?? ""
      return "the scores name "
        + strange.prefix(5).map { "'\($0)'" }.joined(separator: ", ")
        + (strange.count > 5 ? ", …" : "")
        + (strange.count == 1
          ? ", which is no indicator" : ", which are no indicators")
        + guess
    }
    return "give it values, or take it out of the indicators: its weight goes"
      + " to the others below the same parent"
  }
}
