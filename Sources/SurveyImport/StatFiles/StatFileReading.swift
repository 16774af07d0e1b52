import Diagnostics
import SurveyData

/// A statistics file that was read, as columns with what is known of them.
struct StatFileReading {
  let kind: StatFileKind
  let content: FileContent
  let options: ImportOptions
  let encoding: Recognition.Choice
  /// The names of the variables in the order of the file.
  private(set) var names: [String] = []
  var columns: [Column] = []
  var faults: [(position: Int, fault: StatCellFault, scale: Variable.Scale?)] =
    []
  var diagnostics: [Diagnostic] = []
  /// For each variable the codes that stand for no answer, without a reason.
  var unknownReasons: [(name: String, codes: [String])] = []
  /// What was decided on the way.
  var decisions: [Recognition.Choice] = []

  init(
    _ contents: StatFileContents, kind: StatFileKind, content: FileContent,
    options: ImportOptions, guessesEncoding: Bool
  ) throws(Diagnostic) {
    self.kind = kind
    self.content = content
    self.options = options
    let texts = StatTexts(
      contents, kind: kind, options: options, guesses: guessesEncoding)
    encoding = texts.choice
    let declared = contents.declaredEncoding
    if texts.isUncertain || guessesEncoding && declared != nil {
      let file = content.displayName
      diagnostics.append(
        Diagnostic(
          .uncertainEncoding, .warning, at: Place(file: file),
          declared.map {
            "texts of '\(file)' are not in the encoding '\($0)' that it "
              + "declares; they were read as \(texts.choice.name)"
          }
            ?? "'\(file)' does not say how its texts are written; they were "
            + "read as \(texts.choice.name)",
          zh: declared.map {
            "“\(file)”的文本不合其声明的编码“\($0)”，按\(texts.choice.name)读取"
          } ?? "“\(file)”没有说明文本的编码，按\(texts.choice.name)读取",
          help: "if its texts look wrong, set the encoding, for example "
            + "gb18030"))
    }
    names = try uniqueNames(contents.entries.map { texts.text($0.name) })
    for (position, entry) in contents.entries.enumerated() {
      addColumn(names[position], entry, contents, texts, at: position)
    }
    if let weight = contents.weight {
      decisions.append(
        .init(
          "weight '\(texts.text(weight))'",
          reason: LocalizedText(
            zh: "文件指明；在“design”下写明才使用",
            en: "the file names it; name it under 'design' to use it")))
    }
    if kind == .sav, !options.readsAllAsText {
      addResponseSets(texts)
    }
  }

  /// Names that no two columns share; without a name it is `column_<n>`.
  private func uniqueNames(
    _ names: [String]
  ) throws(Diagnostic) -> [String] {
    var taken: Set<String> = []
    var result: [String] = []
    for (position, name) in names.enumerated() {
      var candidate = name.isEmpty ? "column_\(position + 1)" : name
      if taken.contains(candidate), options.duplicates == .stop {
        throw Diagnostic(
          .duplicateHeader, at: Place(file: content.displayName),
          "two variables are named '\(candidate)'",
          help: "set 'duplicates: rename'")
      }
      var number = 2
      while !taken.insert(candidate).inserted {
        candidate = "\(name)__\(number)"
        number += 1
      }
      result.append(candidate)
    }
    return result
  }

  // MARK: - One variable

  private mutating func addColumn(
    _ name: String, _ entry: StatFileContents.Entry,
    _ contents: StatFileContents, _ texts: StatTexts, at position: Int
  ) {
    let format = StatFormat(entry.format, of: kind)
    let own = fileVariable(name, entry, contents, texts, format)
    let variable = options.codebook?[name]?.completed(by: own) ?? own
    var column = StatColumn(
      variable: variable, format: format,
      readsAllAsText: options.readsAllAsText)
    let values = column.values(entry.builder, decode: texts.text)
    faults += column.faults.map { (position, $0, variable.scale) }
    columns.append(
      Column(
        name, values, missing: MissingReasons(column.reasons),
        variable: variable.saysNothing ? nil : variable))
  }

  private mutating func fileVariable(
    _ name: String, _ entry: StatFileContents.Entry,
    _ contents: StatFileContents, _ texts: StatTexts, _ format: StatFormat
  ) -> Variable {
    var variable = Variable(name)
    let label = texts.text(entry.label)
    if !label.isEmpty { variable.label = LocalizedText(label) }
    var seen: Set<String> = []
    var tags = Set(
      entry.builder.marks.filter { $0 >= StatColumnBuilder.Mark.tagShift }
        .map { $0 - StatColumnBuilder.Mark.tagShift })
    for (key, label) in contents.labelSets[entry.labelSet] ?? [] {
      let code: String
      switch key {
      case .number(let number): code = plainText(number)
      case .text(let bytes): code = texts.text(bytes)
      case .tag(let tag):
        code = StatMissingRules.name(ofTag: tag)
        tags.insert(tag)
      }
      guard seen.insert(code).inserted else { continue }
      variable.valueLabels.append(
        .init(code, LocalizedText(texts.text(label))))
    }
    switch format {
    case .percentages: variable.unit = LocalizedText("%")
    case .seconds: variable.unit = LocalizedText(zh: "秒", en: "seconds")
    case .plain, .days, .moments: break
    }
    let rules = StatMissingRules(
      numbers: entry.missingNumbers, ranges: entry.missingRanges,
      texts: entry.missingTexts.map(texts.text), tags: tags.sorted())
    if !rules.isEmpty {
      let unknown = rules.apply(to: &variable)
      if !unknown.isEmpty { unknownReasons.append((name, unknown)) }
    }
    return variable
  }
}

extension Variable {
  /// The variable with what it leaves open taken from `other`.
  func completed(by other: Variable) -> Variable {
    var variable = self
    variable.label = label ?? other.label
    variable.question = question ?? other.question
    variable.unit = unit ?? other.unit
    variable.scale = scale ?? other.scale
    if missingCodes.isEmpty && missingRanges.isEmpty {
      variable.missingCodes = other.missingCodes
      variable.missingRanges = other.missingRanges
    }
    if valueLabels.isEmpty {
      variable.valueLabels = other.valueLabels.map { label in
        var label = label
        label.missing = variable.missingCodes[label.code]
        return label
      }
    }
    return variable
  }

  /// Whether nothing is known but the name.
  var saysNothing: Bool { self == Variable(name) }
}
