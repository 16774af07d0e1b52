import SurveyData

/// Says in words what tests of means or ranks found.
///
/// A difference that was not shown is not called equal. Of more than three
/// tests only how many were significant is told.
struct TestSentence {
  /// What was tested, and the sentence's own part.
  struct Result {
    var subject: LocalizedText
    /// The value with its error; `nil` where none belongs into the sentence.
    var value: Double?
    var error: Double?
    var probability: Double?
  }

  /// What the value is.
  enum Kind {
    /// The second group less the first.
    case difference(LocalizedText, LocalizedText)
    /// A difference of ranks between two groups.
    case ranks(LocalizedText, LocalizedText)
    /// Ranks of several groups.
    case groups(Int)
    /// A mean, or the mean of differences of pairs, against a number.
    case against(Double)
  }

  let kind: Kind
  let level: Double

  /// The sentence without a full stop; `nil` without a test.
  func text(_ results: [Result]) -> LocalizedText? {
    let tested = results.filter { $0.probability != nil }
    guard !tested.isEmpty else { return nil }
    let alpha = 1 - level
    if tested.count > 3 {
      let found = tested.count { ($0.probability ?? 1) < alpha }
      let shown = plainText((alpha * 1e10).rounded() / 1e8)
      return LocalizedText(
        zh: "\(tested.count)项检验中有\(found)项差异显著（\(shown)%水平）",
        en: "\(found) of \(tested.count) tests show a difference at the"
          + " \(shown)% level")
    }
    let parts = tested.map(sentence)
    return LocalizedText(
      zh: parts.map { $0[.chinese] }.joined(separator: "；"),
      en: parts.map { $0[.english] }.joined(separator: "; "))
  }

  private func sentence(_ result: Result) -> LocalizedText {
    let probability = result.probability ?? 1
    let p = BannerTables.probability(probability)
    let isShown = probability < 1 - level
    let value = result.value ?? 0
    let size = number(abs(value), result.error)
    let (zh, en): (String, String)
    switch kind {
    case .difference(let first, let second):
      let (one, two) = (first[.chinese], second[.chinese])
      zh =
        isShown
        ? "\(two)比\(one)\(value < 0 ? "低" : "高")\(size)（\(p)）"
        : "\(two)与\(one)的差异不显著（相差\(size)，\(p)）"
      en =
        isShown
        ? "\(second[.english]) is \(size) \(value < 0 ? "below" : "above")"
          + " \(first[.english]) (\(p))"
        : "no difference is shown between \(second[.english]) and"
          + " \(first[.english]) (\(size), \(p))"
    case .ranks(let first, let second):
      let (one, two) = (first[.chinese], second[.chinese])
      zh =
        isShown
        ? "\(two)的秩\(value < 0 ? "低" : "高")于\(one)（\(p)）"
        : "\(two)与\(one)的分布差异不显著（\(p)）"
      en =
        isShown
        ? "\(second[.english]) ranks \(value < 0 ? "below" : "above")"
          + " \(first[.english]) (\(p))"
        : "no difference is shown between the ranks of \(second[.english]) and"
          + " \(first[.english]) (\(p))"
    case .groups(let count):
      zh = "\(count)组的分布差异\(isShown ? "显著" : "不显著")（\(p)）"
      en =
        (isShown
          ? "the ranks of the \(count) groups differ"
          : "no difference is shown between the ranks of the \(count) groups")
        + " (\(p))"
    case .against(let null):
      let shown = number(value, result.error)
      zh =
        "\(shown)，与\(plainText(null))的差异\(isShown ? "显著" : "不显著")（\(p)）"
      en =
        "\(shown), " + (isShown ? "" : "not shown to be ")
        + "different from \(plainText(null)) (\(p))"
    }
    return LocalizedText(
      zh: "\(result.subject[.chinese])：\(zh)",
      en: "\(result.subject[.english]): \(en)")
  }

  /// A number with the decimals that its error has two digits of.
  private func number(_ value: Double, _ error: Double?) -> String {
    guard let error, error > 0, error.isFinite else { return plainText(value) }
    var decimals = 0
    var scaled = error
    while scaled < 10, decimals < 6 {
      scaled *= 10
      decimals += 1
    }
    return BannerTables.rounded(value, decimals)
  }
}
