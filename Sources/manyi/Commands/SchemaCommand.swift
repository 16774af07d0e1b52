import ArgumentParser
import Diagnostics
import SurveyStudy

/// Prints the JSON Schema of a file, or writes both.
struct SchemaCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "schema",
    abstract: "Print the JSON Schema of a study or a codebook for editors.",
    discussion: """
      EXAMPLES:
        manyi schema study > study.schema.json
        manyi schema --write .       write schemas/study.schema.json and
                                     schemas/codebook.schema.json here

      With a line such as

        # yaml-language-server: $schema=schemas/study.schema.json

      at the top of study.yaml an editor that speaks to yaml-language-server
      (VS Code, Neovim, Helix, …) completes and checks it. 'manyi init' writes
      the schemas and the line.
      """)

  @Argument(help: "What the schema is of: study or codebook.")
  var file: String?

  @Option(
    help: ArgumentHelp(
      "Write both schemas to the folder 'schemas' in FOLDER.",
      valueName: "folder"))
  var write: String?

  @OptionGroup var common: CommonOptions

  func run() throws {
    let console = common.console
    if let write {
      do {
        for path in try writeSchemas(to: write) {
          console.print(path: path)
        }
      } catch {
        console.show([error])
        throw ExitStatus.couldNotRun
      }
      if file == nil { return }
    }
    guard let name = file else {
      throw ValidationError(
        "name the file that the schema is of: study or codebook; or --write")
    }
    guard let schema = FileSchema(rawValue: name) else {
      let names = FileSchema.allCases.map(\.rawValue)
      console.show([
        Diagnostic(
          .unknownName, at: nil, "there is no schema of '\(name)'",
          help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
            ?? "choose one of: \(names.joined(separator: ", "))")
      ])
      throw ExitStatus.couldNotRun
    }
    console.print(schema.fileText)
  }
}
