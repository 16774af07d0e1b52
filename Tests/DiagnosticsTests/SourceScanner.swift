/// Finds calls in Swift sources, as far as brackets and texts tell them.
struct SourceScanner {
  /// A call with its arguments as they are written, on one line each.
  struct Call {
    /// The line, from 1.
    var line: Int
    /// The arguments, with their labels.
    var arguments: [String]
  }

  private let signs: [Character]

  init(_ source: String) { signs = Array(source) }

  /// The calls `name(…)` outside comments and texts.
  func calls(of name: String) -> [Call] {
    let head = Array(name + "(")
    var found: [Call] = []
    var index = 0
    var line = 1
    while index < signs.count {
      if signs[index] == "\n" { line += 1 }
      if let end = comment(at: index) {
        index = end
        continue
      }
      let isName =
        signs[index...].starts(with: head)
        && !(index > 0 && signs[index - 1].isLetter)
      if isName {
        let arguments = arguments(from: index + head.count)
        if arguments.count > 1 {
          found.append(Call(line: line, arguments: arguments))
        }
      }
      index += 1
    }
    return found
  }

  private func comment(at index: Int) -> Int? {
    guard signs[index] == "/", index + 1 < signs.count,
      signs[index + 1] == "/"
    else { return nil }
    return signs[index...].firstIndex(of: "\n") ?? signs.count
  }

  private func arguments(from start: Int) -> [String] {
    var arguments: [String] = []
    var current = ""
    var depth = 0
    var index = start
    func finish() {
      let words = current.split { $0.isWhitespace }.joined(separator: " ")
      if !words.isEmpty { arguments.append(words) }
      current = ""
    }
    while index < signs.count {
      let sign = signs[index]
      if let end = comment(at: index) {
        index = end
        continue
      }
      if sign == "\"" {
        let end = endOfText(at: index)
        current += String(signs[index..<end])
        index = end
        continue
      }
      if "([{".contains(sign) { depth += 1 }
      if ")]}".contains(sign) {
        if depth == 0 { break }
        depth -= 1
      }
      if sign == ",", depth == 0 { finish() } else { current.append(sign) }
      index += 1
    }
    finish()
    return arguments
  }

  /// The place after the text that begins at `start`.
  private func endOfText(at start: Int) -> Int {
    var index = start + 1
    while index < signs.count, signs[index] != "\"" {
      if signs[index] == "\\", index + 1 < signs.count {
        index =
          signs[index + 1] == "("
          ? endOfBrackets(at: index + 1) : index + 2
      } else {
        index += 1
      }
    }
    return min(index + 1, signs.count)
  }

  private func endOfBrackets(at start: Int) -> Int {
    var depth = 0
    var index = start
    while index < signs.count {
      if signs[index] == "\"" {
        index = endOfText(at: index)
        continue
      }
      if signs[index] == "(" { depth += 1 }
      if signs[index] == ")" {
        depth -= 1
        if depth == 0 { return index + 1 }
      }
      index += 1
    }
    return index
  }

  /// The texts of an argument without what is put into them.
  static func literals(in argument: String) -> [String] {
    let scanner = SourceScanner(argument)
    var literals: [String] = []
    var index = 0
    while index < scanner.signs.count {
      guard scanner.signs[index] == "\"" else {
        index += 1
        continue
      }
      let end = scanner.endOfText(at: index)
      var text = ""
      var inside = index + 1
      while inside < end - 1 {
        if scanner.signs[inside] == "\\", scanner.signs[inside + 1] == "(" {
          inside = scanner.endOfBrackets(at: inside + 1)
        } else {
          text.append(scanner.signs[inside])
          inside += 1
        }
      }
      literals.append(text)
      index = end
    }
    return literals
  }
}
