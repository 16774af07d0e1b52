import Diagnostics
import SurveyData

/// How the weights of a design are changed before anything is estimated:
/// steps that work on what the step before left.
public struct WeightingPlan: Sendable, Hashable {
  /// One change of the weights.
  public enum Step: Sendable, Hashable {
    /// Respondents take over the weight of those who did not answer.
    case nonresponse(NonresponseAdjustment)
    /// The weights are made to meet known totals.
    case calibration(Calibration)
    /// Weights beyond thresholds are cut.
    case trim(WeightTrimming)
  }

  /// The steps in order.
  public var steps: [Step]

  /// Creates a plan.
  public init(_ steps: [Step]) { self.steps = steps }
}

/// A step that makes weights meet known totals.
///
/// Sources: Deming and Stephan (1940) for raking; Deville and Särndal (1992)
/// for the distances of the other methods.
public struct Calibration: Sendable, Hashable {
  /// How far weights may move, and what measures it.
  public enum Method: String, Sendable, CaseIterable, Hashable {
    /// One margin: each cell is multiplied to its target.
    case poststratify
    /// Several margins in turn until all of them are met.
    case rake
    /// Generalised regression (GREG): g = 1 + xλ, cut at `bounds` if any.
    case linear
    /// The distance of raking, also for totals of numbers: g = exp(xλ).
    case raking
    /// The logit distance: g stays between `bounds`.
    case logit
  }

  /// What becomes of rows without a value of a margin.
  public enum MissingMargin: String, Sendable, CaseIterable, Hashable {
    /// They are refused.
    case refuse
    /// They are a category of their own that keeps its share of the weights;
    /// the targets are shared out among the others.
    case category
  }

  /// How the variance treats margins that were raked.
  public enum RakingVariance: String, Sendable, CaseIterable, Hashable {
    /// Unweighted means of the margins are taken away in turn, ten times, as
    /// in R's survey package.
    case sweep
    /// Residuals of the weighted regression on all margins (Deville and
    /// Särndal 1992).
    case regression
  }

  /// The method.
  public var method: Method
  /// The targets.
  public var margins: [TargetMargin]
  /// The column within whose values targets hold.
  public var segments: String?
  /// The size of the population, by segment; the empty name is everybody.
  public var totals: [String: Double]
  /// The smallest and the largest factor.
  public var bounds: ClosedRange<Double>?
  /// Rows without a value.
  public var missing: MissingMargin
  /// The variance of raked margins.
  public var rakingVariance: RakingVariance
  /// The column with what the residuals' variance of each row is a multiple
  /// of, where rows differ in it; not for margins alone.
  public var residualVariance: String? = nil
  /// Thresholds that are applied between rounds of raking.
  public var trimming: WeightTrimming?
  /// What the numbers of targets are.
  public var numbers: TargetNumbers = .either
  /// Where a study describes the step.
  public var stated = StatedPlace()
  /// How often raking and trimming follow each other at most.
  public var cycles: Int
  /// How many rounds are tried.
  public var maximumIterations: Int

  /// Creates a step.
  public init(
    _ method: Method, margins: [TargetMargin], segments: String? = nil,
    totals: [String: Double] = [:], bounds: ClosedRange<Double>? = nil,
    missing: MissingMargin = .refuse, rakingVariance: RakingVariance = .sweep,
    trimming: WeightTrimming? = nil, cycles: Int = 50,
    maximumIterations: Int = 1000
  ) {
    self.method = method
    self.margins = margins
    self.segments = segments
    self.totals = totals
    self.bounds = bounds
    self.missing = missing
    self.rakingVariance = rakingVariance
    self.trimming = trimming
    self.cycles = cycles
    self.maximumIterations = maximumIterations
  }
}

/// What the numbers of targets are.
public enum TargetNumbers: String, Sendable, CaseIterable, Hashable {
  /// Counts, unless they add up to 1 or to 100.
  case either
  /// Counts, whatever they add up to.
  case counts
  /// Shares or percentages, or other numbers in proportion to them.
  case shares
}

/// Where a study says something. It makes no difference to what is said: all
/// places are equal.
public struct StatedPlace: Sendable, Hashable {
  /// The place; `nil` for what was made without a study.
  public var place: Place?

  /// Creates a place.
  public init(_ place: Place? = nil) { self.place = place }

