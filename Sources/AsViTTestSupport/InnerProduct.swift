/// ⟨a, b⟩ of two vectors of one length, summed in Double and in their order.
@specialized(where A == Double, B == Double)
@specialized(where A == Float, B == Float)
public func dot<A: BinaryFloatingPoint, B: BinaryFloatingPoint>(_ a: [A], _ b: [B]) -> Double {
  precondition(a.count == b.count, "vectors of \(a.count) and \(b.count) numbers")
  return zip(a, b).reduce(0) { $0 + Double($1.0) * Double($1.1) }
}
