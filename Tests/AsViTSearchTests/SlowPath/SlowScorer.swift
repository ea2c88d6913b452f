import AsViTArchitecture
import AsViTKernelInterface
import AsViTNetwork
import AsViTNumerics
import AsViTProxies
import AsViTTestSupport
import Foundation

/// Both metrics in Double by plain loops; only the random draws and the eigenvalues are the
/// program's own.
struct SlowScorer: ArchitectureScorer {
  /// Each `[3, side, side]`.
  let images: [[Float]]
  let angleCount: Int
  /// The network of an architecture with parameters; As-ViT's unless told.
  var make: @Sendable (Architecture, [String: Matrix]) -> any PlainLoops = {
    SlowNetwork(genotype: $0.genotype, imageSide: $0.imageSide, parameters: $1)
  }

  func scores(of architecture: Architecture, seed: Seed) -> Scores {
    [
      LengthDistortion.metric: Measurement(
        repeats: [.value(length(of: architecture, seed: seed.derived("circle").derived(0)))]),
      ConditionNumber.metric: Measurement(
        repeats: [condition(of: architecture, seed: seed.derived("kernel").derived(0))]),
    ]
  }

  private func network(_ architecture: Architecture, seed: Seed) -> any PlainLoops {
    let store = ParameterStore<Float>(
      architecture, seed: seed.derived("weights"), workers: Workers(count: 1))
    var parameters: [String: Matrix] = [:]
    for parameter in architecture.parameters {
      let rows = parameter.shape.count > 1 ? parameter.shape[0] : 1
      parameters[parameter.name] = Matrix(
        rows: rows, columns: parameter.count / rows,
        store.values(of: parameter.name).map(Double.init))
    }
    return make(architecture, parameters)
  }

  /// Σ ‖d features / dθ‖ by central differences, without LayerNorms.
  private func length(of architecture: Architecture, seed: Seed) -> Double {
    let network = network(architecture, seed: seed)
    let pixels = architecture.imageSide * architecture.imageSide
    var axes = ["first axis", "second axis"].map { name in
      let buffer = ScalarBuffer<Double>(count: 3 * pixels)
      Double.kernels.fillNormal(
        NormalSamples(
          count: buffer.count, seed: seed.derived("circle").derived(name).value,
          standardDeviation: 1, output: buffer.base))
      return (0..<buffer.count).map { buffer.base[$0] }
    }
    let projection = dot(axes[0], axes[1]) / dot(axes[0], axes[0])
    axes[1] = zip(axes[1], axes[0]).map { $0 - projection * $1 }
    axes = axes.map { axis in axis.map { $0 / dot(axis, axis).squareRoot() } }

    func features(at angle: Double) -> [Double] {
      let point = zip(axes[0], axes[1]).map { $0 * cos(angle) + $1 * sin(angle) }
      let tokens = network.tokens(
        of: Matrix(rows: 3, columns: pixels, point), in: Computation(), normalises: false)
      return (0..<tokens.columns).map { channel in
        (0..<tokens.rows).reduce(0) {
          $0 + network.share(ofToken: $1, of: tokens.rows)
            * tokens.values[$1 * tokens.columns + channel]
        }
      }
    }
    let step = 1e-4
    return (0..<angleCount).reduce(0) { sum, index in
      let angle = 2 * .pi * Double(index) / Double(angleCount - 1)
      let difference = zip(features(at: angle + step), features(at: angle - step)).map {
        ($0 - $1) / (2 * step)
      }
      return sum + dot(difference, difference).squareRoot()
    }
  }

  /// λmax / λmin of g gᵀ from the gradient of each image on its own.
  private func condition(of architecture: Architecture, seed: Seed) -> Outcome {
    let network = network(architecture, seed: seed)
    let weights = network.parameters.filter { name, _ in
      name.contains("weight") && !name.hasPrefix("norm.") && !name.hasPrefix("head.")
    }
    let gradients = images.map { image in
      for matrix in network.parameters.values {
        matrix.gradient.update(repeating: 0, count: matrix.count)
      }
      let run = Computation()
      let tokens = network.tokens(
        of: Matrix(rows: 3, columns: image.count / 3, image.map(Double.init)), in: run,
        normalises: true)
      for index in 0..<tokens.count {
        tokens.gradient[index] = network.share(
          ofToken: index / tokens.columns, of: tokens.rows)
      }
      run.backward()
      return weights.keys.sorted().flatMap { name in
        UnsafeBufferPointer(start: weights[name]!.gradient, count: weights[name]!.count)
      }
    }
    let gram = gradients.flatMap { a in
      gradients.map { b in dot(a, b) }
    }
    return conditionNumber(of: gram, order: images.count)
  }
}
