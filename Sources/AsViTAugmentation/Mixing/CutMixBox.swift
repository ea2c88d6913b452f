/// The rectangle that CutMix takes from the partner.
///
/// Its sides are √(1 − λ) of the picture's, cut to whole pixels; the part outside is lost.
///
/// Yun et al., ICCV 2019 (arXiv:1905.04899); `rand_bbox` of timm, which loses a row or a column of
/// odd sides up to 0.9: this one does not.
public struct CutMixBox: Hashable, Sendable {
  public let rows: Range<Int>
  public let columns: Range<Int>
  /// The share of the picture that stays.
  public let lambda: Double

  init(lambda: Double, height: Int, width: Int, centreRow: Int, centreColumn: Int) {
    let side = (1 - lambda).squareRoot()
    rows = Self.range(around: centreRow, length: Int(Double(height) * side), limit: height)
    columns = Self.range(around: centreColumn, length: Int(Double(width) * side), limit: width)
    self.lambda = 1 - Double(rows.count * columns.count) / Double(height * width)
  }

  private static func range(around centre: Int, length: Int, limit: Int) -> Range<Int> {
    let first = centre - length / 2
    return max(first, 0)..<min(first + length, limit)
  }
}
