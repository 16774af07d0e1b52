import Diagnostics
import SurveyData

extension IndexAnalysis {
  /// Indices and rates of votes that were counted already: a row a subject,
  /// a column a grade.
  ///
  /// With n_g votes of grade g in a row the index is Σw·Σs_g·n_g by
  /// Σw·Σn_g, a ratio of two totals; rates have 1 and 0 in the place of the
  /// points. That is what a row a vote would give whose clusters are the
  /// rows of counts, so a design without clusters takes the rows as drawn.
  /// Bases are votes.
  ///
  /// A row with a blank cell, or without any vote, is not used.
  func runOnCounts(_ data: AnalysisData) throws(Diagnostic) -> AnalysisOutcome {
    let votes = try CountedVotes(self, data)
    let groupings = try Grouping.all(by, data: data)
    let estimator = LinearEstimator(data: data)
    let builder = EstimateBuilder(level: data.level)
    let series = try show.map { statistic throws(Diagnostic) in
      try votes.series(statistic, self, data)
    }
    var estimates: [Estimate] = []
    for grouping in groupings {
      let bases = votes.bases(in: grouping, weights: data.design.weights)
      for one in series {
        estimates += builder.estimates(
          one.subject,
          estimator.ratios(of: one.values, to: votes.totals, in: grouping)
            .with(bases), in: grouping)
      }
    }
    return outcome(
      estimates, series, data.design.conventions,
      Grouping.findings(groupings, by: by, data: data))
  }

  /// The same from batches.
  func runOnCounts(
    inBatches data: BatchedData
  ) throws(Diagnostic) -> AnalysisOutcome {
    // What is wrong with the options is told without a row.
    var names: [String] = []
    for count in counts where !names.contains(count.column) {
      names.append(count.column)
    }
    let empty = AnalysisData(
      table: Table(
        name: "", columns: names.map { Column($0, .doubles([])) },
        source: DataSource(file: "")))
    let series = try show.map { statistic throws(Diagnostic) in
      try CountedVotes(self, empty).series(statistic, self, empty)
    }
    let sources = show.map { statistic in
      RatioSource(counts.map(\.column)) { data throws(Diagnostic) in
        let votes = try CountedVotes(self, data)
        return (
          try votes.series(statistic, self, data).values, votes.totals
        )
      }
    }
    let found = try data.condensed(
      show.map { _ in (keys: by.flatMap { $0 }, numbers: []) },
      ratios: sources)
    guard let first = found.first else { return AnalysisOutcome() }
    let builder = EstimateBuilder(level: data.level)
    let groupings = try first.groupings(by)
    var estimates: [Estimate] = []
    for position in groupings.all.indices {
      for (one, estimator) in zip(series, found) {
        let grouping = try estimator.groupings(by).all[position]
        let bases = estimator.votes(in: grouping)
        estimates += builder.estimates(
          one.subject, estimator.ratios(in: grouping).with(bases),
          in: grouping)
      }
    }
    return outcome(estimates, series, first.conventions, groupings.findings)
  }

  /// What all rows at once and batches of them end with.
  private func outcome(
    _ estimates: [Estimate], _ series: [IndexSeries],
    _ design: [Convention], _ diagnostics: [Diagnostic]
  ) -> AnalysisOutcome {
    AnalysisOutcome(
      estimates: estimates,
      conventions: conventions(series, []) + [countsConvention] + design,
      formula: "I = Σw·Σs(g)·n(g) / Σw·Σn(g)", diagnostics: diagnostics)
  }

  private var countsConvention: Convention {
    Convention(
      "counts", "votes",
      LocalizedText(
        zh: "数据为各等次票数，指数和比例为两个总数之比；方差按行计算，同一行的票视为一群。",
        en: "The data are numbers of votes; indices and rates are ratios of two"
          + " totals. Variances take the votes of a row as one cluster."))
  }
}

