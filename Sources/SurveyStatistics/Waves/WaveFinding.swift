import SurveyData

/// What the last change of a series shows, in one careful sentence.
struct WaveFinding {
  let text: LocalizedText?

  /// Speaks of a rise or fall only when the change is further from 0 than
  /// chance explains at the level of the analysis; says nothing where the
  /// last two waves are not compared.
  init(_ series: WaveSeries, _ axis: WaveAxis, level: Double) {
    let last = axis.count - 1
    guard last > 0, let change = series.points[last]?.change else {
      text = nil
      return
    }
    let what = LocalizedText.joined(
      [series.subject.title] + [series.heading].compactMap { $0 })
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
