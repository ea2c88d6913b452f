import AsViTNumerics

/// Labelled grey images as IDX files, of classes that a small network tells apart in seconds: a
/// bright band of rows whose place is the class, in noise.
public struct TinyImages {
  public static let side = 14
  public static let classCount = 4

  /// Writes training and test files, named as MNIST's are, to a folder.
  public static func write(
    to folder: TemporaryFolder, as name: String, trainingCount: Int = 90, testCount: Int = 40
  ) throws {
    try write(to: folder, "\(name)/train", count: trainingCount, seed: Seed(1))
    try write(to: folder, "\(name)/t10k", count: testCount, seed: Seed(2))
  }

  private static func write(
    to folder: TemporaryFolder, _ prefix: String, count: Int, seed: Seed
  ) throws {
    var generator = SplitMix64(seed: seed)
    var images: [UInt8] = [0, 0, 8, 3] + bytes(count) + bytes(side) + bytes(side)
    var labels: [UInt8] = [0, 0, 8, 1] + bytes(count)
    for _ in 0..<count {
      let label = Int.random(in: 0..<classCount, using: &generator)
      labels.append(UInt8(label))
      for row in 0..<side {
        let isBright = row / 3 == label
        for _ in 0..<side {
          images.append(UInt8.random(in: isBright ? 90...255 : 0...140, using: &generator))
        }
      }
    }
    try folder.write(images, to: "\(prefix)-images-idx3-ubyte")
    try folder.write(labels, to: "\(prefix)-labels-idx1-ubyte")
  }

  private static func bytes(_ count: Int) -> [UInt8] {
    [24, 16, 8, 0].map { UInt8(truncatingIfNeeded: count >> $0) }
  }
}
