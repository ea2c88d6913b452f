extension LabelledImages {
  /// The most images that are looked at for their statistics.
  private static var sampleLimit: Int { 10_000 }

  /// What is to be taken out of each channel: ImageNet's statistics for photographs, for small
  /// rasters those of their own pixels.
  ///
  /// Of a large set, 10,000 images evenly apart are looked at. A channel that is the same
  /// everywhere is not divided.
  public func normalisation() throws(DataError) -> Normalisation {
    guard fitting == .padding else { return .imageNet }
    var histograms = [Int](repeating: 0, count: 3 * 256)
    let sampleCount = min(count, Self.sampleLimit)
    for sample in 0..<sampleCount {
      let image = try image(at: sample * count / sampleCount)
      image.pixels.withUnsafeBufferPointer { pixels in
        for start in stride(from: 0, to: pixels.count, by: 3) {
          histograms[Int(pixels[start])] += 1
          histograms[256 + Int(pixels[start + 1])] += 1
          histograms[512 + Int(pixels[start + 2])] += 1
        }
      }
    }
    var (mean, deviation) = (SIMD3<Float>(), SIMD3<Float>())
    for channel in 0..<3 {
      let histogram = histograms[256 * channel..<256 * (channel + 1)]
      // Sums of integers, exact.
      let pixelCount = Double(histogram.reduce(0, +))
      let (sum, squares) = zip(0..., histogram).reduce(into: (0, 0)) { sums, bin in
        sums.0 += bin.0 * bin.1
        sums.1 += bin.0 * bin.0 * bin.1
      }
      let average = Double(sum) / pixelCount
      let variance = Double(squares) / pixelCount - average * average
      mean[channel] = Float(average / 255)
      deviation[channel] = variance > 0 ? Float(variance.squareRoot() / 255) : 1
    }
    return Normalisation(mean: mean, standardDeviation: deviation)
  }
}
