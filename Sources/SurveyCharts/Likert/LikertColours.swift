extension LikertChart {
  /// The colour of each category: orange to grey to blue, strongest at the
  /// ends of the scale.
  func colours(_ theme: Theme) -> [Colour] {
    func places(_ side: Category.Side) -> [Int] {
      categories.indices.filter { categories[$0].side == side }
    }
    let sides = (places(.unfavourable), places(.favourable))
    let steps = max(sides.0.count, sides.1.count)
    let palette = steps <= 2 ? theme.diverging5 : theme.diverging7
    let middle = palette.count / 2
    let grey = Colour(palette[middle])
    var colours = Array(repeating: grey, count: categories.count)
    let bad = Array(palette[..<middle])
    let good = Array(palette[(middle + 1)...].reversed())
    for (rank, place) in sides.0.enumerated() {
      colours[place] = Self.step(rank, of: sides.0.count, in: bad)
    }
    for (rank, place) in sides.1.reversed().enumerated() {
      colours[place] = Self.step(rank, of: sides.1.count, in: good)
    }
    let neutral = places(.neutral)
    for (rank, place) in neutral.enumerated() where rank > 0 {
      colours[place] = grey.mixed(
        with: Colour(theme.axis), 0.3 * Double(rank) / Double(neutral.count))
    }
    return colours
  }

  /// The colour `rank` steps from the end of a side; sides longer than the
  /// palette are interpolated.
  private static func step(
    _ rank: Int, of count: Int, in colours: [String]
  ) -> Colour {
    guard count > colours.count else { return Colour(colours[rank]) }
    return .along(colours, at: Double(rank) / Double(count - 1))
  }
}
