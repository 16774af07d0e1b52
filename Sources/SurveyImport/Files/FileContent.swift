import Diagnostics
import Hashing
import SurveyData

/// A data file that is open, unpacked when it was compressed.
final class FileContent {
  /// The file as it lies on disk.
  let file: FileBytes
  /// What the user calls it.
  let displayName: String
  /// How it was compressed.
  let compression: Compression?

  private let unpacked: UnpackedBytes?

  private init(
    file: FileBytes, displayName: String, compression: Compression?,
    unpacked: UnpackedBytes?
  ) {
    self.file = file
    self.displayName = displayName
    self.compression = compression
    self.unpacked = unpacked
  }

  /// Opens the file at `path`, which messages call `displayName`.
  static func open(
    _ path: String, displayName: String,
    limits: DecompressionLimits = .standard
  ) throws(Diagnostic) -> FileContent {
    let file = try FileBytes.open(path, displayName: displayName)
    guard let compression = Compression(file.bytes) else {
      return FileContent(
        file: file, displayName: displayName, compression: nil, unpacked: nil)
    }
    let unpacked: UnpackedBytes
    do throws(CompressionFault) {
      unpacked = try unpack(file.bytes, compression, limits: limits)
    } catch {
      throw error.diagnostic(
        file: displayName, compression, byteCount: file.bytes.count)
    }
    if let inner = Compression(unpacked.bytes) {
      throw Diagnostic(
        .damagedCompression, at: Place(file: displayName),
        "'\(displayName)' was compressed twice: what comes out of it is a "
          + "\(inner.title) file again",
        help: "unpack it once, and name the file that comes out")
    }
    return FileContent(
      file: file, displayName: displayName, compression: compression,
      unpacked: unpacked)
  }

  /// The content: unpacked where the file was compressed.
  var bytes: UnsafeRawBufferPointer { unpacked?.bytes ?? file.bytes }

  /// The SHA-256 of the file as it lies on disk.
  var hash: String { sha256(of: file.bytes) }

  /// How it was compressed, as a choice with its reason.
  var recognisedCompression: Recognition.Choice? {
    compression.map { Recognition.Choice($0.rawValue, reason: $0.reason) }
  }

  /// Returns what `body` makes of the file.
  ///
  /// - Throws: What `body` throws, and a `Diagnostic` when the file changed
  ///   meanwhile.
  func reading(
    _ body: () throws(Diagnostic) -> ImportResult
  ) throws(Diagnostic) -> ImportResult {
    var result = try withExtendedLifetime(self) { () throws(Diagnostic) in
      try body()
    }
    guard file.isUnchanged else {
      throw Diagnostic(
        .unreadableFile, at: Place(file: displayName),
        "'\(displayName)' changed while it was being read",
        help: "wait until the export has finished, then run again")
    }
    if let choice = recognisedCompression {
      result.recognition.compression = choice
      result.table.source.dialect.insert(
        LocalizedText(
          zh: "压缩：\(choice.name)（\(choice.reason[.chinese])）",
          en: "compression \(choice.name): \(choice.reason[.english])"),
        at: 0)
    }
    return result
  }
}

extension CompressionFault {
  /// The fault as the user sees it.
  func diagnostic(
    file: String, _ compression: Compression, byteCount: Int
  ) -> Diagnostic {
    let place = Place(file: file)
    let title = compression.title
    switch self {
    case .truncated:
      return Diagnostic(
        .damagedCompression, at: place,
        "'\(file)' is a \(title) file that breaks off at byte \(byteCount)",
        help: "ask for a complete copy of the file")
    case .damaged(let offset, let cause):
      return Diagnostic(
        .damagedCompression, at: place,
        "'\(file)' is a \(title) file that is damaged before byte "
          + "\(offset + 1): \(cause)",
        help: "ask for another copy of the file")
    case .tooLarge(let limit):
      return Diagnostic(
        .compressionLimit, at: place,
        "'\(file)' holds more than \(limit) bytes, which is all the memory "
          + "that may be used for it",
        help: "unpack it on the disk; a plain file is not held in memory")
    case .bomb(let ratio):
      return Diagnostic(
        .compressionLimit, at: place,
        "'\(file)' holds more than \(ratio) times its size, as no table does",
        help: "when it is no trap, unpack it on the disk first")
    case .noMemory(let needed):
      let amount = needed > 0 ? " \(needed) bytes of" : ""
      return Diagnostic(
        .compressionLimit, at: place,
        "'\(file)' cannot be unpacked: the system gives no\(amount) memory",
        help: "unpack it on the disk; a plain file is not held in memory")
    }
  }
}
