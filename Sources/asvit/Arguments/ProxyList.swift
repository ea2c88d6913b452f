import ArgumentParser
import AsViTProxies

/// Proxies by their words, joined by commas on the command line.
struct ProxyList: CustomStringConvertible {
  let proxies: [any Proxy.Type]

  init(_ proxies: [any Proxy.Type]) { self.proxies = proxies }

  /// - Throws: at a word that is no proxy's, or comes twice.
  init(argument: String) throws(ValidationError) {
    var proxies: [any Proxy.Type] = []
    for word in argument.split(separator: ",", omittingEmptySubsequences: false) {
      guard let proxy = AsViTProxies.proxies.first(where: { $0.word == word }) else {
        throw ValidationError("no metric is called '\(word)'; possible: \(Self.words)")
      }
      guard !proxies.contains(where: { $0 == proxy }) else {
        throw ValidationError("'\(word)' is there twice")
      }
      proxies.append(proxy)
    }
    self.proxies = proxies
  }

  /// The length distortion and the condition number, as in the paper.
  static let paper = ProxyList([LengthDistortion.self, ConditionNumber.self])

  /// The closed forms, which need no network.
  static let closedForms = ProxyList(AsViTProxies.proxies.filter { $0 is any ClosedFormProxy.Type })

  /// The words of all there are.
  static let words = AsViTProxies.proxies.map { $0.word }.joined(separator: ", ")

  /// The words of those that images are needed for.
  static let wordsOfImages = AsViTProxies.proxies.filter { $0.needs.contains(.images) }
    .map { $0.word }.joined(separator: ", ")

  /// The words of all with what they measure.
  static let explanation = AsViTProxies.proxies.map { proxy in
    let direction = proxy.direction.map { ", \($0.rawValue) is better" } ?? ""
    return "\(proxy.word) (\(proxy.title)\(direction))"
  }.joined(separator: ", ")

  var description: String { proxies.map { $0.word }.joined(separator: ",") }

  var metrics: [Metric] { proxies.map { $0.metric } }
}
