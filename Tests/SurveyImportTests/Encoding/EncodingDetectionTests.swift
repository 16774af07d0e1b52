import Glibc
import SurveyData
import Testing

@testable import SurveyImport

/// Texts in the encodings of old exports are recognised, with a reason, or it
/// is said that the choice is uncertain.
@Suite struct EncodingDetectionTests {
  struct Sample: CustomTestStringConvertible, Sendable {
    var encoding: TextEncoding
    var lines: [String]
    var testDescription: String { encoding.rawValue }
    var text: String { lines.map { $0 + "\n" }.joined() }
  }

  static let simplified = [
    "编号,部门,总体满意度,意见", "1,研发部,满意,食堂的饭菜很好，但是排队时间太长",
    "2,市场部,基本满意,希望增加班车的次数", "3,人力资源部,不满意,答复太慢，没有解决实际问题",
    "4,财务部,满意,工作人员态度热情，办理速度快", "5,客服部,满意,无",
  ]
  static let traditional = [
    "編號,部門,整體滿意度,意見", "1,研發部,滿意,餐廳的飯菜很好，但是排隊時間太長",
    "2,市場部,基本滿意,希望增加班車的次數", "3,人力資源部,不滿意,答覆太慢，沒有解決實際問題",
    "4,財務部,滿意,工作人員態度熱情，辦理速度快", "5,客服部,滿意,無",
  ]
  static let japanese = [
    "番号,部署,満足度,ご意見", "1,開発部,満足,食堂の料理はおいしいが待ち時間が長い",
    "2,営業部,やや満足,バスの本数を増やしてほしい", "3,人事部,不満,回答が遅く問題が解決しない",
    "4,経理部,満足,職員の対応が親切でした", "5,総務部,満足,特になし",
  ]
  static let western = [
    "id,name,comment", "1,José Álvarez,Très bien accueilli à l'hôtel",
    "2,Jürgen Groß,Die Bestätigung kam spät", "3,Søren Kjær,Udmærket",
    "4,Françoise Lefèvre,Le délai était trop long", "5,Åsa Öberg,Mycket nöjd",
  ]
  static let windows = [
    "id,name,comment", "1,José Álvarez,“Très bien” – merci",
    "2,Jürgen Groß,Preis 25 € ist zu hoch", "3,Søren Kjær,Udmærket…",
    "4,Françoise Lefèvre,L’accueil était chaleureux",
  ]

  static let samples = [
    Sample(encoding: .gb18030, lines: simplified),
    Sample(encoding: .gb18030, lines: simplified.map { $0 + "𠮷吉" }),
    Sample(encoding: .big5, lines: traditional),
    Sample(encoding: .shiftJIS, lines: japanese),
    Sample(encoding: .latin1, lines: western),
    Sample(encoding: .windows1252, lines: windows),
    Sample(encoding: .utf8, lines: simplified),
    Sample(encoding: .utf8, lines: japanese),
    Sample(encoding: .utf8, lines: western),
    Sample(encoding: .utf16LittleEndian, lines: simplified),
    Sample(encoding: .utf16BigEndian, lines: traditional),
    Sample(encoding: .utf16LittleEndian, lines: japanese),
    Sample(encoding: .utf16BigEndian, lines: western),
  ]

  @Test(arguments: samples)
  func isFoundAndRead(sample: Sample) throws {
    let bytes = try encoded(sample.text, sample.encoding)
    let result = try DelimitedReader.read(bytes: bytes, displayName: "t.csv")
    #expect(result.recognition.encoding?.name == sample.encoding.rawValue)
    #expect(result.recognition.encoding?.reason[.english].isEmpty == false)
    #expect(!result.diagnostics.contains { $0.code == .uncertainEncoding })
    let names = result.table.columns.map { $0.header ?? $0.name }
    #expect(names.joined(separator: ",") == sample.lines[0])
    let first = result.table.columns.map { $0.text(at: 0) ?? "" }
    #expect(first.joined(separator: ",") == sample.lines[1])
  }

  /// Of every single line and every beginning of the file, the encoding is
  /// found, or a warning says that it may be another.
  @Test(arguments: samples)
  func isNeverWrongInSilence(sample: Sample) throws {
    var parts = sample.lines.map { "a,b,c,d\n" + $0 + "\n" }
    parts += sample.lines.map { line in
      "x\n" + line.filter { !$0.isASCII } + "\n"
    }
    parts += (1...sample.lines.count).map { count in
      sample.lines.prefix(count).map { $0 + "\n" }.joined()
    }
    for part in parts {
      let bytes = try encoded(part, sample.encoding)
      var options = ImportOptions(duplicates: .rename)
      options.readsAllAsText = true
      options.bareQuotes = .literal
      let result: ImportResult
      do {
        result = try DelimitedReader.read(
          bytes: bytes, displayName: "t.csv", options: options)
      } catch {
        #expect(error.code == .damagedHeader, "\(part)")
        continue
      }
      let isRight =
        result.recognition.encoding?.name == sample.encoding.rawValue
        || part.utf8.allSatisfy { $0 < 0x80 }
        // Without a byte from 80 to 9F both are the same.
        || (sample.encoding == .windows1252
          && result.recognition.encoding?.name == "iso-8859-1")
      let isWarned = result.diagnostics.contains {
        $0.code == .uncertainEncoding || $0.code == .rejectedRecord
      }
      #expect(isRight || isWarned, "\(part)")
    }
  }

  @Test func twoCharactersAreUncertain() throws {
    let bytes = try encoded("id,q\n1,满意\n", .gb18030)
    let result = try DelimitedReader.read(bytes: bytes, displayName: "t.csv")
    #expect(result.texts("q") == ["满意"])
    let finding = result.diagnostics.first { $0.code == .uncertainEncoding }
    #expect(finding?.message.contains("too few to be certain") == true)
  }

  @Test func whatIsSetIsTaken() throws {
    let bytes = try encoded("id,q\n1,满意\n", .gb18030)
    var options = ImportOptions(encoding: .latin1)
    options.readsAllAsText = true
    let result = try DelimitedReader.read(
      bytes: bytes, displayName: "t.csv", options: options)
    #expect(result.texts("q") == ["ÂúÒâ"])
    #expect(result.recognition.encoding?.reason == .asSet)
  }

  @Test func damagedUTF8StaysUTF8() throws {
    var bytes = Array("id,q\n1,满意\n2,不满意\n3,".utf8)
    bytes += [0xB2, 0xBB, 0x0A]
    let result = try DelimitedReader.read(bytes: bytes, displayName: "t.csv")
    #expect(result.recognition.encoding?.name == "utf-8")
    #expect(result.rejects.map(\.line) == [4])
  }
}

/// The text in another encoding, by the system's converter.
func encoded(_ text: String, _ encoding: TextEncoding) throws -> [UInt8] {
  let converter = iconv_open(encoding.converterName, "UTF-8")
  defer { iconv_close(converter) }
  var source = Array(text.utf8).map { CChar(bitPattern: $0) }
  var target = [CChar](repeating: 0, count: source.count * 4 + 16)
  let count = source.withUnsafeMutableBufferPointer { source in
    target.withUnsafeMutableBufferPointer { target -> Int? in
      var (input, left) = (source.baseAddress, source.count)
      var (output, room) = (target.baseAddress, target.count)
      let size = room
      guard iconv(converter, &input, &left, &output, &room) != .max else {
        return nil
      }
      return size - room
    }
  }
  return try #require(count.map { target[..<$0].map(UInt8.init(bitPattern:)) })
}
