import Diagnostics
import SurveyData

@testable import SurveyReport

/// Made-up results in the shape that the analyses give.
enum Sample {
  static let ratings = DataSource(
    file: "ratings.csv",
    sha256: String(repeating: "0123456789abcdef", count: 4),
    byteCount: 183_204,
    dialect: [
      LocalizedText(
        zh: "编码：utf-8（所有字节均为合法的UTF-8）",
        en: "encoding utf-8: all bytes are well-formed UTF-8"),
      LocalizedText(
        zh: "分隔符：','（前3条记录中有3条为14个字段）",
        en: "delimiter ',': 3 of the first 3 records have 14 fields"),
    ],
    rowsRead: 1273, rowsKept: 1268, rowsRejected: 5, cellsSetMissing: 12)

  static let provenance = Provenance(
    sources: [ratings], filter: "is_valid = 1", rowsAvailable: 1268,
    rowsUsed: 1204,
    design: LocalizedText(
      zh: "分层：district；权重：weight",
      en: "strata district; weights weight"),
    formula: "Σ wᵢ·xᵢ / Σ wᵢ")

  static let items: [(String, LocalizedText)] = [
    ("attitude", LocalizedText(zh: "办理态度", en: "Attitude")),
    ("speed", LocalizedText(zh: "办理速度", en: "Speed")),
    ("quality", LocalizedText(zh: "答复质量", en: "Reply quality")),
    ("result", LocalizedText(zh: "办理结果", en: "Result")),
  ]

  static func district(_ number: Int) -> [GroupTerm] {
    [
      GroupTerm(
        variable: "district", value: "\(number)",
        label: LocalizedText(zh: "第\(number)区", en: "District \(number)"),
        variableLabel: LocalizedText(zh: "城区", en: "District"))
    ]
  }

  /// An index with rates of three grades, overall and by district.
  static func index(
    satisfied: Double = 0.82, title: LocalizedText? = nil,
    items: [(String, LocalizedText)] = items, groups: [[GroupTerm]]? = nil
  ) -> AnalysisResult {
    var estimates: [Estimate] = []
    let groups = [[]] + (groups ?? (1...3).map(district))
    for (groupNumber, group) in groups.enumerated() {
      for (itemNumber, item) in items.enumerated() {
        let shift =
          Double([3, 1, -6, 0][itemNumber % 4] - groupNumber * 2) / 100
        let best = min(0.995, satisfied + shift * (1 - satisfied) * 5)
        let both = best + (1 - best) * 0.7
        let base = group.isEmpty ? 1204 : [420, 391, 24][(groupNumber - 1) % 3]
        func estimate(
          _ statistic: String, _ unit: Estimate.Unit, _ value: Double,
          _ error: Double
        ) -> Estimate {
          Estimate(
            variable: item.0, label: item.1, group: group,
            statistic: statistic, unit: unit, value: value,
            standardError: error,
            interval: Interval(
              lower: value - 1.96 * error, upper: value + 1.96 * error,
              level: 0.95, method: unit == .share ? "wilson" : "t"),
            degreesOfFreedom: 1203, base: base,
            weightedBase: Double(base) * 1.5,
            effectiveBase: Double(base) * 0.8, designEffect: 1.25)
        }
        let size = (0.25 / Double(base)).squareRoot()
        estimates += [
          estimate("satisfied", .share, best, size),
          estimate("satisfied-or-basic", .share, both, size / 2),
          estimate("dissatisfied", .share, 1 - both, size / 2),
          estimate("index", .index, 100 * best + 60 * (both - best), size * 60),
        ]
      }
    }
    return AnalysisResult(
      id: "satisfaction", kind: "index",
      title: title
        ?? LocalizedText(zh: "代表对办理工作的满意度", en: "Satisfaction of deputies"),
      provenance: provenance,
      conventions: [
        Convention(
          "denominator", "valid",
          LocalizedText(zh: "分母：有效评价。", en: "Denominator: valid answers."))
      ], estimates: estimates)
  }

  /// Means of two variables by a grouping.
  static func means() -> AnalysisResult {
    var estimates: [Estimate] = []
    for (number, group) in ([[]] + (1...2).map(district)).enumerated() {
      for (variable, base) in [("api00", 664.7), ("enroll", 584.6)] {
        let value = base + Double(number) * 40
        estimates.append(
          Estimate(
            variable: variable, group: group, statistic: "mean", unit: .value,
            value: value, standardError: 9.4,
            interval: Interval(
              lower: value - 18.5, upper: value + 18.5, level: 0.95,
              method: "t"), base: 200, weightedBase: 6194,
            effectiveBase: 161.2))
      }
    }
    return AnalysisResult(
      id: "means", kind: "mean", provenance: provenance, conventions: [],
      estimates: estimates)
  }

  /// Votes in the shape of a published table.
  static func verdicts() -> AnalysisResult {
    let votes = [[28, 1, 0], [17, 11, 1], [0, 0, 0], [10, 5, 14]]
    let verdicts = votes.enumerated().map { number, counts in
      Verdict(
        group: [
          GroupTerm(
            variable: "project", value: "P\(number + 1)",
            variableLabel: LocalizedText(zh: "项目", en: "Project"))
        ], counts: counts, grades: ["1", "2", "3"],
        gradeLabels: [
          LocalizedText(zh: "满意", en: "Satisfied"),
          LocalizedText(zh: "基本满意", en: "Basically satisfied"),
          LocalizedText(zh: "不满意", en: "Dissatisfied"),
        ], denominator: Double(counts.reduce(0, +)),
        outcome: counts[0] == 0 ? nil : counts[0] > 14 ? 0 : 1)
    }
    return AnalysisResult(
      id: "verdict", kind: "verdict", provenance: provenance,
      conventions: [
        Convention(
          "rule", "1/2",
          LocalizedText(
            zh: "满意票超过半数为满意。", en: "More than half of the votes are needed."))
      ], estimates: [], details: .verdicts(verdicts))
  }

  /// Two scales.
  static func reliability() -> AnalysisResult {
    let scales = [("image", 0.72), ("loyalty", 0.47)].map { name, alpha in
      ScaleReliability(
        scale: name, label: nil, alpha: alpha, standardizedAlpha: alpha + 0.01,
        interval: Interval(
          lower: alpha - 0.06, upper: alpha + 0.05, level: 0.95,
          method: "feldt"), base: 250,
        items: (1...3).map { number in
          ScaleReliability.Item(
            variable: "\(name)\(number)", label: nil, isReversed: number == 3,
            mean: 7.5 + Double(number) / 10, standardDeviation: 1.8,
            restCorrelation: 0.5, alphaWithout: alpha - 0.02)
        })
    }
    return AnalysisResult(
      id: "scales", kind: "alpha", provenance: provenance, conventions: [],
      estimates: [], details: .reliability(scales))
  }
}
