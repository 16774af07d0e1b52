/// Words of report cards.
extension Words {
  /// The name of the collection of cards.
  var cards: String { say("评价卡", "Report cards") }

  /// The title of one card.
  func cardTitle(_ id: String) -> String {
    say("评价卡 \(id)", "Report card \(id)")
  }

  /// The interval of a rank in words.
  func rankBetween(_ lower: String, _ upper: String) -> String {
    lower == upper
      ? say("区间：第\(lower)名", "interval: \(lower)")
      : say("区间：第\(lower)至\(upper)名", "interval: \(lower) to \(upper)")
  }

  /// The interval of a score in words.
  func scoreBetween(_ interval: String) -> String {
    say("区间：\(interval)", "interval: \(interval)")
  }

  /// How often the draws gave this band.
  func bandInDraws(_ share: String) -> String {
    say("\(share)的模拟中为此等次", "in \(share) of the draws")
  }

  /// The heading of what is missing to a band.
  func nextBand(_ band: String) -> String {
    say("距“\(band)”", "To “\(band)”")
  }

  /// The points that are missing.
  func nextBandPoints(_ points: String) -> String {
    say("还差\(points)分", "\(points) points")
  }

  /// The indicator that would bring them with the least change.
  func nextBandStep(_ indicator: String, _ points: String) -> String {
    say(
      "只提高“\(indicator)”需\(points)分",
      "“\(indicator)” alone would have to gain \(points)")
  }

  /// Points do not help before a rule is met.
  var nextBandGates: String {
    say("限制规则未解除前不能升等", "a rule stands in the way")
  }

  /// The heading of the rules that limit the band.
  var gates: String { say("触发的限制规则", "Rules that limit the band") }

  /// Which rule did what.
  func gateHit(_ indicator: String, rule: String, effect: String) -> String {
    say(
      "\(indicator)触发规则“\(rule)”：\(effect)",
      "\(indicator) met the rule “\(rule)”: \(effect)")
  }

  /// A rule that was met and did not matter.
  var gateWithoutChange: String {
    say("现有等次未因此改变。", "The band is the same without it.")
  }

  /// Rules that were met and did not matter.
  ///
  /// - Parameter isAlone: Whether no other rule limited the result.
  func gatesWithoutChange(_ count: Int, isAlone: Bool) -> String {
    let further = isAlone ? "" : "further "
    return say(
      "\(isAlone ? "有" : "另有")\(count)条限制规则被触发，但未改变结果。",
      count == 1
        ? "1 \(further)rule was met and changed nothing."
        : "\(count) \(further)rules were met and changed nothing.")
  }

  /// The heading of what to know before comparing.
  var remarks: String { say("阅读提示", "Before you compare") }

  /// An indicator without a value.
  func indicatorIsMissing(_ indicator: String) -> String {
    say(
      "本对象没有“\(indicator)”的数值，得分只由其余指标得出。",
      "This case has no value of “\(indicator)”; its score comes from the"
        + " other indicators.")
  }

  /// An indicator whose value was filled in.
  func indicatorIsImputed(_ indicator: String) -> String {
    say(
      "本对象“\(indicator)”的数值缺失，计分所用数值为填补值。",
      "This case has no value of “\(indicator)”; the one it is scored with was"
        + " filled in.")
  }

  /// An indicator whose value lies far outside.
  func indicatorIsTreated(_ indicator: String) -> String {
    say(
      "本对象“\(indicator)”的数值为异常值，计分时以相邻值代替。",
      "The value of “\(indicator)” lies far outside; for the score it was set"
        + " to the next one.")
  }

  /// An indicator that one evaluator alone scored.
  var singleEvaluator: String {
    say(
      "至少一项指标只有一位评委打分，区间不含评委之间的差异，因而偏窄。",
      "At least one indicator was scored by one evaluator only: the interval"
        + " leaves out how evaluators differ and is too narrow.")
  }

  /// Draws in which the case had no score.
  func unscoredDraws(_ share: String) -> String {
    say(
      "\(share)的模拟中本对象没有得分；名次和等次的比例只计其余的模拟。",
      "In \(share) of the draws this case had no score; the shares of ranks and"
        + " bands are over the other draws.")
  }

  /// The heading of the profile.
  var profile: String { say("与其他对象比较", "Compared with the other cases") }

  /// What the profile shows.
  func profileTitle(_ above: Int, of count: Int) -> String {
    say(
      "\(count)项指标中有\(above)项高于全部对象的平均水平",
      above == 1
        ? "1 of \(count) indicators is above the mean of all cases"
        : "\(above) of \(count) indicators are above the mean of all cases")
  }

