/// Names as a Chinese sentence lists them: each in quotation marks, one after
/// the other with the mark of enumeration.
public func chineseList(_ names: some Sequence<String>) -> String {
  names.map { "“\($0)”" }.joined(separator: "、")
}
