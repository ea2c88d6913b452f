import AsViTKernelInterface
import AsViTNumerics
import AsViTTestSupport
import Testing

@Suite struct AttentionTests {
  /// Images, grid side, window side, heads, head dimension.
  static let shapes =
    [
      (1, 1, 1, 1, 1), (2, 3, 1, 2, 5), (2, 4, 2, 3, 3), (1, 8, 4, 2, 1), (1, 6, 3, 2, 7),
      (1, 7, 7, 2, 8), (1, 14, 7, 1, 16), (2, 6, 6, 1, 33), (1, 14, 14, 1, 4),
    ].map {
      WindowedAttentionShape(
        imageCount: $0.0, gridSide: $0.1, windowSide: $0.2, headCount: $0.3, headDimension: $0.4)
    } + [
      // All tokens in a row, as with a class token.
      WindowedAttentionShape(imageCount: 2, tokenCount: 17, headCount: 2, headDimension: 3),
      WindowedAttentionShape(imageCount: 2, tokenCount: 5, headCount: 1, headDimension: 8),
    ]

  /// Logits near zero, of order one, and beyond ±200.
  static let amplitudes = [0.1, 2, 30]

  @Test(arguments: shapes, amplitudes)
  func `values and derivatives match the definition`(
    shape: WindowedAttentionShape, amplitude: Double
  ) {
    for orders in 1...3 {
      let problem = AttentionProblem<Double>(shape, orders: orders, amplitude: amplitude)
      let reference = problem.reference()
      #expect(relativeError(problem.forward(), from: reference) < 1e-12)
    }
  }

  @Test(arguments: shapes, amplitudes)
  func `Float keeps its precision`(shape: WindowedAttentionShape, amplitude: Double) {
    for orders in 1...3 {
      let problem = AttentionProblem<Float>(
        shape, orders: orders, amplitude: Float(amplitude))
      // Rounding a logit s perturbs its weight by s times the unit of rounding.
      let tolerance = 1e-6 * max(1, amplitude)
      #expect(relativeError(problem.forward(), from: problem.reference()) < tolerance)
    }
  }

  @Test func `the whole grid of stage one agrees with the definition`() {
    let shape = WindowedAttentionShape(
      imageCount: 1, gridSide: 28, windowSide: 28, headCount: 1, headDimension: 8)
    let problem = AttentionProblem<Float>(shape, orders: 2, amplitude: 1)
    #expect(relativeError(problem.forward(), from: problem.reference()) < 1e-6)
  }

  static let window = WindowedAttentionShape(
    imageCount: 1, gridSide: 14, windowSide: 7, headCount: 2, headDimension: 4)

  @Test(arguments: 1...3)
  func `a bound far above every logit keeps the precision`(orders: Int) {
    // Some queries oppose all keys: every logit lies twice its bound below the bound.
    var problem = AttentionProblem<Float>(Self.window, orders: orders, amplitude: 1)
    problem.opposeQueriesToKeys(by: 15)
    #expect(relativeError(problem.forward(), from: problem.reference()) < 2e-5)
    var precise = AttentionProblem<Double>(Self.window, orders: orders, amplitude: 1)
    precise.opposeQueriesToKeys(by: 40)
    #expect(relativeError(precise.forward(), from: precise.reference()) < 1e-11)
  }

  @Test(arguments: 1...3)
  func `large logits give averages of values`(orders: Int) {
    // Near minus eight millions, where rounding perturbs logits by more than one.
    var problem = AttentionProblem<Float>(Self.window, orders: orders, amplitude: 1)
    problem.opposeQueriesToKeys(by: 2_000)
    let output = Array(problem.forward().prefix(problem.outputCount))
    #expect(output.allSatisfy { abs($0) < 1 })
    #expect(problem.backward(output).allSatisfy { $0.isFinite })
  }

  @Test(arguments: [1e5, 1e9, 1e15, 1e30], 1...3)
  func `logits beyond rounding are not numbers`(strength: Float, orders: Int) {
    var problem = AttentionProblem<Float>(Self.window, orders: orders, amplitude: 1)
    problem.opposeQueriesToKeys(by: strength)
    let output = Array(problem.forward().prefix(problem.outputCount))
    #expect(output.allSatisfy { $0.isNaN || abs($0) < 1 })
    #expect(output[0].isNaN && problem.backward(output)[0].isNaN)
  }

  @Test func `equal logits average the values`() {
    let shape = WindowedAttentionShape(
      imageCount: 1, gridSide: 5, windowSide: 5, headCount: 1, headDimension: 1)
    var problem = AttentionProblem<Float>(shape, orders: 1, amplitude: 1)
    for token in 0..<25 {
      problem.qkv.replaceSubrange(3 * token..<3 * token + 3, with: [3, 2, Float(token)])
    }
    #expect(relativeError(problem.forward(), from: [Float](repeating: 12, count: 25)) < 1e-6)
  }

  @Test(arguments: [0, 1, 2], [0.1, 4])
  func `a NaN is not lost`(operand: Int, amplitude: Float) {
    var problem = AttentionProblem<Float>(Self.window, orders: 2, amplitude: amplitude)
    problem.qkv[operand * problem.shape.innerWidth] = .nan
    let output = problem.forward()
    #expect(output[0].isNaN)
    #expect(output[problem.outputCount].isNaN)
    // The last window does not see it.
    #expect(!output[problem.outputCount - 1].isNaN)
  }

  @Test(arguments: shapes, amplitudes)
  func `adjoint matches the tangent`(shape: WindowedAttentionShape, amplitude: Double) {
    expectAdjoint(AttentionProblem<Double>(shape, orders: 2, amplitude: amplitude), 1e-12)
    expectAdjoint(
      AttentionProblem<Float>(shape, orders: 2, amplitude: Float(amplitude)),
      1e-6 * max(1, amplitude))
  }

