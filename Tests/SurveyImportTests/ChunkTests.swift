import SurveyData
import Testing

@testable import SurveyImport

/// A file gives the same table, rejects, findings and hash however it is cut
/// into chunks.
@Suite struct ChunkTests {
  /// Pieces that make trouble where a chunk ends between or inside them.
  static let pieces: [String] = [
    "a", "1", "23", "-4.5", "2025-03-05", ",", ",", ",", ",", "\n", "\n", "\n",
    "\r\n", "\r", "\r\r\n", "\"", "\"\"", "\"x,y\"", "\"two\nlines\"",
    "\"he said \"\"no\"\"\"", "中", "\"满意\"", "合计", "Total", "NA", " ", "\0",
    ";",
    "1,2,3\n", "4,5,6\n", "7,\"a\nb\",8\n", "x,y,z\r\n", "a,b,c\n", "\n\n", "#",
  ]

  @Test(arguments: 0..<300)
  func cuttingDoesNotMatter(seed: Int) throws {
    var draws = SeededDraws(seed: UInt64(seed))
    var bytes = Array("a,b,c\n".utf8)
    let isSound = seed % 3 == 0
    for _ in 0..<draws.below(400) {
      if isSound {
        bytes += Array("\(draws.below(99)),\"q\nw\",满意\n".utf8)
      }
      if !isSound || draws.below(40) == 0 {
        bytes += Array(Self.pieces[draws.below(Self.pieces.count)].utf8)
      }
      if draws.below(200) == 0 { bytes.append(0xFF) }
    }
    var options = ImportOptions(encoding: .utf8, delimiter: 0x2C)
    options.totalRows = [nil, .keep, .drop][draws.below(3)]
    options.chunkBytes = 1 << 20
    let whole = try DelimitedReader.read(
      bytes: bytes, displayName: "a.csv", options: options)
    for size in [7, 16, 64, 100, 333] {
      options.chunkBytes = size
      let cut = try DelimitedReader.read(
        bytes: bytes, displayName: "a.csv", options: options)
      #expect(cut.rejects == whole.rejects)
      #expect(cut.diagnostics == whole.diagnostics)
      #expect(cut.table.source == whole.table.source)
      #expect(cut.table.sourceLines == whole.table.sourceLines)
      for (one, other) in zip(cut.table.columns, whole.table.columns) {
        #expect(one.missing == other.missing)
        #expect(one.cells == other.cells)
      }
    }
  }
}

extension Column {
  /// The type and every cell, spelled out.
  var cells: [String] {
    let type =
      switch values {
      case .integers: "integers"
      case .doubles: "doubles"
      case .days: "days"
      case .texts: "texts"
      case .choices: "choices"
      }
    return [type] + (0..<count).map { text(at: $0) ?? "-" }
  }
}

/// SplitMix64 (Steele, Lea and Flood 2014).
struct SeededDraws {
  private var state: UInt64

  init(seed: UInt64) { state = seed &* 0x9E37_79B9 &+ 1 }

  mutating func below(_ limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((z ^ (z >> 31)) % UInt64(limit))
  }
}
