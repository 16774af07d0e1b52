import SurveyData
import Testing

@testable import SurveyReport

/// What is unfolded below a result.
@Suite struct LineagePanelTests {
  private func result(_ label: String = "Overall") -> AnalysisResult {
    var funnel = RowFunnel(data: "people", file: "a.csv", read: 8)
    funnel.add(.rejected, rows: 7, detail: "too_few_fields 1")
    funnel.add(.quality, rows: 6, detail: "speeder 1")
    funnel.add(.filter, rows: 6, detail: "q > \(label)")
    funnel.items = [
      RowFunnel.Item(
        variable: label, missing: [.init(reason: "blank", rows: 1)], unused: 2,
        used: 4)
    ]
    var provenance = Provenance(
      sources: [DataSource(file: "a.csv", sha256: "0123456789abcdef")],
      formula: "ȳ = Σwy / Σw")
    provenance.funnels = [funnel]
    var estimate = Estimate(
      variable: label, statistic: "mean", unit: .value, value: 3.4, base: 4,
      weightedBase: 5)
    estimate.sums = EstimateSums(above: 17, below: 5)
    return AnalysisResult(
      id: "means", kind: "mean", provenance: provenance, conventions: [],
      estimates: [estimate])
  }

  private func text(_ result: AnalysisResult, _ language: Language) -> String {
    let context = Context(
      language,
      ReportInput(
        id: "s", title: "S", languages: [language], version: "1", sections: []))
    return LineagePanel(result, context).html().map(\.markup).joined()
  }

  @Test func rowsReasonsAndValuesAreThere() {
    let english = text(result(), .english)
    #expect(english.contains("ȳ = Σwy / Σw = 17 / 5 = 3.4"))
    #expect(english.contains("too few fields 1"))
    #expect(english.contains("Do not meet the condition: q &gt; Overall"))
    #expect(english.contains("with a value that does not count 1"))
    #expect(english.contains("SHA-256 0123456789ab…"))
    let chinese = text(result(), .chinese)
    #expect(chinese.contains("这个数字怎么来的"))
    #expect(chinese.contains("无法读取，剔除：字段过少 1"))
    #expect(chinese.contains("有值但不计入 1"))
  }

  /// The formula of the analysis may be of another number.
  @Test(arguments: [
    ("ledger", "p = x / n; S(t) = Π (1 − d / n)", "p = x / n = 3 / 4 = 75.0%"),
    ("verdict", "v₁ + … + vₖ &gt; 1/2 · N", "p = v / N = 3 / 4 = 75.0%"),
  ])
  func sharesHaveTheirOwnFormula(
    kind: String, formula: String, shown: String
  ) {
    var provenance = result().provenance
    provenance.formula = formula
    var estimate = Estimate(
      variable: "kept", statistic: "share", unit: .share, value: 0.75, base: 4,
      weightedBase: 4)
    estimate.sums = EstimateSums(above: 3, below: 4)
    let markup = text(
      AnalysisResult(
        id: "a", kind: kind, provenance: provenance, conventions: [],
        estimates: [estimate]), .english)
    #expect(markup.contains("<code>\(shown)</code>"), "\(markup)")
    #expect(!markup.contains(formula))
  }

  @Test func labelsStayText() {
    let markup = text(result("<script>x</script>"), .english)
    #expect(!markup.contains("<script"))
  }

  /// A score of 74 from two indicators; a third is missing.
  private func evaluation(score: Double) -> EvaluationResult {
    func indicator(_ id: String, _ weight: Double) -> IndicatorResult {
      var leaf = IndicatorResult(
        id: id, parent: "G", level: 1, name: LocalizedText("Days \(id)"),
        isLeaf: true, isBenefit: true, localWeight: weight,
        globalWeight: weight, normalisation: "goalposts 0…60")
      leaf.source = id == "A" ? "ledger" : "evaluators"
      return leaf
    }
    var root = indicator("G", 1)
    (root.parent, root.isLeaf, root.aggregate) = (nil, false, "arithmetic")
    var item = CaseResult(
      id: "C1", score: score, band: 1, coverage: 0.9,
      values: [
        .init(indicator: "G", raw: nil, score: score),
        .init(indicator: "A", raw: 12, score: 80, base: 1),
        .init(indicator: "B", raw: 62, score: 62, base: 7),
        .init(indicator: "C", raw: nil, score: nil),
      ],
      gates: [
        .init(indicator: "A", rule: "late>0=>cap:Good", effect: "cap:Good")
      ])
    item.line = 7
    var found = EvaluationResult(
      indicators: [
        root, indicator("A", 0.6), indicator("B", 0.3), indicator("C", 0.1),
      ], cases: [item],
      bands: [
        Band(label: "Fair", threshold: 70), Band(label: "Good", threshold: 60),
      ], raters: [], weightings: [], uncertainty: nil)
    found.files.cases = "cases.csv"
    found.files.scores = "scores.csv"
    return found
  }

  @Test func scoresAddUpWithTheirRulesAndPlaces() {
    let context = Context(
      .english,
      ReportInput(
        id: "s", title: "S", languages: [.english], version: "1", sections: []))
    let found = evaluation(score: 74)
    let markup = LineagePanel.scoreTable(found.cases[0], found, context)
      .map(\.markup).joined()
    let parts = [
      "cases.csv:7", "scores.csv, 7 scores", "goalposts 0…60", "66.67%",
      "53.33", "20.67", "74.00",
    ]
    for part in parts { #expect(markup.contains(part), "\(part)") }
    // A sum that is not the score is no explanation of it.
    let wrong = evaluation(score: 75)
    #expect(LineagePanel.scoreTable(wrong.cases[0], wrong, context).isEmpty)
  }

  @Test func bandsAndGatesAreToldInWords() {
    let found = evaluation(score: 74)
    let lines = found.cases[0].story(in: found).map { $0[.english] }
    #expect(lines[0] == "Bands: Fair ≥ 70, Good ≥ 60.")
    #expect(
      lines[1]
        == "The score alone would give “Fair”; rules limit it to “Good”.")
    #expect(lines[2].contains("at most “Good”"))
    #expect(lines[3].contains("90.0%"))
  }

  @Test func withoutAFunnelThereIsNoFold() {
    var bare = result()
    bare.provenance.funnels = []
    #expect(text(bare, .english).isEmpty)
  }

  @Test func numbersAreShortAndTrue() {
    #expect(compactNumber(17) == "17")
    #expect(compactNumber(1.0 / 3, 4) == "0.3333")
    #expect(compactNumber(123_456.789, 4) == "123457")
    #expect(compactNumber(0.000_123_456, 3) == "0.000123")
    #expect(compactNumber(-2.5, 4) == "-2.5")
    #expect(compactNumber(.nan) == "nan")
    #expect(compactNumber(1e300, 4) == "1e+300")
  }
}
