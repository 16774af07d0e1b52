/// What a word that names no kind of analysis was probably meant to be.
enum KindHint {
  /// The help for `word`, the kinds that do what it says; `nil` when the
  /// word says nothing.
  static func help(for word: String) -> String? {
    let folded = word.lowercased()
    if let known = meant.first(where: { $0.words.contains(folded) }) {
      return "did you mean \(known.kinds)?"
    }
    // `weighted-mean`, `满意度指数`: a part of the word says it.
    let kinds = AnalysisKinds.names.filter { folded.contains($0) }
    if let kind = kinds.max(by: { $0.count < $1.count }) {
      return "did you mean '\(kind)'?"
    }
    return meant.first { hint in
      hint.words.contains { folded.contains($0) && $0.utf8.count >= 6 }
    }.map { "did you mean \($0.kinds)?" }
  }

  private static let meant: [(words: [String], kinds: String)] = [
    (
      ["satisfaction", "satisfaction-index", "csi", "score", "满意度", "指数"],
      "'index'"
    ),
    (["ranking", "rank", "performance", "评估", "绩效", "排名"], "'evaluation'"),
    (
      ["survey", "summary", "descriptive", "average", "describe", "平均"],
      "'mean' for numbers or 'share' for answers"
    ),
    (
      ["frequency", "frequencies", "percent", "percentage", "proportion"]
        + ["count", "counts", "频数", "比例"], "'share'"
    ),
    (["vote", "votes", "voting", "票数", "测评", "表决"], "'verdict'"),
    (["cross", "crosstabs", "pivot", "chi-square", "交叉表"], "'crosstab'"),
    (["sum"], "'total'"),
    (["median", "percentile"], "'quantile'"),
    (["reliability", "cronbach", "信度"], "'alpha'"),
    (["logit", "logistic", "linear", "anova", "回归"], "'regression'"),
    (["funnel", "league", "benchmark", "比较"], "'comparison'"),
  ]
}
