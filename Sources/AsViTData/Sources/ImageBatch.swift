public import AsViTNumerics

/// Pictures ready for a network.
public struct ImageBatch: Sendable {
  /// Squares of one side.
  public let images: [Image]
  /// The file or number each came from.
  public let names: [String]
  /// What was passed over, with the reason.
  public let skipped: [DataError]
  /// What was decoded in spite of a warning.
  public let warnings: [DecodingWarning]
}

extension ImageSource {
  /// The first `count` pictures that can be decoded, in the drawing order of `seed`, as
  /// normalised squares. No other picture is decoded.
  ///
  /// The same source, count and seed give the same batch.
  ///
  /// - Throws: `tooFewImages` with what was found, what is needed and what was skipped.
  public func loadBatch(
    count: Int, side: Int, normalisation: Normalisation, seed: Seed
  ) throws(DataError) -> ImageBatch {
    var images: [Image] = []
    var names: [String] = []
    var skipped = skipped
    var warnings = warnings
    for index in drawingOrder(seed: seed) where images.count < count {
      do {
        let square = try image(at: index, warnings: &warnings)
          .fitted(toSide: side, by: fitting)
        images.append(Image(square, normalisation: normalisation))
        names.append(name(at: index))
      } catch {
        skipped.append(error)
      }
    }
    guard images.count == count else {
      throw DataError(
        path: path,
        problem: .tooFewImages(found: images.count, needed: count, skipped: skipped))
    }
    return ImageBatch(images: images, names: names, skipped: skipped, warnings: warnings)
  }
}
