import SurveyData

/// The estimates of one result, found by what they are about.
struct EstimateCube: Sendable {
  /// What a number is about: a variable, or one of its values.
  struct Subject: Hashable, Sendable {
    var variable: String
    var category: String?
  }

  private struct Key: Hashable {
    var subject: Subject
    var values: [String]
    var grouping: [String]
    var statistic: String
  }

  /// All estimates.
  let estimates: [Estimate]
  /// The subjects, in the order of their first estimate.
  let subjects: [Subject]
  /// The statistics, in the order of their first estimate.
  let statistics: [String]
  /// The groupings as names of variables, without the one of all rows.
  let groupings: [[String]]

  private let positions: [Key: Int]
  private let context: Context

  /// Arranges `estimates`.
  init(_ estimates: [Estimate], _ context: Context) {
    self.estimates = estimates
    self.context = context
    subjects = Self.distinct(estimates.map(Self.subject))
    statistics = Self.distinct(estimates.map(\.statistic))
    groupings = Self.distinct(estimates.map { $0.group.map(\.variable) })
      .filter { !$0.isEmpty }
    positions = Dictionary(
      estimates.enumerated().map { (Self.key($0.element), $0.offset) },
      uniquingKeysWith: { first, _ in first })
  }

  /// The estimate of a statistic for a subject in a group.
  func callAsFunction(
    _ subject: Subject, _ group: [GroupTerm], _ statistic: String
  ) -> Estimate? {
    let key = Key(
      subject: subject, values: group.map(\.value),
      grouping: group.map(\.variable), statistic: statistic)
    return positions[key].map { estimates[$0] }
  }

  /// The groups of a grouping, in the order of their first estimate.
  func groups(_ grouping: [String]) -> [[GroupTerm]] {
    Self.distinct(
      estimates.map(\.group).filter { $0.map(\.variable) == grouping })
  }

  /// All estimates of one statistic.
  func all(_ statistic: String) -> [Estimate] {
    estimates.filter { $0.statistic == statistic }
  }

  /// The variables, in the order of their first estimate.
  var variables: [String] { Self.distinct(subjects.map(\.variable)) }

  /// Whether several variables are each about one value only, and about the
  /// same, such as the share of "yes".
  var hasOneCategory: Bool {
    subjects.count > 1 && variables.count == subjects.count
      && subjects[0].category != nil
      && Set(subjects.map(\.category)).count == 1
  }

  /// The kinds of numbers that a statistic has, in the order of their first
  /// estimate: a difference may be one of shares and one of days.
  func units(of statistic: String) -> [Estimate.Unit] {
    Self.distinct(all(statistic).map(\.unit))
  }

  /// The name of a subject; values of a single variable stand alone, and so
  /// do variables that are all about the same value.
  ///
  /// - Parameter statistic: The statistic that is named, where a variable may
  ///   have another label for each: a median, and a difference of means.
  func label(_ subject: Subject, of statistic: String? = nil) -> String {
    let estimate = first(statistic) { Self.subject($0) == subject }
    let variable = context.label(estimate?.label, subject.variable)
    guard let category = subject.category, !hasOneCategory else {
      return variable
    }
    let value = context.label(estimate?.categoryLabel, category)
    return Set(subjects.map(\.variable)).count == 1
      ? value : context.words.pair(variable, value)
  }

  /// The first estimate of a kind, one of the statistic where there is one.
  private func first(
    _ statistic: String?, _ isOne: (Estimate) -> Bool
  ) -> Estimate? {
    statistic.flatMap { name in
      estimates.first { $0.statistic == name && isOne($0) }
    } ?? estimates.first(where: isOne)
  }

  /// The name of a variable, as one of its statistics has it.
  func variableLabel(
    _ variable: String, of statistic: String? = nil
  ) -> String {
    let estimate = first(statistic) { $0.variable == variable }
    return context.label(estimate?.label, variable)
  }

  /// The name of a grouping.
  func label(grouping: [String]) -> String {
    let terms = groups(grouping).first ?? []
    return context.words.crossed(
      terms.map { context.label($0.variableLabel, $0.variable) })
  }

  /// The name of a group.
  func label(group: [GroupTerm]) -> String {
    group.isEmpty
      ? context.words.overall
      : context.words.group(group.map(context.label))
  }

  /// Whether some values have intervals and others have none.
  static func lacksSomeIntervals(_ estimates: [Estimate]) -> Bool {
    let valued = estimates.filter { $0.value != nil }
    return valued.contains { $0.interval == nil }
      && valued.contains { $0.interval != nil }
  }

  /// The name of a file about this result.
  ///
  /// - Parameters:
  ///   - name: The name of the result, already safe.
  ///   - parts: What the file shows of it.
  ///   - subject: The one subject it is about, where there are several.
  ///   - grouping: The groups it compares.
  func fileName(
    _ name: String, _ parts: [String] = [], subject: Subject? = nil,
    by grouping: [String] = []
  ) -> String {
    var parts = [name] + parts
    if let subject, subjects.count > 1,
      let position = subjects.firstIndex(of: subject)
    {
      let names = uniqueSlugs(
        subjects.map {
          [$0.variable, $0.category].compactMap { $0 }.joined(separator: "_")
        })
      parts.insert(names[position], at: 1)
    }
    if let position = groupings.firstIndex(of: grouping) {
      let names = uniqueSlugs(groupings.map { $0.joined(separator: "_") })
      let by = "by-\(names[position])"
      // An analysis often says in its name already how it groups.
      if subjects.count > 1 || !name.hasSuffix("-\(by)") { parts.append(by) }
    }
    return slug(parts.joined(separator: "-"))
  }

  private static func subject(_ estimate: Estimate) -> Subject {
    Subject(variable: estimate.variable, category: estimate.category)
  }

  private static func key(_ estimate: Estimate) -> Key {
    Key(
      subject: subject(estimate), values: estimate.group.map(\.value),
      grouping: estimate.group.map(\.variable), statistic: estimate.statistic)
  }

  private static func distinct<Element: Hashable>(
    _ elements: [Element]
  ) -> [Element] {
    var seen: Set<Element> = []
    return elements.filter { seen.insert($0).inserted }
  }
}
