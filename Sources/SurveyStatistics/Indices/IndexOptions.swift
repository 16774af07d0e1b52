import SurveyData

/// A grade and the points that it is worth.
public struct GradeScore: Sendable, Hashable {
  /// The value, as the file or a label of the codebook writes it.
  public var grade: String
  /// The points, usually from 0 to 100.
  public var score: Double

  /// Creates a grade.
  public init(_ grade: String, _ score: Double) {
    self.grade = grade
    self.score = score
  }
}

/// A number that an index analysis can show.
public enum IndexStatistic: String, Sendable, CaseIterable, Hashable {
  /// The mean of the grade scores, or the mean on the scale from 0 to 100.
  case index
  /// The share of the best grade.
  case satisfied
  /// The share of the two best grades.
  case satisfiedOrBasic = "satisfied-or-basic"
  /// The share of the worst grade.
  case dissatisfied
  /// The share of the best codes.
  case topBox = "top-box"
  /// The share of the worst codes.
  case bottomBox = "bottom-box"
  /// The share of promoters less the share of detractors.
  case net
  /// The mean of the codes as they are.
  case mean
}

/// Which rows count below the line of a rate.
public enum RateDenominator: String, Sendable, CaseIterable, Hashable {
  /// Rows with a valid answer.
  case valid
  /// Rows that took part: valid answers, refusals, "don't know", and values
  /// that are no grade, such as an abstention.
  case present
  /// Every row that was asked, blank answers too; only answers that do not
  /// apply are left out.
  case all

  /// The choice as it is printed beside the result.
  public var convention: Convention {
    switch self {
    case .valid:
      Convention(
        "denominator", rawValue,
        LocalizedText(
          zh: "分母：有效评价。", en: "Denominator: valid answers."))
    case .present:
      Convention(
        "denominator", rawValue,
        LocalizedText(
          zh: "分母：参加评价者，包括弃权、拒答和“不了解”，这些按 0 分计。",
          en: "Denominator: everybody who took part; abstentions, refusals"
            + " and \"don't know\" count with 0 points."))
    case .all:
      Convention(
        "denominator", rawValue,
        LocalizedText(
          zh: "分母：全部应评价者，未作答按 0 分计。",
          en: "Denominator: everybody who was asked; no answer counts with 0"
            + " points."))
    }
  }
}
