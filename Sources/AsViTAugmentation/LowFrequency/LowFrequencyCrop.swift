import AsViTKernelInterface
public import AsViTNumerics

/// Low-frequency cropping: pictures made smaller by keeping the middle of their spectrum.
///
/// The unnormalised two-dimensional Fourier transform is cut to the frequencies −⌊B/2⌋ … ⌈B/2⌉ − 1
/// on each axis, scaled by (Bh Bw) / (H W) and transformed back; the real part is taken. That is
/// the band-limited interpolant sampled at n H / B: means are kept, a whole band changes nothing.
/// Computed without a Fourier transform as Y = Rh X Rwᵀ − a sh swᵀ with a = thᵀ X tw / (H W).
///
/// Wang et al., EfficientTrain, ICCV 2023 (arXiv:2211.09703), §4.1; unlike the authors' code, odd
/// bands stay odd, and pictures need not be square.
public struct LowFrequencyCrop<Scalar: NetworkScalar>: Sendable {
  private let rows: LowFrequencyAxis
  private let columns: LowFrequencyAxis
  /// Rh, `[Bh, H]`.
  private let left: ScalarBuffer<Scalar>
  /// th / H, `[H]`.
  private let leftImaginary: [Scalar]?
  /// Rwᵀ in panels, and tw / W as one more column where the imaginary part counts.
  private let right: ScalarBuffer<Scalar>
  /// The columns of `right`.
  private let rightCount: Int

  /// Crops squares of `side` pixels to squares of `band` pixels.
  public init(side: Int, band: Int) {
    self.init(height: side, width: side, bandHeight: band, bandWidth: band)
  }

  /// - Precondition: a band is positive and not longer than its side.
  public init(height: Int, width: Int, bandHeight: Int, bandWidth: Int) {
    rows = LowFrequencyAxis(side: height, band: bandHeight)
    columns = LowFrequencyAxis(side: width, band: bandWidth)
    left = ScalarBuffer(rows.real)
    var weights = columns.real
    if let th = rows.imaginary, let tw = columns.imaginary {
      leftImaginary = th.map { Scalar($0) }
      weights += tw
    } else {
      leftImaginary = nil
    }
    rightCount = weights.count / width
    right = ScalarBuffer(count: PanelPacking<Scalar>.count(columns: rightCount, depth: width))
    let unpacked = ScalarBuffer<Scalar>(weights)
    Scalar.kernels.packPanels(
      PanelPacking(columns: rightCount, depth: width, source: unpacked.base, panels: right.base))
  }

  /// Crops `count` planes `[count, height, width]` into `[count, bandHeight, bandWidth]`.
  public func crop(
    _ planes: UnsafePointer<Scalar>, count: Int, into output: UnsafeMutablePointer<Scalar>
  ) {
    let (height, bandWidth) = (rows.side, columns.band)
    let narrowed = ScalarBuffer<Scalar>(count: count * height * rightCount)
    Scalar.kernels.multiply(
      MatrixProduct(
        rows: count * height, columns: rightCount, depth: columns.side,
        left: .rows(planes, stride: columns.side),
        right: .panels(UnsafePointer(right.base), depth: columns.side),
        output: narrowed.base, outputStride: rightCount))
    for plane in 0..<count {
      let source = narrowed.base + plane * height * rightCount
      let target = output + plane * rows.band * bandWidth
      Scalar.kernels.multiply(
        MatrixProduct(
          rows: rows.band, columns: bandWidth, depth: height,
          left: .rows(UnsafePointer(left.base), stride: height),
          right: .rows(UnsafePointer(source), stride: rightCount),
          output: target, outputStride: bandWidth))
      if let leftImaginary { subtractImaginary(leftImaginary, source: source, from: target) }
    }
  }

  /// Y −= a sh swᵀ, for X tw / W in the last column of `source`.
  private func subtractImaginary(
    _ th: [Scalar], source: UnsafePointer<Scalar>, from target: UnsafeMutablePointer<Scalar>
  ) {
    var a: Scalar = 0
    for (row, weight) in th.enumerated() { a += weight * source[row * rightCount + columns.band] }
    for row in 0..<rows.band {
      for column in 0..<columns.band {
        let isOdd = (row + column) & 1 == 1
        target[row * columns.band + column] += isOdd ? a : -a
      }
    }
  }

  /// The planes `[…, height, width]` cropped to `[…, bandHeight, bandWidth]`.
  public func cropped(_ planes: [Scalar]) -> [Scalar] {
    let count = planes.count / (rows.side * columns.side)
    precondition(
      planes.count == count * rows.side * columns.side,
      "\(planes.count) values are no planes of \(rows.side) x \(columns.side)")
    let outputCount = count * rows.band * columns.band
    return [Scalar](unsafeUninitializedCapacity: outputCount) { output, filled in
      crop(planes, count: count, into: output.baseAddress!)
      filled = outputCount
    }
  }
}

extension ScalarBuffer {
  /// A buffer with `values` in it.
  convenience init(_ values: [Double]) {
    self.init(count: values.count)
    for (position, value) in values.enumerated() { base[position] = Scalar(value) }
  }
}
