extension TableLayout {
  /// The headings of a column from the outermost spanner to itself, without
  /// empty ones: `Gender / Male`.
  func flattened(_ leaf: Leaf, _ text: (Heading) -> String) -> String {
    (headings[leaf.heading].spanners + [leaf.heading])
      .map { text(headings[$0]) }.filter { !$0.isEmpty }
      .joined(separator: " / ")
  }

  /// The table as sentences for a screen reader.
  var sentence: String {
    guard !lines.isEmpty else { return table.words.noRows }
    var sentence = ""
    for line in lines {
      if !sentence.isEmpty { sentence += " " }
      sentence += line.label
      var isFirst = true
      for (leaf, cell) in zip(leaves, line.cells) {
        let text = cell.text
        if text.isEmpty { continue }
        sentence += isFirst ? ": " : ", "
        isFirst = false
        if !leaf.node.label.isEmpty {
          sentence += leaf.node.label
          sentence += " "
        }
        sentence += text
      }
      sentence += "."
    }
    return sentence
  }
}
