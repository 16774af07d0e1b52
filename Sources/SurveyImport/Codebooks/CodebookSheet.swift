import Diagnostics
import SurveyData

/// A codebook in the form of a table, all cells as texts.
struct CodebookSheet {
  let file: String
  let rowCount: Int
  private let table: Table
  /// The columns by their names in small letters, without blanks around.
  private let positions: [String: Int]
  /// The names of the columns as they are.
  let headers: [String]

  init(_ file: CodebookFile) throws(Diagnostic) {
    self.file = file.name
    var options = ImportOptions(duplicates: .rename)
    options.readsAllAsText = true
    options.translatesChineseHeaders = false
    let result = try DelimitedReader.read(
      bytes: file.bytes, displayName: file.name, options: options)
    if let reject = result.rejects.first {
      throw Diagnostic(
        .damagedCodebook, at: Place(file: file.name, line: reject.line),
        "the row cannot be read: \(reject.reason.title[.english])",
        help: reject.reason.help)
    }
    table = result.table
    rowCount = table.rowCount
    headers = table.columns.map(\.name)
    positions = Dictionary(
      headers.enumerated().map { (Self.folded($1), $0) },
      uniquingKeysWith: { first, _ in first })
  }

  private static func folded(_ name: String) -> String {
    var name = name.lowercased().replacing("-", with: "_")
    while name.first == " " { name.removeFirst() }
    while name.last == " " { name.removeLast() }
    return name.replacing(" ", with: "_")
  }

  /// The position of the first column that has one of `names`.
  func column(_ names: String...) -> Int? {
    names.lazy.compactMap { positions[$0] }.first
  }

  /// A cell without blanks around it; empty when there is nothing.
  func text(_ row: Int, _ column: Int?) -> String {
    guard let column, let text = table.columns[column].text(at: row) else {
      return ""
    }
    return text.trimmed
  }

  /// Where a cell stands.
  func place(_ row: Int, _ column: Int? = nil) -> Place {
    let line = row < table.sourceLines.count ? Int(table.sourceLines[row]) : nil
    return Place(
      file: file, line: line, column: column.map { $0 + 1 },
      columnName: column.map { headers[$0] })
  }

  /// The columns of a text in several languages: `label`, `label_zh`,
  /// `label::中文 (zh)`.
  func localizedColumns(_ names: String...) -> LocalizedColumns {
    var columns = LocalizedColumns()
    for (position, header) in headers.enumerated() {
      let folded = Self.folded(header)
      for name in names {
        if folded == name {
          columns.any = columns.any ?? position
        } else if folded.hasPrefix("\(name)::")
          || folded.hasPrefix("\(name)_") || folded.hasPrefix("\(name)(")
        {
          let language = folded.dropFirst(name.count)
          if ["zh", "中文", "chinese", "汉语"].contains(where: language.contains) {
            columns.chinese = columns.chinese ?? position
          } else if ["en"].contains(where: language.contains) {
            columns.english = columns.english ?? position
          } else if language.hasPrefix("::") {
            columns.others.append(position)
          }
        }
      }
    }
    return columns
  }

  /// A text in the languages that the sheet has it in; `nil` when it is
  /// empty.
  func localized(_ row: Int, _ columns: LocalizedColumns) -> LocalizedText? {
    func cell(_ column: Int?) -> String? {
      let words = text(row, column)
      return words.isEmpty ? nil : words
    }
    let other = columns.others.first { cell($0) != nil }
    let any = cell(columns.any) ?? cell(other)
    let chinese = cell(columns.chinese)
    let english = cell(columns.english)
    if chinese == nil, english == nil { return any.map { LocalizedText($0) } }
    return LocalizedText(
      zh: chinese ?? (english == nil ? any : nil),
      en: english ?? (chinese == nil ? any : nil))
  }

  /// Whether it is the sheet `choices` of a form.
  var isListOfChoices: Bool {
    column("list_name") != nil && column("name", "value") != nil
  }

  /// Whether it is the sheet `survey` of a form.
  var isForm: Bool {
    guard let type = column("type"), column("name") != nil else { return false }
    let words = ["select_one", "select_multiple", "begin", "end", "note"]
    return (0..<rowCount).contains { row in
      let word = text(row, type).lowercased().prefix { $0 != " " && $0 != "_" }
      return words.contains(String(word))
        || ["select_one", "select_multiple"].contains {
          text(row, type).lowercased().hasPrefix($0)
        }
    }
  }
}

/// The columns that hold a text in several languages.
struct LocalizedColumns {
  var any: Int?
  var chinese: Int?
  var english: Int?
  /// Languages that no report is written in.
  var others: [Int] = []
}

extension String {
  /// The text without blanks and tabs around it, full-width ones included.
  var trimmed: String {
    let isBlank: (Character) -> Bool = { $0.isWhitespace }
    return String(
      drop(while: isBlank).reversed().drop(while: isBlank).reversed())
  }
}
