import SurveyData

extension ProfilePlan {
  /// Looks at the head of a file and finds what follows from its platform.
  init?(of scanner: RecordScanner, options: ImportOptions) {
    guard options.hasHeader, options.profile != .off else { return nil }
    let head = ProfileHead(scanner, maximumColumns: options.maximumColumns)
    guard let plan = ProfilePlan(head, wanted: options.profile) else {
      return nil
    }
    self = plan
    if options.readsAllAsText { keepNamesOfFile() }
    adopt(options.readsAllAsText ? nil : options.codebook)
  }

  /// The platform and why it was chosen.
  var choice: Recognition.Choice {
    Recognition.Choice(profile.rawValue, reason: reason)
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
    guard own.count == columns.count, !own.contains([]) else { return }
    for position in columns.indices {
      columns[position].name = columns[position].header
    }
  }
}

extension DelimitedReading {
  /// The columns as the platform means them; `nil` when there is none, or
  /// every cell stays what it is.
  func shaping(_ raw: [Column], _ file: String) -> ProfileShaping? {
    guard let profile, !options.readsAllAsText else { return nil }
    return ProfileShaping(
      profile, raw, file: file, headerLine: layout.headerLine)
  }
}
