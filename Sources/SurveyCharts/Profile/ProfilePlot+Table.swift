extension ProfilePlot {
  /// The numbers drawn, as texts, in drawing order.
  public var table: ChartTable { ChartTable(columns: [], rows: []) }
}
