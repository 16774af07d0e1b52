import SurveyData

/// What the first cells of a column say about the form of its numbers.
struct NumberSample {
  enum Verdict {
    case plain
    /// Commas with more than one meaning; `isGrouped` when thousands are one.
    case doubtful(isGrouped: Bool)
    case form(NumberForm, name: LocalizedText, reason: LocalizedText)
  }

  let kind: Variable.Kind
  /// Whether more cells may still change the verdict.
  private(set) var isOpen: Bool
  /// Cells with a value.
  private var cells = 0
  private var texts = 0
  private var fits = [Int](repeating: 0, count: Self.forms.count)
  private var percentages = 0
  private var wide = 0
  /// Cells of one comma that no list of codes would be written as.
  private var decimalCommas = 0
  /// Cells with one comma between digits, and the lengths of what follows.
  private var singleCommas = 0
  private var fractionLengths: Set<Int> = []
  private var growsAlways = true
  /// Grouped cells whose first group is shorter than three digits.
  private var shortGroups = [0, 0, 0, 0]
  /// Grouped cells by `NumberForm.Grouping.allCases`.
  private var grouped = [0, 0, 0, 0]
  /// Cells with signs of both kinds, such as `1.234,5`.
  private var pointsAndCommas = 0
  /// Plain cells with a point, and those of them that could be thousands.
  private var points = 0
  private var pointGroups = 0
  /// The first cell that could be thousands with a point.
  private(set) var pointExample = ""
  /// The first cell that is no plain number.
  private(set) var example = ""
  /// Days in words or digits, and serial numbers of spreadsheets.
  private(set) var writtenDays = 0
  private(set) var serials = 0
  private(set) var serialExample = ""
  /// The form that was set for the file.
  private let declared: NumberForm?
  var fileHasDecimalComma = false
  var mayHaveDecimalComma = false

  /// The forms that are looked for, the plain one first.
  private static let forms: [NumberForm] = [
    .plain, NumberForm(grouping: .comma), NumberForm(grouping: .space),
    NumberForm(grouping: .apostrophe), NumberForm(decimal: .comma),
    NumberForm(decimal: .comma, grouping: .point),
    NumberForm(decimal: .comma, grouping: .space),
    NumberForm(decimal: .comma, grouping: .apostrophe),
  ]

  init(_ rules: CellRules, declared: NumberForm?) {
    self.declared = declared
    kind = rules.kind
    isOpen = kind != .text
  }

  /// A cell too long for a number.
  mutating func addText() {
    texts += 1
    if kind == .automatic { isOpen = false }
  }

  mutating func add(_ cell: UnsafeBufferPointer<UInt8>, _ rules: CellRules) {
    if rules.missingReason(cell) != nil || spellsMissing(cell) { return }
    if kind == .date {
      addDay(cell, rules)
      return
    }
    cells += 1
    if !rules.units.isEmpty {
      withoutUnit(cell, rules.units).withUnsafeBufferPointer {
        addNumber($0)
      }
    } else {
      addNumber(cell)
    }
  }

  private mutating func addNumber(_ cell: UnsafeBufferPointer<UInt8>) {
    if let declared {
      addDeclared(cell, declared)
      return
    }
    if parsePlainNumber(cell) != nil {
      // A point has another meaning beside decimal commas.
      let hasPoint = cell.contains(UInt8(ascii: "."))
      if hasPoint { lookAtPoint(cell) }
      for form in Self.forms.indices {
        if Self.forms[form].decimal == .point || !hasPoint
          || Self.forms[form].withPlain(cell, number) != nil
        {
          fits[form] += 1
        }
      }
      return
    }
    addWritten(cell)
  }

  private mutating func addDay(
    _ cell: UnsafeBufferPointer<UInt8>, _ rules: CellRules
  ) {
    var form = rules.days
    form.readsSerials = false
    if parseDeclaredDay(cell, form) != nil {
      writtenDays += 1
    } else if serialDay(cell, form.system) != nil {
      serials += 1
      if serialExample.isEmpty { serialExample = escapedExcerpt(cell) }
    }
  }

