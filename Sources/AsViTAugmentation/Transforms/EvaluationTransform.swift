public import AsViTData

/// Turns pictures into what a network is tested on: fitted and normalised, nothing random, always
/// at the full side.
public struct EvaluationTransform: Sendable {
  public let side: Int
  private let fitting: Fitting
  private let table: NormalisationTable

  public init(normalisation: Normalisation, fitting: Fitting, side: Int) {
    self.side = side
    self.fitting = fitting
    table = NormalisationTable(normalisation)
  }

  /// Writes the normalised picture, `[3, side, side]`.
  public func prepare(_ image: Image8, into output: UnsafeMutablePointer<Float>) {
    table.write(image.fittedForEvaluation(toSide: side, by: fitting), to: output)
  }
}