  @Test func `the adjoint matches the tangent under a bound far above every logit`() {
    var problem = AttentionProblem<Float>(Self.window, orders: 2, amplitude: 1)
    problem.opposeQueriesToKeys(by: 15)
    expectAdjoint(problem, 2e-5)
  }

  @Test(arguments: shapes)
  func `adjoint matches differences`(shape: WindowedAttentionShape) {
    let problem = AttentionProblem<Double>(shape, orders: 1, amplitude: 1)
    let direction = AttentionProblem<Double>(shape, orders: 1, amplitude: 1, seed: 2).qkv
    let cotangent = AttentionProblem<Double>(shape, orders: 1, amplitude: 1, seed: 3).forward()
    func value(at step: Double) -> Double {
      var moved = problem
      moved.qkv = zip(problem.qkv, direction).map { $0 + step * $1 }
      return dot(cotangent, moved.forward())
    }
    let difference = (value(at: 1e-5) - value(at: -1e-5)) / 2e-5
    let product = dot(problem.backward(cotangent), direction)
    #expect(abs(product - difference) < 1e-8 * (1 + abs(difference)))
  }

  @Test func `any split of the units gives the same bits`() {
    let problem = AttentionProblem<Float>(Self.window, orders: 2, amplitude: 1)
    let ranges = [3..<8, 0..<1, 1..<3]
    #expect(problem.forward(ranges: ranges) == problem.forward())
    let cotangent = Array(problem.qkv.prefix(problem.outputCount))
    #expect(problem.backward(cotangent, ranges: ranges) == problem.backward(cotangent))
  }

  /// A build without vector and FMA instructions, or with spilled tiles, gives the same numbers a
  /// hundred or several times slower. This takes 0.15 to 0.3 ms.
  @Test(.disabled(if: isUnderSanitizer, "a sanitizer takes time of its own"))
  func `attention of a large window takes under two milliseconds`() {
    let shape = WindowedAttentionShape(
      imageCount: 1, gridSide: 28, windowSide: 28, headCount: 1, headDimension: 8)
    let problem = AttentionProblem<Float>(shape, orders: 1, amplitude: 0.1)
    let clock = ContinuousClock()
    let best = (0..<20).map { _ in clock.measure { _ = problem.forward() } }.min()!
    #expect(best < .milliseconds(2))
  }

  /// ⟨u, J v⟩ = ⟨Jᵀ u, v⟩ for the derivative v that the problem holds and a random u.
  private func expectAdjoint<Scalar: NetworkScalar>(
    _ problem: AttentionProblem<Scalar>, _ tolerance: Double,
    sourceLocation: SourceLocation = #_sourceLocation
  ) {
    let tangent = Array(problem.forward().suffix(problem.outputCount))
    let source = AttentionProblem<Scalar>(problem.shape, orders: 1, amplitude: 1, seed: 9)
    let cotangent = Array(source.qkv.prefix(problem.outputCount))
    var primal = AttentionProblem<Scalar>(problem.shape, orders: 1, amplitude: 1)
    primal.qkv = Array(problem.qkv.prefix(problem.inputCount))
    let gradient = primal.backward(cotangent)
    let direction = Array(problem.qkv.suffix(problem.inputCount))
    let magnitude =
      (dot(cotangent, cotangent) * dot(tangent, tangent)).squareRoot()
      + (dot(gradient, gradient) * dot(direction, direction)).squareRoot()
    let difference = dot(cotangent, tangent) - dot(gradient, direction)
    #expect(abs(difference) < tolerance * magnitude, sourceLocation: sourceLocation)
  }
}

#if arch(x86_64)
  import AsViTKernels
  import AsViTKernelsAVX512

  @Suite(.enabled(if: Processor.hasAVX512))
  struct AttentionInstructionSetTests {
    @Test(arguments: AttentionTests.shapes, AttentionTests.amplitudes)
    func `both instruction sets give the same bits`(
      shape: WindowedAttentionShape, amplitude: Double
    ) {
      for orders in 1...3 {
        expectSameBits(
          AttentionProblem<Float>(shape, orders: orders, amplitude: Float(amplitude)),
          AsViTKernels.floatKernels(), AsViTKernelsAVX512.floatKernels())
        expectSameBits(
          AttentionProblem<Double>(shape, orders: orders, amplitude: amplitude),
          AsViTKernels.doubleKernels(), AsViTKernelsAVX512.doubleKernels())
      }
    }

    @Test func `same bits when some queries are computed again`() {
      var problem = AttentionProblem<Float>(AttentionTests.window, orders: 1, amplitude: 1)
      problem.opposeQueriesToKeys(by: 15)
      expectSameBits(
        problem, AsViTKernels.floatKernels(), AsViTKernelsAVX512.floatKernels())
    }

    private func expectSameBits<Scalar: NetworkScalar>(
      _ problem: AttentionProblem<Scalar>, _ avx2: KernelTable<Scalar>,
      _ avx512: KernelTable<Scalar>, sourceLocation: SourceLocation = #_sourceLocation
    ) {
      var narrow = problem
      narrow.kernels = avx2
      var wide = problem
      wide.kernels = avx512
      #expect(narrow.forward() == wide.forward(), sourceLocation: sourceLocation)
      let cotangent = Array(problem.qkv.suffix(problem.outputCount))
      #expect(
        narrow.backward(cotangent) == wide.backward(cotangent), sourceLocation: sourceLocation)
    }
  }
#endif
