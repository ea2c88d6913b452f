import AsViTKernelInterface
import AsViTNumerics

/// Attention with given operands, as the kernels compute it and as its definition says.
struct AttentionProblem<Scalar: NetworkScalar> {
  let shape: WindowedAttentionShape
  let orders: Int
  var kernels = Scalar.kernels

  /// [J][B·T][3I].
  var qkv: [Scalar]

  var rowCount: Int { shape.imageCount * shape.tokenCount }
  var inputCount: Int { rowCount * 3 * shape.innerWidth }
  var outputCount: Int { rowCount * shape.innerWidth }

  /// Queries and keys uniform in ±`amplitude`, values and derivatives in ±1.
  init(_ shape: WindowedAttentionShape, orders: Int, amplitude: Scalar, seed: UInt64 = 1) {
    self.shape = shape
    self.orders = orders
    qkv = []
    var rng = SplitMix64(seed: Seed(seed))
    let width = 3 * shape.innerWidth
    for index in 0..<orders * inputCount {
      let isLogit = index < inputCount && index % width < 2 * shape.innerWidth
      let value = Scalar(Double.random(in: -1...1, using: &rng))
      qkv.append(isLogit ? amplitude * value : value)
    }
  }

  /// [J][B·T][I], computed unit range by unit range.
  func forward(ranges: [Range<Int>]? = nil) -> [Scalar] {
    let input = ScalarBuffer(qkv)
    let output = ScalarBuffer<Scalar>(count: orders * outputCount)
    let scratch = ScalarBuffer<Scalar>(count: shape.scratchCount(orders: orders))
    for units in ranges ?? [0..<shape.unitCount] {
      // What is left in scratch space must not matter.
      scratch.base.update(repeating: .nan, count: scratch.count)
      kernels.attend(
        WindowedAttention(
          shape: shape, orders: orders, qkv: input.base, qkvStride: inputCount,
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

  /// [J][B·T][I] in Double, by definition.
  func reference() -> [Double] {
    let reference = AttentionReference(shape: shape, orders: orders, qkv: qkv.map(Double.init))
    return Array(reference.output().prefix(orders * outputCount))
  }
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
