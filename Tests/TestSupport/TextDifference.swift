/// Compares two texts, numbers by value and the rest letter by letter.
///
/// The last digits of a number may depend on the machine: on its mathematical
/// library, on the kernel that OpenBLAS picks, on the version of Boost. Two
/// numbers are equal when they differ by at most `relative` of the larger one
/// or by at most `absolute`.
///
/// - Returns: `nil` when they are equal, otherwise a sentence that names the
///   first line that differs.
public func textDifference(
  expected: String, found: String, relative: Double = 1e-9,
  absolute: Double = 1e-12
) -> String? {
  if expected == found { return nil }
  let left = expected.split(separator: "\n", omittingEmptySubsequences: false)
  let right = found.split(separator: "\n", omittingEmptySubsequences: false)
  for (index, (old, new)) in zip(left, right).enumerated() where old != new {
    let (first, second) = (tokens(of: old), tokens(of: new))
    let isSame =
      first.count == second.count
      && zip(first, second).allSatisfy { left, right in
        if left == right { return true }
        guard case .number(let left) = left, case .number(let right) = right
        else { return false }
        return isClose(left, right, relative: relative, floor: absolute)
      }
    if !isSame {
      return "line \(index + 1) differs: expected «\(old.prefix(300))», "
        + "found «\(new.prefix(300))»"
    }
  }
  return left.count == right.count
    ? nil : "\(left.count) lines were expected, \(right.count) found"
}

private enum Token: Equatable {
  case number(Double)
  case byte(UInt8)
}

/// Splits a line into its numbers and the bytes between them.
private func tokens(of line: Substring) -> [Token] {
  let bytes = Array(line.utf8)
  var tokens: [Token] = []
  var index = 0
  while index < bytes.count {
    let end = endOfNumber(in: bytes, from: index)
    let text = String(decoding: bytes[index..<end], as: UTF8.self)
    if end > index, let value = Double(text) {
      tokens.append(.number(value))
      index = end
    } else {
      tokens.append(.byte(bytes[index]))
      index += 1
    }
  }
  return tokens
}

private func endOfNumber(in bytes: [UInt8], from start: Int) -> Int {
  func isDigit(_ index: Int) -> Bool {
    index < bytes.count && (0x30...0x39).contains(bytes[index])
  }
  var index = start
  guard isDigit(index) else { return start }
  while isDigit(index) { index += 1 }
  if index < bytes.count, bytes[index] == 0x2E, isDigit(index + 1) {
    index += 1
    while isDigit(index) { index += 1 }
  }
  if index < bytes.count, bytes[index] == 0x65 || bytes[index] == 0x45 {
    var exponent = index + 1
    if exponent < bytes.count, [0x2B, 0x2D].contains(bytes[exponent]) {
      exponent += 1
    }
    if isDigit(exponent) {
      while isDigit(exponent) { exponent += 1 }
      index = exponent
    }
  }
  return index
}
