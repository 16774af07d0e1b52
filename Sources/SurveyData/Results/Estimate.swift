/// A confidence interval and how it was made.
public struct Interval: Hashable, Sendable, Codable {
  /// The lower limit.
  public var lower: Double
  /// The upper limit.
  public var upper: Double
  /// The confidence level, such as 0.95.
  public var level: Double
  /// The method, such as `t` or `wilson`.
  public var method: String

  /// Creates an interval.
  public init(lower: Double, upper: Double, level: Double, method: String) {
    self.lower = lower
    self.upper = upper
    self.level = level
    self.method = method
  }
}

/// One part of a group: a variable and one of its values.
public struct GroupTerm: Hashable, Sendable, Codable {
  /// The grouping variable.
  public var variable: String
  /// The value as the file writes it.
  public var value: String
  /// The label of the value.
  public var label: LocalizedText?
  /// The label of the grouping variable.
  public var variableLabel: LocalizedText?

  /// Creates a term.
  public init(
    variable: String, value: String, label: LocalizedText? = nil,
    variableLabel: LocalizedText? = nil
  ) {
    self.variable = variable
    self.value = value
    self.label = label
    self.variableLabel = variableLabel
  }
}

/// A number with everything that is needed to judge it.
public struct Estimate: Sendable, Hashable, Codable {
  /// What kind of number the value is, so that it can be printed.
  public enum Unit: String, Sendable, Hashable, Codable {
    /// A number on the scale of the variable.
    case value
    /// A share from 0 to 1, printed as a percentage.
    case share
    /// An index from 0 to 100.
    case index
    /// A net score from -1 to 1, printed in points.
    case net
    /// A total or a count.
    case total
    /// A coefficient such as a reliability.
    case coefficient
  }

  /// The variable, or the name of the index.
  public var variable: String
  /// The label of the variable.
  public var label: LocalizedText?
  /// The value of the variable that a share is about.
  public var category: String?
  /// The label of that value.
  public var categoryLabel: LocalizedText?
  /// The rows it is about; empty for all rows.
  public var group: [GroupTerm]
  /// The statistic: `mean`, `total`, `ratio`, `share`, `index`, `top-box`, …
  public var statistic: String
  /// What kind of number the value is.
  public var unit: Unit
  /// The estimate, or `nil` when it is not defined.
  public var value: Double?
  /// The standard error.
  public var standardError: Double?
  /// The confidence interval.
  public var interval: Interval?
  /// Degrees of freedom of the interval.
  public var degreesOfFreedom: Double?
  /// The number of rows behind it, never weighted.
  public var base: Int
  /// The sum of their weights.
  public var weightedBase: Double
  /// The number of rows of a simple random sample with the same precision
  /// (Kish: squared sum of weights by sum of squared weights).
  public var effectiveBase: Double?
  /// The variance by the variance of a simple random sample of equal size.
  public var designEffect: Double?
  /// Remarks such as `single-cluster`, in a fixed vocabulary.
  public var remarks: [String]
  /// The sums that it is made from, where it is made from two sums.
  public var sums: EstimateSums?

  /// Creates an estimate.
  public init(
    variable: String, label: LocalizedText? = nil, category: String? = nil,
    categoryLabel: LocalizedText? = nil, group: [GroupTerm] = [],
    statistic: String, unit: Unit, value: Double?, standardError: Double? = nil,
    interval: Interval? = nil, degreesOfFreedom: Double? = nil, base: Int,
    weightedBase: Double, effectiveBase: Double? = nil,
    designEffect: Double? = nil, remarks: [String] = []
  ) {
    self.variable = variable
    self.label = label
    self.category = category
    self.categoryLabel = categoryLabel
    self.group = group
    self.statistic = statistic
    self.unit = unit
    self.value = value
    self.standardError = standardError
    self.interval = interval
    self.degreesOfFreedom = degreesOfFreedom
    self.base = base
    self.weightedBase = weightedBase
    self.effectiveBase = effectiveBase
    self.designEffect = designEffect
    self.remarks = remarks
  }
}
