import SurveyData

/// Bytes of an SPSS file, low byte first.
struct SPSSBytes {
  private(set) var bytes: [UInt8] = []

  mutating func add(_ number: Int) {
    withUnsafeBytes(of: Int32(truncatingIfNeeded: number).littleEndian) {
      bytes.append(contentsOf: $0)
    }
  }

  mutating func add(wide number: Int) {
    withUnsafeBytes(of: Int64(number).littleEndian) {
      bytes.append(contentsOf: $0)
    }
  }

  mutating func add(_ number: Double) {
    withUnsafeBytes(of: number.bitPattern.littleEndian) {
      bytes.append(contentsOf: $0)
    }
  }

  mutating func add(_ raw: some Sequence<UInt8>) {
    bytes.append(contentsOf: raw)
  }

  /// Adds a text, filled with blanks or cut to `width` bytes.
  mutating func add(_ text: String, width: Int) {
    let utf8 = text.utf8.prefix(width)
    bytes.append(contentsOf: utf8)
    bytes.append(contentsOf: repeatElement(0x20, count: width - utf8.count))
  }

  /// Adds an extension record of `count` parts of `size` bytes.
  mutating func addExtension(
    _ subtype: Int, size: Int = 1, _ content: (inout SPSSBytes) -> Void
  ) {
    var inner = SPSSBytes()
    content(&inner)
    guard !inner.bytes.isEmpty else { return }
    add(7)
    add(subtype)
    add(size)
    add(inner.bytes.count / size)
    bytes += inner.bytes
  }
}

/// One variable of an SPSS file as it lies there.
struct SPSSVariable {
  var plan: StatPlan
  /// At most eight letters and digits; the other name goes into a record of
  /// its own.
  var shortNames: [String]
  /// The bytes of a text; 0 for a number.
  var width: Int
  /// Its place in the dictionary, in pieces of eight bytes from 1.
  var index: Int

  /// The widths of the parts that a text of more than 255 bytes is cut into.
  var parts: [Int] {
    guard width > 255 else { return [width] }
    let count = (width + 251) / 252
    return [Int](repeating: 255, count: count - 1)
      + [width - 252 * (count - 1)]
  }

  /// The pieces of eight bytes that a row has of it.
  var pieces: Int { parts.reduce(0) { $0 + max(1, ($1 + 7) / 8) } }
}

/// The head of an SPSS file: everything before the data.
///
/// The layout follows the documentation of PSPP, "System File Format".
/// ReadStat's own writer cuts long names in the middle of a Chinese
/// character and texts of more than 755 bytes, so it is not used for SPSS.
struct SPSSHead {
  let variables: [SPSSVariable]
  let rows: Int
  let isZipped: Bool
  /// Questions with several answers: name, label, and their options' names.
  let sets: [StatPlanner.ResponseSet]

  init(
    _ plans: [StatPlan], sets: [StatPlanner.ResponseSet], rows: Int,
    isZipped: Bool
  ) {
    var taken: Set<String> = []
    var number = 0
    func short(_ name: String) -> String {
      let capitals = name.uppercased()
      if capitals.utf8.count <= 8, capitals.utf8.allSatisfy({ $0 < 0x80 }),
        taken.insert(capitals).inserted
      {
        return capitals
      }
      repeat { number += 1 } while !taken.insert("V\(number)").inserted
      return "V\(number)"
    }
    var index = 1
    variables = plans.map { plan in
      var width = 0
      if case .text(let bytes) = plan.storage { width = bytes }
      var variable = SPSSVariable(
        plan: plan, shortNames: [short(plan.name)], width: width,
        index: index)
      while variable.shortNames.count < variable.parts.count {
        variable.shortNames.append(short(""))
      }
      index += variable.pieces
      return variable
    }
    self.sets = sets
    self.rows = rows
    self.isZipped = isZipped
  }

  /// The bytes.
  var bytes: [UInt8] {
    var out = SPSSBytes()
    out.add((isZipped ? "$FL3" : "$FL2").utf8)
    out.add("@(#) SPSS DATA FILE", width: 60)
    out.add(2)
    out.add(variables.reduce(0) { $0 + $1.pieces })
    out.add(isZipped ? 2 : 1)
    out.add(0)
    out.add(rows)
    out.add(100.0)
    // The same day for every file, so that equal tables give equal bytes.
    out.add("01 Jan 0012:00:00", width: 17 + 64)
    out.add([0, 0, 0])
    for variable in variables { addVariable(variable, to: &out) }
    for variable in variables where variable.width <= 8 {
      addLabels(variable, to: &out)
    }
    addExtensions(to: &out)
    out.add(999)
    out.add(0)
    return out.bytes
  }

  // MARK: - Variables

