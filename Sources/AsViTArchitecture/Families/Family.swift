/// The values that a genotype of one family holds.
public protocol Genes: Hashable, Sendable, CustomStringConvertible {
  /// Reads the family's notation.
  ///
  /// - Throws: at the first value that is missing or not possible.
  init(_ text: String) throws(ArchitectureError)

  /// The canonical form of the notation.
  var description: String { get }

  /// The same choice with all the values that `other` has, those that do not count included.
  func completed(by other: Self) -> Self
}

extension Genes {
  public func completed(by other: Self) -> Self { self }
}

/// A way to turn genotypes into lists of layers at a given image size.
public protocol Family: Hashable, Sendable {
  associatedtype G: Genes

  /// Its name in search spaces and weights files, such as `as-vit`.
  static var word: String { get }

  /// Pixels per side of the square RGB image.
  var imageSide: Int { get }
  var classCount: Int { get set }

  /// Pixels between neighbouring tokens of the first grid.
  var tokenStride: Int { get }

  /// Pixels between neighbouring tokens of the last grid.
  var totalStride: Int { get }

  /// - Throws: the first value with which nothing can be built.
  func layers(of genes: G) throws(ArchitectureError) -> LayerPlan

  // Space files.

  /// The keys of a space file beside `family`, `image` and `classes`.
  static var spaceKeys: (required: [String], optional: [String]) { get }

  /// What a space file offers. Every selection can be built.
  ///
  /// - Throws: at the first mistake, with file, line and key.
  static func offer(
    _ space: SpaceMapping, image: SpaceMapping, classCount: Int
  ) throws(ArchitectureError) -> Offer<Self>

  // Weights files.

  /// What a weights file holds of the family beside image side and classes.
  var metadata: [String: String] { get }

  /// - Throws: `ArchitectureError.metadata` for a key that is missing or has no possible value.
  static func reading(
    _ metadata: ModelMetadata, imageSide: Int, classCount: Int
  ) throws(ArchitectureError) -> Self

  // Other image sizes, for curricula.

  /// The same with tokens so many pixels apart; nil where that is no choice.
  func withTokenStride(_ stride: Int) -> Self?

  /// How the weights of the first projection cut an image at another stride; nil where they fit one
  /// alone.
  ///
  /// - Precondition: the stride is not below the family's.
  /// - Throws: when the text is none of the family's.
  func tokenization(of genotype: Genotype, stride: Int) throws(ArchitectureError) -> Tokenization?

  /// The same network at another image side and tokenization, with the same parameters; at the
  /// family's own the architecture itself. Nil where the parameters fit one size alone.
  ///
  /// - Throws: when the genotype has no architecture at the family's own side.
  func variant(
    of genotype: Genotype, imageSide: Int, tokenization: Tokenization
  ) throws(ArchitectureError) -> Architecture?
}

/// What families are without saying so: of one size alone.
extension Family {
  public var totalStride: Int { tokenStride }

  public func withTokenStride(_ stride: Int) -> Self? { nil }

  public func tokenization(
    of genotype: Genotype, stride: Int
  ) throws(ArchitectureError) -> Tokenization? {
    stride == tokenStride ? Tokenization(stride: stride) : nil
  }

  public func variant(
    of genotype: Genotype, imageSide: Int, tokenization: Tokenization
  ) throws(ArchitectureError) -> Architecture? {
    let own = try architecture(for: genotype)
    return imageSide == self.imageSide && tokenization == Tokenization(stride: tokenStride)
      ? own : nil
  }
}

/// The most tokens per side that plain grids have. With the ranges of genes, no count overflows.
private let largestGridSide = 256

/// Tokens per side, patches of an image without zeros around it.
///
/// - Throws: when no patch fits into the image, or too many do.
func plainGridSide(imageSide: Int, patchSide: Int, stride: Int) throws(ArchitectureError) -> Int {
  guard imageSide >= patchSide else {
    throw .gridVanishes(stage: 1, imageSide: imageSide, leastImageSide: patchSide)
  }
  let side = (imageSide - patchSide) / stride + 1
  guard side <= largestGridSide else { throw .gridTooLarge(side: side, most: largestGridSide) }
  return side
}

/// The families that space files and weights may name.
public let families: [any Family.Type] = [AsViTFamily.self, PlainViT.self, PiT.self]

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
  /// The layers from the image to the last tokens.
  public var trunk: [Layer]
  /// The layers from the last tokens to the features, on which metrics are taken.
  public var readout: [Layer]
  /// The layers from the last tokens to the logits.
  public var classifier: [Layer]

  public init(trunk: [Layer], readout: [Layer], classifier: [Layer]) {
    self.trunk = trunk
    self.readout = readout
    self.classifier = classifier
  }
}
