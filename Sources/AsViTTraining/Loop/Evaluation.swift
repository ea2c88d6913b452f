/// How well a network classifies some images.
public struct Evaluation: Hashable, Codable, Sendable {
  /// The mean cross-entropy; nil where it is not finite.
  public let loss: Double?
  /// `[true class][predicted class]`: how many images. Equal scores go to the first class.
  public let confusion: [[Int]]
  /// How many images have their class among the five with the highest scores.
  public let topFiveCount: Int

  public var imageCount: Int { confusion.joined().reduce(0, +) }
  /// How many images are given their class.
  public var topOneCount: Int { confusion.indices.reduce(0) { $0 + confusion[$1][$1] } }
  /// Shares of the images.
  public var topOne: Double { Double(topOneCount) / Double(imageCount) }
  public var topFive: Double { Double(topFiveCount) / Double(imageCount) }
}
