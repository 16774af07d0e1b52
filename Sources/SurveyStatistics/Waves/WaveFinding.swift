import SurveyData

/// What the last change of a series shows, in one careful sentence.
struct WaveFinding {
  let text: LocalizedText?

  /// What the last changes of several series show, each of its own statistic.
  ///
  /// One series is told in full; of several it is said which rose or fell,
  /// and how many did not, each by the test of its own change.
  init(
    _ series: [(WaveSeries, name: LocalizedText)], _ axis: WaveAxis,
    level: Double
  ) {
    let last = axis.count - 1
    let tested = series.compactMap { series, name in
      last > 0
        ? series.points[last]?.change.flatMap { change in
          change.probability.map { (name, change.value, $0) }
        } : nil
    }
    guard tested.count > 1 else {
      text =
        series.lazy.compactMap {
          WaveFinding($0.0, axis, level: level, name: $0.name).text
        }.first
      return
    }
    let (now, before) = (axis.label(last), axis.label(last - 1))
    func names(_ isOne: (Double) -> Bool, _ language: Language) -> [String] {
      tested.filter { $0.2 < 1 - level && isOne($0.1) }.map {
        $0.0[language]
      }
    }
    func listed(_ names: [String], _ language: Language) -> String {
      let shown = names.prefix(4).map {
        language == .chinese ? "“\($0)”" : $0
      }
      let rest = names.count - shown.count
      let list = shown.joined(separator: language == .chinese ? "、" : ", ")
      return rest > 0
        ? list
          + (language == .chinese ? "等\(names.count)项" : " and \(rest) more")
        : list
    }
    let open = tested.count { $0.2 >= 1 - level }
    var chinese: [String] = []
    var english: [String] = []
    for (verb, isOne) in [
      (("上升", "higher"), { (change: Double) in change > 0 }),
      (("下降", "lower"), { (change: Double) in change <= 0 }),
    ] {
      let found = (names(isOne, .chinese), names(isOne, .english))
      if found.0.isEmpty { continue }
      chinese.append(listed(found.0, .chinese) + verb.0)
      english.append("\(verb.1): " + listed(found.1, .english))
    }
    guard !chinese.isEmpty else {
      text = LocalizedText(
        zh: "从\(before[.chinese])到\(now[.chinese])，\(tested.count)项的变化都"
          + "没有超出抽样误差的范围。",
        en: "From \(before[.english]) to \(now[.english]): none of the"
          + " \(tested.count) changes goes beyond what sampling error"
          + " explains")
      return
    }
    text = LocalizedText(
      zh: "从\(before[.chinese])到\(now[.chinese])，"
        + chinese.joined(separator: "，") + "，超出抽样误差的范围"
        + (open > 0 ? "；其余\(open)项的变化没有超出。" : "。"),
      en: "From \(before[.english]) to \(now[.english]), by more than sampling"
        + " error explains, " + english.joined(separator: "; ")
        + (open > 0 ? "; not so the other \(open)" : ""))
  }

  /// Speaks of a rise or fall only when the change is further from 0 than
  /// chance explains at the level of the analysis; says nothing where the
  /// last two waves are not compared.
  ///
  /// - Parameter name: What is followed, with its statistic where it has to
  ///   be named.
  init(
    _ series: WaveSeries, _ axis: WaveAxis, level: Double, name: LocalizedText
  ) {
    let last = axis.count - 1
    guard last > 0, let change = series.points[last]?.change else {
      text = nil
      return
    }
    let what = name
    let (now, before) = (axis.label(last), axis.label(last - 1))
    guard let probability = change.probability else {
      text = nil
      return
    }
    if probability >= 1 - level {
      text = LocalizedText(
        zh: "“\(what[.chinese])”从\(before[.chinese])到\(now[.chinese])的变化"
          + "没有超出抽样误差的范围。",
        en: "\(what[.english]): no change from \(before[.english]) to"
          + " \(now[.english]) beyond what sampling error explains")
      return
    }
    let isUp = change.value > 0
    text = LocalizedText(
      zh: "“\(what[.chinese])”从\(before[.chinese])到\(now[.chinese])"
        + (isUp ? "上升" : "下降") + "，超出抽样误差的范围。",
      en: "\(what[.english]): \(isUp ? "higher" : "lower") in"
        + " \(now[.english]) than in \(before[.english]), by more than"
        + " sampling error explains")
  }
}
