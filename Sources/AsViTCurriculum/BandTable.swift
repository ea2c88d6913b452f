/// Image sides for the tenths of the computation, as published for images of 224 pixels.
///
/// Wang et al., TPAMI 2024, and the authors' launch scripts.
public enum BandTable: String, CaseIterable, Codable, Sendable {
  /// Swin, CSWin, ResNet-50, and the general rule.
  case general
  case deiT = "deit"
  case convNeXt = "convnext"

  static let publishedSide = 224

  /// One image side for each tenth.
  var tenths: [Int] {
    switch self {
    case .general: [96, 96, 160, 160, 160, 160, 224, 224, 224, 224]
    case .deiT: [96, 96, 160, 160, 160, 160, 192, 192, 224, 224]
    case .convNeXt: [160, 160, 160, 160, 160, 160, 224, 224, 224, 224]
    }
  }

  /// One image side for each of EfficientTrain's five stages.
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
