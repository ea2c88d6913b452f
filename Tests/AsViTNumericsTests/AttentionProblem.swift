import AsViTKernelInterface
import AsViTNumerics
import Glibc

/// Attention with given operands, as the kernels compute it and as its definition says.
struct AttentionProblem<Scalar: NetworkScalar> {
  let shape: WindowedAttentionShape
  let jetCount: Int
  var kernels = Scalar.kernels

  /// [J][B·T][3I].
  var qkv: [Scalar]

  var rowCount: Int { shape.imageCount * shape.tokenCount }
  var inputCount: Int { rowCount * 3 * shape.innerWidth }
  var outputCount: Int { rowCount * shape.innerWidth }

  /// Queries and keys uniform in ±`amplitude`, values and derivatives in ±1.
  init(_ shape: WindowedAttentionShape, jetCount: Int, amplitude: Scalar, seed: UInt64 = 1) {
    self.shape = shape
    self.jetCount = jetCount
    qkv = []
    var rng = SplitMix64(seed: Seed(seed))
    let width = 3 * shape.innerWidth
    for index in 0..<jetCount * inputCount {
      let isLogit = index < inputCount && index % width < 2 * shape.innerWidth
      let value = Scalar(Double.random(in: -1...1, using: &rng))
      qkv.append(isLogit ? amplitude * value : value)
    }
  }

  /// [J][B·T][I], computed unit range by unit range.
  func forward(ranges: [Range<Int>]? = nil) -> [Scalar] {
    let input = ScalarBuffer(qkv)
    let output = ScalarBuffer<Scalar>(count: jetCount * outputCount)
    let scratch = ScalarBuffer<Scalar>(count: shape.scratchCount(jetCount: jetCount))
    for units in ranges ?? [0..<shape.unitCount] {
      // What is left in scratch space must not matter.
      scratch.base.update(repeating: .nan, count: scratch.count)
      kernels.attend(
        WindowedAttention(
          shape: shape, jetCount: jetCount, qkv: input.base, qkvStride: inputCount,
          output: output.base, outputStride: outputCount, units: units, scratch: scratch.base))
    }
    return output.scalars
  }

  /// [B·T][3I], the adjoint at the value of `qkv` applied to `gradient`, [B·T][I].
  func backward(_ gradient: [Scalar], ranges: [Range<Int>]? = nil) -> [Scalar] {
    let input = ScalarBuffer(qkv)
    let output = ScalarBuffer(forward())
    let outputGradient = ScalarBuffer(gradient)
    let target = ScalarBuffer<Scalar>(count: inputCount)
    let scratch = ScalarBuffer<Scalar>(count: shape.backwardScratchCount)
    for units in ranges ?? [0..<shape.unitCount] {
      scratch.base.update(repeating: .nan, count: scratch.count)
      kernels.attendBackward(
        WindowedAttentionBackward(
          shape: shape, qkv: input.base, output: output.base,
          outputGradient: outputGradient.base, qkvGradient: target.base, units: units,
          scratch: scratch.base))
    }
    return target.scalars
  }

  /// [J][B·T][I] in Double, from whole N x N matrices.
  ///
  /// The derivatives of P = softmax(s) are P' = P (s' − ⟨s'⟩) and P'' = P (h − ⟨h⟩) with
  /// h = s'' + (s' − ⟨s'⟩)², where ⟨·⟩ is the mean of a row under P.
  func reference() -> [Double] {
    var output = [Double](repeating: 0, count: 3 * outputCount)
    let d = shape.headDimension
    for image in 0..<shape.imageCount {
      for query in 0..<shape.tokenCount {
        let keys = (0..<shape.tokenCount).filter { window(of: $0) == window(of: query) }
        for head in 0..<shape.headCount {
          let s = (0..<3).map { order in
            keys.map { logit(image, query, $0, head, order: order) }
          }
          let p = softmax(s[0], s[1], s[2])
          for c in 0..<d {
            let v = (0..<3).map { order in
              keys.map { element(order, image, $0, 2 * shape.innerWidth + head * d + c) }
            }
            let y = [
              dot(p[0], v[0]),
              dot(p[1], v[0]) + dot(p[0], v[1]),
              dot(p[2], v[0]) + 2 * dot(p[1], v[1]) + dot(p[0], v[2]),
            ]
            let row = image * shape.tokenCount + query
            for order in 0..<3 {
              output[order * outputCount + row * shape.innerWidth + head * d + c] = y[order]
            }
          }
        }
      }
    }
    return Array(output.prefix(jetCount * outputCount))
  }

  private func window(of token: Int) -> [Int] {
    [token / shape.gridSide / shape.windowSide, token % shape.gridSide / shape.windowSide]
  }

  /// A coefficient of `qkv`, zero past the last.
  private func element(_ order: Int, _ image: Int, _ token: Int, _ column: Int) -> Double {
    guard order < jetCount else { return 0 }
    let row = image * shape.tokenCount + token
    return Double(qkv[order * inputCount + row * 3 * shape.innerWidth + column])
  }

  private func logit(_ image: Int, _ query: Int, _ key: Int, _ head: Int, order: Int) -> Double {
    var sum = 0.0
    for c in head * shape.headDimension..<(head + 1) * shape.headDimension {
      for i in 0...order {
        let binomial: Double = order == 2 && i == 1 ? 2 : 1
        sum +=
          binomial * element(i, image, query, c)
          * element(order - i, image, key, shape.innerWidth + c)
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

func dot<A: BinaryFloatingPoint, B: BinaryFloatingPoint>(_ a: [A], _ b: [B]) -> Double {
  zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}

extension ScalarBuffer {
  fileprivate convenience init(_ scalars: [Scalar]) {
    self.init(count: scalars.count)
    base.update(from: scalars, count: scalars.count)
  }

  fileprivate var scalars: [Scalar] {
    Array(UnsafeBufferPointer(start: base, count: count))
  }
}

extension AttentionProblem {
  /// Makes all keys nearly `strength` in every dimension and every third token's query nearly
  /// −`strength`, so that its logits are near −`strength`²·d^½ and its bound is as far above zero.
  mutating func opposeQueriesToKeys(by strength: Scalar) {
    let inner = shape.innerWidth
    for row in 0..<rowCount {
      for column in 0..<2 * inner {
        let index = row * 3 * inner + column
        if column >= inner {
          qkv[index] = strength + qkv[index] / 16
        } else if row % 3 == 0 {
          qkv[index] = -strength + qkv[index] / 16
        }
      }
    }
  }
}
