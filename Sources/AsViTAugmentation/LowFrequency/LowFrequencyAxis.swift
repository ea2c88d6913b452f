import Glibc

/// One axis of low-frequency cropping: D = R + iS, `[band, side]`, which takes samples to the
/// samples of their low frequencies.
///
/// R[n, m] = 1/H Σ cos(2πk (n/B − m/H)) over the kept k; S = 1/H s tᵀ, and S = 0 for an odd band
/// and for the whole side.
struct LowFrequencyAxis {
  let side: Int
  let band: Int
  /// R, row-major `[band, side]`.
  let real: [Double]
  /// t / H, `[side]`; nil where S = 0. s[n] is (−1)ⁿ.
  let imaginary: [Double]?

  init(side: Int, band: Int) {
    precondition((1...side).contains(band), "a band of \(band) in \(side) samples")
    self.side = side
    self.band = band

    // Every angle is a multiple of 2π / BH.
    let period = band * side
    let cosines = (0..<period).map { cos(2 * .pi * Double($0) / Double(period)) }
    let frequencies = -(band / 2)..<(band + 1) / 2
    var real: [Double] = []
    real.reserveCapacity(period)
    for n in 0..<band {
      for m in 0..<side {
        // The residue of n/B − m/H, and then of each multiple of it.
        let step = (n * side - m * band + period) % period
        var phase = frequencies.lowerBound * step % period
        if phase < 0 { phase += period }
        var sum = 0.0
        for _ in frequencies {
          sum += cosines[phase]
          phase += step
          if phase >= period { phase -= period }
        }
        real.append(sum / Double(side))
      }
    }
    self.real = real

    let isUnpaired = band.isMultiple(of: 2) && band < side
    imaginary =
      isUnpaired
      ? (0..<side).map { sin(.pi * Double(band * $0) / Double(side)) / Double(side) } : nil
  }
}
