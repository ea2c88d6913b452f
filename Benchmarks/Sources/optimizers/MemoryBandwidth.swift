import AsViTNumerics

/// GB/s to and from memory, for arrays far larger than the caches: the yardstick of the table.
struct MemoryBandwidth {
  let name: String
  let bytesPerSecond: Double

  /// A sum over an array, a triad a ← b + 3c, and a scaling in place; the traffic counted is what
  /// the program reads and writes.
  static func measure(threads: Int) -> [MemoryBandwidth] {
    let count = 1 << 26
    let (a, b, c) = (Memory(count), Memory(count), Memory(count))
    let workers = Workers(count: threads)
    let (piece, pieces) = (1 << 16, count >> 16)
    let sums = ResultSlots<Float>(count: pieces)
    let timings: [(String, Int, Double)] = [
      (
        "read", 1,
        fastest {
          workers.forEach(pieces) { index, _ in
            sums[index] = sum(b.base + index * piece, piece)
          }
        }
      ),
      (
        "triad", 3,
        fastest {
          workers.forEach(pieces) { index, _ in
            let start = index * piece
            triad(a.base + start, b.base + start, c.base + start, piece)
          }
        }
      ),
      (
        "scale in place", 2,
        fastest {
          workers.forEach(pieces) { index, _ in
            scale(a.base + index * piece, piece)
          }
        }
      ),
    ]
    return timings.map { name, arrays, seconds in
      MemoryBandwidth(name: name, bytesPerSecond: Double(4 * arrays * count) / seconds)
    }
  }
}

final class Memory: @unchecked Sendable {
  let base: UnsafeMutablePointer<Float>
  let count: Int

  /// Ones, so that every page is there.
  init(_ count: Int) {
    self.count = count
    base = .allocate(capacity: count)
    base.initialize(repeating: 1, count: count)
  }

  deinit { base.deallocate() }
}

/// The least of several runs, in seconds.
func fastest(_ body: () -> Void) -> Double {
  (0..<25).map { _ in ContinuousClock().measure(body) / .seconds(1) }.min()!
}

private func sum(_ values: UnsafePointer<Float>, _ count: Int) -> Float {
  var lanes = (SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>(), SIMD16<Float>())
  let raw = UnsafeRawPointer(values)
  for block in stride(from: 0, to: 4 * count, by: 256) {
    lanes.0 += raw.loadUnaligned(fromByteOffset: block, as: SIMD16<Float>.self)
    lanes.1 += raw.loadUnaligned(fromByteOffset: block + 64, as: SIMD16<Float>.self)
    lanes.2 += raw.loadUnaligned(fromByteOffset: block + 128, as: SIMD16<Float>.self)
    lanes.3 += raw.loadUnaligned(fromByteOffset: block + 192, as: SIMD16<Float>.self)
  }
  return (lanes.0 + lanes.1 + lanes.2 + lanes.3).sum()
}

private func triad(
  _ a: UnsafeMutablePointer<Float>, _ b: UnsafePointer<Float>, _ c: UnsafePointer<Float>,
  _ count: Int
) {
  for index in 0..<count { a[index] = b[index] + 3 * c[index] }
}

private func scale(_ values: UnsafeMutablePointer<Float>, _ count: Int) {
  for index in 0..<count { values[index] *= 0.999 }
}
