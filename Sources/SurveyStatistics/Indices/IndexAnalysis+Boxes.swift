import Diagnostics
import SurveyData

extension IndexAnalysis {
  /// The ranks that a rate counts.
  func box(
    _ item: ScoredItem, _ statistic: IndexStatistic, _ data: AnalysisData
  ) throws(Diagnostic) -> Set<Int> {
    let count = item.ranking.count
    let (size, isBest) =
      switch statistic {
      case .satisfied: (1, true)
      case .satisfiedOrBasic: (2, true)
      case .topBox: (topBox, true)
      case .bottomBox: (bottomBox, false)
      default: (1, false)
      }
    guard size < count else {
      throw Diagnostic(
        .wrongOption, at: data.place(of: item.column.name),
        "'\(statistic.rawValue)' counts \(size) of the \(count) values of"
          + " '\(item.column.name)'",
        zh: "“\(statistic.rawValue)”取“\(item.column.name)”\(count)个值中的\(size)个",
        help: "a box has fewer values than the scale")
    }
    return isBest ? Set(0..<size) : Set(count - size..<count)
  }

  func netRanks(
    _ item: ScoredItem, _ data: AnalysisData
  ) throws(Diagnostic) -> (best: Set<Int>, worst: Set<Int>) {
    func ranks(
      _ codes: [String]?, _ usual: [String], _ box: IndexStatistic
    ) throws(Diagnostic) -> Set<Int> {
      guard let wanted = codes ?? (item.isZeroToTen ? usual : nil) else {
        return try self.box(item, box, data)
      }
      var result: Set<Int> = []
      for code in wanted {
        guard let rank = rank(of: code, item) else {
          throw Diagnostic(
            .unknownValue, at: data.place(of: item.column.name),
            "'\(code)' is no value of '\(item.column.name)'",
            zh: "“\(code)”不是“\(item.column.name)”的值",
            help: "its values: \(item.ranking.joined(separator: ", "))")
        }
        result.insert(rank)
      }
      return result
    }
    let isGraded = !grades.isEmpty
    let best = try ranks(
      promoters, ["9", "10"], isGraded ? .satisfied : .topBox)
    let worst = try ranks(
      detractors, ["0", "1", "2", "3", "4", "5", "6"],
      isGraded ? .dissatisfied : .bottomBox)
    if let both = best.intersection(worst).min() {
      throw Diagnostic(
        .wrongOption, at: data.place(of: item.column.name),
        "'\(item.ranking[both])' counts as promoter and as detractor",
        zh: "“\(item.ranking[both])”既算推荐者又算贬损者",
        help: "give 'promoters' and 'detractors' without a common value")
    }
    return (best, worst)
  }

  private func rank(of code: String, _ item: ScoredItem) -> Int? {
    if let rank = item.ranking.firstIndex(of: code) { return rank }
    if let number = Double(code) {
      return item.ranking.firstIndex { Double($0) == number }
    }
    let label = item.column.variable?.valueLabels.first {
      $0.label.chinese == code || $0.label.english == code
    }
    return label.flatMap { item.ranking.firstIndex(of: $0.code) }
  }
}