  /// Where the form is set only signs and widths are left to find.
  private mutating func addDeclared(
    _ cell: UnsafeBufferPointer<UInt8>, _ form: NumberForm
  ) {
    var form = form
    let folded = foldedWidth(cell)
    form.arePercentages = folded.last == UInt8(ascii: "%")
    form.isWide = folded.count < cell.count
    guard parsePlainNumber(cell, form) != nil else {
      addText()
      return
    }
    if form.arePercentages { percentages += 1 }
    if form.isWide { wide += 1 }
    if example.isEmpty { example = escapedExcerpt(cell) }
  }

  private mutating func addWritten(_ cell: UnsafeBufferPointer<UInt8>) {
    var folded = foldedWidth(cell)
    let isWide = folded.count < cell.count && folded.allSatisfy { $0 < 0x80 }
    let isPercentage = folded.last == UInt8(ascii: "%")
    if isPercentage {
      folded.removeLast()
      while folded.last == 0x20 { folded.removeLast() }
    }
    let isNumber = folded.withUnsafeBufferPointer { text -> Bool in
      // Only spaces that do not break are wider than the cell as it stands.
      let bare = isWide || isPercentage ? text : cell
      var isNumber = false
      for form in Self.forms.indices
      where Self.forms[form].withPlain(bare, number) != nil {
        fits[form] += 1
        isNumber = true
      }
      if isNumber { look(at: bare) }
      return isNumber
    }
    guard isNumber else {
      addText()
      return
    }
    if isPercentage { percentages += 1 }
    if isWide { wide += 1 }
    if example.isEmpty { example = escapedExcerpt(cell) }
  }

  /// Counts what tells one form from another.
  private mutating func look(at cell: UnsafeBufferPointer<UInt8>) {
    let hasPoint = cell.contains(UInt8(ascii: "."))
    let commas = cell.count { $0 == UInt8(ascii: ",") }
    if hasPoint && commas > 0 { pointsAndCommas += 1 }
    func isRead(_ form: NumberForm) -> Bool {
      form.withPlain(cell, number) != nil
    }
    for (position, grouping) in NumberForm.Grouping.allCases.enumerated() {
      let decimals: [NumberForm.Decimal] =
        switch grouping {
        case .comma: [.point]
        case .point: [.comma]
        case .space, .apostrophe: [.point, .comma]
        }
      let isGrouped = decimals.contains { decimal in
        isRead(NumberForm(decimal: decimal, grouping: grouping))
          && !isRead(NumberForm(decimal: decimal))
      }
      guard isGrouped else { continue }
      grouped[position] += 1
      let digits = cell.drop { $0 == 0x2D || $0 == 0x2B }
        .prefix { $0 &- 0x30 < 10 }
      if digits.count < 3 { shortGroups[position] += 1 }
    }
    guard commas == 1, !hasPoint,
      let comma = cell.firstIndex(of: UInt8(ascii: ","))
    else { return }
    singleCommas += 1
    let isNegative = cell[0] == UInt8(ascii: "-")
    let whole = cell[..<comma].drop { $0 == 0x2D || $0 == 0x2B }
    let fraction = cell[(comma + 1)...]
    fractionLengths.insert(fraction.count)
    func value(_ digits: Slice<UnsafeBufferPointer<UInt8>>) -> Double {
      Double(String(decoding: digits, as: UTF8.self)) ?? 0
    }
    if value(whole) >= value(fraction) { growsAlways = false }
    // No list of codes has a sign, a code of nothing, or one with zeros
    // before it.
    let startsWithZero = whole.first == 0x30 || fraction.first == 0x30
    if isNegative || startsWithZero { decimalCommas += 1 }
  }

  private func number(
    _ cell: UnsafeBufferPointer<UInt8>
  ) -> ParsedNumber? { parsePlainNumber(cell) }

  private mutating func lookAtPoint(_ cell: UnsafeBufferPointer<UInt8>) {
    points += 1
    let digits = cell.drop { $0 == UInt8(ascii: "-") }
    let whole = digits.prefix { $0 != UInt8(ascii: ".") }
    guard (1...3).contains(whole.count), whole.first != 0x30,
      digits.count == whole.count + 4
    else { return }
    pointGroups += 1
    if pointExample.isEmpty { pointExample = escapedExcerpt(cell) }
  }

