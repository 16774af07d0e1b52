import Diagnostics
import Foundation
import Hashing
import SurveyData
import TestSupport
import Testing

@testable import SurveyImport

/// `q1,g` with three rows, as `gzip -9n` and `zstd -19` write it.
private let plain = "q1,g\n1,a\n2,b\n5,a\n"
private let gzip: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x2B, 0x34,
  0xD4, 0x49, 0xE7, 0x32, 0xD4, 0x49, 0xE4, 0x32, 0xD2, 0x49, 0xE2, 0x32,
  0x05, 0xD2, 0x00, 0x16, 0xC3, 0x1B, 0x69, 0x11, 0x00, 0x00, 0x00,
]
private let zstandard: [UInt8] = [
  0x28, 0xB5, 0x2F, 0xFD, 0x04, 0x68, 0x89, 0x00, 0x00, 0x71, 0x31, 0x2C,
  0x67, 0x0A, 0x31, 0x2C, 0x61, 0x0A, 0x32, 0x2C, 0x62, 0x0A, 0x35, 0x2C,
  0x61, 0x0A, 0xC3, 0x2B, 0xBA, 0xBF,
]

/// `gzip` compressed once more.
private let twice: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0x93, 0xEF,
  0xE6, 0x60, 0x00, 0x01, 0x26, 0x66, 0x6D, 0x93, 0x2B, 0x9E, 0xCF, 0x8D,
  0xAE, 0x78, 0x3E, 0x31, 0xBA, 0xE4, 0xF9, 0xC8, 0x88, 0xF5, 0x12, 0x83,
  0xD8, 0x61, 0xE9, 0x4C, 0x41, 0xA0, 0x14, 0x00, 0xDD, 0xB2, 0xEF, 0xE0,
  0x23, 0x00, 0x00, 0x00,
]

/// 60,000 zeros.
private let zeros: [UInt8] = [
  0x1F, 0x8B, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xED, 0xC1,
  0x31, 0x01, 0x00, 0x00, 0x00, 0xC2, 0xA0, 0xF5, 0x4F, 0x6D, 0x0D, 0x0F,
  0xA0, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
  0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xBE,
  0x0C, 0x05, 0xAA, 0x27, 0x51, 0x60, 0xEA, 0x00, 0x00,
]

private func unpacked(
  _ bytes: [UInt8], _ compression: Compression,
  _ limits: DecompressionLimits = DecompressionLimits(byteCount: 1 << 20)
) throws -> [UInt8] {
  try bytes.withUnsafeBytes { bytes in
    let content = try unpack(bytes, compression, limits: limits)
    return Array(content.bytes)
  }
}

private func fault(
  _ bytes: [UInt8], _ compression: Compression,
  _ limits: DecompressionLimits = DecompressionLimits(byteCount: 1 << 20)
) -> CompressionFault? {
  do {
    _ = try unpacked(bytes, compression, limits)
    return nil
  } catch {
    return error as? CompressionFault
  }
}

@Suite struct CompressionTests {
  @Test func unpacksBothKinds() throws {
    #expect(try unpacked(gzip, .gzip) == Array(plain.utf8))
    #expect(try unpacked(zstandard, .zstandard) == Array(plain.utf8))
  }

  @Test func unpacksEveryMemberAndFrame() throws {
    let twice = Array((plain + plain).utf8)
    #expect(try unpacked(gzip + gzip, .gzip) == twice)
    #expect(try unpacked(zstandard + zstandard, .zstandard) == twice)
    // A frame that decoders skip, and the padding of tapes.
    let skipped: [UInt8] = [0x50, 0x2A, 0x4D, 0x18, 2, 0, 0, 0, 7, 7]
    #expect(try unpacked(skipped + zstandard, .zstandard).count == plain.count)
    #expect(
      try unpacked(gzip + [UInt8](repeating: 0, count: 512), .gzip).count
        == plain.count)
  }

  @Test func everyCutIsToldAndNoneReadsAsLess() {
    for length in 1..<gzip.count {
      #expect(fault(Array(gzip.prefix(length)), .gzip) == .truncated)
    }
    for length in 1..<zstandard.count {
      #expect(fault(Array(zstandard.prefix(length)), .zstandard) == .truncated)
    }
  }

  @Test func changedBytesAreToldWithTheirPlace() throws {
    for position in gzip.indices where position > 9 {
      var bytes = gzip
      bytes[position] ^= 0x10
      let found = fault(bytes, .gzip)
      #expect(found != nil, "byte \(position)")
    }
    var bytes = gzip
    bytes[gzip.count - 6] ^= 0xFF
    guard case .damaged(let offset, _) = fault(bytes, .gzip) else {
      Issue.record("a wrong check sum was accepted")
      return
    }
    #expect((gzip.count - 8...gzip.count).contains(offset))
    #expect(fault(gzip + [1, 2, 3], .gzip) != nil)
    #expect(fault(zstandard + [1, 2, 3, 4], .zstandard) != nil)
  }

  @Test func limitsStopWhatIsTooLarge() throws {
    #expect(
      fault(gzip, .gzip, DecompressionLimits(byteCount: 10))
        == .tooLarge(limit: 10))
    #expect(
      fault(zstandard, .zstandard, DecompressionLimits(byteCount: 10))
        == .tooLarge(limit: 10))
    #expect(
      fault(gzip, .gzip, DecompressionLimits(byteCount: plain.utf8.count))
        == nil)
    #expect(
      fault(
        zeros, .gzip,
        DecompressionLimits(byteCount: 1 << 20, ratio: 100, ratioStart: 20))
        == .bomb(ratio: 100))
  }

  @Test func growsOverManyMegabytes() throws {
    // 8192 members of 18 bytes each.
    var bytes: [UInt8] = []
    for _ in 0..<8192 { bytes += gzip }
    let content = try unpacked(
      bytes, .gzip, DecompressionLimits(byteCount: 1 << 30))
    #expect(content.count == 8192 * plain.utf8.count)
    #expect(content.suffix(plain.utf8.count) == Array(plain.utf8)[...])
  }

  @Test func aTableKeepsTheHashOfTheFileOnDisk() throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    for (bytes, name) in [(gzip, "gzip"), (zstandard, "zstandard")] {
      // The bytes decide, not the name.
      let path = folder.appending(path: "answers.csv").path()
      try Data(bytes).write(to: URL(filePath: path))
      let result = try TableReader.read(file: path, displayName: "a.csv.gz")
      #expect(result.texts("q1") == ["1", "2", "5"])
      #expect(result.recognition.compression?.name == name)
      #expect(result.table.source.sha256 == sha256(of: bytes))
      #expect(result.table.source.byteCount == bytes.count)
      #expect(
        result.table.source.dialect.first?[.english].hasPrefix(
          "compression \(name)")
          == true)
    }
  }

  @Test func compressedTwiceIsToldAsSuch() throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let path = folder.appending(path: "a").path()
    try Data(twice).write(to: URL(filePath: path))
    let error = #expect(throws: Diagnostic.self) {
      try TableReader.read(file: path, displayName: "a.csv.gz")
    }
    #expect(error?.code == .damagedCompression)
  }
}
