/// What the speed of a row is held against, GFLOP/s of all threads.
struct Peaks {
  /// OpenBLAS' sgemm by its fastest kernels.
  let matrix: Double
  let arithmetic: Double
}

/// Useful work in a time.
struct Speed: Codable {
  let gigaflopsPerSecond: Double
  let fractionOfMatrixPeak: Double
  let fractionOfArithmeticPeak: Double

  init(gigaflops: Double, seconds: Double, peaks: Peaks) {
    gigaflopsPerSecond = gigaflops / seconds
    fractionOfMatrixPeak = gigaflopsPerSecond / peaks.matrix
    fractionOfArithmeticPeak = gigaflopsPerSecond / peaks.arithmetic
  }

  static let titles = ["GFLOP/s", "of sgemm", "of FMA"]
  var cells: [String] {
    [
      number(gigaflopsPerSecond, 0), number(fractionOfMatrixPeak, 2),
      number(fractionOfArithmeticPeak, 2),
    ]
  }
}
