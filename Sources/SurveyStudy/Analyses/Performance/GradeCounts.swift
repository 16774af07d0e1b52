import Settings
import SurveyStatistics

extension SettingsReader {
  /// `counts: {满意: column, …}`: for each grade, in the order of the keys, the
  /// column with its number of votes.
  func gradeCounts(
    _ key: String
  ) -> [(count: GradeCount, column: ColumnReference)]? {
    guard let reader = reader(key) else { return nil }
    return reader.keys.compactMap { grade in
      reader.column(grade).map {
        (GradeCount(grade: grade, column: $0.name), $0)
      }
    }
  }
}