extension [LinearEstimate] {
  /// The same with numbers of votes as bases.
  fileprivate func with(
    _ bases: [(count: Int, weight: Double, effective: Double)]
  ) -> [LinearEstimate] {
    zip(self, bases).map { cell, base in
      var cell = cell
      cell.base = base.count
      cell.weightedBase = base.weight
      cell.effectiveBase = base.effective
      return cell
    }
  }
}

/// The votes of each row, best grade first.
private struct CountedVotes {
  /// The grades, best first.
  let grades: [GradeScore]
  /// For each grade the votes of each row, not-a-number where not used.
  let counts: [[Double]]
  /// All votes of each row.
  let totals: [Double]

  init(_ analysis: IndexAnalysis, _ data: AnalysisData) throws(Diagnostic) {
    let file = data.table.source.file
    func refuse(
      _ message: String, _ help: String, zh chinese: String
    ) -> Diagnostic {
      Diagnostic(
        .wrongOption, at: Place(file: file), message,
        zh: chinese, help: help)
    }
    guard analysis.counts.count > 1 else {
      throw refuse(
        "'counts' needs at least two grades", "name a column for each grade",
        zh: "“counts”至少需要两个评价等次")
    }
    guard analysis.items.isEmpty, analysis.scales.isEmpty else {
      throw refuse(
        "'counts' and 'items' cannot both be there",
        "keep 'items' for one row an answer, 'counts' for one row a subject",
        zh: "“counts”与“items”不能并用")
    }
    guard analysis.denominator == .valid else {
      throw refuse(
        "numbers of votes have no '\(analysis.denominator.rawValue)'",
        "give abstentions a grade with 0 points and a column in 'counts'",
        zh: "票数没有“\(analysis.denominator.rawValue)”分母")
    }
    var graded: [(score: GradeScore, column: String)] = []
    for count in analysis.counts {
      guard
        let score = analysis.grades.first(where: { $0.grade == count.grade })
      else {
        throw refuse(
          "'grades' has no points for '\(count.grade)' of 'counts'",
          "give each grade its points",
          zh: "“grades”没有给“counts”中的“\(count.grade)”赋分")
      }
      if graded.contains(where: { $0.column == count.column }) {
        throw refuse(
          "'\(count.column)' holds the votes of two grades in 'counts'",
          "name a column for each grade",
          zh: "“counts”中两个等次的票数都取自“\(count.column)”")
      }
      graded.append((score, count.column))
    }
    if let other = analysis.grades.first(where: { grade in
      !analysis.counts.contains { $0.grade == grade.grade }
    }) {
      throw refuse(
        "'counts' names no column for the grade '\(other.grade)'",
        "name a column for each grade",
        zh: "“counts”没有列出等次“\(other.grade)”的票数列")
    }
    // Best first; grades with the same points stay as they were written.
    graded = graded.enumerated().sorted {
      ($1.element.score.score, $0.offset) < ($0.element.score.score, $1.offset)
    }.map(\.element)
    grades = graded.map(\.score)
    var columns: [[Double]] = []
    for item in graded {
      let votes = try Ballots.wholeNumbers(item.column, data: data)
      let values = votes.map { $0.map(Double.init) ?? .nan }
      columns.append(values)
    }
    totals = (0..<data.table.rowCount).map { row in
      let sum = columns.reduce(0) { $0 + $1[row] }
      return sum > 0 ? sum : .nan
    }
    counts = columns
  }

  /// What one statistic adds up.
  func series(
    _ statistic: IndexStatistic, _ analysis: IndexAnalysis,
    _ data: AnalysisData
  ) throws(Diagnostic) -> IndexSeries {
    let points = try points(statistic, analysis, data)
    let scores = grades.map(\.score)
    let ends = (scores.min() ?? 0)...(scores.max() ?? 0)
    let (unit, interval): (Estimate.Unit, IntervalMaker.Kind) =
      switch statistic {
      case .index: (.index, .bounded(ends))
      case .net: (.net, .bounded(-1...1))
      default: (.share, .share(analysis.interval))
      }
    let values = totals.indices.map { row in
      totals[row].isNaN
        ? .nan
        : counts.indices.reduce(0) { $0 + points[$1] * counts[$1][row] }
    }
    let codes =
      statistic == .index
      ? []
      : statistic == .net
        ? chosen(points, 1) + ["–"] + chosen(points, -1) : chosen(points, 1)
    return IndexSeries(
      subject: EstimateBuilder.Subject(
        variable: "votes", label: LocalizedText(zh: "全部票", en: "All votes"),
        statistic: statistic.rawValue, unit: unit, interval: interval),
      values: values, codes: codes)
  }

