import AsViTNumerics

/// Tensors that lie one after the other, cut into pieces for threads to share.
///
/// The cuts depend on the sizes of the tensors alone, so that sums over pieces are the same at any
/// number of threads.
struct Partition: Hashable, Sendable {
  struct Piece: Hashable, Sendable {
    let tensor: Int
    /// The place of its first element in the tensor.
    let start: Int
    let count: Int
  }

  /// 2¹⁴ elements: four arrays of them in Float are 256 KB, which a second-level cache holds.
  static let pieceLength = 1 << 14

  let counts: [Int]
  /// The place of each tensor in the concatenation of all.
  let offsets: [Int]
  let totalCount: Int
  let pieces: [Piece]

  init(counts: [Int]) {
    self.counts = counts
    var (offsets, total) = ([Int](), 0)
    var pieces: [Piece] = []
    for (tensor, count) in counts.enumerated() {
      offsets.append(total)
      total += count
      for start in stride(from: 0, to: count, by: Self.pieceLength) {
        pieces.append(
          Piece(tensor: tensor, start: start, count: min(Self.pieceLength, count - start)))
      }
    }
    (self.offsets, totalCount, self.pieces) = (offsets, total, pieces)
  }

  /// The place of a piece's first element in the concatenation of all tensors.
  func offset(of piece: Piece) -> Int { offsets[piece.tensor] + piece.start }

  /// One value for each piece, in order, computed in parallel.
  func map<Value: Sendable>(_ workers: Workers, _ value: @Sendable (Piece) -> Value) -> [Value] {
    let slots = ResultSlots<Value>(count: pieces.count)
    workers.forEach(pieces.count) { index, _ in slots[index] = value(pieces[index]) }
    return slots.values
  }

  func forEach(_ workers: Workers, _ body: @Sendable (Piece) -> Void) {
    workers.forEach(pieces.count) { index, _ in body(pieces[index]) }
  }
}
