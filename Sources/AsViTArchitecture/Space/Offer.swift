/// What a space file offers of one family: genes that stay as they are, and choices.
///
/// A *selection* holds the index of one option for each of `choices`, in order.
public struct Offer<F: Family>: Sendable {
  public let family: F
  /// The choices with more than one option.
  public let choices: [Choice]
  /// The genes with the first option of every choice; they hold all that is not chosen.
  private let base: F.G
  /// The places of the choices' values in genes.
  private let places: [WritableKeyPath<F.G, Int> & Sendable]

  /// - Parameter base: holds the first option of each choice.
  /// - Precondition: no choice is empty.
  public init(
    family: F, base: F.G, choices: [(choice: Choice, place: WritableKeyPath<F.G, Int> & Sendable)]
  ) {
    self.family = family
    var base = base
    for (choice, place) in choices { base[keyPath: place] = choice.options[0] }
    self.base = base
    let open = choices.filter { $0.choice.options.count > 1 }
    self.choices = open.map(\.choice)
    places = open.map(\.place)
  }
}

/// A choice, and where genes hold its value.
func placed<G: Genes>(
  _ name: String, _ options: [Int], at place: WritableKeyPath<G, Int> & Sendable,
  effect: Choice.Effect = .grows, scope: Choice.Scope = .network,
  label: @escaping @Sendable (Int) -> String = { "\($0)" }
) -> (choice: Choice, place: WritableKeyPath<G, Int> & Sendable) {
  (Choice(name, options: options, effect: effect, scope: scope, label: label), place)
}

/// An offer of any family.
protocol SpaceOffer: Sendable {
  associatedtype F: Family
  var family: F { get }
  var choices: [Choice] { get }

  /// - Precondition: `selection` is one of this offer.
  func genotype(for selection: [Int]) -> Genotype

  /// The selection that gives a genotype.
  ///
  /// - Parameter space: its name, for messages.
  /// - Throws: when it is not offered, naming the value at fault.
  func selection(of genotype: Genotype, in space: String) throws(ArchitectureError) -> [Int]
}

extension Offer: SpaceOffer {
  func genotype(for selection: [Int]) -> Genotype {
    precondition(
      selection.count == choices.count,
      "\(selection.count) indices for \(choices.count) choices")
    var genes = base
    for (index, option) in selection.enumerated() {
      genes[keyPath: places[index]] = choices[index].options[option]
    }
    return Genotype(genes)
  }

  func selection(of genotype: Genotype, in space: String) throws(ArchitectureError) -> [Int] {
    let genes = try F.G(genotype.description).completed(by: base)
    var selection: [Int] = []
    for (choice, place) in zip(choices, places) {
      let value = genes[keyPath: place]
      guard let index = choice.options.firstIndex(of: value) else {
        throw .notAnOption(
          space: space, choice: choice.name, found: choice.label(value), options: choice.labels)
      }
      selection.append(index)
    }
    let nearest = self.genotype(for: selection)
    guard nearest == Genotype(genes) else {
      throw .notInSpace(space: space, found: genotype, nearest: nearest)
    }
    return selection
  }
}
