import Diagnostics
import Settings
import SurveyData
import SurveyImport

/// Reads one entry of `data`.
func dataPlan(_ entry: SettingsNode.Entry, log: DiagnosticLog) -> DataPlan? {
  let reader = SettingsReader(
    entry.value, subject: "the data set '\(entry.key)'", log: log)
  let preparing = PreparationReader(reader: reader, name: entry.key)
  let files = preparing.files()
  let file = files.first?.file
  if file == nil, !reader.has("files") {
    reader.reportMissing(
      "file",
      help: reader.has("append")
        ? "'append' puts files below that of 'file'; or list all of them under"
          + " 'files', such as files: [a.csv, b.csv]"
        : "name the CSV file, such as a.csv")
  }
  let filter = reader.condition("where")
  let design = reader.design("design")
  let quality = reader.quality("quality")
  var plan = dataPlan(
    reader, name: entry.key,
    file: file ?? FileReference(path: "", place: entry.keyPlace),
    filter: filter, design: design)
  plan.preparation = preparing.preparation(files, node: entry.value)
  PreparationReader.complete(&plan, files)
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
  reader.readDialect(into: &options)
  options.profile = reader.choice("profile") ?? .automatic
  options.totalRows = reader.choice("total-rows")
  options.maximumRejects = reader.integer("max-rejects", in: 0...Int.max)
  let codebooks = reader.columns("codebook") ?? []
  var plan = DataPlan(
    name: name, file: file,
    codebook: codebooks.first.map {
      FileReference(path: $0.name, place: $0.place)
    },
    options: options, key: readsKey ? reader.column("key") : nil,
    filter: filter, design: design)
  plan.readsInBatches = reader.boolean("batches")
  plan.furtherCodebooks = codebooks.dropFirst().map {
    FileReference(path: $0.name, place: $0.place)
  }
  return plan
}