  /// How the marks of the profile read.
  ///
  /// - Parameter isCrowded: Whether the others are bands, being too many for
  ///   dots.
  func profileNote(isCrowded: Bool) -> String {
    if isCrowded {
      return say(
        "深色点为本对象；浅灰带为居中90%的对象，深灰带为居中的一半；各卡片用同一刻度。",
        "The dark dot is this case; the light band holds the middle 90% of "
          + "the cases, the darker one the middle half; all cards share one "
          + "scale.")
    }
    return say(
      "深色点为本对象，灰色点为其他对象；各卡片用同一刻度。",
      "The dark dot is this case, grey dots are the others; all cards share "
        + "one scale.")
  }

  /// The heading of the league on a card.
  var placeInLeague: String { say("在全部对象中的位置", "Its place among all cases") }

  /// What the league on a card shows.
  func placeTitle(_ id: String, _ rank: String, of count: String) -> String {
    say(
      "\(id)在\(count)个对象中列第\(rank)", "\(id) is number \(rank) of \(count) cases"
    )
  }

  /// A case whose place is a range.
  func placeBetween(
    _ id: String, _ lower: String, _ upper: String, of count: String
  ) -> String {
    say(
      "\(id)在\(count)个对象中列第\(lower)至\(upper)名之间",
      "\(id) is between number \(lower) and \(upper) of \(count) cases")
  }

  /// A case without a place.
  func noPlace(_ id: String) -> String {
    say("\(id)没有名次", "\(id) has no rank")
  }

  /// The heading of the table of indicators.
  var indicatorValues: String { say("各项指标", "All indicators") }

  /// The head of a column with measured values.
  var rawValue: String { say("原始值", "Measured") }

  /// The head of a column with scores of indicators.
  var indicatorScore: String { say("得分", "Score") }

  /// The head of a column with the mean score of all cases.
  var meanOfCases: String { say("全部对象平均", "Mean of all cases") }

  /// The heading of what helps.
  var strengths: String { say("长处", "Strengths") }

  /// The heading of what holds back.
  var obstacles: String { say("短板", "Obstacles") }

  /// One strength.
  func strength(_ indicator: String, _ points: String) -> String {
    say(
      "\(indicator)比全部对象的平均水平多贡献\(points)分。",
      "\(indicator) brings \(points) points more than the mean of all cases.")
  }

  /// One obstacle.
  func obstacle(_ indicator: String, _ share: String) -> String {
    say(
      "\(indicator)占与满分差距的\(share)。",
      "\(indicator) accounts for \(share) of the points missing to 100.")
  }

  /// Nothing above the mean.
  var noStrength: String {
    say("没有高于全部对象平均水平的指标。", "No indicator is above the mean of all cases.")
  }

  /// Nothing is missing.
  var noObstacle: String { say("各项指标均为满分。", "No points are missing.") }

  /// The heading of the method on a card.
  var howComputed: String { say("计算方法", "How it was computed") }

  /// How a total score arises.
  var scoreFormula: String {
    say(
      "各项指标先换算为0到100分，再按总权重加权得到总分。",
      "Each indicator is converted to 0 to 100; the score is their mean by "
        + "the weights in total.")
  }

  /// Says what strengths and obstacles are measured in when the score is not
  /// the weighted mean.
  var balanceNote: String {
    say(
      "长处和短板按指标得分的加权平均计算，与总分的计算方法无关：所占比例是加权平均与100分之差的比例，"
        + "不是总分与满分之差的比例。",
      "Strengths and obstacles are in points of the weighted mean of the "
        + "indicators, whatever the method of the score: shares are of what "
        + "that mean lacks to 100, not of what the score lacks.")
  }

  /// How a closeness arises.
  var closenessFormula: String {
    say(
      "总分按与理想对象的贴近程度计算（TOPSIS）。",
      "The score follows from the closeness to an ideal case (TOPSIS).")
  }

  /// The share of the weights with values.
  func coverageOf(_ share: String) -> String {
    say(
      "有数据的指标占总权重的\(share)。",
      "Indicators with data carry \(share) of the weights.")
  }

  /// The link to the card before this one.
  var previousCard: String { say("上一张", "Previous") }

  /// The link to the card after this one.
  var nextCard: String { say("下一张", "Next") }

  /// The link to all cards.
  var allCards: String { say("全部评价卡", "All cards") }

  /// What the index page lists.
  func cardCount(_ count: String) -> String {
    say("共\(count)张，按名次排列。", "\(count) cards, sorted by rank.")
  }
}

extension Words {
  /// The name of a card below its case.
  var card: String { say("评价卡", "Report card") }

  /// The number of cases beside a range of ranks.
  func ofCases(_ count: String) -> String { say("共\(count)个", "of \(count)") }

  /// What the coverage counts.
  var coverageMeaning: String { say("按权重计", "of the weights") }

  /// The grey dots of a profile.
  func otherCases(_ count: Int) -> String {
    say("其他\(count)个对象", "other \(count) cases")
  }

  /// The title of the table of a case.
  func valuesOf(_ id: String) -> String {
    say("\(id)的各项指标", "Indicators of \(id)")
  }
}
