/// What ReadStat hands over of a file, with texts as the bytes they came in.
final class StatFileContents {
  /// One variable of the file.
  struct Entry {
    var name: [UInt8]
    var label: [UInt8]
    var format: String
    /// The name of its set of value labels.
    var labelSet: [UInt8]
    var missingNumbers: [Double] = []
    var missingRanges: [ClosedRange<Double>] = []
    var missingTexts: [[UInt8]] = []
    var builder: StatColumnBuilder
  }

  /// The key of a value label.
  enum Key {
    case number(Double)
    case text([UInt8])
    case tag(UInt8)
  }

  /// The variables in the order of the file.
  var entries: [Entry] = []
  /// The columns of the variables, apart from what is said about them.
  var builders: [StatColumnBuilder] = []
  /// The value labels by the name of their set, in the order of the file.
  var labelSets: [[UInt8]: [(key: Key, label: [UInt8])]] = [:]
  /// The encoding that the file declares.
  var declaredEncoding: String?
  /// The variable that the file names as its weight.
  var weight: [UInt8]?
  /// The version of its format.
  var version = 0
  /// The rows that the file claims to have; -1 when it does not say.
  var claimedRows = -1
  /// What the library said about the last fault.
  var complaint: String?
  /// Why reading was given up from here.
  var refusal: Refusal?

  /// A limit that the file goes beyond.
  enum Refusal {
    case columns
    case rows
  }

  /// The largest number of columns.
  let maximumColumns: Int
  /// The size of the file, which bounds what its claims are believed.
  let byteCount: Int

  init(maximumColumns: Int, byteCount: Int) {
    self.maximumColumns = maximumColumns
    self.byteCount = byteCount
  }

  /// The rows to make room for: as claimed, unless a file of this size can
  /// hardly hold them.
  var expectedRows: Int {
    guard claimedRows > 0 else { return 0 }
    return claimedRows <= byteCount / max(1, builders.count) * 8
      ? claimedRows : 0
  }
}
