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

  init(
    _ bytes: UnsafeRawBufferPointer, options: ImportOptions
  ) throws(FileFault) {
    self.options = options
    if let kind = DocumentKind(bytes) { throw .document(kind) }
    text = try DecodedText(bytes, encoding: options.encoding)
    delimiter = chooseDelimiter(text, options: options)
    var scanner = RecordScanner(
      text.bytes,
      grammar: Grammar(delimiter: delimiter.delimiter, options: options),
      invalidOffsets: text.invalidOffsets)
    if delimiter.hasNamingLine { scanner.skipLine() }
    for _ in 0..<options.skippedLines { scanner.skipLine() }
    profile = ProfilePlan(of: scanner, options: options)
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
    var builders = variables.enumerated().map { position, variable in
      ColumnBuilder(
        position: position,
        rules: CellRules(variable, readsAllAsText: options.readsAllAsText))
    }
    let totals =
      options.readsAllAsText
      ? nil : TotalRows(listedCodes: builders.map(\.rules.listedCodes))
    body = try BodyPass(
      layout, into: builders, isFirst: true, totals: totals,
      dropsTotals: options.totalRows == .drop)
    let failed = builders.filter(\.hasFailed).map { builder in
      ColumnBuilder(
        position: builder.position, rules: builder.rules, asText: true)
    }
    if !failed.isEmpty {
      _ = try BodyPass(
        layout, into: failed, isFirst: false, totals: totals,
        dropsTotals: options.totalRows == .drop)
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
