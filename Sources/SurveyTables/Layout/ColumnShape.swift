/// The room that the parts of a column's numbers take, so that each part
/// can be padded to stand below the one above.
struct ColumnShape {
  /// The part of the value from the decimal point on.
  var tail = NumberShape()
  /// The interval with its brackets.
  var interval = NumberShape()
  /// The base with its name.
  var base = NumberShape()
  /// The number of letters behind a number.
  var letters = 0

  init(_ numbers: [LaidCell]) {
    for cell in numbers {
      tail = tail.union(NumberShape(NumberShape.tail(of: cell.value)))
      interval = interval.union(NumberShape(cell.interval))
      base = base.union(NumberShape(cell.base))
      letters = max(letters, cell.letters.count)
    }
  }

  /// The spaces after the value: as many as its tail is short of, and room
  /// for an interval and a base that other cells of the column have.
  func padding(after cell: LaidCell) -> String {
    var text = ""
    if cell.isNumber {
      let own = NumberShape(NumberShape.tail(of: cell.value))
      text = own.padding(to: tail)
    }
    for (part, full) in [(cell.interval, interval), (cell.base, base)]
    where part.isEmpty && full != NumberShape() {
      text += "\u{2008}" + NumberShape().padding(to: full)
    }
    return text
  }
}
