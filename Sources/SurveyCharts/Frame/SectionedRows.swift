/// Rows under their headings, in the order in which headings first occur.
struct SectionedRows<Row> {
  struct Section {
    var heading: String?
    var rows: [Row]
  }
  var sections: [Section]

  init(_ rows: [Row], heading: (Row) -> String?) {
    sections = []
    var places: [String?: Int] = [:]
    for row in rows {
      let name = heading(row)
      if let place = places[name] {
        sections[place].rows.append(row)
      } else {
        places[name] = sections.count
        sections.append(Section(heading: name, rows: [row]))
      }
    }
  }
}

extension Array {
  /// The elements by falling key, those without a key last; equal ones keep
  /// their order.
  func sortedDescending(by key: (Element) -> Double?) -> [Element] {
    enumerated().sorted { left, right in
      let (first, last) = (key(left.element), key(right.element))
      switch (first, last) {
      case (let first?, let last?) where first != last: return first > last
      case (nil, _?): return false
      case (_?, nil): return true
      default: return left.offset < right.offset
      }
    }.map(\.element)
  }
}
