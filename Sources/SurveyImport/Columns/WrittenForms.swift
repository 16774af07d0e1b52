import Diagnostics
import SurveyData

/// How the numbers and days of a file are written: as set, or as the first
/// records show beyond doubt.
///
/// A wrong guess is told by a later cell that does not fit; an automatic
/// column then stays text, as without the guess. What has two readings is not
/// guessed: the column stays text, and a note says what to declare.
struct WrittenForms {
  /// The rules of the columns with what was found out.
  private(set) var rules: [CellRules]
  /// What was decided for which columns, and why, with the first cell that
  /// is no plain number.
  private(set) var choices:
    [(
      position: Int, name: LocalizedText, reason: LocalizedText,
      example: String
    )] = []
  /// Columns whose numbers have two readings, with an example.
  private(set) var doubtful:
    [(position: Int, example: String, isGrouped: Bool)] = []
  /// Columns whose points may stand between thousands, with an example.
  private(set) var points: [(position: Int, example: String)] = []
  /// Columns of days with serial numbers of spreadsheets, with an example.
  private(set) var serials: [(position: Int, example: String)] = []

  /// As many records are looked at.
  private static let sampledRecords = 2000
  /// In a wide file as many cells.
  private static let sampledCells = 400_000

  init(
    _ layout: RecordLayout, _ rules: [CellRules], delimiter: UInt8,
    options: ImportOptions
  ) {
    self.rules = rules
    guard !options.readsAllAsText else { return }
    for position in rules.indices {
      self.rules[position].days = DayForm(
        order: options.dateOrder, system: options.dateSystem,
        readsSerials: options.dateSystem != nil)
    }
    let isSet = options.decimal != nil || options.thousands != nil
    let declared = NumberForm(
      decimal: options.decimal == .comma ? .comma : .point,
      grouping: Self.grouping(options.thousands))
    if isSet {
      for position in rules.indices {
        self.rules[position].numbers = declared
      }
    }
    var samples = Self.samples(
      layout, self.rules, declared: isSet ? declared : nil)
    // What one column shows beyond doubt settles the others.
    let isCommaDelimited = delimiter == UInt8(ascii: ",")
    let provesComma =
      !isCommaDelimited && samples.contains { $0.provesDecimalComma }
    for position in samples.indices {
      samples[position].fileHasDecimalComma = provesComma
      samples[position].mayHaveDecimalComma = !isCommaDelimited
      decide(samples[position], position)
    }
    for (position, sample) in samples.enumerated() where sample.serials > 0 {
      // A number among days is a mistake, unless somebody declared it.
      guard sample.writtenDays == 0 || options.dateSystem != nil else {
        continue
      }
      self.rules[position].days.readsSerials = true
      serials.append((position, sample.serialExample))
    }
  }

  private static func grouping(
    _ thousands: ImportOptions.Thousands?
  ) -> NumberForm.Grouping? {
    switch thousands {
    case nil, .some(.none): nil
    case .comma: .comma
    case .point: .point
    case .space: .space
    case .apostrophe: .apostrophe
    }
  }

  private mutating func decide(_ sample: NumberSample, _ position: Int) {
    switch sample.verdict {
    case .plain:
      if sample.mayHavePointsBetweenThousands {
        points.append((position, sample.pointExample))
      }
    case .doubtful(let isGrouped):
      doubtful.append((position, sample.example, isGrouped))
    case .form(let form, let name, let reason):
      rules[position].numbers = form
      choices.append((position, name, reason, sample.example))
    }
  }

  /// Looks at the first records.
  private static func samples(
    _ layout: RecordLayout, _ rules: [CellRules], declared: NumberForm?
  ) -> [NumberSample] {
    var samples = rules.map { NumberSample($0, declared: declared) }
    let columns = layout.names.count
    let open = samples.indices.filter { samples[$0].isOpen }
    guard !open.isEmpty, columns > 0 else { return samples }
    let fields = UnsafeMutablePointer<Field>.allocate(capacity: columns)
    defer { fields.deallocate() }
    var scanner = layout.scanner
    let limit = max(1, min(sampledRecords, sampledCells / columns))
    var scratch: [UInt8] = []
    var seen = 0
    while seen < limit,
      let record = try? scanner.next(into: fields, capacity: columns),
      record.kind != .end
    {
      guard record.kind == .data, record.fault == nil,
        record.fieldCount >= columns
      else { continue }
      seen += 1
      for position in open where samples[position].isOpen {
        let field = fields[position]
        guard field.length > 0, field.length <= 64 else {
          if field.length > 64 { samples[position].addText() }
          continue
        }
        scanner.withContent(of: field, &scratch) {
          samples[position].add(trimmed($0), rules[position])
        }
      }
    }
    return samples
  }
}
