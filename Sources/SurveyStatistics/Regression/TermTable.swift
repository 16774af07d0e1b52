import Diagnostics
import SurveyData

/// The table of tests of a model's terms.
struct TermTable {
  /// Terms that are tested together, under one name.
  struct Line {
    var name: String
    var label: LocalizedText
    var terms: [Int]
  }

  private let tests: [RegressionAnalysis.Test]
  private let joint: [[String]]

  init(_ analysis: RegressionAnalysis) {
    tests = analysis.tests
    joint = analysis.joint
  }

  /// Each term of a model, then the lists that are tested together.
  ///
  /// - Throws: A diagnostic about a term that the model does not have.
  func lines(_ frame: ModelFrame) throws(Diagnostic) -> [Line] {
    if tests.isEmpty { return [] }
    var lines = frame.terms.enumerated().map { number, term in
      Line(name: term.name, label: frame.label(term), terms: [number])
    }
    for texts in joint {
      let terms = try frame.positions(texts)
      func joined(_ language: Language) -> String {
        terms.map { frame.label(frame.terms[$0])[language] }
          .joined(separator: " + ")
      }
      lines.append(
        Line(
          name: terms.map { frame.terms[$0].name }.joined(separator: "+"),
          label: LocalizedText(zh: joined(.chinese), en: joined(.english)),
          terms: terms))
    }
    return lines
  }

  /// The tests of one fit.
  ///
  /// - Throws: A diagnostic about a term that the model does not have.
  func table(_ model: PreparedModel) throws(Diagnostic) -> StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    for line in try lines(model.frame) {
      let positions = model.positions(of: line.terms)
      guard !positions.isEmpty else { continue }
      var cells: [StatisticsTable.Cell] = [
        .init(Double(positions.count)),
        .init(model.degreesOfFreedom > 0 ? model.degreesOfFreedom : nil),
      ]
      for test in Self.order where tests.contains(test) {
        let found =
          switch test {
          case .wald: model.waldTest(line.terms)
          case .likelihood: model.likelihoodTest(line.terms)
          case .workingWald: model.workingWaldTest(line.terms)
          }
        cells += [.init(found?.statistic), .init(found?.probability)]
      }
      rows.append(StatisticsTable.Row(line.name, line.label, cells))
    }
    return Self.table(
      columns: Self.degrees
        + Self.order.filter(tests.contains).flatMap(Self.columns), rows: rows)
  }

  /// The tests of several imputations, pooled.
  ///
  /// - Throws: A diagnostic about a term that the model does not have.
  func pooled(
    _ first: PreparedModel?, _ models: [FittedCoefficients]
  ) throws(Diagnostic) -> StatisticsTable {
    var rows: [StatisticsTable.Row] = []
    if let first {
      for line in try lines(first.frame) {
        let names = first.names(of: line.terms)
        guard !names.isEmpty else { continue }
        let test = PooledTest(models, names: names)
        rows.append(
          StatisticsTable.Row(
            line.name, line.label,
            [
              .init(Double(names.count)),
              .init(test.map(\.test.denominatorDegrees)),
              .init(test?.test.statistic), .init(test?.test.probability),
              .init(test?.increase),
            ]))
      }
    }
    return Self.table(
      columns: Self.degrees + Self.columns(.wald) + [
        .init(
          "increase",
          LocalizedText(zh: "方差相对增量", en: "Increase of variance"),
          .coefficient)
      ], rows: rows)
  }

  /// The tests in the order of their columns.
  static let order: [RegressionAnalysis.Test] = [
    .wald, .likelihood, .workingWald,
  ]

  /// The columns of degrees of freedom.
  static var degrees: [StatisticsTable.Column] {
    [
      .init("df1", LocalizedText(zh: "自由度1", en: "df 1"), .degrees),
      .init("df2", LocalizedText(zh: "自由度2", en: "df 2"), .degrees),
    ]
  }

  /// The columns of one test.
  static func columns(
    _ test: RegressionAnalysis.Test
  ) -> [StatisticsTable.Column] {
    let (spanner, name, label, probability) =
      switch test {
      case .wald:
        (
          LocalizedText(zh: "Wald检验", en: "Wald test"), "f",
          LocalizedText("F"), "p"
        )
      case .likelihood:
        (
          LocalizedText(zh: "似然比检验", en: "Likelihood ratio"), "deviance",
          LocalizedText(zh: "偏差之差", en: "Deviance"), "p-likelihood"
        )
      case .workingWald:
        (
          LocalizedText(zh: "工作Wald检验", en: "Working Wald test"),
          "working-wald", LocalizedText("χ²"), "p-working-wald"
        )
      }
    return [
      .init(name, label, .statistic, spanner: spanner),
      .init(
        probability, LocalizedText(zh: "p值", en: "p"), .probability,
        spanner: spanner),
    ]
  }

  /// The table with its title.
  static func table(
    columns: [StatisticsTable.Column], rows: [StatisticsTable.Row]
  ) -> StatisticsTable {
    StatisticsTable(
      "terms",
      title: LocalizedText(zh: "各项的检验", en: "Tests of terms"),
      stub: LocalizedText(zh: "项", en: "Term"), columns: columns, rows: rows)
  }
}
