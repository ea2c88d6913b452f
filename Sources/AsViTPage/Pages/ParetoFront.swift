/// Those of the points that no other beats in both coordinates, from the least `x` on: less `x` is
/// better, and more `y`.
///
/// - Returns: indices of the points; of equal points the first.
func paretoFront(of points: [Plot.Point]) -> [Int] {
  let order = points.indices.sorted {
    (points[$0].x, -points[$0].y, $0) < (points[$1].x, -points[$1].y, $1)
  }
  var front: [Int] = []
  for index in order {
    if let last = front.last, points[index].y <= points[last].y { continue }
    front.append(index)
  }
  return front
}
