import Diagnostics
import Settings
import SurveyImport

/// The parameters of a study: what `${name}` stands for in its values.
struct StudyParameters {
  /// A parameter and its value.
  struct Parameter {
    var name: String
    var place: Place
    var value: SettingsNode
  }

  private(set) var all: [Parameter] = []
  private var used: Set<String> = []
  private var log: DiagnosticLog
  /// Whether an option brings its parameter into being.
  private var isDeclaring = false

  /// Reads the key `parameters` of a study and the options that give other
  /// values, each `name=value`. Faults go to `log`.
  init(_ study: SettingsNode, options: [String], log: DiagnosticLog) {
    self.log = log
    if case .map(let entries) = study.content,
      let section = entries.first(where: { $0.key == "parameters" })?.value,
      !section.isNull
    {
      let reader = SettingsReader(section, subject: "'parameters'", log: log)
      for entry in reader.allEntries() {
        declare(entry.key, entry.value, at: entry.keyPlace)
      }
    }
    var given: Set<String> = []
    for option in options { set(option, &given) }
  }

  /// Takes parameters that are nowhere declared, as where there is no study
  /// but `--set` with `${name}` in its values. Faults go to `log`.
  init(options: [String], log: DiagnosticLog) {
    self.log = log
    isDeclaring = true
    var given: Set<String> = []
    for option in options { set(option, &given) }
  }

  private mutating func declare(
    _ name: String, _ value: SettingsNode, at place: Place
  ) {
    guard Self.isName(name) else {
      log.report(
        Diagnostic(
          .wrongValue, at: place,
          "'\(name)' cannot be the name of a parameter",
          help: "use letters, digits, '-' and '_', and start with a letter"))
      return
    }
    all.append(Parameter(name: name, place: place, value: value))
  }

  private mutating func set(_ option: String, _ given: inout Set<String>) {
    let place = Place(file: "-P \(option)")
    guard let equals = option.firstIndex(of: "="), equals != option.startIndex
    else {
      log.report(
        Diagnostic(
          .wrongValue, at: place, "'\(option)' has no '='",
          help: "write -P name=value"))
      return
    }
    let name = String(option[..<equals])
    if isDeclaring, !all.contains(where: { $0.name == name }) {
      declare(
        name, SettingsNode(.scalar("", isQuoted: false), at: place), at: place)
      guard all.contains(where: { $0.name == name }) else { return }
    }
    guard let position = all.firstIndex(where: { $0.name == name }) else {
      log.report(unknown(name, at: place))
      return
    }
    guard given.insert(name).inserted else {
      log.report(
        Diagnostic(
          .duplicateKey, at: place, "the parameter '\(name)' is given twice",
          help: "remove one of the two"))
      return
    }
    do {
      all[position].value = try settingsValue(
        String(option[option.index(after: equals)...]), at: place)
    } catch {
      log.report(error)
    }
  }

  /// The names with their values as text, in the order of the study.
  var values: [(name: String, value: String)] {
    all.map { ($0.name, Self.line($0.value)) }
  }

  /// The value on one line, as YAML.
  private static func line(_ node: SettingsNode) -> String {
    switch node.content {
    case .scalar(let text, let isQuoted):
      isQuoted ? yamlScalar(text) : text
    case .list(let items):
      "[\(items.map(line).joined(separator: ", "))]"
    case .map(let entries):
      "{"
        + entries.map { "\(yamlScalar($0.key)): \(line($0.value))" }
        .joined(separator: ", ") + "}"
    }
  }

  private static func isName(_ text: String) -> Bool {
    text.first?.isLetter == true
      && text.allSatisfy {
        $0.isLetter || $0.isNumber || $0 == "-" || $0 == "_"
      }
  }

  private func unknown(_ name: String, at place: Place) -> Diagnostic {
    let names = all.map(\.name)
    let help =
      nearest(to: name, in: names).map { "did you mean '\($0)'?" }
      ?? (names.isEmpty
        ? isDeclaring
          ? "give it with -P \(name)=VALUE; the text itself is written $${…}"
          : "declare it in the study: parameters: {NAME: VALUE}; the text "
            + "itself is written $${…}"
        : "the parameters are: \(names.joined(separator: ", "))")
    return Diagnostic(
      .unknownParameter, at: place, "no parameter is called '\(name)'",
      help: help)
  }

  // MARK: - Putting in

