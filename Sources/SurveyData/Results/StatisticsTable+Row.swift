/// Rows are kept with cells that hold nothing but a number as a few bytes
/// each: tables of all pairs of cases have hundreds of them.
extension StatisticsTable.Row: Codable {
  private enum CodingKeys: CodingKey {
    case name, label, section, kind, format, numbers, cells
  }

  /// What a byte says about a cell.
  private enum Mark {
    static let number: UInt8 = 1
    static let weak: UInt8 = 2
    static let empty: UInt8 = 4
    /// The cell stands among those that are kept whole.
    static let whole: UInt8 = 8
  }

  /// Writes the row.
  ///
  /// - Throws: What the encoder throws.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(name, forKey: .name)
    try container.encode(label, forKey: .label)
    try container.encodeIfPresent(section, forKey: .section)
    try container.encode(kind, forKey: .kind)
    try container.encodeIfPresent(format, forKey: .format)
    var numbers: [UInt8] = []
    numbers.reserveCapacity(9 * cells.count)
    var whole: [StatisticsTable.Cell] = []
    for cell in cells {
      guard cell.interval == nil, cell.text == nil, cell.letters.isEmpty,
        cell.sums == nil
      else {
        numbers.append(Mark.whole)
        whole.append(cell)
        continue
      }
      numbers.append(
        (cell.value == nil ? 0 : Mark.number)
          | (cell.isWeak ? Mark.weak : 0) | (cell.isEmpty ? Mark.empty : 0))
      if let value = cell.value {
        withUnsafeBytes(of: value.bitPattern.littleEndian) {
          numbers.append(contentsOf: $0)
        }
      }
    }
    try container.encode(numbers, forKey: .numbers)
    try container.encode(whole, forKey: .cells)
  }

  /// Reads a row.
  ///
  /// - Throws: What the decoder throws, and `DecodingError` for bytes that are
  ///   not those of cells.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let name = try container.decode(String.self, forKey: .name)
    let label = try container.decode(LocalizedText.self, forKey: .label)
    let section = try container.decodeIfPresent(
      LocalizedText.self, forKey: .section)
    let kind = try container.decode(Kind.self, forKey: .kind)
    let format = try container.decodeIfPresent(
      StatisticsTable.Format.self, forKey: .format)
    let numbers = try container.decode([UInt8].self, forKey: .numbers)
    let whole = try container.decode(
      [StatisticsTable.Cell].self, forKey: .cells)
    guard let cells = Self.cells(numbers, whole) else {
      throw DecodingError.dataCorruptedError(
        forKey: .numbers, in: container, debugDescription: "not cells")
    }
    self.init(
      name, label, section: section, kind: kind, format: format, cells)
  }

  private static func cells(
    _ bytes: [UInt8], _ whole: [StatisticsTable.Cell]
  ) -> [StatisticsTable.Cell]? {
    var cells: [StatisticsTable.Cell] = []
    var others = whole.makeIterator()
    var position = 0
    while position < bytes.count {
      let mark = bytes[position]
      position += 1
      if mark & Mark.whole != 0 {
        guard let cell = others.next() else { return nil }
        cells.append(cell)
        continue
      }
      var value: Double?
      if mark & Mark.number != 0 {
        guard bytes.count - position >= 8 else { return nil }
        let bits = bytes.withUnsafeBytes {
          $0.loadUnaligned(fromByteOffset: position, as: UInt64.self)
        }
        value = Double(bitPattern: UInt64(littleEndian: bits))
        position += 8
      }
      var cell = StatisticsTable.Cell(value, isWeak: mark & Mark.weak != 0)
      cell.isEmpty = mark & Mark.empty != 0
      cells.append(cell)
    }
    return others.next() == nil ? cells : nil
  }
}
