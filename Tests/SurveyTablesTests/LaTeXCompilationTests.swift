import Foundation
import SVG
import SurveyTables
import TestSupport
import Testing

/// The program that sets documents, where it is installed with all packages
/// that a fragment names.
private enum Engine {
  static let packages = [
    "ctexart.cls", "array.sty", "booktabs.sty", "siunitx.sty",
    "threeparttable.sty", "longtable.sty", "graphicx.sty",
  ]

  static let isThere: Bool = {
    guard run("/usr/bin/xelatex", ["--version"])?.status == 0 else {
      return false
    }
    return packages.allSatisfy {
      run("/usr/bin/kpsewhich", [$0])?.status == 0
    }
  }()

  static func run(
    _ path: String, _ arguments: [String], in folder: URL? = nil
  ) -> (status: Int32, output: String)? {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      return nil
    }
    let process = Process()
    process.executableURL = URL(fileURLWithPath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = pipe
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return (process.terminationStatus, String(decoding: output, as: UTF8.self))
  }
}

private let examples: [TableModel] = [
  Example.rich, Example.hostile, Example.letters, Example.wide,
  Example.single, Example.empty, Example.nothing, Example.long, broad,
]

/// A table of many columns, wider than a page.
private let broad = TableModel(
  id: "broad", language: "en", title: "Wider than a page",
  columns: [
    ColumnNode(
      spanner: "Age", (1...9).map { ColumnNode("Group \($0)") }),
    ColumnNode(
      spanner: "District", (1...5).map { ColumnNode("District \($0)") }),
  ],
  rows: (1...3).map { row in
    RowNode(
      "Row \(row)",
      (1...14).map { column in
        .estimate(
          Double(100 * row + column), lower: 10, upper: 99.5, .decimal(1))
      })
  }, notes: ["A note that stands once."], words: Example.english)

@Test(
  .enabled(
    if: Engine.isThere,
    "LaTeX is NOT compiled: xelatex or one of its packages is not installed"))
func everyFragmentCompiles() throws {
  let folder = FileManager.default.temporaryDirectory
    .appending(path: "latex-\(UUID().uuidString)")
  try FileManager.default.createDirectory(
    at: folder, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: folder) }
  var page = """
    \\documentclass{ctexart}
    \\usepackage[a4paper,margin=2.5cm]{geometry}
    \\usepackage{array, booktabs, siunitx, threeparttable, longtable, graphicx}
    \\sisetup{group-minimum-digits=4}
    \\begin{document}

    """
  for (place, table) in examples.enumerated() {
    let name = "t\(place).tex"
    try LaTeXTableWriter().text(of: table).write(
      to: folder.appending(path: name), atomically: true, encoding: .utf8)
    page += "\\input{\(name)}\n\\clearpage\n"
  }
  page += "\\end{document}\n"
  try page.write(
    to: folder.appending(path: "page.tex"), atomically: true, encoding: .utf8)
  let answer = try #require(
    Engine.run(
      "/usr/bin/xelatex",
      [
        "-halt-on-error", "-interaction=nonstopmode", "-no-shell-escape",
        "page.tex",
      ],
      in: folder))
  let complaints = answer.output.split(separator: "\n").filter {
    $0.hasPrefix("!") || $0.contains("Missing character: There is no ?")
  }
  #expect(answer.status == 0)
  #expect(complaints == [])
}

@Test func aTableWiderThanAPageIsCutIntoParts() {
  let text = LaTeXTableWriter().text(of: broad)
  let parts = text.ranges(of: "\\begin{tabular}").count
  #expect(parts > 1)
  #expect(text.ranges(of: "\\addtocounter{table}{-1}").count == parts - 1)
  #expect(text.ranges(of: "\\label{broad}").count == 1)
  #expect(text.contains("(1/\(parts))") && text.contains("(\(parts)/\(parts))"))
  #expect(text.ranges(of: "A note that stands once.").count == 1)
  // Every part names its rows, and every number stands once.
  #expect(text.ranges(of: "\nRow 1 & ").count == parts)
  for column in 1...14 {
    #expect(text.ranges(of: " \(100 + column).0 ").count == 1)
  }
  // A spanner that is cut goes on in the next part.
  #expect(text.ranges(of: "{District}").count >= 1)
}

@Test func signsThatTheFontsLackBecomeMathematics() {
  let table = TableModel(
    id: "t", language: "en", title: "χ² and α₁ ≥ 0", columns: [],
    rows: [], words: Example.english)
  let text = LaTeXTableWriter().text(of: table)
  #expect(
    text.contains(
      "\\ensuremath{\\chi}\\ensuremath{^{2}} and \\ensuremath{\\alpha}"
        + "\\ensuremath{_{1}} \\ensuremath{\\geq} 0"))
}
