/// Image sides for parts of the computation, as published for images of 224 pixels.
///
/// Wang et al., TPAMI 2024, and the authors' launch scripts.
enum BandTable {
  static let publishedSide = 224

  /// One image side for each of EfficientTrain++'s tenths: those of Swin, CSWin and ResNet-50, and the
  /// general rule.
  static let tenths = [96, 96, 160, 160, 160, 160, 224, 224, 224, 224]

  /// One image side for each of EfficientTrain's five phases.
  static let fifths = [160, 160, 160, 192, 224]

  /// Published image sides for images of another size: the nearest multiple of `unit` to
  /// side · r, at least one and within the image. Ours.
  ///
  /// - Precondition: the unit is not above the image side.
  static func scaled(_ sides: [Int], toSide side: Int, unit: Int) -> [Int] {
    precondition(unit > 0 && unit <= side, "image sides up to \(side) in units of \(unit)")
    return sides.map { published in
      let nearest = (2 * published * side + publishedSide * unit) / (2 * publishedSide * unit)
      return min(max(nearest, 1), side / unit) * unit
    }
  }
}
