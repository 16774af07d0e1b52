import Diagnostics
import SurveyData

/// A question of a banner book: answers a row of the table, and the rows
/// that its own table gets.
struct BannerQuestion: Sendable {
  /// Answers over one base. A question with several answers has a part for
  /// each option, because each has its own respondents.
  enum Part: Sendable {
    /// The position of the answer; -1 without one.
    case codes([Int32], count: Int)
    /// A number, not-a-number without one; `shift` lies among them.
    case numbers([Double], shift: Double)
  }

  /// A row of the table: a mean of numbers that answers are worth.
  struct Item: Sendable {
    /// What it shows.
    enum Kind: Sendable, Hashable {
      /// The share of one answer.
      case share
      /// The share of several answers together.
      case net
      /// The mean.
      case mean
    }

    /// The name for machines.
    var name: String
    /// The label.
    var label: LocalizedText
    /// What it shows.
    var kind: Kind
    /// The part it is computed from.
    var part: Int
    /// What each answer is worth; empty for numbers.
    var worth: [Double]
  }

  /// With more values than this a number is measured and has no shares.
  static let maximumValues = 60

  /// The column.
  let name: String
  /// The title of its table.
  let label: LocalizedText
  /// Its answers; the first part has the base of the table.
  private(set) var parts: [Part] = []
  /// The rows of its table.
  private(set) var items: [Item] = []
  /// Whether several answers may be given.
  private(set) var takesSeveral = false
  /// Positions of values of nets that the question has.
  private(set) var usedNets: [Int] = []

  /// Prepares the question in `column`.
  ///
  /// - Throws: A diagnostic when it holds too many different texts.
  init(
    _ column: Column, options: BannerOptions, file: String
  ) throws(Diagnostic) {
    name = column.name
    label =
      column.variable?.label ?? column.variable?.question
      ?? LocalizedText(column.name)
    if case .choices(let choices) = column.values {
      takesSeveral = true
      add(AnswerValues(sharesOf: column), choices, options)
      return
    }
    let answers = AnswerValues(column)
    let scale = column.variable?.scale ?? options.scale
    let values = answers.levels.map { Double($0.value) }
    let isNumeric = column.numbers() != nil && values.allSatisfy { $0 != nil }
    if answers.levels.count > Self.maximumValues {
      guard let numbers = column.numbers() else {
        throw Diagnostic(
          .wrongOption, at: Place(file: file, columnName: column.name),
          "'\(column.name)' holds \(answers.levels.count) different texts,"
            + " and a table shows up to \(Self.maximumValues)",
          zh:
            "“\(column.name)”有\(answers.levels.count)种不同的文本，一张表最多列出\(Self.maximumValues)种",
          help: "leave it out of 'questions', or recode it first")
      }
      parts = [
        .numbers(numbers, shift: numbers.first { $0.isFinite } ?? 0)
      ]
      items = [
        Item(name: "mean", label: Self.mean, kind: .mean, part: 0, worth: [])
      ]
      return
    }
    parts = [.codes(answers.codes, count: answers.levels.count)]
    addShares(answers, options)
    addNets(answers, options)
    let worth = values.compactMap { $0 }
    if isNumeric, let scale, worth.count == values.count,
      worth.allSatisfy({ scale.minimum <= $0 && $0 <= scale.maximum })
    {
      addBoxes(worth, scale, options)
      if options.show.contains(.mean), !worth.isEmpty {
        items.append(
          Item(
            name: "mean", label: Self.mean, kind: .mean, part: 0, worth: worth))
      }
    }
  }

  private static let mean = LocalizedText(zh: "均值", en: "Mean")

  private mutating func addShares(
    _ answers: AnswerValues, _ options: BannerOptions
  ) {
    guard
      options.show.contains(.columnShare) || options.show.contains(.count)
    else { return }
    let count = answers.levels.count
    for (position, level) in answers.levels.enumerated() {
      var worth = [Double](repeating: 0, count: count)
      worth[position] = 1
      items.append(
        Item(
          name: level.value, label: level.label ?? LocalizedText(level.value),
          kind: .share, part: 0, worth: worth))
    }
  }

  private mutating func addNets(
    _ answers: AnswerValues, _ options: BannerOptions
  ) {
    for (index, net) in options.nets.enumerated()
    where net.questions?.contains(name) ?? true {
      let positions = net.values.compactMap { answers.position(of: $0) }
      if positions.isEmpty { continue }
      usedNets.append(index)
      var worth = [Double](repeating: 0, count: answers.levels.count)
      for position in positions { worth[position] = 1 }
      items.append(
        Item(
          name: "net-\(index + 1)", label: net.label, kind: .net, part: 0,
          worth: worth))
    }
  }

  private mutating func addBoxes(
    _ worth: [Double], _ scale: Variable.Scale, _ options: BannerOptions
  ) {
    func box(_ size: Int, top: Bool) -> [Double] {
      // Steps of a scale are whole numbers; the top of 1 to 5 is 4 and 5.
      let takesHigh = top != scale.isReversed
      return worth.map { value in
        let distance =
          takesHigh ? scale.maximum - value : value - scale.minimum
        return distance < Double(size) ? 1 : 0
      }
    }
    if let size = options.topBox {
      items.append(
        Item(
          name: "top-box",
          label: LocalizedText(zh: "前 \(size) 级", en: "Top \(size)"),
          kind: .net, part: 0, worth: box(size, top: true)))
    }
    if let size = options.bottomBox {
      items.append(
        Item(
          name: "bottom-box",
          label: LocalizedText(zh: "后 \(size) 级", en: "Bottom \(size)"),
          kind: .net, part: 0, worth: box(size, top: false)))
    }
  }

  /// Options as parts of their own, after one for whoever answered at all.
  private mutating func add(
    _ answers: AnswerValues, _ choices: MultipleResponse,
    _ options: BannerOptions
  ) {
    parts = [.codes(answers.codes, count: 1)]
    let rows = answers.codes.indices
    for (position, level) in answers.levels.enumerated() {
      let codes = rows.map { row -> Int32 in
        guard answers.codes[row] >= 0, choices.isAsked(position, row: row)
        else { return -1 }
        return choices.isTicked(position, row: row) ? 1 : 0
      }
      items.append(
        Item(
          name: level.value, label: level.label ?? LocalizedText(level.value),
          kind: .share, part: parts.count, worth: [0, 1]))
      parts.append(.codes(codes, count: 2))
    }
    for (index, net) in options.nets.enumerated()
    where net.questions?.contains(name) ?? true {
      let positions = net.values.compactMap { answers.position(of: $0) }
      if positions.isEmpty { continue }
      usedNets.append(index)
      let codes = rows.map { row -> Int32 in
        guard answers.codes[row] >= 0,
          positions.contains(where: { choices.isAsked($0, row: row) })
        else { return -1 }
        return positions.contains { choices.isTicked($0, row: row) } ? 1 : 0
      }
      items.append(
        Item(
          name: "net-\(index + 1)", label: net.label, kind: .net,
          part: parts.count, worth: [0, 1]))
      parts.append(.codes(codes, count: 2))
    }
  }
}
