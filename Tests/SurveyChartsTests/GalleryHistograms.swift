import SurveyCharts

/// The histograms of the gallery.
enum GalleryHistograms {
  static func durations(_ tongue: Tongue) -> Histogram {
    let counts = [2, 9, 31, 84, 120, 97, 61, 40, 22, 11, 6, 3, 0, 1, 14]
    return Histogram(
      frame: tongue.frame(
        "histogram",
        tongue("用时过短：标记11份", "Short duration: 11 flagged"),
        tongue("n = 501", "n = 501"),
        notes: [
          tongue(
            "最右一条含840及以上的全部14份。",
            "The last bar holds all values from 840 on (14).")
        ]),
      words: tongue.words,
      bins: counts.enumerated().map { position, count in
        Histogram.Bin(
          lower: Double(position) * 60, upper: Double(position + 1) * 60,
          count: count, label: "\(position * 60)–\(position * 60 + 60)")
      },
      limit: Histogram.Limit(
        value: 120, label: tongue("<120标记", "flagged below 120"),
        isLower: false),
      style: .integer,
      axisTitle: tongue("答题用时（秒）", "Time for answering (seconds)"),
      countLabel: tongue("答卷份数", "Respondents"))
  }

  static func strings(_ tongue: Tongue) -> Histogram {
    let counts = [3, 93, 95, 27, 11, 4, 3, 0, 1, 0, 0, 1_204]
    return Histogram(
      frame: tongue.frame(
        "histogram-strings",
        tongue("最长连续相同：标记1,204份", "Longest string: 1,204 flagged"),
        tongue("n = 1,441", "n = 1,441")),
      words: tongue.words,
      bins: counts.enumerated().map { position, count in
        Histogram.Bin(
          lower: Double(position) + 0.5, upper: Double(position) + 1.5,
          count: count, label: "\(position + 1)")
      },
      limit: Histogram.Limit(
        value: 9.5, label: tongue("≥10标记", "flagged from 10"), isLower: true),
      style: .integer, axisTitle: tongue("最长串", "Longest string"),
      countLabel: tongue("答卷份数", "Respondents"))
  }
}
