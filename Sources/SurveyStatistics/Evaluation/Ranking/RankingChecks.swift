import Diagnostics
import SurveyData

extension EvaluationAnalysis {
  /// Refuses methods that would need too much memory or time, thresholds that
  /// do not fit the tree, and parts of a coupling that do not exist.
  func checkRanking(
    cases: Int, hasMissing: Bool
  ) throws(Diagnostic) {
    let draws = 1 + Double(options.uncertainty?.draws ?? 0)
    for (position, method) in ([options.score] + options.compare).enumerated() {
      try checkThresholds(method)
      if let ranking = method.ranking {
        try checkCost(
          ranking.cost, method, cases: cases, hasMissing: hasMissing,
          walks: position == 0 ? draws : 1)
      }
    }
    _ = try options.coupling?.parts(of: tree)
  }

  private func checkCost(
    _ cost: RankingCost, _ method: EvaluationOptions.Score, cases: Int,
    hasMissing: Bool, walks: Double
  ) throws(Diagnostic) {
    let m = Double(cases)
    let pairs = m * m * Double(tree.leaves.count) * walks
    var (work, bytes) = (pairs, 0.0)
    switch cost {
    case .cases: return
    case .pairs: break
    case .pairsWhenIncomplete: if !hasMissing { return }
    case .matrices(let numbers): bytes = 8 * Double(numbers) * m * m
    case .triples(let numbers):
      bytes = 8 * Double(numbers) * m * m
      // A distillation looks at every pair for each case that it takes out.
      work += 10 * m * m * m * walks
    }
    if bytes <= 2e9, work <= 2e11 { return }
    throw Diagnostic(
      .rankingTooLarge, at: nil,
      "'\(method.name.rawValue)' compares every case with every other, which "
        + (bytes > 2e9
          ? "needs more than 2 GB of memory"
          : "is more than 200 billion steps") + " for \(cases) cases"
        + (walks > 1 ? " and \(Int(walks) - 1) draws" : ""),
      zh: "“\(method.name.rawValue)”须两两比较\(cases)个对象"
        + (walks > 1 ? "、抽取\(Int(walks) - 1)次" : "") + "，"
        + (bytes > 2e9 ? "需要2GB以上内存" : "超过2000亿步"),
      help: "take fewer draws or 'uncertainty: none', or a method whose work "
        + "grows with the number of cases only: weighted-sum, topsis, vikor, "
        + "grey, rsr, wrsr")
  }

  private func checkThresholds(
    _ method: EvaluationOptions.Score
  ) throws(Diagnostic) {
    switch method {
    case .promethee(let options):
      try check([("q", options.indifference)], method)
      try check([("p", options.preference)], method)
      try check([("s", options.bend)], method)
      switch options.function {
      case .level, .linear:
        try check(
          [("q", options.indifference), ("p", options.preference)], method)
      default: break
      }
    case .electre3(let options):
      var list: [(String, PreferenceThreshold)] = [
        ("q", options.indifference), ("p", options.preference),
      ]
      if let veto = options.veto { list.append(("v", veto)) }
      try check(list, method)
    default: break
    }
  }

  /// One number a leaf, and none above the next threshold.
  private func check(
    _ thresholds: [(name: String, value: PreferenceThreshold)],
    _ method: EvaluationOptions.Score
  ) throws(Diagnostic) {
    let leaves = tree.leaves.count
    for (name, value) in thresholds {
      guard case .values(let values) = value, values.count != 1,
        values.count != leaves
      else { continue }
      throw Diagnostic(
        .rankingThresholds, at: nil,
        "'\(name)' of '\(method.name.rawValue)' has \(values.count) numbers "
          + "for \(leaves) indicators",
        zh:
          "“\(method.name.rawValue)”的“\(name)”有\(values.count)个数，而指标有\(leaves)个",
        help: "give one number a measured indicator in the order of the "
          + "tree, or a percentage of their ranges such as 5%")
    }
    for (low, high) in zip(thresholds, thresholds.dropFirst()) {
      let isAbove: Bool
      switch (low.value, high.value) {
      case (.share(let low), .share(let high)): isAbove = low > high
      case (.values(let low), .values(let high)):
        isAbove = (0..<leaves).contains { index in
          low[low.count == 1 ? 0 : index] > high[high.count == 1 ? 0 : index]
        }
      default: isAbove = false
      }
      if isAbove {
        throw Diagnostic(
          .rankingThresholds, at: nil,
          "'\(low.name)' of '\(method.name.rawValue)' (\(low.value.text)) lies "
            + "above '\(high.name)' (\(high.value.text))",
          zh:
            "“\(method.name.rawValue)”的“\(low.name)”（\(low.value.text)）大于“\(high.name)”（\(high.value.text)）",
          help: "thresholds rise from q over p to v")
      }
    }
  }
}
