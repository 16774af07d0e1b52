import SurveyData

extension VerdictRule {
  /// Whether `votes` of `total` reach the threshold; decided in whole
  /// numbers.
  func isReached(_ votes: Int, of total: Int) -> Bool {
    let left = Int128(votes) * Int128(threshold.denominator)
    let right = Int128(threshold.numerator) * Int128(total)
    return isStrict ? left > right : left >= right
  }

  /// The position of the verdict among votes listed best grade first, or
  /// `nil` without any vote.
  public func verdict(counts: [Int], total: Int) -> Int? {
    guard counts.contains(where: { $0 > 0 }) else { return nil }
    var votes = 0
    for (grade, count) in counts.enumerated() {
      votes += count
      if isReached(votes, of: total) { return grade }
    }
    return counts.count - 1
  }

  /// How many votes would have to move up until the next better grade
  /// results; `nil` for the best one and without any vote.
  ///
  /// The denominator stays as it is, as when votes move from a worse grade.
  public func votesToBetter(counts: [Int], total: Int) -> Int? {
    guard let grade = verdict(counts: counts, total: total), grade > 0 else {
      return nil
    }
    let votes = counts[..<grade].reduce(0, +)
    let needed = votesNeeded(of: total)
    return needed > total ? nil : needed - votes
  }

  /// How many votes would have to move down until a worse grade results;
  /// `nil` for the worst one and without any vote.
  public func votesToWorse(counts: [Int], total: Int) -> Int? {
    guard let grade = verdict(counts: counts, total: total),
      grade < counts.count - 1
    else { return nil }
    let lost = counts[...grade].reduce(0, +) - votesNeeded(of: total) + 1
    return votesNeeded(of: total) > 0 ? lost : nil
  }

  /// The least number of votes that reaches the threshold.
  public func votesNeeded(of total: Int) -> Int {
    let product = Int128(threshold.numerator) * Int128(total)
    let divisor = Int128(threshold.denominator)
    let (whole, rest) = product.quotientAndRemainder(dividingBy: divisor)
    return Int(isStrict ? whole + 1 : whole + (rest > 0 ? 1 : 0))
  }

  /// The rule as it is printed beside the result.
  ///
  /// - Parameter grades: The grades, best first.
  func convention(grades: [LocalizedText]) -> Convention {
    let (chinese, english) = denominatorName
    let zh = isStrict ? "超过" : "达到"
    let en = isStrict ? "more than" : "at least"
    var sentencesZH: [String] = []
    var sentencesEN: [String] = []
    for index in grades.indices.dropLast() {
      let upTo = grades[...index]
      let listZH = upTo.map { "“\($0[.chinese])”" }.joined(separator: "与")
      let listEN = upTo.map { "\"\($0[.english])\"" }.joined(separator: " and ")
      let together = index == 0 ? "" : "合计"
      sentencesZH.append(
        (index == 0 ? "" : "否则，")
          + "\(listZH)票\(together)\(zh)\(chinese)的\(threshold.text)，"
          + "定为“\(grades[index][.chinese])”")
      sentencesEN.append(
        (index == 0 ? "" : "else ")
          + "\"\(grades[index][.english])\" when votes for \(listEN) are"
          + " \(en) \(threshold.text) of \(english)")
    }
    if let last = grades.last {
      sentencesZH.append("否则定为“\(last[.chinese])”")
      sentencesEN.append("else \"\(last[.english])\"")
    }
    let sign = isStrict ? ">" : "≥"
    return Convention(
      "verdict-rule", "\(sign) \(threshold.text)",
      LocalizedText(
        zh: "评定规则：" + sentencesZH.joined(separator: "；") + "。",
        en: "Verdict: " + sentencesEN.joined(separator: "; ") + "."))
  }

  /// What the votes are divided by, as it is printed beside the result.
  var denominatorConvention: Convention {
    let (chinese, english) = denominatorName
    let value =
      switch denominator {
      case .valid: "valid"
      case .present: "present"
      case .members, .membersColumn: "members"
      }
    return Convention(
      "denominator", value,
      LocalizedText(
        zh: "分母：\(chinese)。", en: "Denominator: \(english)."))
  }

  private var denominatorName: (zh: String, en: String) {
    switch denominator {
    case .valid: ("有效票", "the valid votes")
    case .present: ("到会者（含弃权）", "everybody present, abstentions too")
    case .members(let count): ("全体成员（\(count) 名）", "all \(count) members")
    case .membersColumn: ("全体成员", "all members")
    }
  }
}
