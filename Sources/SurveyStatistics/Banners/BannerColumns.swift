import Diagnostics
import SurveyData

/// The columns of a banner and the rows of the table in each of them.
///
/// A row is in one column of each variable, in several where columns
/// overlap, and in none where a variable has no value. The columns of a row
/// stand one after the other, so that a pass over the rows meets only the
/// few that it has to add to.
struct BannerColumns: Sendable {
  /// One column.
  struct Column: Sendable {
    /// The name for machines, such as `sex=1`.
    var name: String
    /// The heading.
    var label: LocalizedText
    /// Its name in comparisons.
    var letter: String
  }

  /// Columns that stand together.
  struct Group: Sendable {
    /// The name for machines.
    var name: String
    /// The heading over the columns; `nil` over the total.
    var label: LocalizedText?
    /// The columns.
    var columns: Range<Int>
    /// Whether no row can be in two of them.
    var isPartition: Bool
    /// Whether it is the total.
    var isTotal: Bool
  }

  /// With more values than this a variable is an identifier.
  static let maximumValues = 120
  /// With more columns than this nobody reads the table.
  static let maximumColumns = 500

  /// All columns.
  private(set) var columns: [Column] = []
  /// The columns by variable.
  private(set) var groups: [Group] = []
  /// Where the columns of each row begin in `members`, one more than rows.
  private(set) var starts: [Int32] = []
  /// The columns of the rows, in ascending order for each row.
  private(set) var members: [Int32] = []

  /// The number of columns.
  var count: Int { columns.count }

  /// The total, if there is one.
  var total: Int? { groups.first(where: \.isTotal)?.columns.lowerBound }

  /// For each row of the table the column within a group, or the rows of
  /// each column where they overlap.
  private enum Membership {
    case codes([Int32])
    case flags([[Bool]])
  }

