/// What kinds of analysis are about, so that a list of all of them can be
/// read.
enum KindTopic: String, CaseIterable {
  case satisfaction, evaluation
  case answers = "answers and estimates"
  case tests = "tests"
  case models = "models"
  case tables = "whole tables"
  case survey = "the survey itself"

  /// The kinds of the topic; every kind stands under one.
  var kinds: [String] {
    switch self {
    case .satisfaction: ["index", "verdict", "ceiling", "alpha"]
    case .evaluation:
      ["evaluation", "raters", "ledger", "points", "stars"]
        + ["comparison", "efficiency"]
    case .answers:
      ["share", "mean", "total", "ratio", "quantile", "distribution"]
        + ["variance", "correlation", "contrast"]
    case .tests:
      ["t-test", "rank-test", "goodness-of-fit", "kappa"]
    case .models:
      ["regression", "ordinal", "multinomial", "loglinear", "factors"]
        + ["confirmatory", "small-area"]
    case .tables: ["crosstab", "banner", "waves"]
    case .survey: ["weighting", "imputation"]
    }
  }

  /// The kinds by topic, a line each.
  static var lines: [String] {
    allCases.map { "\($0.rawValue): \($0.kinds.joined(separator: ", "))" }
  }

  /// What to do with `lines`.
  static let help =
    "choose one of the kinds below; 'manyi analyze --help' says what each does"
}
