import SurveyData

/// How the texts of a statistics file are made readable.
struct StatTexts {
  /// The encoding and why it was taken.
  let choice: Recognition.Choice
  /// Whether another encoding may be the right one.
  let isUncertain: Bool

  /// The encoding that texts still are in; `nil` when they are UTF-8.
  private let encoding: TextEncoding?

  /// - Parameter guesses: Whether the texts are as they came, in an encoding
  ///   that the file does not name.
  init(
    _ contents: StatFileContents, kind: StatFileKind, options: ImportOptions,
    guesses: Bool
  ) {
    if let set = options.encoding {
      choice = .init(set.rawValue, reason: "as set")
      (encoding, isUncertain) = (nil, false)
      return
    }
    guard guesses else {
      let declared = contents.declaredEncoding?.lowercased() ?? ""
      choice =
        declared.isEmpty
        ? .init("utf-8", reason: "texts of this version are UTF-8")
        : .init(declared, reason: "declared by the file")
      (encoding, isUncertain) = (nil, false)
      return
    }
    let sample = Self.sample(contents)
    let guess = sample.withUnsafeBufferPointer { bytes in
      try? chooseEncoding(bytes, wanted: nil)
    }
    switch guess?.encoding {
    case nil:
      choice = .init("utf-8", reason: "there are no texts")
      (encoding, isUncertain) = (nil, false)
    case .utf8 where guess?.isUncertain == false:
      choice = .init("utf-8", reason: guess?.reason ?? "")
      (encoding, isUncertain) = (nil, false)
    case .gb18030:
      choice = .init("gb18030", reason: guess?.reason ?? "")
      (encoding, isUncertain) = (.gb18030, true)
    default:
      choice = .init(
        "windows-1252",
        reason: "the texts are neither UTF-8 nor Chinese in GB18030")
      (encoding, isUncertain) = (.windows1252, true)
    }
  }

  /// The text of `bytes`.
  func text(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer(text)
  }

  /// The text of `bytes`.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    guard let encoding, bytes.contains(where: { $0 >= 0x80 }),
      let converted = try? ConvertedBytes(bytes, from: encoding, unit: 1)
    else { return String(decoding: bytes, as: UTF8.self) }
    return withExtendedLifetime(converted) {
      String(decoding: converted.bytes, as: UTF8.self)
    }
  }

  /// Texts of the file, a line each.
  private static func sample(_ contents: StatFileContents) -> [UInt8] {
    var sample: [UInt8] = []
    func add(_ text: some Sequence<UInt8>) {
      sample.append(contentsOf: text)
      sample.append(0x0A)
    }
    for entry in contents.entries {
      add(entry.name)
      add(entry.label)
      let dictionary = entry.builder.dictionary
      for code in 0..<dictionary.count where sample.count < 1 << 24 {
        dictionary.withText(code) { add($0) }
      }
    }
    for name in contents.labelSets.keys.sorted(by: {
      $0.lexicographicallyPrecedes($1)
    }) {
      for label in contents.labelSets[name] ?? [] { add(label.label) }
    }
    return sample
  }
}

extension StatTexts {
  /// The text of bytes that are in the encoding of the file, where texts that
  /// come through ReadStat are UTF-8 already.
  func declaredText(_ bytes: [UInt8]) -> String {
    guard bytes.contains(where: { $0 >= 0x80 }),
      let known = TextEncoding(name: choice.name), known != .utf8
    else { return text(bytes) }
    return bytes.withUnsafeBufferPointer { bytes in
      guard let converted = try? ConvertedBytes(bytes, from: known, unit: 1)
      else { return String(decoding: bytes, as: UTF8.self) }
      return withExtendedLifetime(converted) {
        String(decoding: converted.bytes, as: UTF8.self)
      }
    }
  }
}
