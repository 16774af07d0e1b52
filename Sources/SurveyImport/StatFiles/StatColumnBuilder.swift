import SurveyData

/// The values of one variable as they come out of the file.
///
/// Numbers go into an array of whole numbers until one is not whole; no cell
/// becomes a text of its own.
final class StatColumnBuilder {
  /// What `marks` say of a cell: it has a value, it has none, it holds an
  /// infinite number, or, with the highest bit, the letter of a tagged
  /// missing value.
  enum Mark {
    static let value: UInt8 = 0
    static let system: UInt8 = 1
    static let infinite: UInt8 = 2
    static let tagShift: UInt8 = 128
  }

  let isText: Bool
  private(set) var integers: [Int32] = []
  private(set) var doubles: [Double] = []
  private(set) var isWhole = true
  private(set) var codes: [Int32] = []
  private(set) var dictionary = TextDictionary()
  /// One mark a row; empty while every row has a value.
  private(set) var marks: [UInt8] = []
  /// The rows so far.
  private(set) var count = 0

  init(isText: Bool, rows: Int) {
    self.isText = isText
    if isText {
      codes.reserveCapacity(rows)
    } else {
      integers.reserveCapacity(rows)
    }
  }

  func append(_ number: Double) {
    if isWhole {
      if let whole = Int32(exactly: number) {
        integers.append(whole)
        finishRow(Mark.value)
        return
      }
      widen()
    }
    doubles.append(number)
    finishRow(number.isFinite ? Mark.value : Mark.infinite)
  }

  func append(_ number: Int32) {
    if isWhole {
      integers.append(number)
    } else {
      doubles.append(Double(number))
    }
    finishRow(Mark.value)
  }

  func append(_ text: UnsafeBufferPointer<UInt8>) {
    if text.isEmpty {
      codes.append(-1)
      finishRow(Mark.system)
    } else {
      codes.append(dictionary.code(for: text))
      finishRow(Mark.value)
    }
  }

  func appendMissing(_ mark: UInt8) {
    if isText {
      codes.append(-1)
    } else if isWhole {
      integers.append(0)
    } else {
      doubles.append(.nan)
    }
    finishRow(mark)
  }

  private func widen() {
    isWhole = false
    doubles.reserveCapacity(integers.capacity)
    doubles.append(contentsOf: integers.lazy.map(Double.init))
    integers = []
  }

  @inline(__always)
  private func finishRow(_ mark: UInt8) {
    count += 1
    if marks.isEmpty {
      if mark == Mark.value { return }
      marks = [UInt8](repeating: Mark.value, count: count - 1)
    }
    marks.append(mark)
  }
}
