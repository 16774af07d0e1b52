import Diagnostics
import Settings
import SurveyData
import SurveyImport
import SurveyReport
import SurveyStatistics

/// A study as its file describes it: data, analyses and reports, with the
/// places where the file names them.
public struct Study: Sendable {
  /// The name of the study file, without its folder.
  public var file: String
  /// The folder of the study file as the user named it; paths in the study
  /// start there.
  public var folder: String
  /// A short name for identifiers: the file's name without its ending.
  public var id: String
  /// The title.
  public var title: LocalizedText
  /// A line below the title.
  public var subtitle: LocalizedText?
  /// The languages to write.
  public var languages: [Language]
  /// Whether the data are made up.
  public var isMadeUp: Bool
  /// Who made the data.
  public var source: LocalizedText?
  /// The confidence level of analyses that name none.
  public var level: Double
  /// The data sets in order.
  public var data: [DataPlan]
  /// The analyses in order.
  public var analyses: [AnalysisPlan]
  /// The sections of the report in order.
  public var sections: [SectionPlan]
  /// The report cards to write.
  public var cards: CardPlan?
  /// Which files a run writes.
  public var formats = FormatPlan()
  /// The study as its file has it, with everything filled in.
  var settings: SettingsNode?
  /// How charts look.
  public var theme = ReportTheme()
  /// The files that a log of prepared tables was written for.
  var preparedInputs: [PreparedInput] = []
}

/// A column that a study names, and where.
public struct ColumnReference: Sendable, Hashable {
  /// The name of the column.
  public var name: String
  /// Where the study names it.
  public var place: Place
}

/// A file that a study names, and where.
public struct FileReference: Sendable, Hashable {
  /// The path, relative to the study file.
  public var path: String
  /// Where the study names it.
  public var place: Place
  /// What is opened in its place, such as what came from standard input.
  var opened: String?

  /// Creates a reference.
  init(path: String, place: Place) {
    self.path = path
    self.place = place
  }
}

/// A data file and how to read it.
public struct DataPlan: Sendable {
  /// The name in the study.
  public var name: String
  /// The file.
  public var file: FileReference
  /// The codebook.
  public var codebook: FileReference?
  /// Further files of the codebook, such as the choices of a form.
  public var furtherCodebooks: [FileReference] = []
  /// How the file is to be read.
  public var options: ImportOptions
  /// A column whose values identify rows.
  public var key: ColumnReference?
  /// Only rows that meet this are kept.
  public var filter: RowExpression?
  /// The sampling design of its rows.
  public var design: DesignPlan?
  /// How its table is made from what is read.
  public var preparation = Preparation()
  /// The rules of quality.
  public var quality: QualityPlan?
  /// Whether the file is read in batches; `nil` leaves it to its size.
  public var readsInBatches: Bool?
}

/// A sampling design as the study describes it.
public struct DesignPlan: Sendable {
  /// Where the study describes it.
  public var place: Place
  /// Columns whose combinations are the strata.
  public var strata: [ColumnReference] = []
  /// Columns of the sampled clusters, one a stage.
  public var clusters: [ColumnReference] = []
  /// The column of weights.
  public var weights: ColumnReference?
  /// Columns of population sizes, one a stage.
  public var populations: [ColumnReference] = []
  /// What to do with a stratum of one cluster.
  public var singleCluster: SingleClusterPolicy = .fail
  /// Unequal probabilities of the first stage.
  public var unequal: UnequalPlan?
  /// Replicate weights.
  public var replicates: ReplicatePlan?
  /// The second phase.
  public var secondPhase: SecondPhasePlan?
  /// How the weights are changed before they are used.
  public var calibration: CalibrationPlan?

  /// Every column that it names.
  var columns: [ColumnReference] {
    strata + clusters + (weights.map { [$0] } ?? []) + populations
      + (unequal?.columns ?? []) + (replicates?.columns ?? [])
      + (secondPhase?.columns ?? [])
      + (calibration?.columns ?? [])
  }
}

/// An analysis and what it works on.
public struct AnalysisPlan: Sendable {
  /// The name in the study.
  public var name: String
  /// Where it stands.
  public var place: Place
  /// The title.
  public var title: LocalizedText?
  /// The title of the first chart; written from the numbers when missing.
  public var headline: LocalizedText? = nil
  /// The data set; `nil` for a method that works without one.
  public var data: String?
  /// The rows that it is about; the others stay in the design.
  public var domain: RowExpression?
  /// The groupings in turn, each of one or more crossed columns.
  public var groupings: [[ColumnReference]]
  /// The design, where it differs from that of the data set.
  public var design: DesignPlan?
  /// The confidence level.
  public var level: Double
  /// Whether the result is shown with the rows that rules of quality exclude
  /// too.
  public var comparesQuality = false
  /// The kind of analysis with its own keys.
  public var method: any AnalysisMethod

  /// The kind, such as `mean`.
  public var kind: String { type(of: method).kind }
}

/// A section of the report.
public struct SectionPlan: Sendable {
  /// The name in the study.
  public var name: String
  /// The heading.
  public var title: LocalizedText?
  /// The author's text.
  public var text: LocalizedText?
  /// The analyses that it shows.
  public var analyses: [String]
}

/// The cards of a report.
public struct CardPlan: Sendable {
  /// The evaluation whose cases get a card each.
  public var analysis: String
  /// The pattern of the file names.
  public var namePattern: String
  /// Where the study asks for them.
  public var place: Place
}