  private func addVariable(_ variable: SPSSVariable, to out: inout SPSSBytes) {
    let reasons = variable.plan.reasons
    for (part, width) in variable.parts.enumerated() {
      out.add(2)
      out.add(width)
      let label = part == 0 ? variable.plan.label : ""
      out.add(label.isEmpty ? 0 : 1)
      let isShort = variable.width <= 8
      let values = reasons.numbers.count + reasons.texts.count
      out.add(
        !isShort ? 0 : reasons.range == nil ? values : -2 - values)
      let format = self.format(variable.plan, width)
      out.add(format)
      out.add(format)
      out.add(variable.shortNames[part], width: 8)
      if !label.isEmpty {
        out.add(label.utf8.count)
        out.add(label, width: (label.utf8.count + 3) / 4 * 4)
      }
      if isShort {
        if let range = reasons.range {
          out.add(range.lowerBound)
          out.add(range.upperBound)
        }
        for number in reasons.numbers { out.add(number) }
        for text in reasons.texts { out.add(text, width: 8) }
      }
      for _ in 1..<max(2, (width + 7) / 8) where width > 8 {
        out.add(2)
        out.add(-1)
        for _ in 0..<4 { out.add(0) }
        out.add("", width: 8)
      }
    }
  }

  /// Kind, width and decimals of what SPSS shows.
  private func format(_ plan: StatPlan, _ width: Int) -> Int {
    let (kind, columns, decimals): (Int, Int, Int) =
      switch plan.display {
      case .text: (1, width, 0)
      case .whole: (5, 11, 0)
      case .number: (5, 12, 4)
      case .percentage: (31, 10, 2)
      case .day: (39, 10, 0)
      }
    return kind << 16 | columns << 8 | decimals
  }

  private func addLabels(_ variable: SPSSVariable, to out: inout SPSSBytes) {
    let labels = variable.plan.valueLabels
    guard !labels.isEmpty else { return }
    out.add(3)
    out.add(labels.count)
    for (code, label) in labels {
      switch code {
      case .number(let number): out.add(number)
      case .text(let text): out.add(text, width: 8)
      case .tag, .system: out.add("", width: 8)
      }
      let length = label.utf8.count
      out.add([UInt8(truncatingIfNeeded: length)])
      out.add(label, width: (length + 8) / 8 * 8 - 1)
    }
    out.add(4)
    out.add(1)
    out.add(variable.index)
  }

  // MARK: - Extensions

  private func addExtensions(to out: inout SPSSBytes) {
    out.addExtension(3, size: 4) { inner in
      // The code page of UTF-8 is the last.
      for number in [20, 0, 0, -1, 1, 1, 2, 65_001] { inner.add(number) }
    }
    out.addExtension(4, size: 8) { inner in
      let most = Double.greatestFiniteMagnitude
      inner.add(-most)
      inner.add(most)
      inner.add((-most).nextUp)
    }
    var names: [String: String] = [:]
    for variable in variables {
      names[variable.plan.name] = variable.shortNames[0]
    }
    out.addExtension(7) { inner in
      for set in sets {
        let parts = set.variables.compactMap { names[$0]?.lowercased() }
        let label = set.label
        inner.add(
          ("$\(set.name)=D1 1 \(label.utf8.count) \(label) "
            + parts.joined(separator: " ") + "\n").utf8)
      }
    }
    out.addExtension(11, size: 4) { inner in
      for variable in variables {
        for width in variable.parts {
          inner.add(Int(variable.plan.measure))
          inner.add(width > 0 ? min(width, 40) : 12)
          inner.add(width > 0 ? 0 : 1)
        }
      }
    }
    out.addExtension(13) { inner in
      inner.add(
        variables.map { "\($0.shortNames[0])=\($0.plan.name)" }
          .joined(separator: "\t").utf8)
    }
    out.addExtension(14) { inner in
      for variable in variables where variable.width > 255 {
        let digits = String(variable.width)
        let padding = String(repeating: "0", count: 5 - digits.count)
        inner.add("\(variable.shortNames[0])=\(padding)\(digits)\0\t".utf8)
      }
    }
    out.addExtension(16, size: 8) { inner in
      inner.add(wide: 1)
      inner.add(wide: rows)
    }
    out.addExtension(20) { $0.add("UTF-8".utf8) }
    out.addExtension(21) { inner in
      for variable in variables where variable.width > 8 {
        addLongLabels(variable, to: &inner)
      }
    }
    out.addExtension(22) { inner in
      for variable in variables
      where variable.width > 8 && !variable.plan.reasons.texts.isEmpty {
        inner.add(variable.plan.name.utf8.count)
        inner.add(variable.plan.name.utf8)
        inner.add([UInt8(variable.plan.reasons.texts.count)])
        inner.add(8)
        for text in variable.plan.reasons.texts { inner.add(text, width: 8) }
      }
    }
  }

  private func addLongLabels(
    _ variable: SPSSVariable, to out: inout SPSSBytes
  ) {
    let labels = variable.plan.valueLabels.compactMap { code, label in
      if case .text(let text) = code { (text, label) } else { nil }
    }
    guard !labels.isEmpty else { return }
    out.add(variable.plan.name.utf8.count)
    out.add(variable.plan.name.utf8)
    out.add(variable.width)
    out.add(labels.count)
    for (text, label) in labels {
      out.add(variable.width)
      out.add(text, width: variable.width)
      out.add(label.utf8.count)
      out.add(label.utf8)
    }
  }
}
