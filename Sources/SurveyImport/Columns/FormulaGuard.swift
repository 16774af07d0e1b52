import CellText
import SurveyData

extension DictionaryText {
  /// The texts without the apostrophe that keeps spreadsheets from running
  /// them as formulas: `'=1` becomes `=1`, and `'tis` stays.
  var withoutFormulaGuards: DictionaryText {
    let guarded = levels.indices.filter { code in
      levels.withUTF8(code) { bytes in
        bytes.first == UInt8(ascii: "'")
          && looksLikeFormula(
            String(decoding: bytes.dropFirst(), as: UTF8.self))
      }
    }
    guard !guarded.isEmpty else { return self }
    let isGuarded = Set(guarded)
    var texts = PackedTexts()
    for code in levels.indices {
      levels.withUTF8(code) { bytes in
        texts.append(isGuarded.contains(code) ? bytes.dropFirst() : bytes[...])
      }
    }
    // A text may now be there twice.
    return DictionaryText(
      codes: codes, levels: texts, areLevelsDistinct: false)
  }
}
