import Diagnostics
import Foundation
import SurveyData
import Testing

@testable import SurveyStudy

/// A seeded stream of numbers (SplitMix64).
private struct Numbers {
  var state: UInt64

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }

  mutating func pick<Element>(_ elements: [Element]) -> Element {
    elements[below(elements.count)]
  }
}

/// Recipes put together at random end with a table or with an error, and
/// what is made can be written; nothing crashes.
@Suite struct RandomRecipeTests {
  private let data = """
    id,town,age,q1,day,empty
    1,a,20,1,2024-01-31,
    2,b,35.5,2,2024-02-01,
    3,a,,-9,,
    3,,1e9,5,2024-02-03,

    """

  private func value(_ random: inout Numbers) -> String {
    random.pick([
      "id", "town", "age", "q1", "day", "empty", "new", "x", "\"\"", "1", "0",
      "-1", "1-2", "lowest", "highest", "[]", "{}", "[q1, age]", "[1, 5]",
      "[5, 1]", "missing", "refused", "keep", "null", "{1: 2, a: b}",
      "{age: q1}", "[lowest, 0, highest]", "q1 + age", "age / q1 > 2",
      "'town = a'", "true", "999999999999999999999", "{zh: 甲, en: A}",
      "[a, b, c]", "\"{item}_{w}\"", "left", "inner", "full", "b.csv", "b",
      "{q1: {values: {1: a}, label: L}}", "{x: q1 * 2, y: \"town & 'z'\"}",
    ])
  }

  private let fitting = [
    "{rename: {town: city}}", "{rename: {age: id, id: age}}", "{drop: empty}",
    "{recode: {column: q1, map: {1: low, missing: none}, else: other}}",
    "{recode: {columns: [q1, age], map: {lowest-2: 1, 3-highest: refused}}}",
    "{recode: {column: town, map: {a: 1, b: 2}, into: code}}",
    "{reverse: q1}", "{reverse: {columns: age, scale: [0, 40]}}",
    "{bin: {column: age, breaks: [lowest, 20, highest], into: g}}",
    "{bin: {column: id, quantiles: 3, into: h, closed: right}}",
    "{derive: {n: mean(q1, age), m: \"text(day) & 'x'\", k: q1 > 1}}",
    "{derive: {age: age / (id - 2), t: town, s: sqrt(q1 - 2)}}",
    "{filter: id > 1}", "{filter: id > 99}", "{keep: [q1, id, town]}",
    "{set-missing: {where: q1 = 1, columns: [town, day], reason: dont-know}}",
    "{label: {q1: {zh: 题}, town: {values: {a: A}, unit: u}}}",
  ]

  private func step(_ random: inout Numbers) -> String {
    if random.below(5) > 0 { return random.pick(fitting) }
    let key = random.pick([
      "rename", "recode", "reverse", "bin", "derive", "filter", "set-missing",
      "drop", "keep", "label",
    ])
    if random.below(3) == 0 { return "{\(key): \(value(&random))}" }
    let keys = [
      "column", "columns", "map", "else", "into", "labels", "label", "scale",
      "breaks", "quantiles", "closed", "where", "reason", "q1", "age", "town",
    ]
    var chosen: [String] = []
    for key in keys where random.below(3) == 0 { chosen.append(key) }
    switch key {
    case "recode": chosen += ["map", "column"]
    case "bin": chosen += ["column", "into", "breaks"]
    case "reverse": chosen += ["columns", "scale"]
    case "set-missing": chosen += ["where", "columns"]
    default: break
    }
    let pairs = Set(chosen).sorted().map { "\($0): \(value(&random))" }
    return "{\(key): {\(pairs.joined(separator: ", "))}}"
  }

  @Test func nothingCrashes() async throws {
    var random = Numbers(state: 11)
    let folder = try newFolder([
      "a.csv": data, "b.csv": "id,q1,z\n1,2,3\n1,3,x\n9,,\n",
      "cb.yaml": """
      variables:
        q1: {values: {1: no, 5: yes}, missing: {-9: refused}, scale: {min: 1, max: 5}}
      """,
    ])
    var made = 0
    for round in 0..<400 {
      var text = """
        manyi: 1
        data:
          b: {file: b.csv}
          p:
            file: a.csv
            codebook: cb.yaml

        """
      if random.below(8) == 0 { text += "    append: b.csv\n" }
      if random.below(3) == 0 {
        text +=
          "    join: {with: b, key: id, kind: "
          + random.pick(["left", "inner", "full"])
          + ", prefix: z_, many: \(random.pick(["true", "false"]))}\n"
      }
      if random.below(8) == 0 {
        let (id, names) = (value(&random), value(&random))
        let (from, values) = (value(&random), value(&random))
        text +=
          random.below(2) == 0
          ? "    reshape: {long: {from: \(from), names: \(names), "
            + "values: \(values)}}\n"
          : "    reshape: {wide: {id: \(id), names: \(names), "
            + "values: \(values)}}\n"
      }
      text += "    recipe:\n"
      for _ in 0...random.below(3) { text += "      - \(step(&random))\n" }
      text += "analyses: {}\n"
      try Data(text.utf8).write(to: URL(filePath: folder + "/study.yaml"))
      let log = DiagnosticLog()
      guard let workspace = await openStudy(folder, log: log) else { continue }
      if workspace.tables["p"] == nil {
        #expect(log.hasErrors, "\(text)")
        continue
      }
      if isBlocking(log.diagnostics) { continue }
      made += 1
      let output = try workspace.output(
        folder + "/out\(round % 2)", replacesForeign: false)
      _ = try workspace.prepare([], to: output, log: log)
    }
    #expect(made > 20)
  }
}
