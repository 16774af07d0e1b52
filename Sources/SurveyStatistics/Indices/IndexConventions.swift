import Diagnostics
import SurveyData

extension IndexAnalysis {
  /// The choices as they are printed beside the result.
  func conventions(
    _ series: [IndexSeries], _ ungradedValues: [UngradedValue]
  ) -> [Convention] {
    var result: [Convention] = []
    let shown = Set(series.map(\.subject.statistic))
    if shown.contains(IndexStatistic.index.rawValue) {
      result.append(scoring(series))
    }
    if let convention = gradeOrder(series) { result.append(convention) }
    for statistic in show {
      if let convention = box(statistic, series) { result.append(convention) }
    }
    let hasRates = series.contains { !$0.codes.isEmpty }
    if hasRates || !grades.isEmpty { result.append(denominator.convention) }
    if let convention = ungraded.convention(
      ungradedValues, isZero: denominator != .valid)
    {
      result.append(convention)
    }
    if series.contains(where: { $0.subject.unit == .share }) {
      result.append(interval.convention)
    }
    if shown.contains("index") || shown.contains("net") {
      result.append(
        Convention(
          "index-interval", "t",
          LocalizedText(
            zh: "指数的置信区间：估计值 ± t·标准误；超出取值范围时改用 logit 变换，"
              + "位于端点时改用 Wilson 区间。",
            en: "Intervals of indices: value ± t·se; on the logit scale where"
              + " that leaves the range, Wilson's at its ends.")))
    }
    if !scales.isEmpty {
      let percent = plainText(minimumAnswered * 100)
      result.append(
        Convention(
          "minimum-answered", plainText(minimumAnswered),
          LocalizedText(
            zh: "量表得分：每位受访者已答题目的平均值，至少答 \(percent)% 的题目。",
            en: "Scores of scales: the mean of a respondent's answered items,"
              + " at least \(percent)% of them.")))
    }
    return result
  }

  /// Codes as the codebook calls them.
  private func texts(
    _ codes: [String], _ series: [IndexSeries], _ language: Language
  ) -> [String] {
    let labels = series.first { !$0.labels.isEmpty }?.labels ?? [:]
    return codes.map { labels[$0]?[language] ?? $0 }
  }

  private func scoring(_ series: [IndexSeries]) -> Convention {
    if grades.isEmpty {
      return Convention(
        "scoring", "scale",
        LocalizedText(
          zh: "指数：按量表两端换算为 0–100 分，反向题先反转。",
          en: "Index: codes moved from the ends of their scale to 0–100,"
            + " reversed scales turned round."))
    }
    func points(_ language: Language) -> String {
      zip(texts(grades.map(\.grade), series, language), grades)
        .map { "\($0) \(plainText($1.score))" }
        .joined(separator: language == .chinese ? "，" : ", ")
    }
    return Convention(
      "scoring", grades.map { plainText($0.score) }.joined(separator: "/"),
      LocalizedText(
        zh: "指数：等次赋分（\(points(.chinese))）的平均值。",
        en: "Index: the mean of the points of the grades"
          + " (\(points(.english)))."))
  }

  /// The grades from best to worst, where there are so many that the best and
  /// the worst one need names: reports call rates by them.
  private func gradeOrder(_ series: [IndexSeries]) -> Convention? {
    guard grades.count > 3, series.contains(where: { !$0.codes.isEmpty })
    else { return nil }
    let order: [Int] = grades.indices.sorted { left, right in
      let (first, second) = (grades[left].score, grades[right].score)
      return first == second ? left < right : first > second
    }
    let sorted: [String] = order.map { grades[$0].grade }
    let names = zip(
      texts(sorted, series, .chinese), texts(sorted, series, .english)
    ).map { LocalizedText(zh: $0, en: $1) }
    func list(_ language: Language) -> String {
      names.map { $0[language] }.joined(separator: " > ")
    }
    return Convention(
      "grades", sorted.joined(separator: " > "),
      LocalizedText(
        zh: "等次由好到差：\(list(.chinese))。",
        en: "Grades from best to worst: \(list(.english))."), items: names)
  }

