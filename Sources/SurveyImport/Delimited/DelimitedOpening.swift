import SurveyData

/// What is known about a delimited file once its head was read: encoding,
/// delimiter, names, and how its cells are to be taken.
struct DelimitedOpening {
  let text: DecodedText
  let delimiter: DelimiterChoice
  /// What follows from the platform that the file is from, or from the
  /// separators that the codebook names.
  let profile: ProfilePlan?
  let layout: RecordLayout
  let options: ImportOptions
  /// The names of the columns after Chinese headers became field names.
  let names: [String]
  /// The names in the file.
  let headers: [String]
  /// The codebook's variables of the columns.
  let variables: [Variable?]
  /// How numbers and days turned out to be written.
  let forms: WrittenForms
  /// How rows that sum up others are known; `nil` when all is text.
  let totals: TotalRows?

  /// Reads the head.
  ///
  /// - Parameter trustsBeginning: Whether the encoding may be taken from the
  ///   beginning of the file.
  init(
    _ bytes: UnsafeRawBufferPointer, options: ImportOptions,
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
    let platform = ProfilePlan(of: text, from: scanner, options: options)
    layout = try RecordLayout(scanner, options: options, profile: platform)
    headers = platform?.headers ?? layout.names
    let names = platform?.names ?? Self.fieldNames(headers, options: options)
    self.names = names
    let known = Dictionary(
      (options.codebook?.variables ?? []).map { ($0.name, $0) },
      uniquingKeysWith: { first, _ in first })
    var variables =
      platform?.readingVariables
      ?? zip(names, headers).map { name, header in
        known[name] ?? known[header]
      }
    profile =
      platform ?? ProfilePlan(separating: &variables, names, headers)
    self.variables = variables
    let rules = variables.map { variable in
      var rules = CellRules(variable, readsAllAsText: options.readsAllAsText)
      rules.dropsFormulaGuards = options.dropsFormulaGuards
      return rules
    }
    forms = WrittenForms(
      layout, rules, delimiter: delimiter.delimiter, options: options)
    totals =
      options.readsAllAsText
      ? nil : TotalRows(listedCodes: forms.rules.map(\.listedCodes))
  }

  /// The codebook's variable; for a translated header at least the label that
  /// stood there.
  func variable(at position: Int) -> Variable? {
    let (name, header) = (names[position], headers[position])
    guard name != header, profile?.choice == nil else {
      return variables[position]
    }
    var variable = variables[position] ?? Variable(name)
    variable.name = name
    if variable.label == nil { variable.label = LocalizedText(zh: header) }
    return variable
  }

  /// A column as it was read.
  func column(_ builder: ColumnBuilder) -> Column {
    let position = builder.position
    var column = builder.column(
      named: names[position], variable: variable(at: position))
    if headers[position] != names[position] {
      column.header = headers[position]
    }
    return column
  }

  /// Headers that are Chinese labels of the built-in schemas become field
  /// names.
  private static func fieldNames(
    _ headers: [String], options: ImportOptions
  ) -> [String] {
    guard options.translatesChineseHeaders, !options.readsAllAsText else {
      return headers
    }
    return ChineseHeaders.fieldNames(headers)
  }
}
