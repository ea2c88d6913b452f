/// A 64-bit seed from which further seeds are split by name.
///
/// Every random quantity of a run has a name, such as `repeat/2/length/weights`, and draws from
/// `root.derived("repeat/2")…`. Its values therefore do not depend on the order of evaluation,
/// on the number of threads or on what else is drawn.
public struct Seed: Hashable, Sendable {
  public let value: UInt64

  public init(_ value: UInt64) { self.value = value }

  /// The seed named `name` under this one: FNV-1a over the UTF-8 bytes, started from the mixed
  /// parent and mixed again, so that neighbouring names and neighbouring parents are unrelated.
  public func derived(_ name: String) -> Seed {
    var hash = SplitMix64.mix(value &+ 0x9E37_79B9_7F4A_7C15) ^ 0xCBF2_9CE4_8422_2325
    for byte in name.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Seed(SplitMix64.mix(hash))
  }

  /// The seed of element `index` of a numbered family.
  public func derived(_ index: Int) -> Seed { derived(String(index)) }
}
