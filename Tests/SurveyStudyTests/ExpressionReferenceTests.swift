import Diagnostics
import Foundation
import SurveyData
import SurveyImport
import TestSupport
import Testing

/// Expressions and bins computed by pandas, see
/// `Tests/References/expressions`.
@Suite struct ExpressionReferenceTests {
  private struct Expected: Decodable {
    struct Item: Decodable {
      var expression: String
      var values: [Cell]
    }

    var expressions: [Item]
    var bins: [String: [Double]]
  }

  private enum Cell: Decodable {
    case number(Double)
    case text(String)
    case missing

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .missing
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else {
        self = .text(try container.decode(String.self))
      }
    }
  }

  private func reference() throws -> (Table, Expected) {
    let table = try TableReader.read(
      file: Fixture.reference("expressions/data.csv").path()
    ).table
    let expected = try JSONDecoder().decode(
      Expected.self,
      from: Data(contentsOf: Fixture.reference("expressions/expected.json")))
    return (table, expected)
  }

  @Test func everyExpressionAgrees() throws {
    let (table, expected) = try reference()
    #expect(expected.expressions.count == 45)
    for item in expected.expressions {
      let column = try ValueExpression(item.expression)
        .column("r", of: table).column
      let numbers = column.numbers()
      for (row, cell) in item.values.enumerated() {
        switch cell {
        case .missing:
          #expect(
            column.missing.isMissing(row), "\(item.expression), row \(row)")
        case .text(let text):
          #expect(
            column.text(at: row) == text, "\(item.expression), row \(row)")
        case .number(let number):
          let found = numbers?[row] ?? .nan
          #expect(
            isClose(found, number, relative: 1e-12),
            "\(item.expression), row \(row): \(found), not \(number)")
        }
      }
    }
  }

  @Test(arguments: ["left", "right", "quantiles"])
  func binsAgree(kind: String) throws {
    let (table, expected) = try reference()
    let place = Place(file: "study.yaml")
    let step = BinStep(
      PlacedName("x", at: place), into: PlacedName("g", at: place),
      breaks: kind == "quantiles"
        ? .quantiles(5) : .numbers([-200, -20, 0, 20, 200]),
      closed: kind == "left" ? .left : .right, at: place)
    let column = try #require(try step.apply(to: table).table["g"])
    #expect(column.numbers() == expected.bins[kind])
  }
}
