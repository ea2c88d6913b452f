import Glibc

/// The interpolation kernels of Pillow's `resize`.
public enum ResamplingFilter: String, CaseIterable, Sendable {
  case bilinear
  /// Keys' cubic with a = −0.5 (IEEE TASSP 29, 1981).
  case bicubic
  /// Lanczos with three lobes.
  case lanczos

  /// The kernel vanishes at this distance, in pixels, and beyond.
  var support: Double {
    switch self {
    case .bilinear: 1
    case .bicubic: 2
    case .lanczos: 3
    }
  }

  /// The kernel at a signed distance in pixels.
  func weight(at distance: Double) -> Double {
    let x = abs(distance)
    guard x < support else { return 0 }
    switch self {
    case .bilinear:
      return 1 - x
    case .bicubic:
      let a = -0.5
      return x < 1
        ? ((a + 2) * x - (a + 3)) * x * x + 1
        : (((x - 5) * x + 8) * x - 4) * a
    case .lanczos:
      return sinc(x) * sinc(x / 3)
    }
  }
}

private func sinc(_ x: Double) -> Double {
  x == 0 ? 1 : sin(.pi * x) / (.pi * x)
}
