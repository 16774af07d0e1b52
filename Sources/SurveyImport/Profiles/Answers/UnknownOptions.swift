import Diagnostics
import SurveyData

extension ProfileShaping {
  /// Remembers a column whose cells may hold several options.
  mutating func noteUnknownOptions(_ position: Int, _ texts: ReadTexts) {
    guard plan.columns[position].role == .answer,
      plan.columns[position].variable.valueLabels.isEmpty,
      mayHoldOptions(texts.levels)
    else { return }
    unknownOptions.append(position)
  }

  private func mayHoldOptions(_ levels: [String]) -> Bool {
    let rule = plan.joining
    guard !rule.separator.isEmpty else { return false }
    var parts: [String: Int] = [:]
    var (count, joined) = (0, 0)
    for level in levels {
      let pieces = split(level, at: rule.separator)
      if pieces.count > 1 { joined += 1 }
      for piece in pieces {
        // Sentences are longer than options, and have commas of their own.
        if piece.utf8.count > 120 { return false }
        if rule.separator == ",", piece.first == " " { return false }
        if rule.separator == " ", !isName(piece) { return false }
        parts[piece, default: 0] += 1
        count += 1
      }
    }
    guard joined > 0 else { return false }
    return levels.count < 3
      ? rule.separator != " " : parts.count * 3 <= count * 2
  }

  private func isName(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
          || (byte >= 0x30 && byte <= 0x39) || "_-.".utf8.contains(byte)
      }
  }

  /// Says which columns stayed text because their options are not known.
  mutating func tellUnknownOptions() {
    guard let first = unknownOptions.first else { return }
    let shown = unknownOptions.prefix(20).map {
      "'\(plan.columns[$0].name)'"
    }.joined(separator: ", ")
    let rest = unknownOptions.count - 20
    diagnostics.append(
      Diagnostic(
        .unknownOptions, .note, at: place(first),
        "cells of \(shown)\(rest > 0 ? " and \(rest) more" : "") may hold "
          + "several options, joined by '\(plan.joining(at: first).separator)'; they "
          + "stay text",
        zh: chineseList(unknownOptions.prefix(20).map { plan.columns[$0].name })
          + (rest > 0 ? "等列" : "")
          + "的格中可能有以“\(plan.joining(at: first).separator)”连接的多个选项，仍为文本",
        help: "where several could be ticked, list the options as 'values' "
          + "of the variable in the codebook"))
  }
}
