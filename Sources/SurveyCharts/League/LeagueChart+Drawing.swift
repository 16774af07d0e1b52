import SVG

extension LeagueChart {
  /// The drawing between the subtitle and the notes.
  public func body(theme: Theme, width: Double) -> ChartBody {
    ChartBody(elements: [], height: 0, width: width)
  }
}
