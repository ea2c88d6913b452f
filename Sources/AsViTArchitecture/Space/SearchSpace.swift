import Glibc

/// The topologies a search chooses from: independent choices, each among a few options.
///
/// A *selection* holds the index of one option for each of `choices`, in order. Every selection can
/// be built: that is checked when the space is read.
public struct SearchSpace: Hashable, Sendable {
  /// The file's name without its extension.
  public let name: String
  /// How genotypes become architectures: image size, classes, position embedding.
  public let family: AsViTFamily
  /// What is taken out of each colour of an image, in units where black is 0 and white is 1.
  public let channelMeans: SIMD3<Float>
  /// What each colour is then divided by.
  public let channelDeviations: SIMD3<Float>
  /// K1, S1, E1, K2, … , heads, without those that have a single option.
  public let choices: [Choice]
  /// The genes with the first option of every choice; they hold all that is not chosen.
  private let base: AsViTGenes

  /// - Precondition: `base` holds the first option of each choice; no choice is empty.
  init(
    name: String, family: AsViTFamily, channelMeans: SIMD3<Float>,
    channelDeviations: SIMD3<Float>, choices: [Choice], base: AsViTGenes
  ) {
    self.name = name
    self.family = family
    self.channelMeans = channelMeans
    self.channelDeviations = channelDeviations
    self.choices = choices.filter { $0.options.count > 1 }
    self.base = base
  }

  /// Number of genotypes. A space file is refused long before this overflows.
  public var topologyCount: Int { choices.reduce(1) { $0 * $1.options.count } }

  /// Entropy of the uniform policy in nats: Σ ln(number of options).
  public var initialEntropy: Double { choices.reduce(0) { $0 + log(Double($1.options.count)) } }

  /// - Precondition: `selection` is one of this space.
  public func genotype(for selection: [Int]) -> Genotype {
    precondition(
      selection.count == choices.count,
      "\(selection.count) indices for \(choices.count) choices")
    var genes = base
    for (choice, index) in zip(choices, selection) {
      genes[keyPath: choice.value] = choice.options[index]
    }
    return Genotype(genes)
  }

  /// The selection that gives `genotype`.
  ///
  /// - Throws: when the genotype is not in this space, naming the value at fault.
  public func selection(of genotype: Genotype) throws(ArchitectureError) -> [Int] {
    let genes = try AsViTGenes(genotype.description)
    let selection = try choices.map { choice throws(ArchitectureError) in
      let value = genes[keyPath: choice.value]
      guard let index = choice.options.firstIndex(of: value) else {
        throw .notAnOption(space: name, choice: choice.name, found: value, options: choice.options)
      }
      return index
    }
    let nearest = self.genotype(for: selection)
    guard nearest == Genotype(genes) else {
      throw .notInSpace(space: name, found: genotype, nearest: nearest)
    }
    return selection
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

  /// A genotype of the space; all are equally likely.
  public func sample(using rng: inout some RandomNumberGenerator) -> Genotype {
    // The upper half of a product needs no redraws, so that any generator comes to an end; the bias
    // is below 2⁻⁵⁹ with up to 16 options.
    genotype(
      for: choices.map { choice in
        Int(rng.next().multipliedFullWidth(by: UInt64(choice.options.count)).high)
      })
  }
}
