import SurveyData
import TestSupport
import Testing

@testable import SurveyReport

/// Chinese pages are Chinese and English pages English, but for what the
/// user wrote and for names of methods and codes.
@Suite struct LanguageTests {
  /// The texts that a reader sees, piece by piece, without code.
  private func texts(_ page: String) -> [String] {
    let bare =
      page
      .replacing(/<(style|script)[^>]*>[\s\S]*?<\/(style|script)>/, with: "")
      .replacing(/<a [^>]*hreflang=[^>]*>[^<]*<\/a>/, with: "")
      .replacing(/<code>[^<]*<\/code>/, with: "")
      .replacing(/<[^>]*>/, with: "\n")
    return bare.split(separator: "\n").map(String.init)
  }

  /// Names of methods, of files and commands; what the samples call their
  /// data.
  private static let names: Set<String> = [
    "AHP", "CSV", "Kish", "LF", "Manyi", "SHA", "UTF", "Wilson", "csv",
    "explain", "logit", "manyi", "tables", "utf",
    "abcdef", "api", "district", "image", "loyalty", "ratings", "valid",
    "max", "min", "weight",
  ]

  @Test func chinesePagesHaveNoEnglishWords() {
    let data = Sample.report(languages: [.chinese])
    var known = Self.names
    for result in data.sections.flatMap(\.results) {
      known.formUnion(
        result.value.estimates.flatMap {
          "\($0.variable) \($0.category ?? "")".split(separator: " ")
            .map(String.init)
        })
    }
    for file in renderReport(data) where file.path.hasSuffix(".html") {
      for text in texts(file.text) {
        let words = text.matches(of: /[A-Za-z]{3,}/).map { String($0.output) }
        let strange = words.filter { !known.contains($0) }
        #expect(strange.isEmpty, "\(file.path): \(text)")
      }
    }
  }

  @Test func englishPagesHaveNoChineseWords() {
    let data = Sample.report(languages: [.english])
    for file in renderReport(data) where file.path.hasSuffix(".html") {
      for text in texts(file.text) {
        #expect(
          !text.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) },
          "\(file.path): \(text)")
      }
    }
  }

  private static let statistics = [
    "mean", "total", "ratio", "share", "index", "satisfied", "basic",
    "satisfied-or-basic", "dissatisfied", "top-box", "bottom-box", "net",
    "alpha", "standardized-alpha", "ratio-total", "median",
    "cumulative-share", "variance", "standard-deviation", "covariance",
    "correlation", "agreement", "kappa", "difference", "p25",
  ]
  private static let intervals = [
    "t", "t-link", "wilson", "wilson-kish", "logit", "wald", "normal",
    "woodruff", "likelihood", "asin", "beta", "korn-graubard", "fisher",
    "feldt", "clopper-pearson", "poisson", "poisson-binomial", "byar",
    "newcombe", "goldstein-healy", "bayes", "draws", "beta-posterior", "log",
    "log-log", "profile", "bootstrap", "z",
  ]
  private static let conversions = [
    "none", "minmax 1…2", "fixed 0…1", "goalposts 30…200",
    "deduct full=100 target=99 per_point=5 floor=40", "steps 1=100",
    "category A=1", "percentile-rank", "borda", "z-score 50±10 divisor n",
    "vector", "sum", "target 9", "piecewise 0=1", "efficacy 1…2 from 60",
    "centre 3", "interval 1…2",
  ]

  @Test func namesOfNumbersAreInBothLanguages() {
    let (chinese, english) = (Words(.chinese), Words(.english))
    func isHan(_ text: String) -> Bool {
      text.contains { ("\u{4E00}"..."\u{9FFF}").contains($0) }
    }
    for name in Self.statistics {
      let (zh, en) = (chinese.statistic(name), english.statistic(name))
      #expect(isHan(zh) && !isHan(en) && en != name, "\(name)")
    }
    for name in Self.intervals {
      let zh = chinese.intervalMethod(name)
      #expect(isHan(zh), "\(name)")
      #expect(!isHan(english.intervalMethod(name)), "\(name)")
    }
    for name in Self.conversions {
      let word = chinese.normalisation(name)
      #expect(
        isHan(word) && word.firstMatch(of: /[a-z]{3,}/) == nil, "\(word)")
    }
    for name in ["arithmetic", "power(2)", "sum(110)", "worst_of(2)"] {
      #expect(isHan(chinese.aggregate(name)), "\(name)")
      #expect(english.aggregate(name) != name)
    }
  }
}
