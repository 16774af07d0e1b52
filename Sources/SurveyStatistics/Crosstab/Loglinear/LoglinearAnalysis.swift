import Diagnostics
import LinearAlgebra
import SurveyData

/// Loglinear models of several variables crossed, under the design.
///
/// The model has the main effects of all variables and the interactions
/// named, with everything below them; it is compared with a larger one, or
/// with the model of every interaction, by deviance and score.
///
/// Edge cases:
///
/// - Rows missing in any of the variables are left out.
/// - A model that does not settle, or whose comparison is not defined, is
///   reported in the tables as not available.
///
/// Checked against R survey 4.1-1 (`svyloglin`, `anova`) in
/// `Tests/References/crosstab`.
public struct LoglinearAnalysis: Analysis {
  /// `loglinear`.
  public static let kind = "loglinear"

  /// The variables, two to five.
  public var variables: [String]
  /// The interactions of the model.
  public var interactions: [[String]]
  /// Those of the larger model it is compared with; `nil` for all.
  public var against: [[String]]?
  /// The groups that have models of their own.
  public var by: [[String]]

  /// Creates the analysis.
  public init(
    variables: [String], interactions: [[String]] = [],
    against: [[String]]? = nil, by: [[String]] = []
  ) {
    self.variables = variables
    self.interactions = interactions
    self.against = against
    self.by = by
  }

  /// Fits and compares the models.
  ///
  /// - Throws: A diagnostic when a column does not exist or cannot be
  ///   crossed, or a model is not nested in the other.
  public func run(
    on data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    try GroupedTables(by, data: data).outcome(of: data, run: fitted)
  }

  private func fitted(
    _ data: AnalysisData
  ) throws(Diagnostic) -> AnalysisOutcome {
    let (sides, terms) = try prepared(data)
    let layout = LoglinearLayout(
      analysis: self, data: data, sides: sides, terms: terms)
    return AnalysisOutcome(
      conventions: [
        Convention(
          "missing", "excluded",
          LocalizedText(
            zh: "缺失值：任一变量缺失的记录不计入。",
            en: "Missing answers: rows missing in any variable are left out.")),
        Convention(
          "contrasts", "sum",
          LocalizedText(
            zh: "系数：各变量的效应之和为零，最后一类未列出。",
            en: "Coefficients: effects add up to 0 over the values of a"
              + " variable; the last value is not listed.")),
      ] + data.design.conventions,
      formula: "log π = θ₀ + xᵀθ", details: layout.details())
  }

  /// Refuses columns that cannot be crossed.
  ///
  /// - Throws: What `run` throws about them.
  public func check(on data: AnalysisData) throws(Diagnostic) {
    _ = try prepared(data)
    _ = try GroupedTables(by, data: data)
  }

  /// The sets of variables of each model, lower ones first.
  struct Terms {
    var model: [[Int]]
    var further: [[Int]]
  }

  private func prepared(
    _ data: AnalysisData
  ) throws(Diagnostic) -> (sides: [CrosstabVariable], terms: Terms) {
    let place = Place(file: data.table.source.file)
    guard variables.count >= 2, variables.count <= 5,
      Set(variables).count == variables.count
    else {
      throw Diagnostic(
        .wrongOption, at: place,
        "a loglinear model has two to five different variables",
        zh: "对数线性模型须有二至五个不同的变量",
        help: "name them with 'variables'")
    }
    var sides: [CrosstabVariable] = []
    var count = 1
    for name in variables {
      let side = try CrosstabVariable(name, showsMissing: false, data: data)
      count *= max(1, side.levels.count)
      sides.append(side)
    }
    guard count <= CrosstabAnalysis.maximumCells else {
      throw Diagnostic(
        .wrongOption, at: place,
        "the variables make \(count) cells, and a loglinear model has up to"
          + " \(CrosstabAnalysis.maximumCells)",
        zh: "各变量共有\(count)格，对数线性模型最多\(CrosstabAnalysis.maximumCells)格",
        help: "group their values with a recipe")
    }
    let model = try terms(interactions, place)
    let larger =
      try against.map { lists throws(Diagnostic) in
        try terms(lists, place)
      } ?? subsets(Array(variables.indices))
    guard model.allSatisfy({ larger.contains($0) }), larger.count > model.count
    else {
      throw Diagnostic(
        .wrongOption, at: place,
        "the model has to be nested in the one it is compared with, and to"
          + " have fewer terms",
        zh: "模型须嵌套于所比较的模型之中，且项数更少",
        help: "give the larger model's interactions with 'against'")
    }
    return (
      sides, Terms(model: model, further: larger.filter { !model.contains($0) })
    )
  }

  /// The main effects and the interactions with all below them.
  private func terms(
    _ lists: [[String]], _ place: Place
  ) throws(Diagnostic) -> [[Int]] {
    var result = variables.indices.map { [$0] }
    for list in lists {
      var positions: [Int] = []
      for name in list {
        guard let position = variables.firstIndex(of: name) else {
          throw Diagnostic(
            .wrongOption, at: place,
            "the interaction '\(list.joined(separator: "*"))' names"
              + " '\(name)', which is none of the variables",
            zh: "交互项“\(list.joined(separator: "*"))”中的“\(name)”不是所列变量",
            help: nearest(to: name, in: variables).map {
              "did you mean '\($0)'?"
            } ?? "choose among: \(variables.joined(separator: ", "))")
        }
        if !positions.contains(position) { positions.append(position) }
      }
      for subset in subsets(positions.sorted()) where !result.contains(subset) {
        result.append(subset)
      }
    }
    return result.sorted { ($0.count, $0[0]) < ($1.count, $1[0]) }
  }

  private func subsets(_ positions: [Int]) -> [[Int]] {
    var result: [[Int]] = [[]]
    for position in positions { result += result.map { $0 + [position] } }
    return result.filter { !$0.isEmpty }.sorted {
      $0.count == $1.count
        ? $0.lexicographicallyPrecedes($1)
        : $0.count < $1.count
    }
  }
}
