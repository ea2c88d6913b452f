import AsViTNumerics
import FoundationEssentials
import Testing

@testable import AsViTData

@Suite struct FashionMNISTTests {
  private static let package = "/usr/share/datasets/fashion-mnist"

  private func open(_ specification: String?) throws -> LabelledData {
    try openLabelledData(
      specification, split: TestSplit(seed: Seed(0)), workers: Workers(count: 1))
  }

  /// Counts and sums by Python from the Debian package.
  @Test func `the sample is the beginning of the whole set`() throws {
    let data = try open(nil)
    #expect(data.training.count == 2000 && data.test.count == 500)
    #expect(data.training.labels.prefix(10) == [9, 0, 0, 3, 0, 2, 7, 2, 5, 5])
    #expect(data.test.labels.prefix(10) == [9, 2, 1, 1, 6, 1, 4, 6, 5, 7])
    #expect(data.training.classNames[9] == "Ankle boot" && data.training.classCount == 10)
    #expect(data.training.nativeSide == 28 && data.test.nativeSide == 28)
    #expect(try sum(data.training) == 113_529_887)
    #expect(try sum(data.test) == 29_494_551)
  }

  private func sum(_ images: LabelledImages) throws -> Int {
    try (0..<images.count).reduce(0) { sum, index in
      let pixels = try images.image(at: index).pixels
      return sum + stride(from: 0, to: pixels.count, by: 3).reduce(0) { $0 + Int(pixels[$1]) }
    }
  }

  @Test(.enabled(if: FileManager.default.fileExists(atPath: package)))
  func `the package holds seventy thousand images`() throws {
    let data = try open("fashion-mnist")
    #expect(data.training.count == 60_000 && data.test.count == 10_000)
    #expect(data.training.classNames == (try open(nil).training.classNames))
    for label in 0..<10 { #expect(data.training.labels.count { $0 == label } == 6000) }
    // The statistics of the whole set, as published; 10,000 images come close.
    let normalisation = try data.training.normalisation()
    #expect(abs(normalisation.mean[1] - 0.2860) < 0.002)
    #expect(abs(normalisation.standardDeviation[2] - 0.3530) < 0.002)
  }

  @Test func `a missing package says how to install it`() {
    let error = #expect(throws: DataError.self) { try installedFashionMNIST(folder: "/nowhere") }
    #expect(
      error?.description == "/nowhere: is not there; run: apt-get install dataset-fashion-mnist")
  }

  @Test func `pixels have the statistics that Python finds`() throws {
    let normalisation = try open(nil).training.normalisation()
    for channel in 0..<3 {
      #expect(abs(normalisation.mean[channel] - 0.2839383) < 1e-6)
      #expect(abs(normalisation.standardDeviation[channel] - 0.3535019) < 1e-6)
    }
  }
}
