import SurveyData

/// A file that was read, before anything is said about it.
struct DelimitedReading {
  let opening: DelimitedOpening
  let body: BodyPass
  /// The columns in the order of the file.
  let builders: [ColumnBuilder]
  /// What was odd and was read all the same.
  let oddities: [ImportOddity]
  /// The SHA-256 of the file.
  let hash: String

  /// Reads the bytes of a file.
  ///
  /// - Parameter isMapped: Whether pages that were read may be given back,
  ///   because the system can read them from the file again.
  init(
    _ bytes: UnsafeRawBufferPointer, options: ImportOptions,
    isMapped: Bool = false
  ) throws(FileFault) {
    let first = try DelimitedReading(
      bytes, options: options, isMapped: isMapped, trustsBeginning: true)
    if let first {
      self = first
      return
    }
    guard
      let second = try DelimitedReading(
        bytes, options: options, isMapped: isMapped, trustsBeginning: false)
    else { throw .unsupportedEncoding("an unknown encoding") }
    self = second
  }

  /// Returns `nil` when the encoding has to be found from the whole file.
  private init?(
    _ bytes: UnsafeRawBufferPointer, options: ImportOptions, isMapped: Bool,
    trustsBeginning: Bool
  ) throws(FileFault) {
    let opening = try DelimitedOpening(
      bytes, options: options, trustsBeginning: trustsBeginning)
    self.opening = opening
    var builders = opening.forms.rules.enumerated().map { position, rules in
      ColumnBuilder(position: position, rules: rules)
    }
    let text = opening.text
    let visits = FileVisits(
      bytes, text: text, isMapped: isMapped, hashes: options.hashesFile)
    body = try BodyPass(
      opening.layout, text: text, into: builders, totals: opening.totals,
      options: options,
      stopsAtInvalidBytes: text.isProvisional, visits: visits)
    if text.isProvisional, body.hasInvalidBytes { return nil }
    hash = visits.finishHash()
    let failed = builders.filter(\.hasFailed).map { builder in
      ColumnBuilder(
        position: builder.position, rules: builder.rules, asText: true)
    }
    if !failed.isEmpty {
      _ = try BodyPass(
        opening.layout, text: text, into: failed, after: body,
        totals: opening.totals,
        options: options, stopsAtInvalidBytes: false,
        visits: FileVisits(bytes, text: text, isMapped: isMapped, hashes: false)
      )
      for builder in failed { builders[builder.position] = builder }
    }
    self.builders = builders
    let layout = opening.layout
    var oddities = layout.oddities
    if opening.delimiter.hasNamingLine { oddities.append(.namingLine) }
    if layout.allowsEmptyBeyond { oddities.append(.trailingDelimiter) }
    if body.hasBareQuotes, options.bareQuotes == .literal {
      oddities.append(.bareQuote)
    }
    let expected = opening.profile?.expectedBlankLines ?? 0
    if layout.blankLines + body.blankLines > expected {
      oddities.append(.blankLines)
    }
    if options.hasHeader, body.rowCount == 0, body.rejects.isEmpty {
      oddities.append(.noRows)
    }
    self.oddities = oddities
  }
}

extension DelimitedReading {
  var text: DecodedText { opening.text }
  var delimiter: DelimiterChoice { opening.delimiter }
  /// What follows from the platform that the file is from.
  var profile: ProfilePlan? { opening.profile }
  var layout: RecordLayout { opening.layout }
  var options: ImportOptions { opening.options }
  /// The names of the columns after Chinese headers became field names.
  var names: [String] { opening.names }
  /// The names in the file.
  var headers: [String] { opening.headers }
  /// How numbers and days turned out to be written.
  var forms: WrittenForms { opening.forms }
}
