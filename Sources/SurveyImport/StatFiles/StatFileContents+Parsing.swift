import CReadStat
import Glibc

extension StatFileContents {
  /// Reads a file.
  ///
  /// - Parameter convertsTexts: Whether texts become UTF-8; otherwise they
  ///   stay the bytes that they are.
  /// - Returns: The library's verdict, and the place in the file up to which
  ///   it read.
  func parse(
    _ bytes: UnsafeRawBufferPointer, as kind: StatFileKind,
    convertsTexts: Bool
  ) -> (verdict: readstat_error_t, offset: Int) {
    guard let parser = readstat_parser_init() else {
      return (READSTAT_ERROR_MALLOC, 0)
    }
    defer { readstat_parser_free(parser) }
    let input = StatFileInput(bytes)
    input.attach(to: parser)
    if !convertsTexts { readstat_set_handler_character_encoding(parser, nil) }
    readstat_set_metadata_handler(parser) { metadata, context in
      StatFileContents.of(context)?.take(metadata) ?? 1
    }
    readstat_set_variable_handler(parser) { _, variable, labels, context in
      StatFileContents.of(context)?.take(variable, labels) ?? 1
    }
    readstat_set_fweight_handler(parser) { variable, context in
      guard let contents = StatFileContents.of(context) else { return 1 }
      contents.weight = contents.bytes(readstat_variable_get_name(variable))
      return 0
    }
    readstat_set_value_handler(parser) { _, variable, value, context in
      StatFileContents.of(context)?.take(variable, value) ?? 1
    }
    readstat_set_value_label_handler(parser) { name, value, label, context in
      StatFileContents.of(context)?.take(name, value, label) ?? 1
    }
    readstat_set_error_handler(parser) { message, context in
      StatFileContents.of(context)?.complaint = message.map {
        String(cString: $0)
      }
    }
    let context = Unmanaged.passUnretained(self).toOpaque()
    let verdict = withExtendedLifetime(input) {
      switch kind {
      case .sav: readstat_parse_sav(parser, "", context)
      case .por: readstat_parse_por(parser, "", context)
      case .dta: readstat_parse_dta(parser, "", context)
      case .sas7bdat: readstat_parse_sas7bdat(parser, "", context)
      case .xpt: readstat_parse_xport(parser, "", context)
      case .sas7bcat: READSTAT_ERROR_PARSE
      }
    }
    return (verdict, input.furthest)
  }

  // MARK: - What is called from C: nothing here may throw or trap

  private static func of(
    _ context: UnsafeMutableRawPointer?
  ) -> StatFileContents? {
    context.map {
      Unmanaged<StatFileContents>.fromOpaque($0).takeUnretainedValue()
    }
  }

  private func take(
    _ metadata: UnsafeMutablePointer<readstat_metadata_t>?
  ) -> Int32 {
    guard let metadata else { return 1 }
    claimedRows = Int(metadata.pointee.row_count)
    version = Int(metadata.pointee.file_format_version)
    declaredEncoding = metadata.pointee.file_encoding.map {
      String(cString: $0)
    }
    guard metadata.pointee.var_count <= maximumColumns else {
      refusal = .columns
      return 1
    }
    return 0
  }

  private func take(
    _ variable: UnsafeMutablePointer<readstat_variable_t>?,
    _ labels: UnsafePointer<CChar>?
  ) -> Int32 {
    guard let variable, entries.count < maximumColumns else {
      refusal = .columns
      return 1
    }
    let isText =
      readstat_variable_get_type_class(variable) == READSTAT_TYPE_CLASS_STRING
    let builder = StatColumnBuilder(isText: isText, rows: expectedRows)
    var entry = Entry(
      name: bytes(readstat_variable_get_name(variable)),
      label: bytes(readstat_variable_get_label(variable)),
      format: String(
        decoding: bytes(readstat_variable_get_format(variable)),
        as: UTF8.self),
      labelSet: bytes(labels), builder: builder)
    let count = readstat_variable_get_missing_ranges_count(variable)
    for i in 0..<max(0, min(count, 32)) {
      let low = readstat_variable_get_missing_range_lo(variable, i)
      let high = readstat_variable_get_missing_range_hi(variable, i)
      if readstat_value_type_class(low) == READSTAT_TYPE_CLASS_STRING {
        entry.missingTexts.append(bytes(readstat_string_value(low)))
        continue
      }
      let numbers = (
        readstat_double_value(low), readstat_double_value(high)
      )
      if numbers.0 == numbers.1 {
        entry.missingNumbers.append(numbers.0)
      } else if numbers.0 < numbers.1 {
        entry.missingRanges.append(numbers.0...numbers.1)
      }
    }
    entries.append(entry)
    builders.append(builder)
    return 0
  }

