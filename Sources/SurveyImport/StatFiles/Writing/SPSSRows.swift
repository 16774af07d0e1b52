import CZlib
import Diagnostics
import SurveyData

/// Writes the rows of an SPSS file: a byte for each piece of eight bytes says
/// what it is, and only what is neither a small whole number, a blank nor
/// missing follows in full.
struct SPSSRows {
  private let output: StatOutput
  private let isZipped: Bool
  private var kinds: [UInt8] = []
  private var literals: [UInt8] = []
  /// What is to be compressed once more, and what was.
  private var block: [UInt8] = []
  private var zipped: [(content: [UInt8], plainCount: Int)] = []

  private static let blockSize = 0x3F_F000

  init(_ output: StatOutput, isZipped: Bool) {
    self.output = output
    self.isZipped = isZipped
  }

  mutating func add(_ number: Double) {
    if number.rounded() == number, number >= -99, number <= 151,
      number != 0 || number.sign == .plus
    {
      addKind(UInt8(number + 100))
      return
    }
    literals.append(
      contentsOf: withUnsafeBytes(
        of: number.bitPattern.littleEndian, Array.init))
    addKind(253)
  }

  mutating func addMissing() { addKind(255) }

  /// Adds the bytes of a text in pieces of eight, filled with blanks.
  mutating func add(_ text: Slice<UnsafeRawBufferPointer>, pieces: Int) {
    var start = text.startIndex
    for _ in 0..<pieces {
      let end = min(start + 8, text.endIndex)
      if start >= end {
        addKind(254)
        continue
      }
      literals.append(contentsOf: text[start..<end])
      literals.append(
        contentsOf: repeatElement(0x20, count: 8 - (end - start)))
      addKind(253)
      start = end
    }
  }

  private mutating func addKind(_ kind: UInt8) {
    kinds.append(kind)
    if kinds.count == 8 { flush() }
  }

  private mutating func flush() {
    kinds += repeatElement(0, count: 8 - kinds.count)
    emit(kinds)
    emit(literals)
    kinds.removeAll(keepingCapacity: true)
    literals.removeAll(keepingCapacity: true)
  }

  private mutating func emit(_ bytes: [UInt8]) {
    guard isZipped else {
      output.write(bytes)
      return
    }
    block += bytes
    while block.count >= Self.blockSize {
      zip(Array(block.prefix(Self.blockSize)))
      block.removeFirst(Self.blockSize)
    }
  }

  private mutating func zip(_ content: [UInt8]) {
    var count = compressBound(UInt(content.count))
    var packed = [UInt8](repeating: 0, count: Int(count))
    let state = compress2(
      &packed, &count, content, UInt(content.count), Z_DEFAULT_COMPRESSION)
    // The room is what zlib asks for, so only memory can be short.
    zipped.append(
      (state == Z_OK ? Array(packed.prefix(Int(count))) : [], content.count))
  }

  /// Writes what is left; `offset` is where the rows begin in the file.
  mutating func finish(offset: Int) {
    if !kinds.isEmpty { flush() }
    guard isZipped else { return }
    if !block.isEmpty { zip(block) }
    let packedCount = zipped.reduce(0) { $0 + $1.content.count }
    var head = SPSSBytes()
    head.add(wide: offset)
    head.add(wide: offset + 24 + packedCount)
    head.add(wide: 24 + 24 * zipped.count)
    output.write(head.bytes)
    var trailer = SPSSBytes()
    trailer.add(wide: -100)
    trailer.add(wide: 0)
    trailer.add(Self.blockSize)
    trailer.add(zipped.count)
    var (plain, packed) = (offset, offset + 24)
    for (content, plainCount) in zipped {
      output.write(content)
      trailer.add(wide: plain)
      trailer.add(wide: packed)
      trailer.add(plainCount)
      trailer.add(content.count)
      plain += plainCount
      packed += content.count
    }
    output.write(trailer.bytes)
  }
}

/// Writes the planned variables and their rows as an SPSS file.
func writeSPSS(
  _ planner: StatPlanner, rows: Int, isZipped: Bool, to output: StatOutput
) {
  let head = SPSSHead(
    planner.plans, sets: planner.sets, rows: rows, isZipped: isZipped)
  let bytes = head.bytes
  output.write(bytes)
  var stream = SPSSRows(output, isZipped: isZipped)
  let columns = head.variables.map(SPSSColumn.init)
  for row in 0..<rows {
    for column in columns { column.add(row, to: &stream) }
  }
  stream.finish(offset: bytes.count)
}

/// The cells of one variable, ready to be written.
private struct SPSSColumn {
  private let variable: SPSSVariable
  private let marks: [StatReasons.Mark?]
  private let pool: TextPool
  private let parts: [Int]

  init(_ variable: SPSSVariable) {
    self.variable = variable
    pool = TextPool(variable.plan)
    parts = variable.parts
    var marks = [StatReasons.Mark?](repeating: nil, count: 256)
    for (reason, mark) in variable.plan.reasons.marks {
      marks[Int(reason.rawValue)] = mark
    }
    self.marks = marks
  }

  func add(_ row: Int, to stream: inout SPSSRows) {
    let plan = variable.plan
    if let reason = plan.column.missing[row] {
      switch marks[Int(reason.rawValue)] {
      case .number(let number): stream.add(number)
      case .text(let text):
        Array(text.utf8).withUnsafeBytes { addText($0, to: &stream) }
      case .tag, .system, nil:
        if variable.width == 0 {
          stream.addMissing()
        } else {
          addText(UnsafeRawBufferPointer(start: nil, count: 0), to: &stream)
        }
      }
      return
    }
    switch plan.column.values {
    case .integers(let values): stream.add(Double(values[row]))
    case .doubles(let values):
      if values[row].isNaN {
        stream.addMissing()
      } else {
        stream.add(values[row])
      }
    case .days(let values):
      stream.add((Double(values[row]) + plan.dayShift) * plan.dayFactor)
    case .texts(let values):
      let code = Int(values.codes[row])
      if code < 0 {
        addText(UnsafeRawBufferPointer(start: nil, count: 0), to: &stream)
      } else {
        pool.withBytes(code) { addText($0, to: &stream) }
      }
    case .choices: break
    }
  }

  /// Each part holds 255 bytes, and the last one has room to spare.
  private func addText(
    _ text: UnsafeRawBufferPointer, to stream: inout SPSSRows
  ) {
    var start = 0
    for width in parts {
      let end = min(text.count, start + (parts.count > 1 ? 255 : width))
      stream.add(text[min(start, end)..<end], pieces: (width + 7) / 8)
      start = end
    }
  }
}