  /// Always true.
  public static func == (left: Self, right: Self) -> Bool { true }

  /// Adds nothing.
  public func hash(into hasher: inout Hasher) {}
}

/// Known totals of one variable, of the cells of several crossed, or of a
/// number.
public struct TargetMargin: Sendable, Hashable {
  /// The target of one cell.
  public struct Cell: Sendable, Hashable {
    /// The value of each variable, or its label.
    public var values: [String]
    /// How many units there are, or their share.
    public var target: Double
    /// Where the study names it.
    public var stated = StatedPlace()

    /// Creates a target.
    public init(_ values: [String], _ target: Double) {
      self.values = values
      self.target = target
    }
  }

  /// What is known.
  public enum Target: Sendable, Hashable {
    /// The cells of a margin, in counts, shares or percentages.
    case cells([Cell])
    /// The total of a number.
    case total(Double)
  }

  /// The variables; one for a total.
  public var variables: [String]
  /// The value of the segment that it holds in.
  public var segment: String?
  /// What is known.
  public var target: Target
  /// Where the study names it.
  public var stated = StatedPlace()

  /// Creates a margin.
  public init(
    _ variables: [String], segment: String? = nil, _ target: Target
  ) {
    self.variables = variables
    self.segment = segment
    self.target = target
  }

  /// Its name in messages and tables.
  public var name: String { variables.joined(separator: "*") }
}

/// Thresholds of weights.
public struct WeightTrimming: Sendable, Hashable {
  /// How what was cut is given to the other weights.
  public enum Redistribution: String, Sendable, CaseIterable, Hashable {
    /// The same amount to each, as in R's survey package.
    case equal
    /// In proportion to the weights.
    case proportional
  }

  /// The smallest weight, such as `0.3 * mean`.
  public var lower: WeightThreshold?
  /// The largest weight, such as `median + 3.5 * iqr`.
  public var upper: WeightThreshold?
  /// Whether cutting goes on until no weight is beyond a threshold.
  public var isStrict: Bool
  /// Who gets what was cut.
  public var redistribution: Redistribution

  /// Creates thresholds.
  public init(
    lower: WeightThreshold? = nil, upper: WeightThreshold? = nil,
    isStrict: Bool = false, redistribution: Redistribution = .equal
  ) {
    self.lower = lower
    self.upper = upper
    self.isStrict = isStrict
    self.redistribution = redistribution
  }
}

/// How respondents take over the weight of those who did not answer.
public struct NonresponseAdjustment: Sendable, Hashable {
  /// What is known of a sampled row.
  public enum Status: String, Sendable, CaseIterable, Hashable {
    /// Answered.
    case respondent
    /// Belongs to the population and did not answer.
    case nonrespondent
    /// Does not belong to the population.
    case ineligible
    /// Nobody knows whether it belongs to the population.
    case unknown
  }

  /// Among whom the weight is passed on.
  public enum Method: Sendable, Hashable {
    /// Within the cells of the variables.
    case cells([String])
    /// By the chance to answer, from a logistic regression on the variables;
    /// within classes of equal size when there is a number of them.
    case propensity([String], classes: Int?)
  }

  /// The column that holds the status.
  public var column: String
  /// Which values stand for which status.
  public var values: [Status: [String]]
  /// Among whom the weight is passed on.
  public var method: Method
  /// Whether a part of the unknown counts as ineligible, as large as among
  /// the known ones.
  public var sharesUnknown: Bool

  /// Creates an adjustment.
  public init(
    column: String, values: [Status: [String]], method: Method,
    sharesUnknown: Bool = true
  ) {
    self.column = column
    self.values = values
    self.method = method
    self.sharesUnknown = sharesUnknown
  }
}

extension WeightingPlan {
  /// Every column that the steps name, in order.
  public var columns: [String] {
    var names: [String] = []
    for step in steps {
      switch step {
      case .nonresponse(let adjustment):
        names.append(adjustment.column)
        switch adjustment.method {
        case .cells(let variables), .propensity(let variables, _):
          names += variables
        }
      case .calibration(let calibration):
        if let segments = calibration.segments { names.append(segments) }
        names += calibration.margins.flatMap(\.variables)
        if let variance = calibration.residualVariance {
          names.append(variance)
        }
      case .trim: break
      }
    }
    var seen: Set<String> = []
    return names.filter { seen.insert($0).inserted }
  }
}
