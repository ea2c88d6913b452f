import AsViTData

/// The fifteen operations of RandAugment with increasing severity, under timm's names.
///
/// `_RAND_INCREASING_TRANSFORMS` of timm 0.4.12 (auto_augment.py). Those named `…Increasing` do
/// more at higher levels in both directions, unlike their originals in AutoAugment.
public enum RandAugmentOperation: String, CaseIterable, Codable, Sendable {
  case autoContrast = "AutoContrast"
  case equalize = "Equalize"
  case invert = "Invert"
  case rotate = "Rotate"
  case posterize = "PosterizeIncreasing"
  case solarize = "SolarizeIncreasing"
  case solarizeAdd = "SolarizeAdd"
  case colour = "ColorIncreasing"
  case contrast = "ContrastIncreasing"
  case brightness = "BrightnessIncreasing"
  case sharpness = "SharpnessIncreasing"
  case shearX = "ShearX"
  case shearY = "ShearY"
  case translateX = "TranslateXRel"
  case translateY = "TranslateYRel"

  /// The levels of severity.
  public static let levels = 0.0...10.0

  /// What the operation is told at `level`; nil when it does the same at any.
  ///
  /// Degrees for the rotation, bits kept, thresholds and summands in grey levels, factors of the
  /// blends, shares of a pixel or of the side. `sign` is 1 or −1; operations that know no direction
  /// do not look at it.
  func argument(level: Double, sign: Double) -> Double? {
    let part = level / Self.levels.upperBound
    switch self {
    case .autoContrast, .equalize, .invert:
      return nil
    case .rotate:
      return sign * part * 30
    case .posterize:
      return 4 - (part * 4).rounded(.towardZero)
    case .solarize:
      return 256 - min(256, (part * 256).rounded(.towardZero))
    case .solarizeAdd:
      return min(128, (part * 110).rounded(.towardZero))
    case .colour, .contrast, .brightness, .sharpness:
      return max(0.1, 1 + sign * (part * 0.9))
    case .shearX, .shearY:
      return sign * (part * 0.3)
    case .translateX, .translateY:
      return sign * (part * 0.45)
    }
  }

  /// The picture after the operation.
  func applied(to image: Image8, level: Double, sign: Double, sampling: AffineSampling) -> Image8 {
    let argument = argument(level: level, sign: sign) ?? 0
    return switch self {
    case .autoContrast: image.autoContrasted()
    case .equalize: image.equalized()
    case .invert: image.inverted()
    case .rotate: image.rotated(degrees: argument, sampling: sampling)
    case .posterize: image.posterized(bitCount: Int(argument))
    case .solarize: image.solarized(from: Int(argument))
    case .solarizeAdd: image.brightenedShadows(by: Int(argument))
    case .colour: image.coloured(by: Float(argument))
    case .contrast: image.contrasted(by: Float(argument))
    case .brightness: image.brightened(by: Float(argument))
    case .sharpness: image.sharpened(by: Float(argument))
    case .shearX: image.shearedAlongX(by: argument, sampling: sampling)
    case .shearY: image.shearedAlongY(by: argument, sampling: sampling)
    case .translateX: image.translatedAlongX(by: argument, sampling: sampling)
    case .translateY: image.translatedAlongY(by: argument, sampling: sampling)
    }
  }
}
