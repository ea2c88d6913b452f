/// The volume of what some points dominate, up to a reference point.
///
/// By slices along the first term, each the volume of fewer points in one term less: While et al., IEEE
/// Transactions on Evolutionary Computation 10(1), 2006 (HSO). Points that are not better than the
/// reference in every term add nothing.
///
/// - Parameters:
///   - costs: `[points][terms]`, of which less is better.
///   - reference: `[terms]`.
func hypervolume(of costs: [[Double]], to reference: [Double]) -> Double {
  let inside = costs.filter { zip($0, reference).allSatisfy { $0 < $1 } }
  return sliced(inside.map { $0[...] }, reference[...])
}

private func sliced(_ costs: [ArraySlice<Double>], _ reference: ArraySlice<Double>) -> Double {
  guard let end = reference.first, !costs.isEmpty else { return costs.isEmpty ? 0 : 1 }
  func first(_ point: ArraySlice<Double>) -> Double { point[point.startIndex] }
  let sorted = costs.sorted { first($0) < first($1) }
  let rest = reference.dropFirst()
  guard rest.count > 0 else { return end - first(sorted[0]) }
  var volume = 0.0
  for index in sorted.indices {
    let next = index + 1 < sorted.count ? first(sorted[index + 1]) : end
    let width = next - first(sorted[index])
    guard width > 0 else { continue }
    volume += width * sliced(sorted[...index].map { $0.dropFirst() }, rest)
  }
  return volume
}
