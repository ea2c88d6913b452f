import AsViTNumerics
import Testing

@testable import AsViTData

@Suite struct EmbeddedPhotographsTests {
  private func batch(seed: UInt64 = 0) throws -> ImageBatch {
    try EmbeddedPhotographs().loadBatch(
      count: 16, side: 224, normalisation: Normalisation(mean: .zero, standardDeviation: .one),
      seed: Seed(seed))
  }

  /// Means of the sixteen files over all channels, decoded by Pillow 13.0.
  @Test func `each photograph has the mean that Pillow finds`() throws {
    let expected = [
      111.5827, 106.0595, 91.7030, 94.3237, 89.9903, 114.6898, 144.0192, 65.4207,
      72.3008, 76.9778, 121.9007, 19.7382, 20.1265, 111.4476, 118.2143, 126.5487,
    ]
    let batch = try batch()
    #expect(batch.skipped.isEmpty)
    for (image, mean) in zip(batch.images, expected) {
      let sum = image.values.reduce(0.0) { $0 + 255 * Double($1) }
      #expect(abs(sum / Double(image.values.count) - mean) < 0.05)
    }
  }

  /// Means and deviations of the channels over all files, decoded by Pillow 13.0.
  @Test func `each channel has the spread that Pillow finds`() throws {
    let images = try batch().images
    let area = 224 * 224
    let means = [116.2699, 86.2476, 75.9281]
    let deviations = [74.2361, 59.0607, 58.0174]
    for channel in 0..<3 {
      let values = images.flatMap { $0.values[channel * area..<(channel + 1) * area] }
        .map { 255 * Double($0) }
      let mean = values.reduce(0, +) / Double(values.count)
      let variance = values.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Double(values.count)
      #expect(abs(mean - means[channel]) < 0.05)
      #expect(abs(variance.squareRoot() - deviations[channel]) < 0.05)
    }
  }

  @Test func `all are taken in order, whatever the seed`() throws {
    let names = try batch(seed: 1).names
    #expect(names.count == 16)
    #expect(names == names.sorted())
    #expect(names.first == "embedded/00_chelsea.jpg" && names.last == "embedded/15_gravel.jpg")
    #expect(try batch(seed: 2).names == names)
  }

  @Test func `a seventeenth image is refused`() {
    let error = #expect(throws: DataError.self) {
      try EmbeddedPhotographs().loadBatch(
        count: 17, side: 32, normalisation: .imageNet, seed: Seed(0))
    }
    #expect(
      error?.description
        == "embedded photographs: 17 images are needed and 16 can be read; add images")
  }
}
