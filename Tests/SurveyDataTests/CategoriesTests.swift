import SurveyData
import Testing

@Suite struct CategoriesTests {
  @Test func codebookOrderComesFirst() {
    let variable = Variable(
      "grade",
      valueLabels: [
        .init("满意", "Satisfied"), .init("不满意", "Dissatisfied"),
        .init("从未", "Never used"),
      ])
    let column = Column(
      "grade",
      .texts(DictionaryText(["b", "不满意", nil, "a", "满意", "不满意"])),
      missing: MissingReasons([0, 0, MissingReason.blank.rawValue, 0, 0, 0]),
      variable: variable)
    let categories = column.categories()
    #expect(categories.levels.map(\.value) == ["满意", "不满意", "a", "b"])
    #expect(
      categories.levels.map { $0.label?[.english] }
        == ["Satisfied", "Dissatisfied", nil, nil])
    #expect(categories.codes == [3, 1, -1, 2, 0, 1])
  }

  @Test func numbersGoBySize() {
    let integers = Column("n", .integers([10, 9, -1, 10]))
    #expect(integers.categories().levels.map(\.value) == ["-1", "9", "10"])
    let doubles = Column("n", .doubles([2.5, 10, 2]))
    #expect(doubles.categories().levels.map(\.value) == ["2", "2.5", "10"])
  }

  @Test func daysGoByTime() {
    let column = Column("d", .days([20_000, -5, 0]))
    #expect(
      column.categories().levels.map(\.value)
        == ["1969-12-27", "1970-01-01", "2024-10-04"])
  }

  @Test func orderDoesNotDependOnTheRows() {
    let texts = ["西山", "东湖", "S10", "S9", "é"]
    let expected = Column("t", .texts(DictionaryText(texts)))
      .categories().levels
    for shift in texts.indices {
      let rows = Array(texts[shift...] + texts[..<shift])
      let column = Column("t", .texts(DictionaryText(rows)))
      #expect(column.categories().levels == expected)
    }
  }

  @Test func numbersAmongTextsComeFirst() {
    let texts = ["9", "10", "1a", "nan", "inf", "2", "x"]
    let expected = ["2", "9", "10", "1a", "inf", "nan", "x"]
    for shift in texts.indices {
      let rows = Array(texts[shift...] + texts[..<shift])
      let column = Column("t", .texts(DictionaryText(rows)))
      #expect(column.categories().levels.map(\.value) == expected)
    }
  }

  @Test func missingRowsHaveNoGroup() {
    let column = Column(
      "n", .integers([1, 7, 1]),
      missing: MissingReasons([0, MissingReason.refused.rawValue, 0]))
    #expect(column.categories().levels.map(\.value) == ["1"])
    #expect(column.categories().codes == [0, -1, 0])
    #expect(Column("e", .integers([])).categories().levels.isEmpty)
  }
}
