import Diagnostics
import TestSupport
import Testing

@testable import SurveyStudy

/// Bad input is an answer: no damage to a study or a data file stops the
/// program, it ends in findings or in a result.
@Suite struct MutatedStudyTests {
  /// Numbers that are the same in every run of the tests.
  private struct Numbers {
    var state: UInt64

    mutating func below(_ limit: Int) -> Int {
      state &+= 0x9E37_79B9_7F4A_7C15
      var mixed = state
      mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
      mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
      return Int((mixed ^ (mixed >> 31)) % UInt64(max(1, limit)))
    }
  }

  private static let junk = [
    "", "null", "[]", "{}", "-1", "0", "1e999", "nan", "\"", "'", ",", ":", "-",
    "99999999999999999999", "\u{0}", "满意", "=1+1", "\t", "\r\n", "[[",
  ]

  /// Deletes, doubles, replaces or swaps a word or a sign of `text`.
  private func mutated(_ text: String, _ numbers: inout Numbers) -> String {
    var tokens: [String] = []
    var isWord = false
    for character in text {
      let continues = character.isLetter || character.isNumber
      if continues, isWord, !tokens.isEmpty {
        tokens[tokens.count - 1].append(character)
      } else {
        tokens.append(String(character))
      }
      isWord = continues
    }
    for _ in 0...numbers.below(3) where !tokens.isEmpty {
      let position = numbers.below(tokens.count)
      switch numbers.below(4) {
      case 0: tokens.remove(at: position)
      case 1: tokens.insert(tokens[position], at: position)
      case 2: tokens[position] = Self.junk[numbers.below(Self.junk.count)]
      default: tokens.swapAt(position, numbers.below(tokens.count))
      }
    }
    return tokens.joined()
  }

  @Test func damagedStudiesEndInFindings() async throws {
    let folder = try Fixture.temporaryFolder().path()
    _ = try writeExample(to: folder)
    var numbers = Numbers(state: 1)
    var faulty = 0
    for _ in 0..<100 {
      FileSystem.removeTree(folder + "/study.yaml")
      let study = mutated(Example.study, &numbers)
      try FileSystem.write(Array(study.utf8), to: folder + "/study.yaml")
      let log = DiagnosticLog()
      _ = await openStudy(folder, log: log)
      if log.hasErrors { faulty += 1 }
    }
    #expect(faulty > 30 && faulty < 100)
  }

  @Test func damagedFilesEndInFindings() async throws {
    let file = try Fixture.temporaryFolder().path() + "/a.csv"
    let text = "id,a,b,g\nr1,1,2.5,满意\nr2,2,0,基本满意\nr3,3,-1,不满意\n"
    let calls: [(kind: String, options: [String])] = [
      ("mean", ["variables=a,b", "by=g", "design.weights=a"]),
      ("share", ["variables=g", "by=a", "interval=logit"]),
      ("index", ["items=g", "grades={满意: 100, 基本满意: 60}", "show=index,net"]),
      ("alpha", ["items=a,b", "scale=1,5", "reverse=b"]),
      ("verdict", ["item=g", "by=id"]),
      (
        "evaluation",
        [
          "indicators=[{id: p, column: a}, {id: q, column: b}]",
          "uncertainty.draws=5", "score.method=topsis",
        ]
      ),
    ]
    var numbers = Numbers(state: 2)
    var succeeded = 0
    for round in 0..<120 {
      FileSystem.removeTree(file)
      try FileSystem.write(Array(mutated(text, &numbers).utf8), to: file)
      let call = calls[round % calls.count]
      let single = await analyze(
        kind: call.kind, file: file, options: call.options)
      if single.result != nil { succeeded += 1 }
      #expect(
        single.result != nil
          || single.findings.contains { $0.severity == .error })
    }
    #expect(succeeded > 10 && succeeded < 120)
  }
}
