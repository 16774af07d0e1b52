import Glibc

// Writes a made-up survey of ROWS respondents to standard output: id, stratum
// (50), cluster, weight, ten items 1–5 with 3 % blanks, two labels in Chinese
// in quotes, an open answer in a tenth of the rows with commas, doubled quotes
// and line breaks, a day, an age. The same number gives the same bytes.
//
//   make-survey-file ROWS > survey.csv

/// SplitMix64 (Steele, Lea and Flood 2014).
struct Draws {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }

  mutating func below(_ limit: Int) -> Int {
    Int(next() % UInt64(limit))
  }
}

let districts = ["东城区", "西城区", "朝阳区", "海淀区", "丰台区", "石景山区"]
let channels = ["窗口", "网上大厅", "电话热线", "手机应用"]
let remarks = [
  "希望更快,谢谢", "Faster replies, please", "他说\"\"还可以\"\"", "第一行\n第二行",
  "nothing to add", "办事效率高,态度好", "line one\nline \"\"two\"\", end",
  "无", "The form, the queue, the wait", "请增加窗口",
]

@main struct Main {
  static func main() {
    let count = CommandLine.arguments.dropFirst().first.flatMap { Int($0) }
    guard let count, count >= 0 else {
      print("usage: make-survey-file ROWS > survey.csv")
      exit(2)
    }
    var draws = Draws(state: 25)
    var buffer: [UInt8] = []
    buffer.reserveCapacity(1 << 21)
    let items = (1...10).map { "q\($0)" }.joined(separator: ",")
    buffer += Array(
      "id,stratum,cluster,weight,\(items),district,channel,remark,day,age\n"
        .utf8)
    func number(_ value: Int, width: Int = 0) {
      let text = String(value).utf8
      for _ in 0..<max(0, width - text.count) { buffer.append(0x30) }
      buffer += text
    }
    for row in 0..<count {
      buffer.append(UInt8(ascii: "R"))
      number(row + 1, width: 8)
      let stratum = draws.below(50)
      buffer.append(contentsOf: ",S".utf8)
      number(stratum + 1, width: 2)
      buffer.append(UInt8(ascii: ","))
      number(stratum * 40 + draws.below(40) + 1)
      buffer.append(UInt8(ascii: ","))
      let weight = 5_000 + draws.below(20_000)
      number(weight / 10_000)
      buffer.append(UInt8(ascii: "."))
      number(weight % 10_000, width: 4)
      for _ in 0..<10 {
        buffer.append(UInt8(ascii: ","))
        if draws.below(100) >= 3 { number(draws.below(5) + 1) }
      }
      buffer.append(contentsOf: ",\"".utf8)
      buffer += districts[draws.below(districts.count)].utf8
      buffer.append(contentsOf: "\",\"".utf8)
      buffer += channels[draws.below(channels.count)].utf8
      buffer.append(contentsOf: "\",".utf8)
      if draws.below(10) == 0 {
        buffer.append(UInt8(ascii: "\""))
        buffer += remarks[draws.below(remarks.count)].utf8
        buffer.append(contentsOf: ", ".utf8)
        number(row)
        buffer.append(UInt8(ascii: "\""))
      }
      buffer.append(contentsOf: ",2025-".utf8)
      number(draws.below(12) + 1, width: 2)
      buffer.append(UInt8(ascii: "-"))
      number(draws.below(28) + 1, width: 2)
      buffer.append(UInt8(ascii: ","))
      number(18 + draws.below(70))
      buffer.append(UInt8(ascii: "\n"))
      if buffer.count > 1 << 20 { write(&buffer) }
    }
    write(&buffer)
  }

  static func write(_ buffer: inout [UInt8]) {
    buffer.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let step = Glibc.write(
          1, bytes.baseAddress! + done, bytes.count - done)
        guard step > 0 else { exit(1) }
        done += step
      }
    }
    buffer.removeAll(keepingCapacity: true)
  }
}
