/// The order of rows by some value, best last: equal values share a level, and rows without a value
/// share the lowest.
public struct Ordering: Hashable, Sendable {
  /// Levels from 0, without gaps.
  public let levels: [Int32]

  /// - Parameter higherIsBetter: false when less is better.
  /// - Precondition: no value is a NaN.
  public init(_ values: [Double?], higherIsBetter: Bool = true) {
    let signed = values.map { value in value.map { higherIsBetter ? $0 : -$0 } }
    var levelOfValue: [Double: Int32] = [:]
    for value in signed.compactMap(\.self).sorted() where levelOfValue[value] == nil {
      precondition(!value.isNaN, "a NaN among values")
      levelOfValue[value] = Int32(levelOfValue.count)
    }
    let lowest: Int32 = values.contains(nil) ? 1 : 0
    levels = signed.map { value in
      value.flatMap { levelOfValue[$0] }.map { $0 + lowest } ?? 0
    }
  }

  public var rowCount: Int { levels.count }
}
