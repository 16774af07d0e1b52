import Diagnostics
import SurveyData

/// A banner book: every question by every column of a banner, with letters
/// at the numbers that are significantly above others.
///
/// A share is Σw·[x = a]/Σw over the rows of the column that have an answer,
/// a mean Σwx/Σw. Each table is made from one pass over the rows: sums of
/// weights by column and answer in each sampled unit are all that shares,
/// standard errors, the covariance of any two columns and the tests need.
///
/// Columns are compared by t tests with the linearised covariance under the
/// design (Binder 1983), so that overlapping columns, columns of a question
/// with several answers and a total with its parts are compared correctly.
/// Whether a question depends on a banner variable at all is tested by Rao
/// and Scott's F (1984).
///
/// Edge cases:
///
/// - An empty column has no numbers; one with a single first-stage unit has
///   no standard error.
/// - Below the minimum base numbers are marked and not compared.
/// - Two columns where everybody agrees are not compared: a variance of 0
///   says that the sample cannot tell.
/// - Designs with replicate weights, calibrated weights or unequal
///   probabilities take their own way to the covariance, which is slower.
///
/// Checked against R survey (`svyby`, `svycontrast`, `svychisq`,
/// `regTermTest`) in `Tests/References/banner` and, for the adjustments,
/// `Tests/References/survey`.
public struct BannerAnalysis: Analysis {
  /// `banner`.
  public static let kind = "banner"

  /// The questions; `*` stands for any letters of a name.
  public var questions: [String]
  /// Columns, rows and letters.
  public var options: BannerOptions
  /// The groups that have books of their own.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    questions: [String], options: BannerOptions, by: [[String]] = []
  ) {
    self.questions = questions
    self.options = options
    self.by = by
  }

  /// Makes the tables.
  ///
  /// - Throws: A diagnostic when a column or value does not exist or cannot
  ///   be shown.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try GroupedTables(by, data: data).outcome(of: data, run: book)
  }

  private func book(
    _ data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let (frame, results) = try results(on: data)
    let tables = BannerTables(
      frame: frame, results: results, options: options, level: data.level)
    return AnalysisOutcome(
      conventions: conventions(data, frame, results),
      formula: "p = Σw·[x = a] / Σw; t = (p₁ − p₂) / √(V₁₁ + V₂₂ − 2V₁₂)",
      details: .tables(tables.all, finding: tables.finding))
  }

  /// Refuses what `run` would refuse.
  ///
  /// - Throws: What `run` throws about columns and conditions.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try GroupedTables(by, data: data)
    let file = data.table.source.file
    var usedNets: Set<Int> = []
    for column in try columns(data) {
      // Only texts can be refused, and nets may belong to any.
      if case .texts = column.values {
      } else if options.nets.isEmpty {
        continue
      }
      let question = try BannerQuestion(column, options: options, file: file)
      usedNets.formUnion(question.usedNets)
    }
    try checkNets(usedNets, file)
    for variable in options.banner {
      switch variable {
      case .total: continue
      case .variables(let names):
        for name in names { _ = try data.table.column(name) }
      case .conditions(_, let conditions):
        for condition in conditions {
          _ = try condition.condition.rows(of: data.table)
        }
      }
    }
  }

  /// What was found, question after question.
  func results(
    on data: AnalysisData
  ) throws(Diagnostic) -> (BannerFrame, [BannerResult]) {
    try data.requireNames(questions, kind: Self.kind)
    let wanted = try columns(data)
    let columns = try BannerColumns(
      options.banner, comparison: options.letters?.comparison, data: data)
    guard columns.count > 0 else {
      throw Diagnostic(
        .nothingToEstimate, at: Place(file: data.table.source.file),
        "the banner has no column",
        zh: "交叉总表没有列", help: "name total, or a variable")
    }
    let frame = BannerFrame(columns: columns, design: data.design)
    let file = data.table.source.file
    let (options, level) = (options, data.level)
    // Replicates use all cores themselves.
    let made = RowBlocks.map(
      wanted.count, threads: frame.isDirect ? Self.threads : 1
    ) { index -> Result<BannerResult, Diagnostic> in
      do throws(Diagnostic) {
        let question = try BannerQuestion(
          wanted[index], options: options, file: file)
        return .success(
          BannerResult(question, frame, options: options, level: level))
      } catch {
        return .failure(error)
      }
    }
    var results: [BannerResult] = []
    for result in made { results.append(try result.get()) }
    try checkNets(Set(results.flatMap(\.question.usedNets)), file)
    return (frame, results)
  }

  /// As many threads as work on the questions at a time; each needs room
  /// for the sums of one.
  private static let threads = 2

  /// The columns of the questions, in the order of their names or, for a
  /// pattern, of the file.
  private func columns(
    _ data: AnalysisData
  ) throws(Diagnostic) -> [Column] {
    var result: [Column] = []
    for name in questions {
      let isPattern = name.contains("*") && data.table[name] == nil
      let found =
        isPattern
        ? data.table.columns.filter { matches($0.name, name) }
        : [try data.table.column(name)]
      guard !found.isEmpty else {
        throw Diagnostic(
          .unknownColumn, at: Place(file: data.table.source.file),
          "no column has a name like '\(name)'",
          zh: "没有名称形如“\(name)”的列",
          help: data.table.helpFinding(
            name.replacing("*", with: ""), shown: 20))
      }
      for column in found
      where !result.contains(where: { $0.name == column.name }) {
        result.append(column)
      }
    }
    return result
  }

  /// Whether a name fits a pattern in which `*` stands for anything.
  private func matches(_ name: String, _ pattern: String) -> Bool {
    let parts = pattern.split(
      separator: "*", omittingEmptySubsequences: false)
    guard let first = parts.first, let last = parts.last, parts.count > 1,
      name.hasPrefix(first)
    else { return false }
    var rest = name.dropFirst(first.count)
    for part in parts.dropFirst().dropLast() where !part.isEmpty {
      guard let range = rest.firstRange(of: part) else { return false }
      rest = rest[range.upperBound...]
    }
    return rest.count >= last.count && rest.hasSuffix(last)
  }

  private func checkNets(
    _ used: Set<Int>, _ file: String
  ) throws(Diagnostic) {
    for (index, net) in options.nets.enumerated() where !used.contains(index) {
      let values = net.values.joined(separator: ", ")
      throw Diagnostic(
        .unknownValue, at: Place(file: file),
        "no question has a value of the net '\(net.label[.chinese])':"
          + " \(values)",
        zh: "没有题目含有合并项“\(net.label[.chinese])”的值：\(values)",
        help: "name values as the file or the codebook writes them")
    }
  }
}