  /// Finds the columns.
  ///
  /// - Throws: A diagnostic when a column or a condition cannot be used, or
  ///   there are too many columns.
  init(
    _ banner: [BannerVariable], comparison: BannerLetters.Comparison?,
    data: AnalysisData
  ) throws(Diagnostic) {
    var banner = banner
    let hasTotal = banner.contains { variable in
      if case .total = variable { true } else { false }
    }
    if comparison == .total, !hasTotal { banner.insert(.total, at: 0) }
    var memberships: [Membership] = []
    for variable in banner {
      switch variable {
      case .total:
        if groups.contains(where: \.isTotal) { continue }
        add(
          "total", nil, [("total", LocalizedText(zh: "合计", en: "Total"))],
          isTotal: true)
        memberships.append(
          .codes([Int32](repeating: 0, count: data.table.rowCount)))
      case .variables(let names):
        memberships.append(try add(names, data))
      case .conditions(let label, let conditions):
        memberships.append(try add(label, conditions, data))
      }
    }
    for (index, group) in groups.enumerated()
    where groups[..<index].contains(where: { $0.name == group.name }) {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "the banner names '\(group.name)' twice",
        zh: "表头两次列出“\(group.name)”", help: "remove one of the two")
    }
    guard columns.count <= Self.maximumColumns else {
      throw Diagnostic(
        .wrongOption, at: Place(file: data.table.source.file),
        "the banner has \(columns.count) columns, and tables of up to"
          + " \(Self.maximumColumns) are made",
        zh: "表头有\(columns.count)列，制表最多\(Self.maximumColumns)列",
        help: "join values with a recode, or make several books")
    }
    setLetters(comparison)
    fill(memberships, data.domain, data.table.rowCount)
  }

  private mutating func add(
    _ name: String, _ label: LocalizedText?,
    _ found: [(name: String, label: LocalizedText)], isPartition: Bool = true,
    isTotal: Bool = false
  ) {
    let start = columns.count
    for column in found {
      columns.append(
        Column(name: column.name, label: column.label, letter: ""))
    }
    groups.append(
      Group(
        name: name, label: label, columns: start..<columns.count,
        isPartition: isPartition, isTotal: isTotal))
  }

  private mutating func add(
    _ names: [String], _ data: AnalysisData
  ) throws(Diagnostic) -> Membership {
    if names.count == 1,
      case .choices(let answers) =
        try data.table.column(names[0]).values
    {
      let column = try data.table.column(names[0])
      try check(names[0], answers.options.count, data)
      add(
        column.name, column.variable?.label ?? LocalizedText(column.name),
        answers.options.map { option in
          (
            "\(column.name)=\(option.code)",
            option.label ?? LocalizedText(option.code)
          )
        }, isPartition: false)
      return .flags(
        answers.options.indices.map { option in
          (0..<column.count).map {
            !column.missing.isMissing($0)
              && answers.isTicked(option, row: $0)
          }
        })
    }
    var codes = [Int32](repeating: 0, count: data.table.rowCount)
    var found: [(name: String, label: LocalizedText)] = [("", "")]
    var labels: [LocalizedText] = []
    for name in names {
      let column = try data.table.column(name)
      if case .choices = column.values {
        throw Diagnostic(
          .wrongOption, at: data.place(of: name),
          "'\(name)' has several answers and cannot be crossed with others",
          zh: "“\(name)”为多选题，不能与其他变量交叉",
          help: "name it alone in the banner")
      }
      labels.append(column.variable?.label ?? LocalizedText(name))
      let categories = column.categories()
      try check(name, categories.levels.count, data)
      let keys = DenseKeys(
        outer: codes, outerCount: found.count, inner: categories.codes,
        innerCount: categories.levels.count)
      let before = found
      found = (0..<keys.count).map { cell in
        let level = categories.levels[Int(keys.inner[cell])]
        let outer = before[Int(keys.outer[cell])]
        let label = level.label ?? LocalizedText(level.value)
        return (
          (outer.name.isEmpty ? "" : outer.name + ",")
            + "\(name)=\(level.value)",
          outer.name.isEmpty ? label : outer.label.crossed(label)
        )
      }
      codes = keys.codes
    }
    add(
      names.joined(separator: "*"),
      labels.dropFirst().reduce(labels.first ?? "") { $0.crossed($1) }, found)
    return .codes(codes)
  }

  private mutating func add(
    _ label: LocalizedText?, _ conditions: [BannerCondition],
    _ data: AnalysisData
  ) throws(Diagnostic) -> Membership {
    let number = groups.count { $0.name.hasPrefix("where-") } + 1
    add(
      "where-\(number)", label,
      conditions.indices.map {
        ("where-\(number)=\($0 + 1)", conditions[$0].label)
      }, isPartition: false)
    var flags: [[Bool]] = []
    for condition in conditions {
      flags.append(try condition.condition.rows(of: data.table))
    }
    return .flags(flags)
  }

  private func check(
    _ name: String, _ count: Int, _ data: AnalysisData
  ) throws(Diagnostic) {
    guard count > Self.maximumValues else { return }
    throw Diagnostic(
      .wrongOption, at: data.place(of: name),
      "'\(name)' has \(count) different values, and a banner takes up to"
        + " \(Self.maximumValues) of a variable",
      zh: "“\(name)”有\(count)个不同的值，表头中一个变量最多\(Self.maximumValues)个",
      help: "group them with a recode or a bin")
  }

  /// Letters start anew in each variable, because columns are compared
  /// within it; compared with the total, each needs one of its own.
  private mutating func setLetters(_ comparison: BannerLetters.Comparison?) {
    guard let comparison else { return }
    for group in groups where comparison == .total || group.columns.count > 1 {
      for column in group.columns {
        columns[column].letter = bannerLetter(
          comparison == .total ? column : column - group.columns.lowerBound)
      }
    }
  }

  private mutating func fill(
    _ memberships: [Membership], _ domain: [Bool]?, _ rowCount: Int
  ) {
    starts = [0]
    starts.reserveCapacity(rowCount + 1)
    members.reserveCapacity(rowCount * groups.count)
    let firsts = groups.map { Int32($0.columns.lowerBound) }
    for row in 0..<rowCount {
      if domain.map({ $0[row] }) ?? true {
        for (first, membership) in zip(firsts, memberships) {
          switch membership {
          case .codes(let codes):
            if codes[row] >= 0 { members.append(first + codes[row]) }
          case .flags(let flags):
            for column in flags.indices where flags[column][row] {
              members.append(first + Int32(column))
            }
          }
        }
      }
      starts.append(Int32(clamping: members.count))
    }
  }
}

extension LocalizedText {
  /// Both texts with a sign of multiplication between them.
  func crossed(_ other: LocalizedText) -> LocalizedText {
    LocalizedText(
      zh: "\(self[.chinese]) × \(other[.chinese])",
      en: "\(self[.english]) × \(other[.english])")
  }
}
