public import AsViTArchitecture

/// Why a curriculum cannot be planned. Phases count from 1.
public enum CurriculumError: Error, Hashable, Sendable {
  /// A genotype without a network even at full size.
  case architecture(ArchitectureError)
  /// Every smaller image leaves a grid below the least, or saves nothing.
  case noSmallerImage(Curriculum, imageSide: Int, stemStride: Int, leastGrid: Int, possible: Remedy)
  /// Every coarser tokenization leaves a grid below the least, or saves nothing.
  case noCoarserTokens(
    Curriculum, imageSide: Int, stemStride: Int, leastGrid: Int, possible: Remedy)
  /// The authors' rounding leaves a phase without an epoch.
  case phaseWithoutEpoch(phase: Int, epochs: Int, possible: Int)
  /// The authors plan other curricula than this in epochs.
  case notPlannedInEpochs(Curriculum)

  /// The nearest plan that works.
  public struct Remedy: Hashable, Sendable {
    /// The curriculum that works with the same network.
    public let curriculum: Curriculum
    /// The largest stem stride with which the wanted curriculum works, if there is one.
    public let stemStride: Int?
  }
}

extension CurriculumError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .architecture(let error): error.description
    case .noSmallerImage(
      let curriculum, let imageSide, let stemStride, let leastGrid, let possible):
      """
      \(curriculum.rawValue): images below \(imageSide) x \(imageSide) pixels at stem stride \
      \(stemStride) save nothing or leave a stage fewer than \(leastGrid) x \(leastGrid) tokens; \
      \(possible)
      """
    case .noCoarserTokens(
      let curriculum, let imageSide, let stemStride, let leastGrid, let possible):
      """
      \(curriculum.rawValue): strides above \(stemStride) on \(imageSide) x \(imageSide) pixels \
      save nothing or leave a stage fewer than \(leastGrid) x \(leastGrid) tokens; \(possible)
      """
    case .phaseWithoutEpoch(let phase, let epochs, let possible):
      """
      phase \(phase): no epoch of \(epochs) is left for it after the authors' rounding; possible: \
      \(possible) epochs or more, or phases by computation
      """
    case .notPlannedInEpochs(let curriculum):
      """
      \(curriculum.rawValue) has no epochs to be rounded as the authors do; possible: \
      \(Curriculum.efficientTrain.rawValue) and \(Curriculum.efficientTrainPlusPlus.rawValue)
      """
    }
  }
}

extension CurriculumError.Remedy: CustomStringConvertible {
  public var description: String {
    let stride = stemStride.map { ", or a stem stride of \($0)" } ?? ""
    return "possible: curriculum \(curriculum.rawValue)\(stride)"
  }
}
