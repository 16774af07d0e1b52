import SurveyData
import Testing

@testable import SurveyImport

/// Columns of more rows than are read at once come back cell by cell.
@Suite struct ManyRowsTests {
  /// Cells as they stand in the file, with what they hold.
  private static let labels: [(raw: String, text: String)] = [
    ("S01", "S01"), ("\"非常满意\"", "非常满意"), ("\"a\"\"b\"", "a\"b"),
    ("\"a\"\"\"\"b\"", "a\"\"b"), ("", ""), ("\"\"", ""), ("x", "x"),
    (
      "\"Neither satisfied nor dissatisfied\"",
      "Neither satisfied nor dissatisfied"
    ),
    (
      "\"Neither satisfied, or dissatisfied\"",
      "Neither satisfied, or dissatisfied"
    ),
    ("seventeen letters", "seventeen letters"),
    ("seventeen-letters", "seventeen-letters"), (" a", " a"),
    ("\"two\nlines\"", "two\nlines"), ("eightlet", "eightlet"),
  ]

  @Test(arguments: 0..<12)
  func labelsAndNumbersComeBack(seed: Int) throws {
    var draws = SeededDraws(seed: UInt64(seed))
    let rows = 1500
    var file = "a,q1,q2,q3,q4,b,id,last\n"
    var texts: [String] = []
    var answers: [[Int32?]] = [[], [], [], []]
    var weights: [Double] = []
    var ids: [String] = []
    let separator = seed % 3 == 0 ? "\r\n" : "\n"
    // Later chunks have what earlier ones did not let expect.
    let turn = 200 + draws.below(1200)
    for row in 0..<rows {
      let label = Self.labels[draws.below(Self.labels.count)]
      texts.append(label.text)
      file += label.raw
      for question in 0..<4 {
        var value: Int32? = draws.below(20) == 0 ? nil : Int32(draws.below(11))
        if row > turn, question == 2, draws.below(50) == 0 { value = -7 }
        if row > turn, question == 3, draws.below(50) == 0 { value = 40_000 }
        answers[question].append(value)
        let text = value.map { "\($0)" } ?? ""
        file += seed % 4 == 1 && question == 1 ? ",\"\(text)\"" : ",\(text)"
      }
      let weight = Double(draws.below(30_000)) / 1000
      weights.append(weight)
      let id = "id \(row * 7 % 10_007) of \(row)"
      ids.append(id)
      file += ",\(weight),\"\(id)\",\(draws.below(3))" + separator
    }
    var options = ImportOptions(encoding: .utf8, delimiter: 0x2C)
    options.chunkBytes = [1 << 10, 1 << 14, 1 << 20][seed % 3]
    let table = try DelimitedReader.read(
      bytes: Array(file.utf8), displayName: "a.csv", options: options
    ).table
    #expect(table.rowCount == rows)
    guard case .texts(let a) = table.columns[0].values,
      case .doubles(let b) = table.columns[5].values,
      case .texts(let id) = table.columns[6].values
    else {
      Issue.record("types")
      return
    }
    var faults = 0
    for row in 0..<rows {
      let code = Int(a.codes[row])
      if (code < 0 ? "" : a.levels[code]) != texts[row] { faults += 1 }
      if table.columns[0].missing.isMissing(row) != texts[row].isEmpty {
        faults += 1
      }
      if b[row] != weights[row] { faults += 1 }
      if id.levels[Int(id.codes[row])] != ids[row] { faults += 1 }
      for question in 0..<4 {
        guard case .integers(let values) = table.columns[1 + question].values
        else {
          faults += 1
          continue
        }
        let value = answers[question][row]
        if values[row] != value ?? 0 { faults += 1 }
        if table.columns[1 + question].missing.isMissing(row) != (value == nil)
        {
          faults += 1
        }
      }
    }
    #expect(faults == 0)
  }

  @Test func codebooksAreAskedForEveryNumber() throws {
    var draws = SeededDraws(seed: 3)
    var file = "q1,q2,q3,q4\n"
    var wanted: [MissingReason?] = []
    for _ in 0..<1000 {
      let value = [1, 2, 3, 4, 5, 9, 8, 0][draws.below(8)]
      wanted.append(
        value == 9 ? .refused : value == 8 || value == 0 ? .outOfRange : nil)
      file += "\(value),\(value),\(value).0,\(value)\n"
    }
    var variables = ["q1", "q2", "q3", "q4"].map { Variable($0) }
    for i in variables.indices {
      variables[i].scale = Variable.Scale(minimum: 1, maximum: 5)
      variables[i].missingCodes = ["9": .refused]
    }
    variables[3].kind = .integer
    let options = ImportOptions(codebook: Codebook(variables))
    let table = try DelimitedReader.read(
      bytes: Array(file.utf8), displayName: "a.csv", options: options
    ).table
    for column in table.columns {
      let reasons = (0..<1000).map { column.missing[$0] }
      #expect(reasons == wanted)
    }
  }

  @Test(arguments: 0..<50)
  func missingRowsAreSetWordByWord(seed: Int) {
    var draws = SeededDraws(seed: UInt64(seed))
    var (one, other) = (MissingRows(), MissingRows())
    var start = 0
    for _ in 0..<6 {
      let count = draws.below(200)
      var bits = [UInt64](repeating: 0, count: (count + 63) / 64)
      let reason: MissingReason = draws.below(4) == 0 ? .refused : .blank
      for row in 0..<count where draws.below(5) == 0 {
        bits[row / 64] |= 1 << UInt64(row % 64)
        other.set(start + row, reason.rawValue)
      }
      one.set(&bits, count: count, at: start, reason)
      start += count
    }
    #expect(one.reasons(rowCount: start) == other.reasons(rowCount: start))
  }
}
