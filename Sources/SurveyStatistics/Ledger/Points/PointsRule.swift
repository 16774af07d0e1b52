import Diagnostics
import SurveyData

/// What an activity earns: `reception=5;opinion=0.5;resolved=1`.
///
/// A term that stands for a column of counts earns its points for each of
/// them; any other term earns them once a row.
public struct PointsRule: Sendable, Hashable {
  /// One term.
  public struct Term: Sendable, Hashable {
    /// The name.
    public var name: String
    /// The points.
    public var points: Double
  }

  /// The terms in the order of the text.
  public let terms: [Term]

  /// Reads a rule; `nil` unless every part is `name=number` with a name of
  /// its own.
  public init?(_ text: String) {
    var terms: [Term] = []
    for part in text.split(whereSeparator: { ";；".contains($0) }) {
      let sides = part.split(
        maxSplits: 1, omittingEmptySubsequences: false,
        whereSeparator: { "=＝".contains($0) })
      guard sides.count == 2,
        let points = Double(sides[1].filter { !$0.isWhitespace }),
        points.isFinite
      else { return nil }
      var name = sides[0]
      while name.first?.isWhitespace == true { name.removeFirst() }
      while name.last?.isWhitespace == true { name.removeLast() }
      guard !name.isEmpty, !terms.contains(where: { $0.name == name }) else {
        return nil
      }
      terms.append(Term(name: String(name), points: points))
    }
    guard !terms.isEmpty else { return nil }
    self.terms = terms
  }

  /// The columns that terms of the schema of activities count.
  public static let schemaTerms = [
    "opinion": "opinions_collected", "collected": "opinions_collected",
    "forwarded": "opinions_forwarded", "answered": "opinions_answered",
    "resolved": "opinions_resolved", "visitor": "visitors", "hour": "hours",
    "deputy": "deputies_present",
  ]
}

/// How points of activities are added up.
public struct PointsOptions: Sendable, Hashable {
  /// The column of the unit that earns them.
  public var unit = "station_id"
  /// The column with the rule of each row.
  public var ruleColumn = "points_rule"
  /// One rule for all rows, instead of a column.
  public var rule: PointsRule?
  /// The column with the points that the file gives.
  public var recorded = "points"
  /// The column of the day.
  public var day = "held_on"
  /// The columns of counts that terms stand for.
  public var terms = PointsRule.schemaTerms
  /// The most points a unit gets for a term in a calendar month.
  public var termCaps: [String: Double] = [:]
  /// The most points a unit gets in a calendar month.
  public var monthCap: Double?
  /// The most points a unit gets in a calendar year.
  public var yearCap: Double?

  /// The columns of the schema of activities, and no caps.
  public init() {}
}

/// Points of activities, added up by unit.
///
///     row    Σ points of a term × its count
///     month  min(cap of the month, Σ over terms min(cap of the term, Σ rows))
///     unit   Σ over years min(cap of the year, Σ months)
///
/// Edge cases:
///
/// - A row without a unit, or with a rule that cannot be read, earns nothing
///   and is counted; one without a day has a month of its own.
/// - A missing count is 0.
struct PointsLedger {
  /// What a unit earned.
  struct Unit {
    var name: String
    var rows: [Int] = []
    /// By the rule, without caps.
    var earned = 0.0
    /// After the caps.
    var capped = 0.0
    /// What the file gives.
    var recorded = 0.0
    var hasRecorded = false
    /// Its activities, to be drawn.
    var drawable = PointsDraws.Unit(activities: [], slots: [])
  }

  /// A term over all units.
  struct TermSum {
    var name: String
    var count = 0.0
    var earned = 0.0
    var capped = 0.0
  }

  private(set) var units: [Unit] = []
  private(set) var terms: [TermSum] = []
  /// The points of each row by the rule; not-a-number where there is none.
  private(set) var points: [Double]
  /// The points that the file gives.
  let recorded: [Double]?
  /// The distinct rules and how many rows each has.
  private(set) var rules: [(text: String, rows: Int)] = []
  /// Rows whose rule cannot be read.
  private(set) var unread: [Int] = []
  /// Rows whose points differ from the rule.
  private(set) var different: [Int] = []
  /// Rows without a unit.
  private(set) var unnamed = 0
  /// The most that is counted.
  private(set) var caps = PointsCaps(terms: [])
  /// The first and the last month of the ledger, counted from year 0.
  var period: ClosedRange<Int>? {
    let months = units.flatMap { $0.drawable.slots.map(\.month) }.filter {
      $0 >= 0
    }
    guard let first = months.min(), let last = months.max() else { return nil }
    // A day far off is a slip of the pen, not a period of thousands of years.
    return last - first < 12 * 200 ? first...last : nil
  }

  private let table: Table
  private let options: PointsOptions

