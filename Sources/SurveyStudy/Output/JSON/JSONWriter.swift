import SurveyData

/// Writes JSON as bytes, one value after another. What fits into a line stays
/// on one.
///
/// An object or a list is first tried on one line; when that grows too long
/// it is taken back and written a line for each entry. So whoever writes one
/// is asked twice, and must write the same both times.
public struct JSONWriter: ~Copyable {
  private var buffer = JSONBuffer()
  /// What fits into as many bytes stays on one line.
  private let lineLimit: Int
  /// Takes the bytes of long lists as they come; without it they are kept.
  private let flush: ((UnsafeBufferPointer<UInt8>) -> Void)?
  /// Where the line that is being tried began; `nil` outside of one.
  private var lineStart: Int?
  private var isOverlong = false
  private var indentation = 0
  private var isFirst = true

  init(
    lineLimit: Int = 100,
    flush: ((UnsafeBufferPointer<UInt8>) -> Void)? = nil
  ) {
    self.lineLimit = lineLimit
    self.flush = flush
  }

  /// What was written and not handed on.
  var bytes: [UInt8] { Array(buffer.bytes) }

  /// Ends the file with a line break and hands on what is left.
  mutating func finish() {
    buffer.append(UInt8(ascii: "\n"))
    hand(on: 1)
  }

  private mutating func hand(on least: Int) {
    guard let flush, buffer.count >= least else { return }
    flush(buffer.bytes)
    buffer.cut(to: 0)
  }

  // MARK: - Scalars

  mutating func null() { buffer.append("null" as StaticString) }

  mutating func write(_ number: Double?) {
    if let number, number.isFinite { buffer.append(number) } else { null() }
  }

  mutating func write(_ number: Int?) {
    if let number { buffer.append(number) } else { null() }
  }

  mutating func write(_ text: String?) {
    if let text { buffer.append(quoted: text) } else { null() }
  }

  mutating func write(_ isTrue: Bool) {
    buffer.append(isTrue ? "true" : "false" as StaticString)
  }

  // MARK: - Objects and lists

  /// Writes an object; `entries` writes keys and values in turn.
  ///
  /// - Parameter least: A number of bytes that it takes up on one line, or
  ///   more; what is sure not to fit is not tried.
  mutating func object(
    atLeast least: Int = 0, _ entries: (inout JSONWriter) -> Void
  ) {
    enclosed(UInt8(ascii: "{"), UInt8(ascii: "}"), atLeast: least, entries)
  }

  /// Writes a list; `item` writes the item of a position.
  ///
  /// - Parameter least: A number of bytes that each item takes up, or more.
  mutating func list(
    _ count: Int, eachAtLeast least: Int = 1,
    _ item: (inout JSONWriter, Int) -> Void
  ) {
    enclosed(
      UInt8(ascii: "["), UInt8(ascii: "]"), atLeast: count * (least + 2)
    ) { writer in
      for position in 0..<count {
        if writer.isOverlong { return }
        writer.beginEntry()
        item(&writer, position)
        writer.endEntry()
      }
    }
  }

  /// Begins an entry of an object, with a key that needs no escapes; the
  /// value follows.
  ///
  /// - Returns: `false` when the line is too long already: the value need not
  ///   be written.
  @discardableResult
  mutating func key(_ key: StaticString) -> Bool {
    if isOverlong { return false }
    beginEntry()
    buffer.append(key: key)
    return true
  }

  /// Begins an entry of an object with any key.
  @discardableResult
  mutating func key(quoting key: String) -> Bool {
    if isOverlong { return false }
    beginEntry()
    buffer.append(quoted: key)
    buffer.append(": " as StaticString)
    return true
  }

  private mutating func beginEntry() {
    if let lineStart {
      if !isFirst { buffer.append(", " as StaticString) }
      if buffer.count - lineStart > lineLimit { isOverlong = true }
    } else {
      buffer.appendLineBreak(indentation, comma: !isFirst)
    }
    isFirst = false
  }

  private mutating func endEntry() {
    if let lineStart {
      if buffer.count - lineStart > lineLimit { isOverlong = true }
    } else {
      hand(on: 1 << 20)
    }
  }

  private mutating func enclosed(
    _ opening: UInt8, _ closing: UInt8, atLeast least: Int,
    _ entries: (inout JSONWriter) -> Void
  ) {
    let wasFirst = isFirst
    defer { isFirst = wasFirst }
    if lineStart != nil {
      line(opening, closing, entries)
      return
    }
    if least <= lineLimit {
      let start = buffer.count
      lineStart = start
      line(opening, closing, entries)
      let fits = !isOverlong && buffer.count - start <= lineLimit
      lineStart = nil
      isOverlong = false
      if fits { return }
      buffer.cut(to: start)
    }
    buffer.append(opening)
    isFirst = true
    indentation += 2
    entries(&self)
    indentation -= 2
    buffer.appendLineBreak(indentation, comma: false)
    buffer.append(closing)
  }

  private mutating func line(
    _ opening: UInt8, _ closing: UInt8, _ entries: (inout JSONWriter) -> Void
  ) {
    if isOverlong { return }
    buffer.append(opening)
    isFirst = true
    entries(&self)
    buffer.append(closing)
  }
}

extension JSONWriter {
  /// Writes a value.
  mutating func write(_ value: JSONValue) {
    switch value {
    case .null: null()
    case .bool(let value): write(value)
    case .integer(let value): write(value)
    case .number(let value): write(value)
    case .text(let value): write(value)
    case .list(let items):
      list(items.count) { $0.write(items[$1]) }
    case .items(let items):
      list(items.count) { $0.write(items.item($1)) }
    case .written(let write): write(&self)
    case .object(let pairs):
      object { writer in
        for (key, value) in pairs where writer.key(quoting: key) {
          writer.write(value)
        }
      }
    }
  }

  /// Writes the translations that a text has.
  mutating func write(_ text: LocalizedText?) {
    guard let text else { return null() }
    if text.chinese == text.english { return write(text.chinese) }
    object { writer in
      if let chinese = text.chinese, writer.key("zh") { writer.write(chinese) }
      if let english = text.english, writer.key("en") { writer.write(english) }
    }
  }

  /// Writes texts.
  mutating func write(_ texts: [String]) {
    list(texts.count) { $0.write(texts[$1]) }
  }

  /// Writes numbers.
  mutating func write(_ numbers: [Double]) {
    list(numbers.count) { $0.write(numbers[$1]) }
  }
}