  /// That rates count the ends of a long scale alone.
  func endsOnly(_ data: AnalysisData) -> [Diagnostic] {
    guard grades.count > 4, !show.contains(.topBox), !show.contains(.bottomBox)
    else { return [] }
    let sorted = grades.sorted { $0.score > $1.score }
    guard let best = sorted.first?.grade, let worst = sorted.last?.grade
    else { return [] }
    var english: [String] = []
    var chinese: [String] = []
    if show.contains(.satisfied) {
      english.append("'satisfied' counts '\(best)' alone")
      chinese.append("“satisfied”只计“\(best)”")
    }
    if show.contains(.dissatisfied) {
      english.append("'dissatisfied' counts '\(worst)' alone")
      chinese.append("“dissatisfied”只计“\(worst)”")
    }
    guard !english.isEmpty else { return [] }
    let parts: String = english.joined(separator: ", and ")
    let chineseParts: String = chinese.joined(separator: "，")
    return [
      Diagnostic(
        .extremeGradesOnly, .note, at: Place(file: data.table.source.file),
        "of \(grades.count) grades \(parts)",
        zh: "共\(grades.count)个等次，\(chineseParts)",
        help: "'show: [top-box, bottom-box]' counts the two best and the two"
          + " worst grades")
    ]
  }

  /// Which values a rate counts, when all items have the same.
  private func box(
    _ statistic: IndexStatistic, _ series: [IndexSeries]
  ) -> Convention? {
    let lists = series.filter {
      $0.subject.statistic == statistic.rawValue && !$0.codes.isEmpty
    }.map(\.codes)
    guard let first = lists.first, let (zh, en) = name(of: statistic) else {
      return nil
    }
    if statistic == .net {
      let parts = first.split(separator: "–")
      func list(
        _ codes: ArraySlice<String>?, _ language: Language, _ separator: String
      ) -> String {
        texts(Array(codes ?? []), series, language)
          .joined(separator: separator)
      }
      let best = list(parts.first, .english, ", ")
      let worst = list(parts.last, .english, ", ")
      let chinese = (
        list(parts.first, .chinese, "、"), list(parts.last, .chinese, "、")
      )
      return Convention(
        statistic.rawValue,
        parts.map { $0.joined(separator: ", ") }.joined(separator: " – "),
        LocalizedText(
          zh: "\(zh)：（\(chinese.0)）的比例减去（\(chinese.1)）的比例。",
          en: "\(en): the share of \(best) less the share of \(worst)."))
    }
    guard lists.allSatisfy({ $0 == first }) else {
      return Convention(
        statistic.rawValue, String(first.count),
        LocalizedText(
          zh: "\(zh)：各题\(isWorst(statistic) ? "最差" : "最好")的"
            + " \(first.count) 个选项的比例。",
          en: "\(en): the share of the \(first.count)"
            + " \(isWorst(statistic) ? "worst" : "best") values of each item."))
    }
    let values = first.joined(separator: ", ")
    return Convention(
      statistic.rawValue, values,
      LocalizedText(
        zh: "\(zh)：（"
          + texts(first, series, .chinese).joined(separator: "、") + "）的比例。",
        en: "\(en): the share of "
          + texts(first, series, .english).joined(separator: ", ") + "."))
  }

  private func isWorst(_ statistic: IndexStatistic) -> Bool {
    statistic == .dissatisfied || statistic == .bottomBox
  }

  private func name(
    of statistic: IndexStatistic
  ) -> (zh: String, en: String)? {
    switch statistic {
    case .index, .mean: nil
    case .satisfied: ("满意率", "Satisfied")
    case .satisfiedOrBasic: ("满意和基本满意率", "Satisfied or basically")
    case .dissatisfied: ("不满意率", "Dissatisfied")
    case .topBox: ("前几档比例", "Top box")
    case .bottomBox: ("后几档比例", "Bottom box")
    case .net: ("净满意度", "Net score")
    }
  }
}
