/// The standard deviation of a person's own answers, divisor n - 1 (Dunn,
/// Heggestad, Shanock & Theilgard 2018).
///
/// Only answered items count. With fewer than two answers the result is
/// not-a-number.
func intraPersonVariability(_ row: RowAnswers) -> Double {
  var count = 0.0
  var sum = 0.0
  for answer in row where !answer.isNaN {
    count += 1
    sum += answer
  }
  guard count > 1 else { return .nan }
  let mean = sum / count
  var squares = 0.0
  for answer in row where !answer.isNaN {
    squares += (answer - mean) * (answer - mean)
  }
  return (squares / (count - 1)).squareRoot()
}
