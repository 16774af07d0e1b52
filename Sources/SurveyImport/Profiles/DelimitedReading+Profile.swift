import Diagnostics
import SurveyData

extension ProfilePlan {
  /// Looks at the head of a file and finds what follows from its platform.
  init?(
    of text: DecodedText, from start: RecordScanner, options: ImportOptions
  ) {
    guard options.hasHeader, options.profile != .off else { return nil }
    let head = ProfileHead(text.bytes, from: start)
    guard let plan = ProfilePlan(head, wanted: options.profile) else {
      return nil
    }
    self = plan
    if options.readsAllAsText { keepNamesOfFile() }
    adopt(options.readsAllAsText ? nil : options.codebook)
  }

  /// The platform and why it was chosen; `nil` for a file of none.
  var choice: Recognition.Choice? {
    profile == .off
      ? nil : Recognition.Choice(profile.rawValue, reason: reason)
  }

  /// The names of the columns of the file.
  var names: [String] { columns.map(\.name) }

  /// What stands above the columns in the file.
  var headers: [String] { columns.map(\.header) }

  /// What the reader of cells needs to know, column by column.
  var readingVariables: [Variable?] {
    columns.indices.map { readingVariable($0) }
  }

  /// Where every cell stays what it is, the names do too, as far as they are
  /// names.
  private mutating func keepNamesOfFile() {
    let own = Set(columns.map { Array($0.header.utf8) })
    let areNames = own.count == columns.count && !own.contains([])
    var taken = UniqueNames()
    for position in columns.indices {
      let column = columns[position]
      columns[position].name = taken.take(
        areNames ? column.header : column.name)
    }
  }
}

extension DelimitedReading {
  /// What is told about a platform that was named and is not the right one.
  func unlikeDiagnostics(_ file: String) -> [Diagnostic] {
    guard options.profile != .automatic, options.profile != .off,
      profile?.choice == nil || profile?.fits != true
    else { return [] }
    return [
      Diagnostic(
        .profileUnlike, .warning,
        at: Place(file: file, line: layout.headerLine),
        "'\(file)' does not look like an export of "
          + "'\(options.profile.rawValue)'",
        zh: "“\(file)”不像“\(options.profile.rawValue)”导出的文件",
        help: "check the 'profile', or leave it out")
    ]
  }

  /// The columns as the platform means them; `nil` when there is none, or
  /// every cell stays what it is.
  func shaping(_ raw: [Column], _ file: String) -> ProfileShaping? {
    guard let profile, !options.readsAllAsText else { return nil }
    return ProfileShaping(
      profile, raw, codebook: options.codebook, file: file,
      headerLine: layout.headerLine)
  }
}
