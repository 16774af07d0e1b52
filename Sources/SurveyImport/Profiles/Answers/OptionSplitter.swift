/// Takes the joined answers of a cell apart.
///
/// Known options are matched whole, the longest first, so that a separator
/// within an option does not cut it. What is left between known options is a
/// piece of its own: cut at every separator when that never stands within an
/// option, and kept whole otherwise.
struct OptionSplitter {
  /// One answer of a cell.
  struct Piece: Hashable {
    /// The option, or what stands in its place.
    var text: String
    /// Whether it is one of the known options.
    var isKnown: Bool
    /// What was written beside it.
    var inserted: String?
  }

  private let rule: JoiningRule
  private let separator: [UInt8]
  private let opening: [UInt8]
  private let closing: [UInt8]
  /// The known options, the longest first.
  private let known: [[UInt8]]

  init(_ rule: JoiningRule, known: [String]) {
    self.rule = rule
    separator = Array(rule.separator.utf8)
    opening = Array((rule.insertion?.open ?? "").utf8)
    closing = Array((rule.insertion?.close ?? "").utf8)
    self.known = known.map { Array($0.utf8) }.filter { !$0.isEmpty }
      .sorted {
        $0.count != $1.count
          ? $0.count > $1.count : $0.lexicographicallyPrecedes($1)
      }
  }

  /// The answers of `cell` in its order; blank ones are left out.
  func pieces(of cell: String) -> [Piece] {
    guard !separator.isEmpty else { return [piece(Array(cell.utf8)[...])] }
    let bytes = Array(cell.utf8)
    var pieces: [Piece] = []
    var start = 0
    while start < bytes.count {
      let end = pieceEnd(bytes, start)
      let found = piece(bytes[start..<end])
      if !found.text.isEmpty || found.inserted != nil { pieces.append(found) }
      start = end + separator.count
    }
    return pieces
  }

  private func pieceEnd(_ bytes: [UInt8], _ start: Int) -> Int {
    if let end = knownEnd(bytes, start) { return end }
    var i = start
    while i < bytes.count {
      if holds(separator, bytes, i) {
        let next = i + separator.count
        if rule.isUnambiguous || next >= bytes.count
          || knownEnd(bytes, next) != nil
        {
          return i
        }
      } else if holds(opening, bytes, i), !opening.isEmpty,
        let close = firstEnd(of: closing, bytes, i + opening.count)
      {
        // What was written by hand may hold the separator.
        i = close
        continue
      }
      i += 1
    }
    return bytes.count
  }

  /// The end of the known option that stands at `start` as a whole piece.
  private func knownEnd(_ bytes: [UInt8], _ start: Int) -> Int? {
    for option in known where holds(option, bytes, start) {
      let end = start + option.count
      if end == bytes.count || holds(separator, bytes, end) { return end }
      if !opening.isEmpty, holds(opening, bytes, end),
        let close = firstEnd(of: closing, bytes, end + opening.count),
        close == bytes.count || holds(separator, bytes, close)
      {
        return close
      }
    }
    return nil
  }

  private func firstEnd(
    of sign: [UInt8], _ bytes: [UInt8], _ start: Int
  ) -> Int? {
    var i = start
    while i + sign.count <= bytes.count {
      if holds(sign, bytes, i) { return i + sign.count }
      i += 1
    }
    return nil
  }

  private func holds(_ sign: [UInt8], _ bytes: [UInt8], _ at: Int) -> Bool {
    guard at + sign.count <= bytes.count else { return false }
    for i in sign.indices where bytes[at + i] != sign[i] { return false }
    return true
  }

  private func piece(_ bytes: ArraySlice<UInt8>) -> Piece {
    var option = bytes
    var inserted: String?
    if !opening.isEmpty, bytes.count > opening.count + closing.count,
      bytes.suffix(closing.count).elementsEqual(closing)
    {
      let all = Array(bytes)
      if let start = firstEnd(of: opening, all, 0) {
        option = all[..<(start - opening.count)]
        inserted = String(
          decoding: all[start..<(all.count - closing.count)], as: UTF8.self)
      }
    }
    while option.first == 0x20 { option = option.dropFirst() }
    while option.last == 0x20 { option = option.dropLast() }
    let plain = Array(option)
    return Piece(
      text: String(decoding: plain, as: UTF8.self),
      isKnown: known.contains(plain), inserted: inserted)
  }
}
