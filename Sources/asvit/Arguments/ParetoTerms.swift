import ArgumentParser
import AsViTProxies
import AsViTSearch

/// Two or three quantities between which a Pareto search finds the best trades.
struct ParetoTerms {
  let quantities: [any Quantity.Type]

  /// - Throws: at a word that is no quantity's, at one that is there twice, and at other numbers of them.
  init(argument: String) throws(ValidationError) {
    let words = argument.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    quantities = try words.map { word throws(ValidationError) in
      guard let quantity = Self.possible.first(where: { $0.word == word }) else {
        throw ValidationError(
          "nothing to trade is called '\(word)'; possible: \(Self.words)")
      }
      return quantity
    }
    guard (2...3).contains(words.count), Set(words).count == words.count else {
      throw ValidationError("two or three different quantities make a front, such as length,macs")
    }
  }

  var proxies: [any Proxy.Type] { quantities.compactMap { $0 as? any Proxy.Type } }

  private static let possible: [any Quantity.Type] =
    AsViTProxies.proxies.filter { $0.direction != nil } + [Latency.self]

  static let words = possible.map { $0.word }.joined(separator: ", ")
}
