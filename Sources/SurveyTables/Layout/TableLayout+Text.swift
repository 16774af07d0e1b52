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
    return lines.map { line in
      let cells = zip(leaves, line.cells).compactMap { leaf, cell in
        let parts = [leaf.node.label, cell.text].filter { !$0.isEmpty }
        return cell.text.isEmpty ? nil : parts.joined(separator: " ")
      }
      guard !cells.isEmpty else { return "\(line.label)." }
      return "\(line.label): \(cells.joined(separator: ", "))."
    }.joined(separator: " ")
  }
}
