/// What is known about the variables of a data file.
public struct Codebook: Sendable {
  /// The variables in the order of the codebook.
  public var variables: [Variable]

  /// Creates a codebook.
  public init(_ variables: [Variable] = []) {
    self.variables = variables
  }

  /// The variable with `name`.
  public subscript(name: String) -> Variable? {
    variables.first { $0.name == name }
  }
}

/// One variable of a codebook.
public struct Variable: Sendable, Hashable {
  /// How the cells are to be read.
  public enum Kind: String, Sendable, CaseIterable, Hashable {
    /// Decided by what the cells hold.
    case automatic = "auto"
    /// Whole numbers or codes.
    case integer
    /// Numbers with fractions.
    case number
    /// Calendar days.
    case date
    /// Text, kept as written.
    case text
  }

  /// The label of one code.
  public struct ValueLabel: Sendable, Hashable {
    /// The code as the file writes it.
    public var code: String
    /// What it means.
    public var label: LocalizedText
    /// The reason when the code stands for a missing value.
    public var missing: MissingReason?

    /// Creates a value label.
    public init(
      _ code: String, _ label: LocalizedText, missing: MissingReason? = nil
    ) {
      self.code = code
      self.label = label
      self.missing = missing
    }
  }

  /// The ends of an answer scale and which of them is good.
  public struct Scale: Sendable, Hashable {
    /// The lowest code of the scale.
    public var minimum: Double
    /// The highest code of the scale.
    public var maximum: Double
    /// Whether the lowest code is the best answer.
    public var isReversed: Bool

    /// Creates a scale.
    public init(minimum: Double, maximum: Double, isReversed: Bool = false) {
      self.minimum = minimum
      self.maximum = maximum
      self.isReversed = isReversed
    }
  }

  /// Numbers from one to another that stand for missing values.
  public struct MissingRange: Sendable, Hashable {
    /// The numbers, both ends included.
    public var numbers: ClosedRange<Double>
    /// Why there is no value.
    public var reason: MissingReason

    /// Creates a range.
    public init(_ numbers: ClosedRange<Double>, _ reason: MissingReason) {
      self.numbers = numbers
      self.reason = reason
    }
  }

  /// The name of the column.
  public var name: String
  /// A short label for tables and charts.
  public var label: LocalizedText?
  /// The wording of the question.
  public var question: LocalizedText?
  /// How the cells are to be read.
  public var kind: Kind
  /// The labels of the codes, in the order in which they are shown.
  public var valueLabels: [ValueLabel]
  /// Codes that stand for missing values, as the file writes them.
  public var missingCodes: [String: MissingReason]
  /// Ranges of numbers that stand for missing values, as SPSS declares them.
  public var missingRanges: [MissingRange] = []
  /// The answer scale.
  public var scale: Scale?
  /// The unit of the values, such as `days`.
  public var unit: LocalizedText?
  /// What stands between the answers of a cell; `nil` when a cell holds one.
  public var separator: String?

  /// Creates a variable.
  public init(
    _ name: String, label: LocalizedText? = nil, question: LocalizedText? = nil,
    kind: Kind = .automatic, valueLabels: [ValueLabel] = [],
    missingCodes: [String: MissingReason] = [:], scale: Scale? = nil,
    unit: LocalizedText? = nil
  ) {
    self.name = name
    self.label = label
    self.question = question
    self.kind = kind
    self.valueLabels = valueLabels
    self.missingCodes = missingCodes
    self.scale = scale
    self.unit = unit
  }
}