  /// Whether every point stands where one between thousands would, in a file
  /// whose decimals have commas.
  var mayHavePointsBetweenThousands: Bool {
    fileHasDecimalComma && declared == nil && points > 0
      && pointGroups == points
  }

  private var numbers: Int { cells - texts }

  /// Whether commas can be nothing but signs of decimals.
  var provesDecimalComma: Bool {
    guard numbers > 0, singleCommas + pointsAndCommas > 0, fits[1] < numbers,
      (4...7).contains(where: { fits[$0] == numbers })
    else { return false }
    // Prices have the same number of digits after the comma, two or more;
    // lists of codes do not, and are written in their order.
    let areFixed =
      singleCommas >= 5 && fractionLengths.count == 1
      && (fractionLengths.first ?? 0) >= 2 && !growsAlways
    return decimalCommas > 0 || pointsAndCommas > 0 || areFixed
  }

  /// What the cells say.
  var verdict: Verdict {
    guard numbers > 0, kind != .date else { return .plain }
    let isAutomatic = kind == .automatic
    if isAutomatic {
      // Percent signs on a part of the numbers are told elsewhere.
      guard texts == 0, percentages == 0 || percentages == cells else {
        return .plain
      }
    }
    if var form = declared {
      guard isAutomatic, wide + percentages > 0 else { return .plain }
      form.isWide = wide > 0
      form.arePercentages = percentages > 0
      let (name, reason) = words(form)
      return .form(form, name: name, reason: reason)
    }
    let found = Self.forms.indices.first {
      fits[$0] == numbers && isAllowed($0)
    }
    guard let found else {
      return isDoubtful ? .doubtful(isGrouped: fits[1] == numbers) : .plain
    }
    var form = Self.forms[found]
    if form.decimal == .point, form.grouping == .comma, mayHaveDecimalComma,
      fits[4] == numbers
    {
      return .doubtful(isGrouped: true)
    }
    if isAutomatic {
      form.isWide = wide > 0
      form.arePercentages = percentages > 0
    }
    if form.isPlain { return .plain }
    let (name, reason) = words(form)
    return .form(form, name: name, reason: reason)
  }

  /// Whether a form that reads all numbers can be meant.
  private func isAllowed(_ form: Int) -> Bool {
    let rule = Self.forms[form]
    if rule.decimal == .comma {
      // `1,234` alone can be either.
      guard mayHaveDecimalComma || kind == .number, kind != .integer,
        singleCommas + pointsAndCommas > 0, fits[1] < numbers
      else { return false }
      let isMeant =
        provesDecimalComma || fileHasDecimalComma
        || (kind == .number && mayHaveDecimalComma)
      guard isMeant else { return false }
    }
    switch rule.grouping {
    case nil: return true
    case .comma: return grouped[0] > 0 && shortGroups[0] > 0
    case .point: return pointsAndCommas > 0
    case .space: return grouped[2] > 0 && shortGroups[2] > 0
    case .apostrophe: return grouped[3] > 0
    }
  }

  /// Numbers that some form reads, and none for sure.
  private var isDoubtful: Bool {
    singleCommas > 0 && mayHaveDecimalComma
      && (fits[4] == numbers || fits[1] == numbers)
  }

  private func words(_ form: NumberForm) -> (
    name: LocalizedText, reason: LocalizedText
  ) {
    var parts: [(chinese: String, english: String)] = []
    if form.decimal == .comma { parts.append(("逗号小数点", "decimal commas")) }
    if let grouping = form.grouping {
      let isSpace = grouping == .space
      parts.append(
        (
          "以\(isSpace ? "空格" : "“\(grouping.rawValue)”")分节",
          "\(isSpace ? "a space" : "'\(grouping.rawValue)'") between thousands"
        ))
    }
    if form.arePercentages { parts.append(("百分号", "percent signs")) }
    if form.isWide { parts.append(("全角数字", "full-width digits")) }
    return (
      LocalizedText(
        zh: parts.map(\.chinese).joined(separator: "、"),
        en: parts.map(\.english).joined(separator: ", ")),
      LocalizedText(
        zh: "查看过的\(numbers)个数全部符合，如“\(example)”",
        en: "all \(numbers) numbers that were looked at fit, such as "
          + "'\(example)'")
    )
  }
}
