/// Returns the points of an item that loses `perPoint` for every point that a
/// rate lies below its target:
///
///     min(full, max(floor, full - perPoint (target - rate)))
///
/// The rule of the 12345 hotline of Lianyungang, recovered from its published
/// bulletins: with 25 full points, target 98, 0.5 a point and floor 12.5 a
/// rate of 75 gives 13.5.
///
/// - Parameters:
///   - rate: A percentage; not-a-number stays missing.
///   - full: The points at or above the target.
///   - target: The percentage that earns full points.
///   - perPoint: The points lost for each percentage point.
///   - floor: The fewest points.
public func deductedPoints(
  _ rate: Double, full: Double, target: Double, perPoint: Double, floor: Double
) -> Double {
  if rate.isNaN { return .nan }
  return min(full, max(floor, full - perPoint * (target - rate)))
}
