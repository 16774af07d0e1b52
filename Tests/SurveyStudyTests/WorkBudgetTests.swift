import Foundation
import TestSupport
import Testing

@testable import SurveyStudy

@Suite struct WorkBudgetTests {
  /// Does pieces of work of these sizes.
  ///
  /// - Returns: For the beginning of each, in order, what was under way.
  private func play(
    _ sizes: [Int], cores: Int, bytes: Int
  ) async -> [[Int]] {
    let budget = WorkBudget(cores: cores, bytes: bytes)
    let record = Record()
    await withTaskGroup(of: Void.self) { group in
      for size in sizes {
        await budget.take(size)
        await record.begin(size)
        group.addTask {
          try? await Task.sleep(for: .milliseconds(20))
          await record.end(size)
          await budget.giveBack(size)
        }
      }
    }
    return await record.seen
  }

  private actor Record {
    var seen: [[Int]] = []
    private var running: [Int] = []

    func begin(_ size: Int) {
      running.append(size)
      seen.append(running)
    }

    func end(_ size: Int) {
      if let position = running.firstIndex(of: size) {
        running.remove(at: position)
      }
    }
  }

  @Test func asManyAsThereAreCores() async {
    let seen = await play([1, 2, 3, 4, 5, 6], cores: 2, bytes: 1000)
    #expect(seen.count == 6)
    #expect(seen.allSatisfy { $0.count <= 2 })
  }

  @Test func asManyAsFit() async {
    let seen = await play([40, 50, 60, 10, 90], cores: 8, bytes: 100)
    #expect(seen.allSatisfy { $0.reduce(0, +) <= 100 })
    #expect(seen.map(\.last) == [40, 50, 60, 10, 90])
  }

  @Test func whatIsLargerThanEverythingRunsAlone() async {
    let seen = await play([10, 5000, 20], cores: 8, bytes: 100)
    #expect(seen.count == 3)
    #expect(seen[1] == [5000])
    #expect(seen[2] == [20])
  }

  @Test func sizesComeFromTheDataFiles() throws {
    let folder = try Fixture.temporaryFolder().path()
    let study = "\(folder)/study.yaml"
    try Data(
      """
      manyi: 1
      data: {a: {file: a.csv}}
      analyses: {m: {kind: mean, variables: [x]}}

      """.utf8
    ).write(to: URL(filePath: study))
    let without = WorkBudget.estimate(study)
    try Data(count: 1 << 20).write(to: URL(filePath: "\(folder)/a.csv"))
    #expect(WorkBudget.estimate(study) == without + 8 << 20)
    #expect(WorkBudget.estimate("\(folder)/none.yaml") == without)
  }
}
