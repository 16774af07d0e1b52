import SVG
import SurveyData
import SurveyReport
import Testing

/// Numbers, their changes and standard errors in a table of waves.
@Suite struct JointDecimalsTests {
  private func styles(
    _ formats: [StatisticsTable.Format], _ values: [Double]
  ) -> [NumberStyle] {
    StatisticsTableStyles(
      StatisticsTable(
        "waves-1", title: "", stub: "",
        columns: formats.enumerated().map {
          StatisticsTable.Column("c\($0.offset)", "", $0.element)
        },
        rows: [StatisticsTable.Row("a", "a", values.map { .init($0) })])
    ).styles
  }

  /// One number of decimals for what is on one scale, whatever the sizes.
  @Test func changesHaveTheDecimalsOfTheNumbers() {
    let formats: [StatisticsTable.Format] = [
      .value, .valueError, .valueChange, .valueError, .value,
    ]
    #expect(
      styles(formats, [55.3, 0.874, 0.1433, 1.725, 8.2]) == [
        .decimal(2), .decimal(3), .signed(2), .decimal(3), .decimal(2),
      ])
    #expect(
      styles(formats, [81234, 0.874, 0.1433, 1.725, 8.2]) == [
        .integer, .decimal(1), .signed(0), .decimal(1), .integer,
      ])
  }

  /// Without the numbers themselves the changes say how many decimals.
  @Test func changesAlone() {
    #expect(
      styles([.valueChange, .valueError], [-12.34, 0.5]) == [
        .signed(2), .decimal(3),
      ])
    #expect(
      styles([.value, .value], [55.3, 0.1433]) == [.decimal(2), .decimal(4)])
  }
}
