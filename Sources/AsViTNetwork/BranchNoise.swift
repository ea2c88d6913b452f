import AsViTArchitecture
import AsViTKernelInterface
public import AsViTNumerics

/// What training does at random to the branches of residual layers.
///
/// Drop path leaves out the branch of an image with a probability that grows linearly from 0 in the
/// first block to `dropPath` in the last; dropout sets elements of a branch to zero. What is kept
/// is divided by the probability of keeping it. Every image draws from the seed of its number and
/// the layer's name, so that the noise does not depend on how a batch is divided.
///
/// Huang et al., ECCV 2016 (arXiv:1603.09382); Srivastava et al., JMLR 2014.
public struct BranchNoise: Sendable {
  private let dropPath: Double
  private let dropout: Double
  private let seed: Seed
  private let firstImage: Int

  /// - Parameters:
  ///   - dropPath: in `0 ..< 1`, for the last block.
  ///   - dropout: in `0 ..< 1`.
  ///   - seed: of the update.
  ///   - firstImage: the number of a pass' first image in its batch.
  public init(dropPath: Double, dropout: Double, seed: Seed, firstImage: Int) {
    precondition(
      (0..<1).contains(dropPath) && (0..<1).contains(dropout),
      "drop path \(dropPath), dropout \(dropout)")
    self.dropPath = dropPath
    self.dropout = dropout
    self.seed = seed
    self.firstImage = firstImage
  }

  func changes(_ branch: ResidualBranch) -> Bool { dropout > 0 || dropPath * branch.depth > 0 }

  /// input + noise · branch in place of input + branch.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func apply<Scalar: NetworkScalar>(
    to output: Activation<Scalar>, of branch: ResidualBranch?, around input: Activation<Scalar>
  ) {
    guard let branch, changes(branch) else { return }
    for image in 0..<output.imageCount {
      let (y, x) = (output.image(image), input.image(image))
      var mask = Mask(self, of: branch, image: image)
      if dropout > 0 {
        for index in 0..<output.shape.tokenCount * output.channelCount {
          y[index] = x[index] + Scalar(mask.next()) * (y[index] - x[index])
        }
      } else {
        combine(y, times: mask.path, plus: x, times: 1 - mask.path, in: output.shape)
      }
    }
  }

  /// noise · gradient.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  func scale<Scalar: NetworkScalar>(
    _ gradient: Activation<Scalar>, of branch: ResidualBranch, into scaled: Activation<Scalar>
  ) {
    for image in 0..<gradient.imageCount {
      let (from, to) = (gradient.image(image), scaled.image(image))
      var mask = Mask(self, of: branch, image: image)
      if dropout > 0 {
        for index in 0..<gradient.shape.tokenCount * gradient.channelCount {
          to[index] = Scalar(mask.next()) * from[index]
        }
      } else {
        to.update(from: from, count: gradient.shape.tokenCount * gradient.channelCount)
        combine(to, times: mask.path, plus: from, times: 0, in: gradient.shape)
      }
    }
  }

  /// y ← a y + b x.
  private func combine<Scalar: NetworkScalar>(
    _ y: UnsafeMutablePointer<Scalar>, times a: Double, plus x: UnsafePointer<Scalar>,
    times b: Double, in shape: TensorShape
  ) {
    Scalar.kernels.combine(
      LinearCombination(
        count: shape.tokenCount * shape.channelCount, a: Scalar(a), x: y, b: Scalar(b), y: x,
        output: y))
  }

  /// The factors of one image's branch.
  private struct Mask {
    /// The factor of the whole branch.
    let path: Double
    private let dropout: Double
    private var generator: SplitMix64

    init(_ noise: BranchNoise, of branch: ResidualBranch, image: Int) {
      generator = SplitMix64(
        seed: noise.seed.derived(branch.name).derived(noise.firstImage + image))
      let rate = noise.dropPath * branch.depth
      path = Double.random(in: 0..<1, using: &generator) < rate ? 0 : 1 / (1 - rate)
      dropout = noise.dropout
    }

    /// The factor of the next element.
    mutating func next() -> Double {
      Double.random(in: 0..<1, using: &generator) < dropout ? 0 : path / (1 - dropout)
    }
  }
}

/// The branch of an attention or MLP layer.
struct ResidualBranch: Sendable {
  /// A name that is unique in the network.
  let name: String
  /// The place of its block: 0 for the first, 1 for the last.
  let depth: Double

  /// The branches of a network by their names.
  static func all(of architecture: Architecture) -> [String: ResidualBranch] {
    let layers = architecture.trunk.filter { $0.branch != nil }
    let blocks = layers.map(\.name).uniqued
    let places = Dictionary(uniqueKeysWithValues: zip(blocks, 0...))
    return layers.reduce(into: [:]) { branches, layer in
      guard let name = layer.branch, let place = places[layer.name] else { return }
      branches[name] = ResidualBranch(
        name: name, depth: blocks.count > 1 ? Double(place) / Double(blocks.count - 1) : 0)
    }
  }
}
