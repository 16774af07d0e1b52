/// Puts the numbers that quantiles of type 7 look at where sorting would put
/// them, which takes less time than sorting all.
///
/// Afterwards the numbers at these positions are those of the sorted list;
/// the others stand anywhere on their side of them.
///
/// - Parameters:
///   - numbers: Numbers; none is not-a-number.
///   - shares: The shares of the quantiles, rising.
func settleQuantiles(
  _ numbers: UnsafeMutableBufferPointer<Double>, _ shares: [Double]
) {
  let count = numbers.count
  guard count > 1 else { return }
  var start = 0
  for share in shares {
    let position = Double(count - 1) * min(1, max(0, share))
    let below = Int(position)
    // Each in turn: what lies before `start` is settled.
    for wanted in [below, min(below + 1, count - 1)] where wanted >= start {
      settle(numbers, from: start, at: wanted)
      start = wanted + 1
    }
  }
}

/// Quickselect (Hoare 1961) with the median of three; when parts do not
/// become smaller it sorts what is left.
private func settle(
  _ numbers: UnsafeMutableBufferPointer<Double>, from start: Int,
  at wanted: Int
) {
  var low = start
  var high = numbers.count - 1
  var steps = 0
  while high - low > 12 {
    steps += 1
    if steps > 64 {
      var rest = UnsafeMutableBufferPointer(rebasing: numbers[low...high])
      rest.sort()
      return
    }
    let pivot = median(
      numbers[low], numbers[low + (high - low) / 2], numbers[high])
    var left = low
    var right = high
    while left <= right {
      while numbers[left] < pivot { left += 1 }
      while numbers[right] > pivot { right -= 1 }
      if left <= right {
        numbers.swapAt(left, right)
        left += 1
        right -= 1
      }
    }
    if wanted <= right {
      high = right
    } else if wanted >= left {
      low = left
    } else {
      return
    }
  }
  for index in stride(from: low + 1, through: high, by: 1) {
    let number = numbers[index]
    var place = index
    while place > low, numbers[place - 1] > number {
      numbers[place] = numbers[place - 1]
      place -= 1
    }
    numbers[place] = number
  }
}

private func median(_ a: Double, _ b: Double, _ c: Double) -> Double {
  max(min(a, b), min(max(a, b), c))
}
