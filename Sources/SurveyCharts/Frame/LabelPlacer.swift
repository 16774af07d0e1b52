import SVG

/// Finds places for the labels of points: greedily, in a fixed order of
/// candidates, so that the same points always give the same picture.
///
/// A label is tried right, left, above, below and in the corners of its
/// point, then in the same directions farther away, where a line leads back to
/// the point. A label for which no place is free is left out; the numbers are
/// in the table beside the figure.
struct LabelPlacer {
  /// Where a label may stand.
  struct Place {
    var x: Double
    /// The middle of the text.
    var y: Double
    var anchor: TextAnchor
    /// Where the line from the point ends, when the label is displaced.
    var lead: (x: Double, y: Double)?
    var box: Box
  }

  /// The rectangle that labels must not leave.
  let bounds: Box
  /// What is taken: marks and labels placed before.
  private(set) var taken: [Box]
  /// What labels stand on only when no other place is free: lines of
  /// intervals, cuts and limits.
  let avoided: [Box]
  /// The same for lines that are not level or upright: lines of fit, and those
  /// from displaced labels to their points.
  private var crossing: [Segment]
  /// Where the labels that are placed stand.
  private var labels: [Box] = []

  init(
    bounds: Box, taken: [Box], avoided: [Box] = [], crossing: [Segment] = []
  ) {
    self.bounds = bounds
    self.taken = taken
    self.avoided = avoided
    self.crossing = crossing
  }

  private static let directions: [(Double, Double)] = [
    (1, 0), (-1, 0), (0, -1), (0, 1), (1, -1), (1, 1), (-1, -1), (-1, 1),
  ]

  /// Takes the first free place for a text of that width beside a point.
  ///
  /// - Parameter isInsistent: Whether the label may be displaced, with a line.
  mutating func place(
    width: Double, size: Double, x: Double, y: Double, radius: Double,
    isInsistent: Bool
  ) -> Place? {
    // Beside the point on a line, rather than far from it on none.
    let near: [(rings: [Double], isStrict: Bool)] = [
      ([0], true), ([0], false),
    ]
    let all: [(rings: [Double], isStrict: Bool)] = [
      ([0, 14], true), ([0], false), ([28, 44, 64], true),
      ([14, 28, 44, 64], false),
    ]
    for (rings, isStrict) in isInsistent ? all : near {
      for ring in rings {
        for direction in Self.directions {
          let found = candidate(
            direction, distance: radius + 3 + ring, width: width, size: size,
            x: x, y: y, isFar: ring > 0)
          guard found.box.lies(in: bounds),
            !taken.contains(where: { $0.meets(found.box) }),
            !isStrict || isClear(found, x: x, y: y)
          else { continue }
          taken.append(found.box)
          labels.append(found.box)
          if let lead = found.lead {
            crossing.append(
              Segment(fromX: x, fromY: y, toX: lead.x, toY: lead.y))
          }
          return found
        }
      }
    }
    return nil
  }

  /// Whether a label hides no line, and the line to its point no label.
  private func isClear(_ place: Place, x: Double, y: Double) -> Bool {
    guard !avoided.contains(where: { $0.meets(place.box) }),
      !crossing.contains(where: { place.box.isCrossed(by: $0) })
    else { return false }
    guard let lead = place.lead else { return true }
    let line = Segment(fromX: x, fromY: y, toX: lead.x, toY: lead.y)
    return !labels.contains { $0.isCrossed(by: line) }
  }

  private func candidate(
    _ direction: (Double, Double), distance: Double, width: Double,
    size: Double, x: Double, y: Double, isFar: Bool
  ) -> Place {
    let half = size * 0.6
    let isDiagonal = direction.0 != 0 && direction.1 != 0
    let reach = isDiagonal ? distance * 0.75 : distance
    let middle = y + direction.1 * (reach + half)
    let edge = x + direction.0 * reach
    let left =
      direction.0 > 0 ? edge : direction.0 < 0 ? edge - width : x - width / 2
    let anchor: TextAnchor =
      direction.0 > 0 ? .start : direction.0 < 0 ? .end : .middle
    return Place(
      x: edge, y: middle, anchor: anchor,
      lead: isFar
        ? (edge - direction.0 * 2, middle - direction.1 * half) : nil,
      box: Box(
        left: left, top: middle - half, right: left + width,
        bottom: middle + half))
  }
}

extension Array where Element == Double {
  /// Positions as near as can be to the given ones, in their order, `gap`
  /// apart and within `range`: labels at the ends of lines that would stand
  /// on each other are pushed apart together.
  func spread(gap: Double, within range: ClosedRange<Double>) -> [Double] {
    guard count > 1 else {
      return map {
        Swift.min(Swift.max($0, range.lowerBound), range.upperBound)
      }
    }
    let room = range.upperBound - range.lowerBound
    let gap = Swift.min(gap, room / Double(count - 1))
    let order = indices.sorted { (self[$0], $0) < (self[$1], $1) }
    // Blocks of labels that touch; a block stands where its members would
    // like it on average.
    var blocks: [(sum: Double, members: [Int])] = []
    func start(_ block: (sum: Double, members: [Int])) -> Double {
      let wanted = block.sum / Double(block.members.count)
      let length = gap * Double(block.members.count - 1)
      return Swift.min(
        Swift.max(wanted, range.lowerBound), range.upperBound - length)
    }
    for index in order {
      var block = (sum: self[index], members: [index])
      while let last = blocks.last,
        start(last) + gap * Double(last.members.count) > start(block) + 1e-9
      {
        // A member's wish for the start of the block is its own place less
        // the room of those before it.
        let shift = gap * Double(last.members.count)
        block = (
          last.sum + block.sum - shift * Double(block.members.count),
          last.members + block.members
        )
        blocks.removeLast()
      }
      blocks.append(block)
    }
    var result = self
    for block in blocks {
      let first = start(block)
      for (place, member) in block.members.enumerated() {
        result[member] = first + gap * Double(place)
      }
    }
    return result
  }
}
