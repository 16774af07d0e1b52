import SurveyData
import SurveyImport

/// What a column of a file seems to be, as far as its cells tell.
enum ColumnRole: Hashable {
  /// Written by the platform, about the response.
  case metadata
  /// A number or name of its own in nearly every row.
  case identifier
  /// Days.
  case day
  /// Answers in the respondents' own words.
  case openText
  /// No value at all, or the same in every row.
  case constant
  /// Answers in words from the best to the worst, and values beside them
  /// that are no grade.
  case grades(best: [String], others: [String])
  /// Whole numbers that may be answers on a scale with these ends.
  case rating(ClosedRange<Int>)
  /// Few values without an order.
  case category
  /// A question of which several options may be ticked.
  case choices
  /// Numbers that look like weights by their name.
  case weight
  /// Numbers.
  case measure

  init(_ column: Column) {
    let valued = column.count - column.missing.count
    if column.isMetadata {
      self = .metadata
    } else if case .choices = column.values {
      self = .choices
    } else if case .days = column.values {
      self = .day
    } else if valued == 0 {
      self = .constant
    } else {
      switch column.values {
      case .texts(let texts): self = .init(texts, of: column, valued: valued)
      case .integers: self = .init(wholeNumbersOf: column, valued: valued)
      default: self = Self.isWeight(column) ? .weight : .measure
      }
    }
  }

  /// Texts are a choice of answers when each stands there more than once.
  private init(_ texts: DictionaryText, of column: Column, valued: Int) {
    guard texts.areLevelsDistinct, texts.levels.count <= Self.mostValues else {
      self = Self.isIdentifier(column) ? .identifier : .openText
      return
    }
    let values = column.categories().levels.map(\.value)
    let others = values.filter(Self.isUnsure)
    if values.count < 2 {
      self = .constant
    } else if let best = gradeOrder(
      of: values.filter { !Self.isUnsure($0) })
    {
      self = .grades(best: best, others: others)
    } else if values.count * 2 <= valued {
      self = .category
    } else {
      self = Self.isIdentifier(column) ? .identifier : .openText
    }
  }

  private init(wholeNumbersOf column: Column, valued: Int) {
    let values = column.categories().levels.compactMap { Int($0.value) }
    guard let least = values.min(), let most = values.max() else {
      self = .measure
      return
    }
    let hasLabels = !(column.variable?.valueLabels ?? []).isEmpty
    if values.count < 2 {
      self = .constant
    } else if values.count == valued,
      Self.isIdentifier(column) || valued >= 10 && most - least == valued - 1
    {
      self = .identifier
    } else if Self.isWeight(column) {
      self = .weight
    } else if let scale = column.variable?.scale {
      self = .rating(Int(scale.minimum)...Int(scale.maximum))
    } else if values.count * 2 > valued || values.count > Self.mostValues {
      self = .measure
    } else if hasLabels || values.count == 2 || least < 0 || most > 10 {
      self = .category
    } else {
      self = .rating(least...most)
    }
  }

  /// More values than this are no choice of answers.
  private static let mostValues = 20

  /// Whether an answer beside grades says that somebody does not judge.
  private static func isUnsure(_ answer: String) -> Bool {
    missingReason(saidBy: answer) != nil
      || [
        "不了解", "无法评价", "没有接触", "未接触", "弃权", "未表态", "不好说", "没有意见", "Not sure",
        "No opinion",
      ].contains(answer)
  }

  private static func isWeight(_ column: Column) -> Bool {
    let name = column.name.lowercased()
    return name.contains("权重") || name.contains("权数")
      || ["weight", "weights", "wt", "wgt", "pweight", "w"].contains(name)
      || name.hasSuffix("_weight") || name.hasPrefix("weight_")
  }

  private static func isIdentifier(_ column: Column) -> Bool {
    let name = column.name.lowercased()
    return ["编号", "序号", "号码", "证号", "建议号", "案号"].contains(where: name.contains)
      || ["id", "no", "nr", "key", "number", "case"].contains(name)
      || name.hasSuffix("_id") || name.hasSuffix(" id")
  }
}
