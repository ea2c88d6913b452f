public import AsViTArchitecture

/// The least a search space offers in parameters and in multiply-accumulates.
public struct SmallestCounts: Hashable, Sendable {
  public let fewestParameters: Architecture
  public let fewestMACs: Architecture

  init(of space: SearchSpace) {
    fewestParameters = space.fewestParameters
    fewestMACs = space.fewestMACs
  }
}

extension SmallestCounts: CustomStringConvertible {
  public var description: String {
    let (parameters, macs) = (fewestParameters.parameterCount, fewestMACs.macCount)
    return fewestParameters.genotype == fewestMACs.genotype
      ? "the smallest is \(fewestMACs.genotype) with \(parameters) parameters and \(macs) MACs"
      : """
      \(fewestParameters.genotype) has the fewest parameters, \(parameters), and \
      \(fewestMACs.genotype) the fewest MACs, \(macs)
      """
  }
}
