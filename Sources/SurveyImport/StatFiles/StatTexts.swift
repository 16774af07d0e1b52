import SurveyData

/// How the texts of a statistics file are made readable.
struct StatTexts {
  /// The encoding and why it was taken.
  let choice: Recognition.Choice
  /// Whether another encoding may be the right one.
  let isUncertain: Bool

  /// Converts texts that are as they came; `nil` when they are UTF-8.
  private let converter: TextConverter?
  /// Converts what did not come through ReadStat.
  private let ownConverter: TextConverter?

  /// - Parameter guesses: Whether the texts are as they came, in an encoding
  ///   that the file does not name.
  init(
    _ contents: StatFileContents, kind: StatFileKind, options: ImportOptions,
    guesses: Bool
  ) {
    var encoding: TextEncoding?
    if let set = options.encoding {
      choice = .init(set.rawValue, reason: .asSet)
      encoding = set == .utf8 ? nil : set
    } else if guesses {
      (choice, encoding) = Self.guess(Self.sample(contents))
    } else {
      let declared = contents.declaredEncoding?.lowercased() ?? ""
      choice =
        declared.isEmpty
        ? .init(
          "utf-8",
          reason: LocalizedText(
            zh: "该版本的文本为UTF-8", en: "texts of this version are UTF-8"))
        : .init(
          declared,
          reason: LocalizedText(zh: "文件声明", en: "declared by the file"))
    }
    isUncertain = encoding != nil && options.encoding == nil
    converter = encoding.flatMap(TextConverter.init)
    let known = TextEncoding(name: choice.name)
    ownConverter = known == .utf8 ? nil : known.flatMap(TextConverter.init)
  }

  /// Whether texts in an unknown encoding show clearly what it is.
  static func tellEncoding(_ contents: StatFileContents) -> Bool {
    guess(sample(contents)).1 != .windows1252
  }

  /// What `sample` is written in, and the encoding to convert it from.
  private static func guess(
    _ sample: [UInt8]
  ) -> (Recognition.Choice, TextEncoding?) {
    let guess = sample.withUnsafeBufferPointer { bytes in
      try? chooseEncoding(bytes, wanted: nil)
    }
    guard let guess else {
      return (
        .init(
          "utf-8",
          reason: LocalizedText(zh: "文件没有文本", en: "there are no texts")),
        nil
      )
    }
    switch guess.encoding {
    case .utf8 where !guess.isUncertain:
      return (.init("utf-8", reason: guess.reason), nil)
    case .gb18030:
      return (.init("gb18030", reason: guess.reason), .gb18030)
    default:
      return (
        .init(
          "windows-1252",
          reason: LocalizedText(
            zh: "文本既非UTF-8，也非GB18030中文",
            en: "the texts are neither UTF-8 nor Chinese in GB18030")),
        .windows1252
      )
    }
  }

  /// The text of `bytes`.
  func text(_ bytes: [UInt8]) -> String {
    bytes.withUnsafeBufferPointer(text)
  }

  /// The text of `bytes`.
  func text(_ bytes: UnsafeBufferPointer<UInt8>) -> String {
    if let converter, bytes.contains(where: { $0 >= 0x80 }) {
      return converter.text(bytes)
    }
    return String(decoding: bytes, as: UTF8.self)
  }

  /// The text of bytes that are in the encoding of the file, where texts that
  /// come through ReadStat are UTF-8 already.
  func declaredText(_ bytes: [UInt8]) -> String {
    if let ownConverter, bytes.contains(where: { $0 >= 0x80 }) {
      return bytes.withUnsafeBufferPointer(ownConverter.text)
    }
    return text(bytes)
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
