import Diagnostics
import Settings
import SurveyReport

/// Reads a theme: the name of a look, or a file with colours, fonts and a
/// logo. All faults go to `log`; pairs of colours that some readers cannot
/// tell apart are warnings.
///
/// - Parameters:
///   - name: The name or the path.
///   - folder: Where paths start.
///   - place: Where the theme is named.
/// - Returns: The theme; `nil` when it cannot be used.
func readTheme(
  _ name: String, folder: String, at place: Place?, log: DiagnosticLog
) -> ReportTheme? {
  if let look = ChartRequest.Look(rawValue: name) {
    var theme = ReportTheme()
    theme.base = look
    return theme
  }
  let names = ChartRequest.Look.allCases.map(\.rawValue)
  let isFile = name.contains("/") || name.contains(".")
  let path = FileSystem.join(folder, name)
  guard isFile || FileSystem.kind(of: path) == .file else {
    log.report(
      Diagnostic(
        .themeFile, at: place, "no theme is called '\(name)'",
        help: nearest(to: name, in: names).map { "did you mean '\($0)'?" }
          ?? "choose \(names.joined(separator: ", ")), or name a file"))
    return nil
  }
  do throws(Diagnostic) {
    let bytes: [UInt8]
    do {
      bytes = try FileSystem.read(path)
    } catch {
      throw missingFile(path, error, at: place, shownAs: name)
    }
    guard bytes.count <= 1 << 20,
      let text = String(validating: bytes, as: UTF8.self)
    else {
      throw Diagnostic(
        .themeFile, at: Place(file: name),
        "the theme '\(name)' is not a UTF-8 text of at most 1 MiB",
        help: "write it as YAML, as 'manyi explain R151' shows")
    }
    let reader = SettingsReader(
      try settings(fromYAML: text, file: name), subject: "the theme", log: log)
    return ThemeReader(
      reader: reader, folder: FileSystem.folder(of: path), log: log
    ).theme()
  } catch {
    log.report(error)
    return nil
  }
}

private struct ThemeReader {
  let reader: SettingsReader
  let folder: String
  let log: DiagnosticLog

  func theme() -> ReportTheme {
    var theme = ReportTheme()
    theme.base = reader.choice("base") ?? .light
    for name in ReportTheme.colourNames {
      guard let text = reader.string(name) else { continue }
      if let colour = colour(text, name) { theme.colours[name] = colour }
    }
    for (name, count) in ReportTheme.paletteNames {
      guard let texts = reader.strings(name) else { continue }
      let colours = texts.compactMap { colour($0, name) }
      guard colours.count == texts.count else { continue }
      guard count.contains(colours.count) else {
        let wanted =
          count.lowerBound == count.upperBound
          ? "\(count.lowerBound)" : "\(count.lowerBound) to \(count.upperBound)"
        fault(
          name, "'\(name)' has \(colours.count) colours and needs \(wanted)",
          help: "list \(wanted) colours such as '#1f5a99'")
        continue
      }
      theme.palettes[name] = colours
    }
    theme.fonts = fonts("fonts")
    theme.latinFonts = fonts("latin-fonts")
    if let logo = reader.file("logo") { theme.logo = self.logo(logo) }
    reader.finish()
    for problem in theme.problems {
      log.report(
        Diagnostic(
          .themeColours, .warning, at: reader.valuePlace(of: problem.key),
          problem.sentence,
          zh: problem.chinese,
          help: "make one of the two lighter or darker"))
    }
    return theme
  }

  private func fault(_ key: String, _ sentence: String, help: String) {
    log.report(
      Diagnostic(
        .themeFile, at: reader.valuePlace(of: key), sentence, help: help))
  }

  private func colour(_ text: String, _ key: String) -> String? {
    let code = text.lowercased()
    let digits = code.dropFirst()
    if code.hasPrefix("#"), digits.allSatisfy({ $0.isASCII && $0.isHexDigit }) {
      if digits.count == 6 { return code }
      if digits.count == 3 {
        return "#" + digits.map { "\($0)\($0)" }.joined()
      }
    }
    fault(
      key, "'\(text)' is not a colour",
      help: "write colours as '#1f5a99', in quotes")
    return nil
  }

  private func fonts(_ key: String) -> [String] {
    (reader.strings(key) ?? []).filter { name in
      let isName =
        !name.isEmpty && name.count <= 60
        && name.allSatisfy {
          $0.isLetter || $0.isNumber || $0 == " " || $0 == "-"
        }
      if !isName {
        fault(
          key, "'\(name)' cannot be the name of a font",
          help: "use letters, digits, spaces and hyphens")
      }
      return isName
    }
  }

  private func logo(_ file: FileReference) -> ReportTheme.Logo? {
    let path = FileSystem.join(folder, file.path)
    do throws(Diagnostic) {
      if let size = FileSystem.size(of: path), size > LogoFile.largest {
        throw Diagnostic(
          .themeLogo, at: file.place,
          "the logo '\(file.path)' has \(size) bytes, more than"
            + " \(LogoFile.largest)",
          help: "make the picture smaller; it is drawn 34 pixels high")
      }
      let bytes: [UInt8]
      do {
        bytes = try FileSystem.read(path)
      } catch {
        throw missingFile(path, error, at: file.place, shownAs: file.path)
      }
      return try LogoFile.read(bytes, name: file.path, place: file.place)
    } catch {
      log.report(error)
      return nil
    }
  }
}