  /// Puts the parameters into the values of a study.
  mutating func resolve(_ study: SettingsNode) -> SettingsNode {
    guard case .map(let entries) = study.content else { return study }
    var result = study
    result.content = .map(
      entries.map { entry in
        if entry.key == "parameters" || entry.key == "include" { return entry }
        var entry = entry
        entry.value = resolved(entry.value)
        return entry
      })
    for parameter in all where !used.contains(parameter.name) {
      log.report(
        Diagnostic(
          .unusedParameter, .note, at: parameter.place,
          "the parameter '\(parameter.name)' is used nowhere",
          zh: "参数“\(parameter.name)”没有用到",
          help: "write ${\(parameter.name)} where its value belongs, or take "
            + "it out"))
    }
    return result
  }

  private mutating func resolved(_ node: SettingsNode) -> SettingsNode {
    var node = node
    switch node.content {
    case .list(let items):
      node.content = .list(items.map { resolved($0) })
      if let text = node.unsplitText, text.contains("${") {
        // The items have told already what is wrong.
        var quiet = self
        quiet.log = DiagnosticLog()
        node.unsplitText = quiet.put(into: text, at: node.place)
      }
    case .map(let entries):
      node.content = .map(
        entries.map { entry in
          var entry = entry
          entry.value = resolved(entry.value)
          return entry
        })
    case .scalar(let text, let isQuoted):
      guard text.contains("${") else { return node }
      if let name = Self.onlyName(text) {
        // The value keeps its type and its form.
        if let value = value(name, at: node.place) {
          node.content = value.content
        }
        return node
      }
      node.content = .scalar(
        put(into: text, at: node.place), isQuoted: isQuoted)
    }
    return node
  }

  /// The name in a text that is `${name}` and nothing else.
  private static func onlyName(_ text: String) -> String? {
    guard text.hasPrefix("${"), text.hasSuffix("}") else { return nil }
    let name = text.dropFirst(2).dropLast()
    return name.contains("}") ? nil : String(name)
  }

  private mutating func value(_ name: String, at place: Place) -> SettingsNode?
  {
    guard let parameter = all.first(where: { $0.name == name }) else {
      log.report(unknown(name, at: place))
      return nil
    }
    used.insert(name)
    if parameter.value.isNull {
      log.report(
        Diagnostic(
          .missingParameter, at: parameter.place,
          "the parameter '\(name)' has no value",
          help: "give it one with -P \(name)=…, or in 'parameters'"))
      return nil
    }
    return parameter.value
  }

  private mutating func put(into text: String, at place: Place) -> String {
    var result = ""
    var rest = text[...]
    while let sign = rest.firstRange(of: "${") {
      let before = rest[..<sign.lowerBound]
      rest = rest[sign.upperBound...]
      if before.hasSuffix("$") {
        // `$${` stands for itself with one sign less.
        result += before.dropLast() + "${"
        continue
      }
      result += before
      guard let end = rest.firstIndex(of: "}") else {
        log.report(
          Diagnostic(
            .wrongValue, at: place, "'${' has no '}' after it",
            help: "write ${NAME}, or $${ for the signs themselves"))
        return result + "${" + rest
      }
      let name = String(rest[..<end])
      rest = rest[rest.index(after: end)...]
      guard let found = value(name, at: place) else { continue }
      guard case .scalar(let inner, _) = found.content else {
        log.report(
          Diagnostic(
            .wrongValue, at: place,
            "the parameter '\(name)' is \(found.kindName), and a text can hold "
              + "single values only",
            help: "make ${\(name)} the whole value"))
        continue
      }
      result += inner
    }
    return result + rest
  }
}

/// The settings that options give, each `key=value`, with the values of
/// parameters in the place of `${name}`. What is worth knowing about the
/// parameters goes to `log`.
///
/// - Throws: The first fault; further ones go to `log`.
func settings(
  fromOptions options: [String], parameters: [String], log: DiagnosticLog
) throws(Diagnostic) -> SettingsNode {
  let node = try settings(fromOptions: options)
  let own = DiagnosticLog()
  var parameters = StudyParameters(options: parameters, log: own)
  let resolved = parameters.resolve(node)
  var findings = own.diagnostics
  // What an unresolved name would lead to is not told as well.
  let first = findings.firstIndex { $0.severity == .error }
  let fault = first.map { findings.remove(at: $0) }
  log.report(findings)
  if let fault { throw fault }
  return resolved
}
