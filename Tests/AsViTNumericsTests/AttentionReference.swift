import AsViTKernelInterface
import AsViTTestSupport
import Glibc

/// Attention and its derivatives in Double, from whole N x N matrices.
///
/// The derivatives of P = softmax(s) are P' = P (s' − ⟨s'⟩) and P'' = P (h − ⟨h⟩) with
/// h = s'' + (s' − ⟨s'⟩)², where ⟨·⟩ is the mean of a row under P.
///
/// Not generic: without optimisation, generic arithmetic takes a minute for a large window.
struct AttentionReference {
  let shape: WindowedAttentionShape
  let orders: Int

  /// [J][B·T][3I].
  let qkv: [Double]

  private let inner: Int
  private let rowCount: Int

  init(shape: WindowedAttentionShape, orders: Int, qkv: [Double]) {
    self.shape = shape
    self.orders = orders
    self.qkv = qkv
    inner = shape.innerWidth
    rowCount = shape.imageCount * shape.tokenCount
  }

  /// [3][B·T][I].
  func output() -> [Double] {
    var output = [Double](repeating: 0, count: 3 * rowCount * inner)
    for row in 0..<rowCount {
      let keys = (0..<rowCount).filter { window(of: $0) == window(of: row) }
      for head in 0..<shape.headCount {
        let s = (0..<3).map { order in keys.map { logit(row, $0, head, order: order) } }
        let p = softmax(s[0], s[1], s[2])
        for column in head * shape.headDimension..<(head + 1) * shape.headDimension {
          let v = (0..<3).map { order in keys.map { element(order, $0, 2 * inner + column) } }
          let y = [
            dot(p[0], v[0]),
            dot(p[1], v[0]) + dot(p[0], v[1]),
            dot(p[2], v[0]) + 2 * dot(p[1], v[1]) + dot(p[0], v[2]),
          ]
          for order in 0..<3 {
            output[(order * rowCount + row) * inner + column] = y[order]
          }
        }
      }
    }
    return output
  }

  private func window(of row: Int) -> Int {
    let (imageRow, x) = row.quotientAndRemainder(dividingBy: shape.gridColumns)
    return imageRow / shape.windowRows * shape.gridColumns + x / shape.windowColumns
  }

  /// A coefficient of `qkv`, zero past the last.
  private func element(_ order: Int, _ row: Int, _ column: Int) -> Double {
    order < orders ? qkv[(order * rowCount + row) * 3 * inner + column] : 0
  }

  private func logit(_ query: Int, _ key: Int, _ head: Int, order: Int) -> Double {
    guard order < orders else { return 0 }
    var sum = 0.0
    for column in head * shape.headDimension..<(head + 1) * shape.headDimension {
      for i in 0...order {
        let binomial: Double = order == 2 && i == 1 ? 2 : 1
        sum += binomial * element(i, query, column) * element(order - i, key, inner + column)
      }
    }
    return sum / Double(shape.headDimension).squareRoot()
  }

  private func softmax(_ s: [Double], _ s1: [Double], _ s2: [Double]) -> [[Double]] {
    let greatest = s.max()!
    let weights = s.map { exp($0 - greatest) }
    let total = weights.reduce(0, +)
    let p = weights.map { $0 / total }
    let slope = dot(p, s1)
    let centred = s1.map { $0 - slope }
    let h = zip(s2, centred).map { $0 + $1 * $1 }
    let curvature = dot(p, h)
    return [p, zip(p, centred).map(*), zip(p, h).map { $0 * ($1 - curvature) }]
  }
}