  private func chosen(_ points: [Double], _ value: Double) -> [String] {
    zip(grades, points).filter { $1 == value }.map(\.0.grade)
  }

  /// What a vote of each grade counts.
  private func points(
    _ statistic: IndexStatistic, _ analysis: IndexAnalysis,
    _ data: AnalysisData
  ) throws(Diagnostic) -> [Double] {
    func refuse(
      _ message: String, _ help: String, zh chinese: String
    ) -> Diagnostic {
      Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file), message,
        zh: chinese, help: help)
    }
    func box(_ size: Int, isBest: Bool) throws(Diagnostic) -> [Double] {
      guard size < grades.count else {
        throw refuse(
          "'\(statistic.rawValue)' counts \(size) of the \(grades.count)"
            + " grades", "a box has fewer values than there are grades",
          zh: "“\(statistic.rawValue)”取\(grades.count)个等次中的\(size)个")
      }
      return grades.indices.map {
        (isBest ? $0 < size : $0 >= grades.count - size) ? 1 : 0
      }
    }
    switch statistic {
    case .index: return grades.map(\.score)
    case .mean:
      throw refuse(
        "numbers of votes have no mean of codes",
        "take 'mean' out of 'show'; 'index' is the mean of the points",
        zh: "票数没有编码的均值")
    case .satisfied: return try box(1, isBest: true)
    case .satisfiedOrBasic: return try box(2, isBest: true)
    case .dissatisfied: return try box(1, isBest: false)
    case .topBox: return try box(analysis.topBox, isBest: true)
    case .bottomBox: return try box(analysis.bottomBox, isBest: false)
    case .net:
      let best = analysis.promoters ?? [grades[0].grade]
      let worst = analysis.detractors ?? [grades[grades.count - 1].grade]
      if let other = (best + worst).first(where: { name in
        !grades.contains { $0.grade == name }
      }) {
        throw refuse(
          "'\(other)' is none of the grades in 'counts'",
          "its grades: \(grades.map(\.grade).joined(separator: ", "))",
          zh: "“\(other)”不是“counts”中的等次")
      }
      if let both = best.first(where: worst.contains) {
        throw refuse(
          "'\(both)' counts as promoter and as detractor",
          "give 'promoters' and 'detractors' without a common value",
          zh: "“\(both)”既算推荐者又算贬损者")
      }
      return grades.map {
        (best.contains($0.grade) ? 1 : 0) - (worst.contains($0.grade) ? 1 : 0)
      }
    }
  }

  /// The votes of each cell in rows that count: their number, the sum of their weights, and
  /// Kish's effective number.
  func bases(
    in grouping: Grouping, weights: [Double]
  ) -> [(count: Int, weight: Double, effective: Double)] {
    var sums = [(votes: Double, weight: Double, square: Double)](
      repeating: (0, 0, 0), count: grouping.cellCount)
    for row in totals.indices where !totals[row].isNaN {
      let cell = Int(grouping.cells[row])
      if cell < 0 { continue }
      if weights[row] > 0 { sums[cell].votes += totals[row] }
      sums[cell].weight += weights[row] * totals[row]
      sums[cell].square += weights[row] * weights[row] * totals[row]
    }
    return sums.map { sum in
      (
        count: sum.votes < 1e15 ? Int(sum.votes.rounded()) : 0,
        weight: sum.weight,
        effective: sum.square > 0 ? sum.weight * sum.weight / sum.square : 0
      )
    }
  }
}
