import Diagnostics
import SurveyData

/// Finds the columns, values and groups that contrasts name.
struct ContrastTerms {
  /// The groups of one variable that are compared in pairs.
  struct Family {
    var title: LocalizedText
    var groups: [(name: String, label: LocalizedText)]
    var terms: [TermStatistics.Term]
  }

  private let analysis: ContrastAnalysis
  private let data: AnalysisData
  private let groupings: [Grouping]
  private var known: [String: [Double]] = [:]
  /// The rows of all groups that the calculation in hand could touch.
  private var whole: [Bool] = []
  /// Whether a row has a value of all variables, where that is asked for.
  private var isComplete: [Bool]?

  init(
    _ analysis: ContrastAnalysis, _ data: AnalysisData
  ) throws(Diagnostic) {
    self.analysis = analysis
    self.data = data
    var groupings: [Grouping] = []
    for variables in analysis.by where !variables.isEmpty {
      groupings.append(try Grouping(variables, data: data))
    }
    self.groupings = groupings
    for name in analysis.variables { _ = try data.table.column(name) }
    if analysis.statistic == .share, analysis.value == nil,
      !analysis.variables.isEmpty
    {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: data.table.source.file),
        "shares are compared, and no value is named",
        zh: "须比较比例，而没有列出值",
        help: "name the value with 'value'")
    }
    if analysis.missing == .listwise { try findComplete() }
  }

  func findings(_ data: AnalysisData) -> [Diagnostic] {
    guard let first = groupings.first else { return [] }
    // The function passes over a grouping of all rows in front.
    return Grouping.findings([first] + groupings, by: analysis.by, data: data)
  }

  private mutating func findComplete() throws(Diagnostic) {
    var names = analysis.variables
    for contrast in analysis.contrasts {
      names += contrast.expression.columns(
        bareNamesAreColumns: groupings.isEmpty)
    }
    var complete = [Bool](repeating: true, count: data.table.rowCount)
    for name in names {
      let column = try data.table.column(name)
      for row in complete.indices where column.missing.isMissing(row) {
        complete[row] = false
      }
    }
    isComplete = complete
  }

  // MARK: - Calculations

  /// What the operands of a calculation stand for. With groups the rows of
  /// all of them count for the degrees of freedom, as in comparisons of
  /// pairs and in `svyby`.
  mutating func statistics(
    of contrast: ContrastAnalysis.Contrast
  ) throws(Diagnostic) -> TermStatistics {
    let place = contrast.expression.place
    var terms: [TermStatistics.Term] = []
    whole = [Bool](repeating: false, count: data.table.rowCount)
    for reference in contrast.expression.references {
      terms.append(try term(reference, place))
    }
    return TermStatistics(terms, and: whole)
  }

  private mutating func term(
    _ reference: ContrastExpression.Reference, _ place: Place?
  ) throws(Diagnostic) -> TermStatistics.Term {
    guard let statistic = reference.statistic else {
      guard let grouping = groupings.first else {
        return try term(
          analysis.statistic, reference.names[0], analysis.value, nil, place)
      }
      guard analysis.variables.count == 1 else {
        throw Diagnostic(
          .wrongExpression, at: place,
          "'\(reference.names[0])' is a group, and it is not said of which"
            + " variable",
          zh: "“\(reference.names[0])”是一个组，而没有说明属于哪个变量",
          help: "name one variable in 'variables', or write"
            + " mean(column, \(reference.names[0]))")
      }
      return try term(
        analysis.statistic, analysis.variables[0], analysis.value,
        try cell(reference.names, grouping, place), place)
    }
    let isShare = statistic == .share
    let groups = Array(reference.names.dropFirst(isShare ? 2 : 1))
    var found: Int?
    if !groups.isEmpty {
      guard let grouping = groupings.first else {
        throw Diagnostic(
          .wrongExpression, at: place,
          "'\(groups[0])' is to be a group, and there are no groups",
          zh: "“\(groups[0])”应为一个组，而没有分组",
          help: "name the grouping variable with 'by'")
      }
      found = try cell(groups, grouping, place)
    }
    return try term(
      statistic, reference.names[0], isShare ? reference.names[1] : nil, found,
      place)
  }

  private mutating func term(
    _ statistic: ContrastStatistic, _ column: String, _ value: String?,
    _ cell: Int?, _ place: Place?
  ) throws(Diagnostic) -> TermStatistics.Term {
    var values = try numbers(statistic, column, value, place)
    if let cell, let grouping = groupings.first {
      for row in values.indices
      where grouping.cells[row] >= 0 && !values[row].isNaN {
        whole[row] = true
      }
      for row in values.indices where Int(grouping.cells[row]) != cell {
        values[row] = .nan
      }
    }
    return TermStatistics.Term(values: values, isTotal: statistic == .total)
  }

  /// The position of a group by its values or their labels.
  private func cell(
    _ names: [String], _ grouping: Grouping, _ place: Place?
  ) throws(Diagnostic) -> Int {
    func matches(_ term: GroupTerm, _ name: String) -> Bool {
      term.value == name || term.label?.chinese == name
        || term.label?.english == name
        || Double(name).map { Double(term.value) == $0 } ?? false
    }
    let found = grouping.terms.firstIndex { terms in
      terms.count == names.count
        && zip(terms, names).allSatisfy { matches($0, $1) }
    }
    if let found { return found }
    let known = grouping.terms.map { $0.map(\.value).joined(separator: ", ") }
    let name = names.joined(separator: ", ")
    throw Diagnostic(
      .unknownValue, at: place ?? Place(file: data.table.source.file),
      "there is no group '\(name)'",
      zh: "没有名为“\(name)”的组",
      help: nearest(to: name, in: known).map { "did you mean '\($0)'?" }
        ?? "groups: \(known.prefix(20).joined(separator: "; "))")
  }

  /// The numbers whose mean or total is taken; not-a-number outside of the
  /// domain.
  private mutating func numbers(
    _ statistic: ContrastStatistic, _ column: String, _ value: String?,
    _ place: Place?
  ) throws(Diagnostic) -> [Double] {
    let key = statistic == .share ? "\(column)\u{0}\(value ?? "")" : column
    if let values = known[key] { return values }
    var values: [Double]
    if statistic == .share {
      let answers = AnswerValues(sharesOf: try data.table.column(column))
      guard let value, let position = answers.position(of: value) else {
        throw answers.unknown(
          value ?? "", .error, file: data.table.source.file)
      }
      values = answers.indicator(
        of: position,
        in: [Bool](repeating: true, count: data.table.rowCount))
    } else {
      values = try data.numbers(column)
    }
    for row in values.indices
    where !(data.domain?[row] ?? true) || !(isComplete?[row] ?? true) {
      values[row] = .nan
    }
    known[key] = values
    return values
  }

  // MARK: - Pairs

  /// The groups of each variable and grouping with a weight.
  mutating func families() throws(Diagnostic) -> [Family] {
    try data.requireNames(analysis.variables, kind: ContrastAnalysis.kind)
    var families: [Family] = []
    for grouping in groupings {
      guard grouping.cellCount <= ContrastAnalysis.maximumGroups else {
        throw Diagnostic(
          .wrongOption, at: Place(file: data.table.source.file),
          "there are \(grouping.cellCount) groups, and pairs are compared of up"
            + " to \(ContrastAnalysis.maximumGroups)",
          zh:
            "共有\(grouping.cellCount)组，两两比较最多\(ContrastAnalysis.maximumGroups)组",
          help: "write the comparisons that matter in 'contrasts'")
      }
      for variable in analysis.variables {
        families.append(try family(variable, grouping))
      }
    }
    return families
  }

  private mutating func family(
    _ variable: String, _ grouping: Grouping
  ) throws(Diagnostic) -> Family {
    let values = try numbers(
      analysis.statistic, variable, analysis.value, nil)
    var weights = [Double](repeating: 0, count: grouping.cellCount)
    for row in values.indices where !values[row].isNaN {
      let cell = Int(grouping.cells[row])
      if cell >= 0 { weights[cell] += data.design.weights[row] }
    }
    let label = data.table[variable]?.variable?.label
    var family = Family(
      title: LocalizedText(
        zh: "\(label?[.chinese] ?? variable)：两两比较",
        en: "\(label?[.english] ?? variable): all pairs"),
      groups: [], terms: [])
    for cell in 0..<grouping.cellCount where weights[cell] > 0 {
      let terms = grouping.terms[cell]
      family.groups.append(
        (
          terms.map(\.value).joined(separator: ", "),
          LocalizedText(
            zh: terms.map { $0.label?[.chinese] ?? $0.value }
              .joined(separator: "、"),
            en: terms.map { $0.label?[.english] ?? $0.value }
              .joined(separator: ", "))
        ))
      family.terms.append(
        TermStatistics.Term(
          values: values.indices.map {
            Int(grouping.cells[$0]) == cell ? values[$0] : .nan
          }, isTotal: analysis.statistic == .total))
    }
    if family.terms.isEmpty {
      throw Diagnostic(
        .nothingToEstimate, at: data.place(of: variable),
        "no group has a row with a value of '\(variable)'",
        zh: "没有一组有“\(variable)”的值")
    }
    return family
  }
}
