/// Titles that say what the numbers show, and no more than they show.
extension Words {
  /// One value, with its interval where there is one.
  func isValue(_ name: String, _ value: String) -> String {
    say("\(name)为\(value)", "\(name) is \(value)")
  }

  /// A value with its interval in brackets.
  func with(_ value: String, interval: String?) -> String {
    guard let interval else { return value }
    return say("\(value)（\(interval)）", "\(value) (\(interval))")
  }

  /// The thing that is clearly lowest among several.
  func lowest(_ name: String, of count: Int, _ measure: Measure) -> String {
    switch measure {
    case .item:
      say(
        "\(name)是\(self.count(count))项评价中得分最低的一项",
        "\(name) is rated lowest of the \(self.count(count)) aspects")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(name)的\(statistic)在\(things(count, measure))中最低",
        "\(statistic) is lowest for \(name)")
    }
  }

  /// The thing that is clearly highest among several.
  func highest(_ name: String, of count: Int, _ measure: Measure) -> String {
    switch measure {
    case .item:
      say(
        "\(name)是\(self.count(count))项评价中得分最高的一项",
        "\(name) is rated highest of the \(self.count(count)) aspects")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(name)的\(statistic)在\(things(count, measure))中最高",
        "\(statistic) is highest for \(name)")
    }
  }

  /// The lowest two of several, whose intervals overlap.
  func lowestTwo(
    _ first: String, _ second: String, of count: Int, _ measure: Measure
  ) -> String {
    switch measure {
    case .item:
      say(
        "\(first)与\(second)得分最低，两者区间重叠",
        "\(first) and \(second) are rated lowest; their intervals overlap")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(first)与\(second)的\(statistic)最低，两者区间重叠",
        "\(statistic) is lowest for \(first) and \(second), "
          + "whose intervals overlap")
    }
  }

  /// The lowest thing, which is not clearly below the next one.
  func lowestUnclear(
    _ first: String, _ second: String, _ measure: Measure
  ) -> String {
    switch measure {
    case .item:
      say(
        "\(first)得分最低，但与\(second)的区间重叠",
        "\(first) is rated lowest, but its interval overlaps with that of "
          + second)
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(first)的\(statistic)最低，但与\(second)的区间重叠",
        "\(statistic) is lowest for \(first), whose interval overlaps with "
          + "that of \(second)")
    }
  }

  /// Several things, any of which may be the lowest of all.
  func mayBeLowest(
    _ names: [String], of count: Int, _ measure: Measure
  ) -> String {
    switch measure {
    case .item:
      say(
        "\(things(count, measure))中\(several(names))可能得分最低，区间互有重叠",
        "\(several(names)) may each be rated lowest: their intervals overlap")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(things(count, measure))中\(several(names))的\(statistic)可能最低，"
          + "区间互有重叠",
        "\(statistic) may be lowest for any of \(several(names)), "
          + "whose intervals overlap")
    }
  }

  /// Several things, any of which may be the highest of all.
  func mayBeHighest(
    _ names: [String], of count: Int, _ measure: Measure
  ) -> String {
    switch measure {
    case .item:
      say(
        "\(things(count, measure))中\(several(names))可能得分最高，区间互有重叠",
        "\(several(names)) may each be rated highest: their intervals overlap")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(things(count, measure))中\(several(names))的\(statistic)可能最高，"
          + "区间互有重叠",
        "\(statistic) may be highest for any of \(several(names)), "
          + "whose intervals overlap")
    }
  }

  /// Two of several names and how many there are.
  private func several(_ names: [String]) -> String {
    let shown = names.prefix(2)
    return say(
      "\(shown.joined(separator: "、"))等\(count(names.count))个",
      shown.joined(separator: ", ")
        + " and \(count(names.count - shown.count)) more")
  }

  /// Several things whose intervals overlap.
  func notDistinguishable(_ count: Int, _ measure: Measure) -> String {
    switch measure {
    case .item:
      say(
        "\(self.count(count))项评价的区间互有重叠，仅凭区间不能断定高低",
        "The intervals of the \(self.count(count)) aspects overlap and do not "
          + "settle an order")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(things(count, measure))的\(statistic)区间互有重叠，仅凭区间不能断定高低",
        "\(statistic): the intervals of the \(things(count, measure)) "
          + "overlap and do not settle an order")
    }
  }

  /// A sentence about values and how many were left out of it because of
  /// their small base.
  func without(
    _ sentence: String, _ weak: Int, _ measure: Measure, limit: Int?
  ) -> String {
    let left = things(weak, measure)
    guard let limit else {
      return say(
        "\(sentence)（不含基数过小的\(left)）",
        "\(sentence) (without \(left) of too small a base)")
    }
    return say(
      "\(sentence)（不含基数不足\(limit)的\(left)）",
      "\(sentence) (without \(left) of a base below \(limit))")
  }

  /// Values of which at most one has a base to be compared on.
  func tooWeak(_ count: Int, _ measure: Measure) -> String {
    let all = things(count, measure)
    switch measure {
    case .item:
      return say(
        "\(all)的基数过小，不作比较", "The bases of the \(all) are too small to compare")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      return say(
        "\(all)的\(statistic)基数过小，不作比较",
        "\(statistic): the bases of the \(all) are too small to compare")
    }
  }

  /// The span of several values when neither end stands out.
  func span(
    _ lower: String, _ upper: String, of count: Int, _ measure: Measure
  ) -> String {
    switch measure {
    case .item:
      say(
        "\(self.count(count))项评价得分在\(lower)至\(upper)之间",
        "The \(self.count(count)) aspects are rated between "
          + "\(lower) and \(upper)")
    case .group(let statistic), .rate(let statistic), .part(let statistic),
      .scored(let statistic):
      say(
        "\(things(count, measure))的\(statistic)在\(lower)至\(upper)之间",
        "\(statistic) ranges from \(lower) to \(upper) over "
          + things(count, measure))
    }
  }

  /// On how many of several items groups differ clearly.
  func contrast(
    _ differing: Int, of count: Int, by grouping: String, hasIntervals: Bool
  ) -> String {
    let (all, some) = (
      self.count(count), self.count(differing, of: count)
    )
    guard hasIntervals else {
      return say(
        "\(all)项按\(grouping)比较", "\(capitalized(all)) items by \(grouping)")
    }
    if differing == 0 {
      return say(
        "\(all)项按\(grouping)比较，均无明显差别",
        "None of the \(all) items differs clearly by \(grouping)")
    }
    if differing == count {
      return say(
        "\(all)项按\(grouping)比较，差别均明显",
        "All \(all) items differ clearly by \(grouping)")
    }
    return say(
      "\(all)项中有\(some)项按\(grouping)比较差别明显",
      differing == 1
        ? "One of the \(all) items differs clearly by \(grouping)"
        : "\(capitalized(some)) of the \(all) items differ clearly by \(grouping)"
    )
  }

  private func capitalized(_ word: String) -> String {
    word.prefix(1).uppercased() + word.dropFirst()
  }

  /// What is compared in a headline.
  enum Measure {
    /// Aspects that were rated.
    case item
    /// Groups of rows, on the statistic with this name.
    case group(String)
    /// Aspects that were rated, on the rate with this name.
    case rate(String)
    /// Items that nobody rated, on the statistic with this name.
    case part(String)
    /// Cases of an evaluation, on the statistic with this name.
    case scored(String)
  }

  /// How many things are compared.
  private func things(_ count: Int, _ measure: Measure) -> String {
    switch measure {
    case .group:
      say(
        "\(self.count(count))组",
        "\(self.count(count)) group" + (count == 1 ? "" : "s"))
    case .part:
      say(
        "\(self.count(count))项",
        "\(self.count(count)) item" + (count == 1 ? "" : "s"))
    case .scored:
      say(
        "\(self.count(count))个对象",
        "\(self.count(count)) case" + (count == 1 ? "" : "s"))
    case .item, .rate:
      say(
        "\(self.count(count))项评价",
        "\(self.count(count)) aspect" + (count == 1 ? "" : "s"))
    }
  }

  /// The share of one answer in the answers to several items.
  func shareOfItems(_ answer: String, _ lower: String, _ upper: String)
    -> String
  {
    lower == upper
      ? say(
        "\(quoted(answer))占各项回答的\(lower)",
        "\(quoted(answer)) makes up \(lower) of the answers to each item")
      : say(
        "\(quoted(answer))占各项回答的\(lower)至\(upper)",
        "\(quoted(answer)) makes up \(lower) to \(upper) of the answers to "
          + "each item")
  }

  /// The answer that is clearly the most frequent.
  func mostFrequent(_ answer: String, _ share: String) -> String {
    say(
      "\(quoted(answer))最多，占\(share)",
      "\(quoted(answer)) is the most frequent, \(share)")
  }

  /// Two answers that are the most frequent, whose intervals overlap.
  func mostFrequentTwo(
    _ first: String, _ firstShare: String, _ second: String,
    _ secondShare: String
  ) -> String {
    say(
      "\(quoted(first))（\(firstShare)）与\(quoted(second))（\(secondShare)）最多，"
        + "两者区间重叠",
      "\(quoted(first)) (\(firstShare)) and \(quoted(second)) (\(secondShare)) "
        + "are the most frequent; their intervals overlap")
  }

  /// Several answers that are the most frequent, whose intervals overlap.
  func mostFrequentSeveral(
    _ names: [String], _ lower: String, _ upper: String
  ) -> String {
    let shown = names.prefix(2).map(quoted)
    let range =
      lower == upper ? upper : say("\(lower)至\(upper)", "\(lower) to \(upper)")
    return say(
      "\(shown.joined())等\(count(names.count))项最多（\(range)），区间互有重叠",
      "\(shown.joined(separator: ", ")) and \(count(names.count - shown.count)) "
        + "more are the most frequent (\(range)); their intervals overlap")
  }

  /// Between which shares the most frequent answers to several items lie.
  func mostFrequentSpan(_ lower: String, _ upper: String) -> String {
    say(
      "各项最多的回答占\(lower)至\(upper)",
      "The most frequent answer to each item makes up \(lower) to \(upper)")
  }

  /// The name of the share of one answer.
  func share(of answer: String) -> String {
    say("\(quoted(answer))的比例", "Share of \(quoted(answer))")
  }

  /// No answer differs between groups.
  func noAnswerDiffers(by grouping: String) -> String {
    say(
      "各类答案的比例按\(grouping)比较，均无明显差别",
      "The share of no answer differs clearly by \(grouping)")
  }

  /// Nothing could be estimated.
  var nothingEstimated: String {
    say("没有可用的数据", "There are no usable data")
  }

  /// Everyone had the same verdict.
  func allVerdicts(_ count: Int, _ verdict: String) -> String {
    say(
      "\(self.count(count))个对象全部评定为\(quoted(verdict))",
      count == 1
        ? "The verdict is \(quoted(verdict))"
        : "All \(self.count(count)) verdicts are \(quoted(verdict))")
  }

  /// How many of all had the best verdict.
  func bestVerdicts(_ best: Int, of count: Int, _ verdict: String) -> String {
    say(
      "\(count)个对象中有\(best)个评定为\(quoted(verdict))",
      "\(best) of \(count) verdicts are \(quoted(verdict))")
  }

  /// Nobody had a valid vote.
  var noVerdicts: String { say("没有有效票数", "There are no valid votes") }

  /// The reliability of one scale.
  func reliability(_ scale: String, _ alpha: String) -> String {
    say(
      "\(scale)量表的α系数为\(alpha)",
      "The scale \(scale) has an alpha of \(alpha)")
  }

  /// How many scales reach the customary limit.
  func reliableScales(_ reached: Int, of count: Int, _ limit: String) -> String
  {
    say(
      "\(count)个量表中有\(reached)个的α系数达到\(limit)",
      "\(reached) of \(count) scales reach an alpha of \(limit)")
  }

  /// The rule behind titles that compare.
  var headlineRule: String {
    say(
      "图题由数字自动写成：只有当一个数值的置信区间与其余各值的区间都不重叠时，"
        + "才称其最高或最低；与最低（最高）值的区间重叠的各值，一并点名或计数。"
        + "区间重叠不等于没有差别，只表示仅凭这些区间不足以下结论；"
        + "有效样本量不足30的数值不参与比较，并注明个数；"
        + "没有区间的数值不称最高或最低，其他数值也不与其比高低。",
      "Titles are written from the numbers: a value is called highest or lowest"
        + " only when its interval overlaps with no other; those that overlap"
        + " with the lowest or highest are named or counted. Overlapping"
        + " intervals do not show that there is no difference, only that they"
        + " do not suffice to claim one. Values with an effective base below 30"
        + " take no part, and are counted; no claim is made against a value"
        + " without an interval.")
  }
}
