import Diagnostics
import SurveyData

/// Tables of all rows and then of each group, for analyses that lay out their
/// tables themselves.
///
/// A group is a domain: its rows are the ones that are counted, and the others
/// stay in the design, so that variances are those of a subpopulation (R's
/// `subset` of a design) and not those of a sample of the group alone.
struct GroupedTables {
  /// As many groups as a result has tables of.
  static let maximumGroups = 60

  /// One group with its rows.
  struct Group {
    var terms: [GroupTerm]
    var domain: [Bool]
  }

  /// The groups, grouping after grouping.
  let groups: [Group]
  /// Rows that are in no group.
  let findings: [Diagnostic]

  /// Finds the groups.
  ///
  /// - Throws: A diagnostic when a column does not exist or there are too many
  ///   groups.
  init(_ by: [[String]], data: AnalysisData) throws(Diagnostic) {
    guard by.contains(where: { !$0.isEmpty }) else {
      (groups, findings) = ([], [])
      return
    }
    let groupings = try Grouping.all(by, data: data)
    findings = Grouping.findings(groupings, by: by, data: data)
    let count = groupings.dropFirst().reduce(0) { $0 + $1.cellCount }
    guard count <= Self.maximumGroups else {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "'by' makes \(count) groups, and tables are made of up to"
          + " \(Self.maximumGroups)",
        zh: "“by”分出\(count)组，制表最多\(Self.maximumGroups)组",
        help: "group the values with a recipe, or choose some with 'where'")
    }
    groups = groupings.dropFirst().flatMap { grouping in
      (0..<grouping.cellCount).map { cell in
        Group(
          terms: grouping.terms[cell],
          domain: grouping.cells.map { $0 == Int32(cell) })
      }
    }
  }

  /// Runs an analysis on all rows and on each group, and puts the tables of
  /// the groups behind those of all rows; what is said in words and the
  /// conventions are about all rows.
  func outcome(
    of data: AnalysisData,
    run: (AnalysisData) throws(Diagnostic) -> AnalysisOutcome
  ) throws(Diagnostic) -> AnalysisOutcome {
    var whole = try run(data)
    guard !groups.isEmpty,
      case .tables(var tables, let finding) = whole.details
    else { return whole }
    for (position, group) in groups.enumerated() {
      var own = data
      own.domain = group.domain
      guard case .tables(let found, _) = try run(own).details else { continue }
      tables += found.map { $0.titled(group.terms, position + 1) }
    }
    whole.details = .tables(tables, finding: finding)
    whole.conventions.append(Self.convention)
    whole.diagnostics += findings
    return whole
  }

  private static let convention = Convention(
    "groups", "domains",
    LocalizedText(
      zh: "分组表：各组作为子总体估计，其他记录仍计入抽样设计的方差。",
      en: "Tables of groups: each group is a subpopulation; the other rows stay"
        + " in the design for the variances."))
}

extension StatisticsTable {
  /// The table of a group: its title says which, and its name has a number.
  fileprivate func titled(
    _ terms: [GroupTerm], _ number: Int
  ) -> StatisticsTable {
    var table = self
    table.name += "-by-\(number)"
    func words(_ language: Language) -> String {
      terms.map { term in
        let variable = term.variableLabel?[language] ?? term.variable
        let value = term.label?[language] ?? term.value
        return language == .chinese
          ? "\(variable)：\(value)" : "\(variable): \(value)"
      }.joined(separator: language == .chinese ? "，" : ", ")
    }
    table.title = LocalizedText(
      zh: "\(title[.chinese])（\(words(.chinese))）",
      en: "\(title[.english]) (\(words(.english)))")
    return table
  }
}
