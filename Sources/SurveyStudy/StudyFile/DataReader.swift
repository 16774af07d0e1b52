import Diagnostics
import Settings
import SurveyData
import SurveyImport

/// Reads one entry of `data`.
func dataPlan(_ entry: SettingsNode.Entry, log: DiagnosticLog) -> DataPlan? {
  let reader = SettingsReader(
    entry.value, subject: "the data set '\(entry.key)'", log: log)
  let file = reader.file("file")
  if file == nil {
    reader.reportMissing("file", help: "name the CSV file, such as a.csv")
  }
  let filter = reader.condition("where")
  let design = reader.design("design")
  let quality = reader.quality("quality")
  var plan = dataPlan(
    reader, name: entry.key,
    file: file ?? FileReference(path: "", place: entry.keyPlace),
    filter: filter, design: design)
  plan.quality = quality
  reader.finish()
  return file == nil ? nil : plan
}

/// Reads the keys that say how a file is read, for a data set of a study and
/// for the file of a single analysis alike.
func dataPlan(
  _ reader: SettingsReader, name: String, file: FileReference,
  filter: RowExpression?, design: DesignPlan?, readsKey: Bool = true
) -> DataPlan {
  var options = ImportOptions()
  if let encoding = reader.string("encoding"), encoding != "auto" {
    options.encoding = TextEncoding(name: encoding)
    if options.encoding == nil {
      let names = ["auto"] + TextEncoding.allCases.map(\.rawValue)
      reader.reportWrong(
        "encoding", "no encoding is called '\(encoding)'",
        help: "choose one of: \(names.joined(separator: ", "))")
    }
  }
  if let delimiter = reader.string("delimiter"), delimiter != "auto" {
    switch delimiter {
    case "tab", "\t": options.delimiter = UInt8(ascii: "\t")
    case ",", ";", "|": options.delimiter = delimiter.utf8.first
    default:
      reader.reportWrong(
        "delimiter", "'delimiter' cannot be '\(delimiter)'",
        help: "choose one of: auto, \",\", \";\", tab, \"|\"")
    }
  }
  if let duplicates: ImportOptions.Duplicates = reader.choice("duplicates") {
    options.duplicates = duplicates
  }
  options.totalRows = reader.choice("total-rows")
  options.skippedLines = reader.integer("skip-lines", in: 0...10_000) ?? 0
  options.maximumRejects = reader.integer("max-rejects", in: 0...Int.max)
  return DataPlan(
    name: name, file: file, codebook: reader.file("codebook"),
    options: options, key: readsKey ? reader.column("key") : nil,
    filter: filter, design: design)
}
