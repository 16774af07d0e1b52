import CExpat

/// Reads XML with Expat and calls back for each element and text.
///
/// Documents that declare entities are refused: they can blow up to any size
/// and may point at other files.
final class XMLEvents {
  /// Why a document was not read to its end.
  struct Fault: Error {
    var line: Int
    var column: Int
    var message: String
  }

  private let begin: (String, [String: String], Int) -> Void
  private let end: (String) -> Void
  private let text: (String) -> Void
  private var parser: XML_Parser?
  private var declaresEntity = false
  private var depth = 0

  /// - Parameters:
  ///   - begin: Gets the name of an element without its namespace, its
  ///     attributes and its line.
  ///   - end: Gets the name of an element that ends.
  ///   - text: Gets pieces of text.
  init(
    begin: @escaping (String, [String: String], Int) -> Void,
    end: @escaping (String) -> Void, text: @escaping (String) -> Void
  ) {
    self.begin = begin
    self.end = end
    self.text = text
  }

  /// Reads a document.
  ///
  /// - Parameter isConverted: Whether the bytes are UTF-8 whatever the
  ///   document declares.
  func read(
    _ bytes: UnsafeBufferPointer<UInt8>, isConverted: Bool
  ) throws(Fault) {
    guard
      let parser = XML_ParserCreateNS(isConverted ? "UTF-8" : nil, 0x7C)
    else { throw Fault(line: 1, column: 1, message: "not enough memory") }
    defer {
      XML_ParserFree(parser)
      self.parser = nil
    }
    self.parser = parser
    XML_SetUserData(parser, Unmanaged.passUnretained(self).toOpaque())
    XML_SetElementHandler(
      parser,
      { context, name, attributes in
        XMLEvents.of(context)?.begin(name, attributes)
      }, { context, name in XMLEvents.of(context)?.end(name) })
    XML_SetCharacterDataHandler(parser) { context, text, count in
      guard let text, count > 0 else { return }
      let raw = UnsafeRawBufferPointer(start: text, count: Int(count))
      XMLEvents.of(context)?.text(String(decoding: raw, as: UTF8.self))
    }
    XML_SetEntityDeclHandler(parser) { context, _, _, _, _, _, _, _, _ in
      XMLEvents.of(context)?.stopAtEntity()
    }
    var offset = 0
    repeat {
      let step = min(bytes.count - offset, 1 << 20)
      let isLast = offset + step == bytes.count
      let part = bytes.baseAddress.map {
        UnsafeRawPointer($0 + offset).assumingMemoryBound(to: CChar.self)
      }
      if XML_Parse(parser, part, Int32(step), isLast ? 1 : 0)
        != XML_STATUS_OK
      {
        throw fault(parser)
      }
      offset += step
    } while offset < bytes.count
  }

  private static func of(_ context: UnsafeMutableRawPointer?) -> XMLEvents? {
    context.map {
      Unmanaged<XMLEvents>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private func fault(_ parser: XML_Parser) -> Fault {
    let message =
      declaresEntity
      ? "it declares entities, which a codebook does not need"
      : depth > 1000
        ? "its elements lie more than 1000 deep"
        : XML_ErrorString(XML_GetErrorCode(parser)).map {
          String(cString: $0)
        } ?? "unknown fault"
    return Fault(
      line: Int(XML_GetCurrentLineNumber(parser)),
      column: Int(XML_GetCurrentColumnNumber(parser)) + 1, message: message)
  }

  private func stopAtEntity() {
    declaresEntity = true
    XML_StopParser(parser, 0)
  }

  private func begin(
    _ name: UnsafePointer<CChar>?,
    _ attributes: UnsafeMutablePointer<UnsafePointer<CChar>?>?
  ) {
    depth += 1
    if depth > 1000 {
      XML_StopParser(parser, 0)
      return
    }
    var values: [String: String] = [:]
    var position = 0
    while let attributes, let key = attributes[position],
      let value = attributes[position + 1]
    {
      values[local(key)] = String(cString: value)
      position += 2
    }
    guard let name else { return }
    begin(local(name), values, Int(XML_GetCurrentLineNumber(parser)))
  }

  private func end(_ name: UnsafePointer<CChar>?) {
    depth -= 1
    if let name { end(local(name)) }
  }

  /// The name after the namespace.
  private func local(_ name: UnsafePointer<CChar>) -> String {
    let whole = String(cString: name)
    return whole.split(separator: "|").last.map(String.init) ?? whole
  }
}
