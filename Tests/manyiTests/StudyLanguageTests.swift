import Foundation
import TestSupport
import Testing

/// The report of a study is Chinese in Chinese and English in English, but for
/// what stands in the study's own files and for names of methods.
@Suite struct StudyLanguageTests {
  /// Names of methods and their authors, of formats and of the program.
  private static let names: Set<String> = [
    "ELECTRE", "III", "REML",
    "Aalen", "Anscombe", "Borda", "Brown", "CRITIC", "CSV", "Clopper",
    "Copeland", "Dinse", "Feldt", "GCI", "GREG", "Greenwood", "Haenszel",
    "Holm", "Imbens", "Johansen", "Kaplan", "Kish", "Kitagawa", "Larson",
    "Manski", "Mantel", "Manyi", "Meier", "Mogstad", "Newcombe", "PROMETHEE",
    "Pearson", "Rao", "SHA", "Sato", "Scott", "Spearman", "Spiegelhalter",
    "TOPSIS", "UTF", "VIKOR", "Wald", "Wilson", "explain", "flags", "log",
    "logit",
    "tables", "utf",
  ]

  @Test(arguments: [
    "livelihood-projects", "mobile-satisfaction", "resident-survey",
    "suggestion-handling",
  ])
  func reportsSpeakTheirLanguage(study: String) throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let answer = try Command.run(
      ["run", Fixture.dataset(study).path(), "-o", "out"], in: folder)
    #expect(answer.code == 0, "\(answer.errors)")
    try Self.check(
      folder.appending(path: "out"), of: Fixture.dataset(study))
  }

  /// Records that cannot be read, cells without a number, a value that is not
  /// in the codebook, and an analysis that fails beside one that does not.
  @Test func findingsSpeakTheLanguageOfTheReport() throws {
    let folder = try Fixture.temporaryFolder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let study = folder.appending(path: "study")
    try FileManager.default.createDirectory(
      at: study, withIntermediateDirectories: true)
    let files = [
      "q.csv": """
      id,g,x,y,w
      1,a,1,2,1
      2,a,2,,1
      3,b,three,,1
      4,b,4,,2
      5,c,5,,1
      6,,6,,1
      7,a,7
      """,
      "q-codebook.yaml": """
      variables:
        g: {values: {a: {zh: 甲, en: A}, b: {zh: 乙, en: B}}}
        x: {type: number}
        y: {type: number}
      """,
      "study.yaml": """
      manyi: 1
      title: {zh: 问题清单, en: Findings}
      data:
        q: {file: q.csv, codebook: q-codebook.yaml, max-rejects: 5}
      analyses:
        m: {kind: mean, data: q, variables: [x], by: g}
        r: {kind: regression, data: q, outcome: x, terms: [y], where: id > 2}
      reports: {formats: [html]}
      """,
    ]
    for (name, text) in files {
      try Data((text + "\n").utf8).write(to: study.appending(path: name))
    }
    let answer = try Command.run(["run", "study", "-o", "out"], in: folder)
    let out = folder.appending(path: "out")
    let chinese = try String(
      contentsOf: out.appending(path: "report.html"), encoding: .utf8)
    #expect(answer.code == 1, "\(answer.errors)")
    for sentence in [
      "该记录已搁置：字段过少（应为5个，实为3个）", "“x”中的“three”不是数字",
      "“g”有1个值（1格）不在编码簿中：“c”（1）",
    ] {
      #expect(chinese.contains(sentence), "\(sentence): \(answer.errors)")
    }
    try Self.check(out, of: study)
  }

  private static func check(_ out: URL, of study: URL) throws {
    var own = ""
    for name in try FileManager.default.contentsOfDirectory(
      atPath: study.path())
    {
      // What is no text, such as a folder, has no words.
      own += name + "\n"
      own +=
        (try? String(
          contentsOf: study.appending(path: name), encoding: .utf8)) ?? ""
    }
    let joined = own.filter { !$0.isWhitespace }
    let known = Set(
      own.matches(of: /[A-Za-z]+/).map { String($0.output) }
    ).union(names)
    var count = 0
    let files = FileManager.default.enumerator(
      at: out, includingPropertiesForKeys: nil)
    for case let file as URL in try #require(files)
    where file.pathExtension == "html" {
      count += 1
      let page = try String(contentsOf: file, encoding: .utf8)
      let isEnglish = page.contains("<html lang=\"en\"")
      for text in texts(page) {
        if isEnglish {
          let strange = text.matches(of: /[\u{4E00}-\u{9FFF}]+/).map(\.output)
            .filter { !joined.contains($0) }
          #expect(strange.isEmpty, "\(file.lastPathComponent): \(text)")
          continue
        }
        // Letters beside numbers name the columns that they are above.
        let bare = text.trimmingCharacters(in: .whitespaces)
          .replacing(/[0-9a-f]{12,}/, with: "")
        if bare.wholeMatch(of: /[A-Za-z]{1,12}/) != nil { continue }
        let strange = bare.matches(of: /[A-Za-z]{3,}/).map {
          String($0.output)
        }.filter { !known.contains($0) }
        #expect(strange.isEmpty, "\(file.lastPathComponent): \(text)")
        let sentence = text.firstMatch(of: /[a-z]+ [a-z]+ [a-z]+ [a-z]+/)
        #expect(
          sentence.map { own.contains($0.output) } ?? true,
          "\(file.lastPathComponent): \(text)")
      }
    }
    #expect(count >= 2, "\(out.path()) has no pages")
  }

  /// The texts that a reader sees, piece by piece, without code.
  private static func texts(_ page: String) -> [String] {
    let bare =
      page
      .replacing(
        /<(style|script|code|pre)\b[^>]*>[\s\S]*?<\/(style|script|code|pre)>/,
        with: ""
      )
      .replacing(/<a [^>]*hreflang=[^>]*>[^<]*<\/a>/, with: "")
      .replacing(/<[^>]*>/, with: "\n")
    return bare.split(separator: "\n").map(String.init)
  }
}
