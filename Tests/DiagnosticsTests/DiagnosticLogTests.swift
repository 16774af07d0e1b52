import Diagnostics
import Testing

@Suite struct DiagnosticLogTests {
  @Test func orderDoesNotDependOnReporting() {
    let places: [Place?] = [
      nil, Place(file: "a.csv"), Place(file: "a.csv", line: 2),
      Place(file: "a.csv", line: 2, column: 3),
      Place(file: "a.csv", line: 10, column: 1), Place(file: "b.csv", line: 1),
    ]
    let expected = places.map {
      Diagnostic(.unreadableCell, at: $0, "a cell")
    }
    for shift in places.indices {
      let log = DiagnosticLog()
      log.report(expected[shift...])
      log.report(expected[..<shift])
      #expect(log.diagnostics == expected)
    }
  }

  @Test func samePlaceIsOrderedByCodeAndMessage() {
    let log = DiagnosticLog()
    let place = Place(file: "s.yaml", line: 1, column: 1)
    log.report(Diagnostic(.wrongValue, at: place, "b"))
    log.report(Diagnostic(.wrongValue, at: place, "a"))
    log.report(Diagnostic(.unknownKey, at: place, "z"))
    #expect(log.diagnostics.map(\.message) == ["z", "a", "b"])
  }

  @Test func countsAndStops() throws {
    let log = DiagnosticLog()
    log.report(Diagnostic(.oddRecords, .note, at: nil, "n", zh: "注"))
    log.report(Diagnostic(.unreadableCell, .warning, at: nil, "w", zh: "警"))
    #expect(!log.hasErrors)
    try log.stopIfErrors()
    log.report(Diagnostic(.unknownKey, at: nil, "e"))
    #expect(log.count(of: .error) == 1)
    #expect(log.count(of: .warning) == 1)
    #expect(throws: Stopped.self) { try log.stopIfErrors() }
  }

  @Test func reportsFromSeveralTasksAreAllKept() async {
    let log = DiagnosticLog()
    await withTaskGroup(of: Void.self) { group in
      for task in 0..<8 {
        group.addTask {
          for line in 0..<100 {
            log.report(
              Diagnostic(
                .unreadableCell, at: Place(file: "\(task)", line: line), "x"))
          }
        }
      }
    }
    #expect(log.diagnostics.count == 800)
  }
}
