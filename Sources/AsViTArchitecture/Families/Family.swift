/// The values that a genotype of one family holds.
public protocol Genes: Hashable, Sendable, CustomStringConvertible {
  /// Reads the family's notation.
  ///
  /// - Throws: at the first value that is missing or not possible.
  init(_ text: String) throws(ArchitectureError)

  /// The canonical form of the notation.
  var description: String { get }
}

/// A way to turn genotypes into lists of layers at a given image size.
public protocol Family: Hashable, Sendable {
  associatedtype G: Genes

  /// Its name in search spaces and weights files, such as `as-vit`.
  static var word: String { get }

  /// Pixels per side of the square RGB image.
  var imageSide: Int { get }
  var classCount: Int { get set }

  /// - Throws: the first value with which nothing can be built.
  func layers(of genes: G) throws(ArchitectureError) -> LayerPlan
}

extension Family {
  /// The genotype of a text, in canonical form.
  ///
  /// - Throws: at the first value that is missing or not possible.
  public func genotype(_ text: String) throws(ArchitectureError) -> Genotype {
    Genotype(try G(text))
  }

  public func architecture(for genes: G) throws(ArchitectureError) -> Architecture {
    Architecture(genotype: Genotype(genes), plan: try layers(of: genes))
  }

  /// - Throws: when the text is none of the family's, or nothing can be built with it.
  public func architecture(for genotype: Genotype) throws(ArchitectureError) -> Architecture {
    try architecture(for: G(genotype.description))
  }
}

extension Genotype {
  public init(_ genes: some Genes) { self.init(genes.description) }
}

/// The layers of an architecture in three parts. Every layer takes what the one before it gives.
public struct LayerPlan: Hashable, Sendable {
  /// From the image to the last tokens.
  public var trunk: [Layer]
  /// From the last tokens to the features, on which metrics are taken.
  public var readout: [Layer]
  /// From the last tokens to the logits.
  public var classifier: [Layer]

  public init(trunk: [Layer], readout: [Layer], classifier: [Layer]) {
    self.trunk = trunk
    self.readout = readout
    self.classifier = classifier
  }
}
