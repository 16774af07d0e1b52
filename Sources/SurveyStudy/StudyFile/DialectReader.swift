import Settings
import SurveyImport

extension SettingsReader {
  /// Reads the keys that say how delimited text is written.
  func readDialect(into options: inout ImportOptions) {
    readEncoding(into: &options)
    if let delimiter = string("delimiter"), delimiter != "auto" {
      options.delimiter = byte("delimiter", delimiter)
    }
    if let quote = sign("quote") { options.quote = quote.byte }
    if let escape = sign("escape") { options.escape = escape.byte }
    if let comment = sign("comment") { options.comment = comment.byte }
    if let doubles = boolean("double-quote") { options.doublesQuotes = doubles }
    if let hasHeader = boolean("header") { options.hasHeader = hasHeader }
    if let drops = boolean("formula-guard") {
      options.dropsFormulaGuards = drops
    }
    if let lines = integer("skip-lines", in: 0...10_000) {
      options.skippedLines = lines
    }
    if let duplicates: ImportOptions.Duplicates = choice("duplicates") {
      options.duplicates = duplicates
    }
    if let quotes: ImportOptions.BareQuotes = choice("bare-quote") {
      options.bareQuotes = quotes
    }
    let largest = Int(UInt32.max)
    if let bytes = integer("max-field-bytes", in: 1...largest) {
      options.maximumFieldBytes = bytes
    }
    if let columns = integer("max-columns", in: 1...100_000_000) {
      options.maximumColumns = columns
    }
    checkDifference(options)
    readForms(into: &options)
  }

  /// Reads how numbers and days are written.
  private func readForms(into options: inout ImportOptions) {
    if let decimal = sign("decimal", ["point": ".", "comma": ","]) {
      options.decimal = ImportOptions.Decimal(rawValue: decimal)
      if options.decimal == nil {
        reportWrong(
          "decimal", "'decimal' cannot be '\(decimal)'",
          help: "write \",\" or \".\"")
      }
    }
    let names = [
      "comma": ",", "point": ".", " ": "space", "'": "'", "apostrophe": "'",
      "": "none", "，": ",", "’": "'",
    ]
    if let thousands = sign("thousands", names) {
      options.thousands = ImportOptions.Thousands(rawValue: thousands)
      if options.thousands == nil {
        reportWrong(
          "thousands", "'thousands' cannot be '\(thousands)'",
          help: "choose one of: none, \",\", \".\", space, apostrophe")
      }
    }
    if let decimal = options.decimal, let thousands = options.thousands,
      decimal.rawValue == thousands.rawValue
    {
      reportWrong(
        "thousands",
        "'decimal' and 'thousands' cannot both be '\(decimal.rawValue)'")
    }
    if let order: ImportOptions.DateOrder = choice("date-order") {
      options.dateOrder = order
    }
    if let system: ImportOptions.DateSystem = choice("date-system") {
      options.dateSystem = system
    }
  }

  /// The sign at `key`, which may also be called by a name.
  private func sign(_ key: String, _ names: [String: String]) -> String? {
    guard let text = string(key), text != "auto" else { return nil }
    return names[text] ?? text
  }

  private func readEncoding(into options: inout ImportOptions) {
    guard let encoding = string("encoding"), encoding != "auto" else { return }
    options.encoding = TextEncoding(name: encoding)
    guard options.encoding == nil else { return }
    let names = ["auto"] + TextEncoding.allCases.map(\.rawValue)
    reportWrong(
      "encoding", "no encoding is called '\(encoding)'",
      help: "choose one of: \(names.joined(separator: ", "))")
  }

  /// The sign at `key`, which nothing or `none` turns off; `nil` when the key
  /// is absent or wrong.
  private func sign(_ key: String) -> (byte: UInt8?, Void)? {
    guard keys.contains(key) else {
      // Makes the key known.
      _ = node(key)
      return nil
    }
    guard let text = string(key), !text.isEmpty, text != "none" else {
      return (nil, ())
    }
    return byte(key, text).map { ($0, ()) }
  }

  /// One visible ASCII character or a tab.
  private func byte(_ key: String, _ text: String) -> UInt8? {
    if text == "tab" || text == "\t" || text == "\\t" { return 0x09 }
    let bytes = Array(text.utf8)
    let isSign =
      bytes.count == 1 && (0x20...0x7E).contains(bytes[0])
      && !Character(text).isLetter && !Character(text).isNumber
    if isSign { return bytes[0] }
    reportWrong(
      key, "'\(key)' cannot be '\(text)'",
      help: key == "delimiter"
        ? "write one sign such as \",\", \";\" or \"|\", tab, or auto"
        : "write one sign such as #, or none")
    return nil
  }

  /// One character cannot have two meanings.
  private func checkDifference(_ options: ImportOptions) {
    let signs = [
      ("delimiter", options.delimiter), ("quote", options.quote),
      ("escape", options.escape == options.quote ? nil : options.escape),
      ("comment", options.comment),
    ]
    for (position, (key, sign)) in signs.enumerated() {
      guard let sign else { continue }
      if let other = signs[..<position].first(where: { $0.1 == sign }) {
        let text = String(Character(Unicode.Scalar(sign)))
        reportWrong(
          keys.contains(key) ? key : other.0,
          "'\(text)' cannot be both '\(other.0)' and '\(key)'",
          help: "set '\(other.0)' or '\(key)' to another sign, or to none")
      }
    }
  }
}
