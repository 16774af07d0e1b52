import SurveyData
import SurveyImport

// Reads a delimited file into typed columns and prints what it holds.
//
//   read-table FILE [--no-hash]

@main struct Main {
  static func main() throws {
    var options = ImportOptions()
    // The readers it is compared with take no hash of the file.
    options.hashesFile = !CommandLine.arguments.contains("--no-hash")
    guard
      let path = CommandLine.arguments.dropFirst().last(where: {
        !$0.hasPrefix("--")
      })
    else {
      print("usage: read-table FILE [--no-hash]")
      return
    }
    let result = try TableReader.read(file: path, options: options)
    let table = result.table
    print("\(table.rowCount) rows, \(result.rejects.count) rejected")
    for column in table.columns {
      print(
        "  \(column.name) \(column.values.typeName)"
          + " \(column.missing.count) missing")
    }
  }
}

extension ColumnValues {
  /// The type in a word.
  var typeName: String {
    switch self {
    case .integers: "integers"
    case .doubles: "doubles"
    case .days: "days"
    case .texts(let texts): "texts (\(texts.levels.count))"
    case .choices: "choices"
    }
  }
}
