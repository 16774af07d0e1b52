import Diagnostics
import SurveyData

extension StatFileReading {
  /// Makes a column of each set of an SPSS file that is a question with
  /// several answers.
  ///
  /// The columns of a set of ticks are its options and become that one
  /// column. The columns of a set of mentions stay beside it, because they
  /// know which answer was given first.
  mutating func addResponseSets(_ texts: StatTexts) {
    let dictionary = SPSSDictionary(content.bytes)
    var used: Set<String> = []
    for set in dictionary.sets {
      let name = texts.declaredText(set.name)
      let parts = set.variables.compactMap { short -> Int? in
        let long = texts.declaredText(dictionary.longNames[short] ?? short)
        return columns.firstIndex { $0.name == long }
          ?? columns.firstIndex {
            SPSSDictionary.capitals($0.name.utf8) == short
          }
      }
      let answers = parts.map { columns[$0] }
      guard parts.count == set.variables.count,
        Set(parts).count == parts.count,
        !answers.contains(where: { used.contains($0.name) }),
        let made = set.counted.map({
          ticks(
            answers, counted: texts.declaredText($0), name: name,
            label: texts.declaredText(set.label))
        }) ?? mentions(answers)
      else {
        reportSet(name, set.variables.count)
        continue
      }
      var variable = Variable(name)
      let label = texts.declaredText(set.label)
      if !label.isEmpty { variable.label = LocalizedText(label) }
      let taken = Set(columns.map(\.name))
      // SPSS gives sets a dollar sign, so that variables may have the name.
      var free = name
      while taken.contains(free) { free = "$\(free)" }
      variable.name = free
      let column = Column(
        free, .choices(made.answers), missing: MissingReasons(made.reasons),
        variable: variable)
      let place = parts.min() ?? 0
      if set.counted != nil {
        used.formUnion(answers.map(\.name))
        columns = columns.indices.flatMap { position in
          position == place
            ? [column] : parts.contains(position) ? [] : [columns[position]]
        }
      } else {
        columns.insert(column, at: (parts.max() ?? place) + 1)
      }
      decisions.append(
        .init(
          "question '\(column.name)' with several answers",
          reason: LocalizedText(
            zh: (set.counted == nil ? "由下列各列组成：" : "代替下列各列：")
              + answers.map(\.name).joined(separator: "、"),
            en: (set.counted == nil ? "of the columns " : "in place of ")
              + answers.map(\.name).joined(separator: ", "))))
    }
  }

  private mutating func reportSet(_ name: String, _ count: Int) {
    diagnostics.append(
      Diagnostic(
        .unreadableResponseSet, .note, at: Place(file: content.displayName),
        "the set of answers '$\(name)' was left as the \(count) columns that "
          + "it names, because they do not fit its definition or belong to "
          + "another set",
        zh: "多选题集“$\(name)”仍为其\(count)列：这些列不合其定义，或属于另一集"))
  }

  private typealias Made = (answers: MultipleResponse, reasons: [UInt8])

  /// Options that are columns, ticked where they hold the value that counts.
  private func ticks(
    _ columns: [Column], counted: String, name: String, label: String
  ) -> Made? {
    let wanted = counted.trimmingBlanks
    var isTicked: [[Bool]] = []
    var hasOther = false
    for column in columns {
      var ticked = [Bool](repeating: false, count: column.count)
      switch column.values {
      case .integers(let numbers):
        guard let value = Double(wanted) else { return nil }
        for row in numbers.indices where !column.missing.isMissing(row) {
          ticked[row] = Double(numbers[row]) == value
          if !ticked[row] { hasOther = true }
        }
      case .texts(let texts):
        let code = texts.levels.firstIndex { $0 == wanted }.map(Int32.init)
        for row in texts.codes.indices where !column.missing.isMissing(row) {
          ticked[row] = texts.codes[row] == code
          if !ticked[row] { hasOther = true }
        }
      case .doubles, .days, .choices: return nil
      }
      isTicked.append(ticked)
    }
    let rows = columns.first?.count ?? 0
    var answers = MultipleResponse(
      options: options(columns, name: name, label: label), count: rows)
    var reasons = [UInt8](repeating: 0, count: rows)
    for row in 0..<rows {
      let missing = columns.map { $0.missing[row] }
      if missing.allSatisfy({ $0 != nil }) {
        let same = Set(missing).count == 1 ? missing.first ?? nil : nil
        reasons[row] = (same ?? .blank).rawValue
        continue
      }
      for option in columns.indices {
        if isTicked[option][row] { answers.tick(option, row: row) }
        // Where only ticks are written, nothing stands for "no".
        if missing[option] != nil, hasOther {
          answers.setNotAsked(option, row: row)
        }
      }
    }
    return (answers, reasons)
  }

  /// The columns as options, without the name and the label of the question
  /// where all of them begin with it.
  private func options(
    _ columns: [Column], name: String, label: String
  ) -> [MultipleResponse.Option] {
    let prefix = "\(name)_"
    let hasPrefix = columns.allSatisfy {
      $0.name.hasPrefix(prefix) && $0.name != prefix
    }
    let title = "\(label.isEmpty ? name : label): "
    let hasTitle = columns.allSatisfy {
      $0.variable?.label?[.chinese].hasPrefix(title) ?? false
    }
    return columns.map { column in
      let code =
        hasPrefix ? String(column.name.dropFirst(prefix.count)) : column.name
      guard hasTitle, let whole = column.variable?.label?[.chinese] else {
        return .init(code, label: column.variable?.label)
      }
      return .init(
        code, label: LocalizedText(String(whole.dropFirst(title.count))))
    }
  }

  /// Options that are codes, ticked where any of the columns holds them.
  private func mentions(_ columns: [Column]) -> Made? {
    let rows = columns.first?.count ?? 0
    var options: [MultipleResponse.Option] = []
    var positions: [String: Int] = [:]
    for column in columns {
      switch column.values {
      case .integers, .texts: break
      case .doubles, .days, .choices: return nil
      }
      let declared = column.variable?.valueLabels.filter { $0.missing == nil }
      for label in declared ?? [] where positions[label.code] == nil {
        positions[label.code] = options.count
        options.append(.init(label.code, label: label.label))
      }
    }
    let groups = columns.map { $0.categories() }
    for level in groups.flatMap(\.levels) where positions[level.value] == nil {
      positions[level.value] = options.count
      options.append(.init(level.value, label: level.label))
    }
    guard !options.isEmpty, options.count <= 4096 else { return nil }
    var answers = MultipleResponse(options: options, count: rows)
    var reasons = [UInt8](repeating: 0, count: rows)
    let translations = groups.map { $0.levels.map { positions[$0.value] } }
    for row in 0..<rows {
      var isAnswered = false
      for (group, translation) in zip(groups, translations)
      where group.codes[row] >= 0 {
        isAnswered = true
        if let option = translation[Int(group.codes[row])] {
          answers.tick(option, row: row)
        }
      }
      if isAnswered { continue }
      let missing = Set(columns.map { $0.missing[row] })
      reasons[row] =
        ((missing.count == 1 ? missing.first ?? nil : nil) ?? .blank).rawValue
    }
    return (answers, reasons)
  }
}

extension String {
  /// The text without blanks at its ends.
  fileprivate var trimmingBlanks: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
