/// A family whose networks can grow in depth and width, step by step.
///
/// The genes that grow are those of the networks that are scored. The networks that are counted and
/// reported may be wider.
public protocol GrowingFamily: Family {
  /// The rule of a step, in a sentence for readers.
  static var growthRule: String { get }
  /// The rule of uniform compound scaling, in a sentence for readers.
  static var uniformRule: String { get }
  /// The network that is scored, for readers, such as `the network itself`.
  static var scoredNetwork: String { get }

  /// The genes before the first step.
  func start(of topology: G) -> G

  /// The largest genes to which steps could lead.
  ///
  /// - Precondition: the start has an architecture.
  func end(of topology: G) -> G

  /// The genes to which one step may lead, in a fixed order, each with more parameters; none when
  /// they would leave the ranges of the notation.
  ///
  /// - Precondition: the genes have an architecture.
  func successors(of genes: G) -> [G]

  /// The genes after one step of uniform compound scaling; nil when they would leave the ranges of
  /// the notation.
  ///
  /// - Parameters:
  ///   - stepCount: the number of steps made before.
  ///   - start: the genes before the first step.
  func uniformSuccessor(of genes: G, afterSteps stepCount: Int, from start: G) -> G?

  /// The genes of the network that is counted and reported for one that is scored.
  func counted(_ genes: G) -> G
}

/// The families in which the network itself is scored.
extension GrowingFamily {
  public static var scoredNetwork: String { "the network itself" }

  public func counted(_ genes: G) -> G { genes }
}

extension Family {
  /// The family with its rules of growth; nil where its networks do not grow.
  public var growing: (any GrowingFamily)? { self as? any GrowingFamily }
}

/// The families whose networks grow.
public var growingFamilies: [any GrowingFamily.Type] {
  families.compactMap { $0 as? any GrowingFamily.Type }
}

/// A network to which a growth may come, as it is counted and as it is scored.
public struct GrownNetwork: Hashable, Sendable {
  /// The network that is counted and reported.
  public let architecture: Architecture
  /// The network that is scored: the same, in some families narrower.
  public let narrow: Architecture
}

/// Growth for those who hold genotypes of any family.
extension GrowingFamily {
  /// The network before the first step, and the largest to which steps could lead.
  ///
  /// - Throws: when the text is none of the family's, or nothing can be built with it.
  public func bounds(
    of topology: Genotype
  ) throws(ArchitectureError) -> (start: GrownNetwork, end: GrownNetwork) {
    let genes = try G(topology.description)
    let start = try network(scoring: start(of: genes))
    return (start, try network(scoring: end(of: genes)))
  }

  /// The networks to which one step may lead, in the family's order.
  ///
  /// - Precondition: the network is one of this family's growth.
  public func successors(of network: GrownNetwork) -> [GrownNetwork] {
    successors(of: genes(of: network)).compactMap { try? self.network(scoring: $0) }
  }

  /// The network after one step of uniform compound scaling; nil at the end of what genes can say.
  ///
  /// - Precondition: the networks are of this family's growth.
  public func uniformSuccessor(
    of network: GrownNetwork, afterSteps stepCount: Int, from start: GrownNetwork
  ) -> GrownNetwork? {
    uniformSuccessor(of: genes(of: network), afterSteps: stepCount, from: genes(of: start))
      .flatMap { try? self.network(scoring: $0) }
  }

  private func network(scoring genes: G) throws(ArchitectureError) -> GrownNetwork {
    GrownNetwork(
      architecture: try architecture(for: counted(genes)), narrow: try architecture(for: genes))
  }

  private func genes(of network: GrownNetwork) -> G {
    do {
      return try G(network.narrow.genotype.description)
    } catch {
      preconditionFailure("\(error)")
    }
  }
}
