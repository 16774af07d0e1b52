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

  @Test func labelsStayText() {
    let markup = text(result("<script>x</script>"), .english)
    #expect(!markup.contains("<script"))
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
