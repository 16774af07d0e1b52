import Settings
import SurveyData

/// How the table of a data set is made from what is read: files below each
/// other, columns of other tables beside it, another shape, and the recipe.
public struct Preparation: Sendable {
  /// A file whose rows are put below each other with those of others.
  public struct Part: Sendable {
    /// The file and how it is read.
    public var plan: DataPlan
    /// What its rows are called in the column of labels.
    public var label: String
  }

  /// A table to join.
  public struct Join: Sendable {
    /// The data set, or the name under which the file is read.
    public var name: PlacedName
    /// The file, where it is not a data set of the study.
    public var file: DataPlan?
    /// How it is joined.
    public var plan: JoinPlan
  }

  /// Another shape of the table.
  public enum Shape: Sendable {
    /// Columns become rows.
    case long(LongPlan)
    /// Rows become columns.
    case wide(WidePlan)
  }

  /// The label of the first file, and the files whose rows follow.
  public var firstLabel = ""
  /// The files whose rows follow.
  public var parts: [Part] = []
  /// How they are put together.
  public var append: AppendPlan?
  /// The tables to join, in order.
  public var joins: [Join] = []
  /// Another shape.
  public var shape: Shape?
  /// The steps that clean the table.
  public var recipe = Recipe()
  /// The data set as the study file has it, for the log.
  var node: SettingsNode?

  /// Creates a preparation that leaves a table as it is.
  public init() {}

  /// Whether anything is done to the table.
  public var isEmpty: Bool {
    parts.isEmpty && joins.isEmpty && shape == nil && recipe.steps.isEmpty
  }

  /// Every file that is read for it beside the first.
  public var files: [DataPlan] {
    parts.map(\.plan) + joins.compactMap(\.file)
  }
}

/// What became of a table before the analyses.
public struct PreparationLog: Sendable {
  /// The files behind it.
  public var sources: [DataSource]
  /// What was put together, in order.
  public var combining: [CombiningReport] = []
  /// The rows after each of these.
  public var combinedRows: [Int] = []
  /// What the recipe did.
  public var recipe: RecipeLog
}
