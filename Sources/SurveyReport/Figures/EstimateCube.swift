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

  /// The name of a subject; values of a single variable stand alone.
  func label(_ subject: Subject) -> String {
    let estimate = estimates.first { Self.subject($0) == subject }
    let variable = context.label(estimate?.label, subject.variable)
    guard let category = subject.category else { return variable }
    let value = context.label(estimate?.categoryLabel, category)
    return Set(subjects.map(\.variable)).count == 1
      ? value : context.words.pair(variable, value)
  }

  /// The name of a variable.
  func variableLabel(_ variable: String) -> String {
    let estimate = estimates.first { $0.variable == variable }
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
      : context.words.group(group.map { context.label($0.label, $0.value) })
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
