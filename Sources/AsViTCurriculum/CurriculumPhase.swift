public import AsViTArchitecture

/// A part of a training in which images and tokens stay the same.
public struct CurriculumPhase: Hashable, Codable, Sendable {
  /// Its place in the plan, from 0.
  public let index: Int
  /// Pixels per side of the images.
  public let imageSide: Int
  public let tokenization: Tokenization
  /// Tokens per side in the stages of the network.
  public let gridSides: [Int]
  /// Fractions of the computation at which the phase starts and ends.
  public let start: Double
  public let end: Double
  /// Fractions of the learning-rate schedule there: the same, but for the authors' rounding.
  public let scheduleStart: Double
  public let scheduleEnd: Double
  /// Magnitude of RandAugment, 0 to 10; 9 for that of the recipe.
  public let magnitude: Double
  /// Multiply-accumulates of one image forward, c(B).
  public let macsPerSample: Int
  /// How often a loaded image is used on average.
  public let replayFactor: Int
  /// What the batch grows by.
  public let batchMultiplier: Int

  /// Fraction of the computation.
  public var share: Double { end - start }
  /// Tokens of an image after the embedding.
  public var tokenCount: Int { gridSides[0] * gridSides[0] }

  /// How far a fraction of the computation is into the phase, from 0 to 1.
  func progress(atFraction fraction: Double) -> Double {
    share > 0 ? min(max((fraction - start) / share, 0), 1) : 0
  }
}
