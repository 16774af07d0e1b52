import SurveyData

/// A file that was read, before anything is said about it.
struct DelimitedReading {
  let text: DecodedText
  let delimiter: DelimiterChoice
  /// What follows from the platform that the file is from.
  let profile: ProfilePlan?
  let layout: RecordLayout
  let body: BodyPass
  let options: ImportOptions
  /// The names of the columns after Chinese headers became field names.
  let names: [String]
  /// The names in the file.
  let headers: [String]
  /// The codebook's variables of the columns.
  let variables: [Variable?]
  /// The columns in the order of the file.
  let builders: [ColumnBuilder]
  /// What was odd and was read all the same.
  let oddities: [ImportOddity]
  /// How numbers and days turned out to be written.
  let forms: WrittenForms

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
    self.options = options
    if let kind = DocumentKind(bytes) { throw .document(kind) }
    let text = try DecodedText(
      bytes, encoding: options.encoding, trustsBeginning: trustsBeginning)
    self.text = text
    delimiter = chooseDelimiter(text, options: options)
    var scanner = RecordScanner(
      text.bytes,
      grammar: Grammar(delimiter: delimiter.delimiter, options: options),
      invalidOffsets: text.invalidOffsets)
    if delimiter.hasNamingLine { scanner.skipLine() }
    for _ in 0..<options.skippedLines { scanner.skipLine() }
    profile = ProfilePlan(of: text, from: scanner, options: options)
    layout = try RecordLayout(scanner, options: options, profile: profile)
    headers = profile?.headers ?? layout.names
    let names = profile?.names ?? Self.fieldNames(headers, options: options)
    self.names = names
    let known = Dictionary(
      (options.codebook?.variables ?? []).map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    let variables =
      profile?.readingVariables
      ?? zip(names, headers).map { name, header in
        known[name] ?? known[header]
      }
    self.variables = variables
    let rules = variables.map {
      CellRules($0, readsAllAsText: options.readsAllAsText)
    }
    let forms = WrittenForms(
      layout, rules, delimiter: delimiter.delimiter, options: options)
    self.forms = forms
    var builders = forms.rules.enumerated().map { position, rules in
      ColumnBuilder(position: position, rules: rules)
    }
    let totals =
      options.readsAllAsText
      ? nil : TotalRows(listedCodes: builders.map(\.rules.listedCodes))
    let visits = FileVisits(
      bytes, text: text, isMapped: isMapped, hashes: options.hashesFile)
    body = try BodyPass(
      layout, text: text, into: builders, totals: totals,
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
        layout, text: text, into: failed, after: body, totals: totals,
        options: options, stopsAtInvalidBytes: false,
        visits: FileVisits(bytes, text: text, isMapped: isMapped, hashes: false)
      )
      for builder in failed { builders[builder.position] = builder }
    }
    self.builders = builders
    var oddities = layout.oddities
    if delimiter.hasNamingLine { oddities.append(.namingLine) }
    if layout.allowsEmptyBeyond { oddities.append(.trailingDelimiter) }
    if body.hasBareQuotes, options.bareQuotes == .literal {
      oddities.append(.bareQuote)
    }
    let expected = profile?.expectedBlankLines ?? 0
    if layout.blankLines + body.blankLines > expected {
      oddities.append(.blankLines)
    }
    if options.hasHeader, body.rowCount == 0, body.rejects.isEmpty {
      oddities.append(.noRows)
    }
    self.oddities = oddities
  }

  /// Headers that are Chinese labels of the built-in schemas become field
  /// names, unless the file has a column of that name.
  private static func fieldNames(
    _ headers: [String], options: ImportOptions
  ) -> [String] {
    guard options.translatesChineseHeaders, !options.readsAllAsText else {
      return headers
    }
    var taken = Set(headers)
    return headers.map { header in
      guard let field = ChineseHeaders.field(for: header),
        taken.insert(field).inserted
      else { return header }
      return field
    }
  }
}
