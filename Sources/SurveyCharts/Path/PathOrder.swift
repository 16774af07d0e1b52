/// Layers of a graph by longest paths, and an order within them with few
/// crossings: barycentres first, then exchanges of neighbours while they
/// help. Equal choices keep the order in which nodes were declared, so that
/// the picture is stable.
struct PathOrder {
  /// One place in a layer: a node, or where a long arrow passes.
  struct Slot: Hashable {
    /// The number of the node; `nil` where an arrow passes.
    var node: Int?
    /// The number of the arrow that passes.
    var arrow: Int?
  }

  /// The slots of each layer, top to bottom.
  private(set) var layers: [[Slot]]
  /// For each arrow the slots from its start to its end; empty for arrows
  /// against the direction, which close a circle.
  private(set) var routes: [[Slot]]
  /// For each layer the steps of routes to the next one.
  private var segments: [[(Slot, Slot)]] = []

  /// Orders `count` nodes.
  init(count: Int, arrows: [(from: Int, to: Int)]) {
    let backward = Self.backward(count, arrows)
    var layer = [Int](repeating: 0, count: count)
    // Longest paths: with no circles left, as many rounds as nodes suffice.
    for _ in 0..<max(1, count) {
      var isChanged = false
      for (index, arrow) in arrows.enumerated() where !backward.contains(index)
      {
        if layer[arrow.to] < layer[arrow.from] + 1 {
          layer[arrow.to] = layer[arrow.from] + 1
          isChanged = true
        }
      }
      if !isChanged { break }
    }
    // A cause without causes stands next to what it acts on.
    for node in 0..<count where !arrows.contains(where: { $0.to == node }) {
      let next = arrows.enumerated().filter {
        $0.element.from == node && !backward.contains($0.offset)
      }.map { layer[$0.element.to] }.min()
      if let next { layer[node] = max(0, next - 1) }
    }
    let depth = (layer.max() ?? 0) + 1
    layers = Array(repeating: [], count: depth)
    for node in 0..<count {
      layers[layer[node]].append(Slot(node: node, arrow: nil))
    }
    routes = []
    for (index, arrow) in arrows.enumerated() {
      guard !backward.contains(index) else {
        routes.append([])
        continue
      }
      var route = [Slot(node: arrow.from, arrow: nil)]
      for between in layer[arrow.from]
        + 1..<max(
          layer[arrow.from] + 1, layer[arrow.to])
      {
        let slot = Slot(node: nil, arrow: index)
        layers[between].append(slot)
        route.append(slot)
      }
      route.append(Slot(node: arrow.to, arrow: nil))
      routes.append(route)
    }
    segments = Array(repeating: [], count: depth)
    for (arrow, route) in zip(arrows, routes) {
      for (place, step) in zip(route, route.dropFirst()).enumerated() {
        segments[layer[arrow.from] + place].append(step)
      }
    }
    order(layer)
  }

  /// Arrows that close a circle, found by a walk in the order of the nodes.
  private static func backward(
    _ count: Int, _ arrows: [(from: Int, to: Int)]
  ) -> Set<Int> {
    var outgoing = [[Int]](repeating: [], count: count)
    for (index, arrow) in arrows.enumerated() {
      outgoing[arrow.from].append(index)
    }
    var state = [Int](repeating: 0, count: count)
    var found: Set<Int> = []
    for start in 0..<count where state[start] == 0 {
      var stack: [(node: Int, next: Int)] = [(start, 0)]
      state[start] = 1
      while let top = stack.last {
        guard top.next < outgoing[top.node].count else {
          state[top.node] = 2
          stack.removeLast()
          continue
        }
        stack[stack.count - 1].next += 1
        let arrow = outgoing[top.node][top.next]
        let to = arrows[arrow].to
        if state[to] == 1 {
          found.insert(arrow)
        } else if state[to] == 0 {
          state[to] = 1
          stack.append((to, 0))
        }
      }
    }
    return found
  }

  // MARK: - Order

  /// The steps of routes between two neighbouring layers.
  private func steps(after layer: Int) -> [(Int, Int)] {
    var left: [Slot: Int] = [:]
    var right: [Slot: Int] = [:]
    for (place, slot) in layers[layer].enumerated() { left[slot] = place }
    for (place, slot) in layers[layer + 1].enumerated() { right[slot] = place }
    return segments[layer].compactMap { from, to in
      guard let first = left[from], let second = right[to] else { return nil }
      return (first, second)
    }
  }

  private func crossings() -> Int {
    guard layers.count > 1 else { return 0 }
    return (0..<layers.count - 1).reduce(0) { sum, layer in
      let steps = steps(after: layer)
      var count = 0
      for (index, one) in steps.enumerated() {
        for other in steps[..<index]
        where (one.0 - other.0) * (one.1 - other.1) < 0 {
          count += 1
        }
      }
      return sum + count
    }
  }

  private mutating func order(_ layer: [Int]) {
    // Of large graphs the table is read; ordering them would take too long.
    guard layers.count > 1, segments.reduce(0, { $0 + $1.count }) <= 1500
    else { return }
    var best = layers
    var fewest = crossings()
    for round in 0..<6 where fewest > 0 {
      let isForward = round.isMultiple(of: 2)
      let places =
        isForward
        ? Array(1..<layers.count) : Array((0..<layers.count - 1).reversed())
      for place in places {
        let steps = steps(after: isForward ? place - 1 : place)
        var centres = [(sum: Double, count: Double)](
          repeating: (0, 0), count: layers[place].count)
        for step in steps {
          let (own, other) = isForward ? (step.1, step.0) : (step.0, step.1)
          centres[own].sum += Double(other)
          centres[own].count += 1
        }
        let keys = centres.indices.map {
          centres[$0].count > 0
            ? centres[$0].sum / centres[$0].count : Double($0)
        }
        let old = layers[place]
        layers[place] = old.indices.sorted {
          (keys[$0], $0) < (keys[$1], $1)
        }.map { old[$0] }
      }
      let count = crossings()
      if count < fewest {
        fewest = count
        best = layers
      }
    }
    layers = best
    // Large graphs are read in the table; exchanges would take too long.
    guard fewest > 0, routes.count <= 80 else { return }
    var isBetter = true
    while isBetter {
      isBetter = false
      for place in layers.indices {
        for slot in layers[place].indices.dropLast() {
          layers[place].swapAt(slot, slot + 1)
          let count = crossings()
          if count < fewest {
            fewest = count
            isBetter = true
          } else {
            layers[place].swapAt(slot, slot + 1)
          }
        }
      }
    }
  }
}
