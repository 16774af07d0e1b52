import SurveyCharts
import SurveyData

/// The answers to a question as a scale from bad to good, when their words
/// say so.
///
/// A codebook gives answers in order but not their direction. The first and
/// the last answer must be words of opposite tone in one of the languages;
/// otherwise there is no scale and nobody is told what is good.
struct AnswerScale: Sendable {
  /// Answers in the order of the codebook.
  struct Answer: Sendable {
    var code: String
    var label: LocalizedText?
  }

  /// The positions of the answers from worst to best.
  let order: [Int]
  /// The sides of the answers, in the order of the codebook.
  let sides: [LikertChart.Category.Side]

  /// Finds the scale of `answers`; `nil` when their words show none.
  init?(_ answers: [Answer]) {
    guard let first = answers.first, let last = answers.last,
      answers.count > 1, let start = Self.tone(first),
      let end = Self.tone(last), start != end
    else { return nil }
    let isAscending = end == .favourable
    order = isAscending ? Array(answers.indices) : answers.indices.reversed()
    let middle = Double(answers.count - 1) / 2
    sides = answers.enumerated().map { position, answer in
      if let tone = Self.tone(answer) { return tone }
      let distance = Double(position) - middle
      if distance == 0 { return .neutral }
      return (distance > 0) == isAscending ? .favourable : .unfavourable
    }
  }

  private static func tone(
    _ answer: Answer
  ) -> LikertChart.Category.Side? {
    let texts = [answer.code, answer.label?[.chinese], answer.label?[.english]]
      .compactMap { $0?.lowercased() }
    func holds(_ words: [String]) -> Bool {
      texts.contains { text in words.contains { text.contains($0) } }
    }
    // The negations first: each holds its positive word.
    if holds(bad) { return .unfavourable }
    if holds(neither) { return .neutral }
    return holds(good) ? .favourable : nil
  }

  private static let bad = [
    "不满意", "不同意", "不合格", "不赞成", "很差", "较差", "差", "dissatisf", "unsatisf",
    "disagree", "poor", "bad", "insufficient", "inadequate",
  ]
  private static let neither = [
    "一般", "中立", "说不清", "neutral", "neither", "undecided",
  ]
  private static let good = [
    "满意", "同意", "优秀", "很好", "较好", "良好", "赞成", "satisf", "agree", "good",
    "excellent",
  ]
}
