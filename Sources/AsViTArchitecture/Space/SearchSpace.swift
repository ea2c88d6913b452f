import Glibc

/// The architectures a search chooses from: independent choices, each among a few options.
///
/// A *selection* holds the index of one option for each of `choices`, in order. Every selection can
/// be built: that is checked when the space is read.
public struct SearchSpace: Sendable {
  /// The file's name without its extension.
  public let name: String
  /// What is taken out of each colour of an image, in units where black is 0 and white is 1.
  public let channelMeans: SIMD3<Float>
  /// What each colour is then divided by.
  public let channelDeviations: SIMD3<Float>
  let offer: any SpaceOffer

  /// How genotypes become architectures, with image size and classes.
  public var family: any Family { offer.family }

  /// The choices with more than one option, in the order of the space file.
  public var choices: [Choice] { offer.choices }

  /// The number of selections. A space file is refused before this overflows.
  public var topologyCount: Int { choices.reduce(1) { $0 * $1.options.count } }

  /// Entropy of the uniform policy in nats: Σ ln(number of options).
  public var initialEntropy: Double { choices.reduce(0) { $0 + log(Double($1.options.count)) } }

  /// - Precondition: `selection` is one of this space.
  public func genotype(for selection: [Int]) -> Genotype { offer.genotype(for: selection) }

  /// The selection that gives `genotype`.
  ///
  /// - Throws: when the genotype is not in this space, naming the value at fault.
  public func selection(of genotype: Genotype) throws(ArchitectureError) -> [Int] {
    try offer.selection(of: genotype, in: name)
  }

  /// The architecture of any genotype, in the space or not, at this space's image size.
  public func architecture(for genotype: Genotype) throws(ArchitectureError) -> Architecture {
    try family.architecture(for: genotype)
  }

  /// - Precondition: `selection` is one of this space.
  public func architecture(for selection: [Int]) -> Architecture {
    do {
      return try family.architecture(for: genotype(for: selection))
    } catch {
      preconditionFailure("space \(name) was read without a check: \(error)")
    }
  }

  /// A genotype of the space; all selections are equally likely.
  public func sample(using rng: inout some RandomNumberGenerator) -> Genotype {
    genotype(for: sampleSelection(using: &rng))
  }

  /// A selection; all are equally likely.
  public func sampleSelection(using rng: inout some RandomNumberGenerator) -> [Int] {
    // The upper half of a product needs no redraws, so that any generator comes to an end; the bias
    // is below 2⁻⁵⁹ with up to 16 options.
    choices.map { choice in
      Int(rng.next().multipliedFullWidth(by: UInt64(choice.options.count)).high)
    }
  }
}