  private func take(
    _ variable: UnsafeMutablePointer<readstat_variable_t>?,
    _ value: readstat_value_t
  ) -> Int32 {
    let position = Int(readstat_variable_get_index(variable))
    guard position >= 0, position < builders.count else { return 1 }
    let builder = builders[position]
    guard builder.count < Int(Int32.max) else {
      refusal = .rows
      return 1
    }
    if value.is_tagged_missing != 0 {
      let tag = UInt8(bitPattern: value.tag)
      let isLetter = tag == 0x5F || (0x41...0x5A).contains(tag & 0xDF)
      builder.appendMissing(
        isLetter ? tag &+ StatColumnBuilder.Mark.tagShift : 1)
      return 0
    }
    switch value.type {
    case READSTAT_TYPE_STRING, READSTAT_TYPE_STRING_REF:
      guard builder.isText else { return 1 }
      let text = value.v.string_value
      guard let text else {
        builder.appendMissing(StatColumnBuilder.Mark.system)
        return 0
      }
      let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
      builder.append(UnsafeBufferPointer(start: start, count: strlen(text)))
      return 0
    default: break
    }
    guard !builder.isText else { return 1 }
    if value.is_system_missing != 0 {
      builder.appendMissing(StatColumnBuilder.Mark.system)
      return 0
    }
    switch value.type {
    case READSTAT_TYPE_DOUBLE: builder.append(value.v.double_value)
    case READSTAT_TYPE_FLOAT: builder.append(Double(value.v.float_value))
    case READSTAT_TYPE_INT32: builder.append(value.v.i32_value)
    case READSTAT_TYPE_INT16: builder.append(Int32(value.v.i16_value))
    case READSTAT_TYPE_INT8: builder.append(Int32(value.v.i8_value))
    default: return 1
    }
    return 0
  }

  private func take(
    _ name: UnsafePointer<CChar>?, _ value: readstat_value_t,
    _ label: UnsafePointer<CChar>?
  ) -> Int32 {
    let key: Key
    if value.is_tagged_missing != 0 {
      key = .tag(UInt8(bitPattern: value.tag))
    } else {
      switch value.type {
      case READSTAT_TYPE_STRING, READSTAT_TYPE_STRING_REF:
        key = .text(bytes(value.v.string_value))
      case READSTAT_TYPE_DOUBLE: key = .number(value.v.double_value)
      case READSTAT_TYPE_FLOAT: key = .number(Double(value.v.float_value))
      case READSTAT_TYPE_INT32: key = .number(Double(value.v.i32_value))
      case READSTAT_TYPE_INT16: key = .number(Double(value.v.i16_value))
      case READSTAT_TYPE_INT8: key = .number(Double(value.v.i8_value))
      default: return 0
      }
    }
    if case .number(let number) = key, !number.isFinite { return 0 }
    labelSets[bytes(name), default: []].append((key, bytes(label)))
    return 0
  }

  private func bytes(_ text: UnsafePointer<CChar>?) -> [UInt8] {
    guard let text else { return [] }
    let start = UnsafeRawPointer(text).assumingMemoryBound(to: UInt8.self)
    return Array(UnsafeBufferPointer(start: start, count: strlen(text)))
  }
}
