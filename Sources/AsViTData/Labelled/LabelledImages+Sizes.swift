extension LabelledImages {
  /// The size of the pictures and what becomes of it, in words.
  ///
  /// - Parameter side: of the square that a network wants, in pixels.
  public func sizes(fittedTo side: Int) -> String {
    // Rasters all have one size.
    let size =
      fitting == .padding
      ? "\(nativeSide) pixels" : "about \(nativeSide) pixels on the shorter side"
    if nativeSide == side { return size }
    if nativeSide > side { return "\(size), reduced to \(side)" }
    return fitting == .padding && nativeSide >= side - Fitting.largestPadding
      ? "\(size), padded to \(side)" : "\(size), enlarged to \(side)"
  }
}