  init(
    _ table: Table, domain: [Bool]?, options: PointsOptions
  ) throws(Diagnostic) {
    self.table = table
    self.options = options
    points = [Double](repeating: .nan, count: table.rowCount)
    recorded = table[options.recorded]?.numbers()
    let unit = try table.column(options.unit).categories()
    let months = try Self.months(table, options)
    let parts = try Parts(table, options)
    var earned: [[[Slot: Double]]] = []
    var position = [Int](repeating: -1, count: unit.levels.count)
    var termPosition: [String: Int] = [:]
    var ruleCounts: [String: Int] = [:]
    for row in 0..<table.rowCount where domain?[row] ?? true {
      guard unit.codes[row] >= 0 else {
        unnamed += 1
        continue
      }
      let level = Int(unit.codes[row])
      if position[level] < 0 {
        position[level] = units.count
        units.append(Unit(name: unit.levels[level].value))
        earned.append([])
      }
      let index = position[level]
      units[index].rows.append(row)
      if let given = recorded?[row], !given.isNaN {
        units[index].recorded += given
        units[index].hasRecorded = true
      }
      guard let (text, rule) = parts.rule(row) else {
        unread.append(row)
        continue
      }
      ruleCounts[text, default: 0] += 1
      var total = 0.0
      var activity: [Slot: Double] = [:]
      for term in rule.terms {
        let count = parts.count(term.name, row)
        let points = term.points * count
        total += points
        let place = termPosition[term.name] ?? terms.count
        if place == terms.count {
          termPosition[term.name] = place
          terms.append(TermSum(name: term.name))
        }
        terms[place].count += count
        terms[place].earned += points
        activity[Slot(month: months[row], term: place), default: 0] += points
      }
      earned[index].append(activity)
      points[row] = total
      units[index].earned += total
      if let given = recorded?[row], !given.isNaN,
        abs(given - total) > 1e-9 * max(1, abs(total))
      {
        different.append(row)
      }
    }
    rules = ruleCounts.sorted {
      $0.value == $1.value ? $0.key < $1.key : $0.value > $1.value
    }.map { ($0.key, $0.value) }
    caps = PointsCaps(
      terms: terms.map { options.termCaps[$0.name] }, month: options.monthCap,
      year: options.yearCap)
    for index in units.indices { cap(index, earned[index]) }
    units.sort {
      $0.name.unicodeScalars.lexicographicallyPrecedes($1.name.unicodeScalars)
    }
  }

  /// A month and a term.
  private struct Slot: Hashable, Comparable {
    var month: Int
    var term: Int

    static func < (left: Slot, right: Slot) -> Bool {
      (left.month, left.term) < (right.month, right.term)
    }
  }

  /// Adds up the activities of a unit.
  private mutating func cap(_ index: Int, _ activities: [[Slot: Double]]) {
    let slots = Set(activities.flatMap(\.keys)).sorted()
    let positions = Dictionary(
      uniqueKeysWithValues: zip(slots, slots.indices))
    var sums = [Double](repeating: 0, count: slots.count)
    var earnings: [[PointsDraws.Earning]] = []
    for activity in activities {
      var own: [PointsDraws.Earning] = []
      for (slot, points) in activity.sorted(by: { $0.key < $1.key }) {
        let position = positions[slot] ?? 0
        sums[position] += points
        own.append(PointsDraws.Earning(slot: position, points: points))
      }
      earnings.append(own)
    }
    let pairs = slots.map { (month: $0.month, term: $0.term) }
    units[index].drawable = PointsDraws.Unit(
      activities: earnings, slots: pairs)
    units[index].capped = caps.total(pairs, sums)
    for (slot, sum) in zip(slots, sums) {
      terms[slot.term].capped += caps.ofTerm(slot.term, sum)
    }
  }

  /// The month of each row, counted from year 0; rows without a day share -1.
  private static func months(
    _ table: Table, _ options: PointsOptions
  ) throws(Diagnostic) -> [Int] {
    let needsMonths =
      options.monthCap != nil || options.yearCap != nil
      || !options.termCaps.isEmpty
    guard let column = table[options.day] else {
      if needsMonths { _ = try table.column(options.day) }
      return [Int](repeating: -1, count: table.rowCount)
    }
    return try LedgerFrame.days(column, table).map { number in
      guard let day = LedgerFrame.day(number) else { return -1 }
      let parts = day.components
      return 12 * parts.year + parts.month - 1
    }
  }

  /// The rules and counts of a table.
  private struct Parts {
    let rule: (Int) -> (String, PointsRule)?
    let counts: [String: [Double]]

    init(_ table: Table, _ options: PointsOptions) throws(Diagnostic) {
      var counts: [String: [Double]] = [:]
      for (term, name) in options.terms {
        if let numbers = table[name]?.numbers() { counts[term] = numbers }
      }
      self.counts = counts
      if let fixed = options.rule {
        let text = fixed.terms.map { "\($0.name)=\(plainText($0.points))" }
          .joined(separator: ";")
        rule = { _ in (text, fixed) }
        return
      }
      let column = try table.column(options.ruleColumn)
      var known: [String: PointsRule?] = [:]
      for row in 0..<table.rowCount {
        if let text = column.text(at: row), known[text] == nil {
          known[text] = .some(PointsRule(text))
        }
      }
      let parsed = known
      rule = { row in
        guard let text = column.text(at: row), let found = parsed[text],
          let rule = found
        else { return nil }
        return (text, rule)
      }
    }

    /// How often a row earns a term.
    func count(_ term: String, _ row: Int) -> Double {
      guard let numbers = counts[term] else { return 1 }
      return numbers[row].isNaN ? 0 : numbers[row]
    }
  }
}
