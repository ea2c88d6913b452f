import AsViTRanks
import Glibc
import Synchronization
import Testing

@Suite struct RingTests {
  /// What a rank adds to a piece: text, of which the order can be seen.
  @Sendable private static func add(
    _ rank: Int, _ unit: [UInt8]
  ) -> (_ piece: Int, _ before: [UInt8]?) -> [UInt8] {
    { piece, before in (before ?? unit) + [UInt8(rank), UInt8(piece)] }
  }

  @Test(arguments: [2, 3, 5])
  func `every rank has the sum in the order of the ranks, piece by piece`(size: Int) throws {
    let sums = Mutex([Int: [[UInt8]]]())
    let units: [[UInt8]] = [[100], [101], [102]]
    let pieceCount = 7
    @Sendable func sum(_ unit: [UInt8], _ ring: Ring) throws {
      // Whoever is late.
      usleep(UInt32.random(in: 0..<3000))
      try ring.sum(pieceCount: pieceCount, adding: Self.add(ring.rank, unit)) { piece, sum in
        let rank = ring.rank
        sums.withLock { $0[rank, default: []].append([UInt8(piece)] + sum) }
      }
    }
    try ThreadJob(size: size).run { transport in
      let worker = Worker(transport)
      while try worker.next() != nil { try worker.join(as: .test(), computing: sum) }
    } first: { transport in
      let ring = try Ring(transport, as: .test(), deadline: 30)
      for unit in units {
        try ring.begin(unit)
        try sum(unit, ring)
      }
      try ring.finish()
    }
    let expected = units.flatMap { unit in
      (0..<UInt8(pieceCount)).map { piece in
        [piece] + unit + (0..<UInt8(size)).flatMap { [$0, piece] }
      }
    }
    #expect(
      sums.withLock { $0 } == Dictionary(uniqueKeysWithValues: (0..<size).map { ($0, expected) }))
  }

  @Test func `other work may follow, also in another way`() throws {
    let results = try ThreadJob(size: 3).run { transport in
      let worker = Worker(transport)
      while let work = try worker.next() {
        if work == [1] {
          try worker.join(as: .test()) { unit, ring in
            try ring.sum(pieceCount: 1, adding: Self.add(ring.rank, unit)) { _, _ in }
          }
        } else {
          try worker.serve(as: .test()) { unit, _ in unit + work }
        }
      }
    } first: { transport in
      try (UInt8(0)..<20).map { turn in
        let ring = try Ring(transport, for: [1], as: .test(), deadline: 30)
        var sum: [UInt8] = []
        try ring.begin([turn])
        try ring.sum(pieceCount: 1, adding: Self.add(0, [turn])) { sum = $1 }
        try ring.finish()
        let crew = try Crew(transport, for: [2], as: .test(), deadline: 30) { unit, _ in unit + [2]
        }
        let result = try crew.result(of: crew.submit([turn], cost: 1))
        try crew.finish()
        return sum + result
      }
    }
    #expect(results == (UInt8(0)..<20).map { [$0, 0, 0, 1, 0, 2, 0, $0, 2] })
  }

  @Test(arguments: [1, 2])
  func `a rank that fails in the middle ends the job with its reason`(failing: Int) throws {
    struct Odd: Error, CustomStringConvertible { let description = "odd" }
    let error = #expect(throws: RankError.self) {
      try ThreadJob(size: 3).run { transport in
        let worker = Worker(transport)
        do {
          while try worker.next() != nil {
            try worker.join(as: .test(host: "n\(transport.rank)")) { unit, ring in
              for turn in 0..<9 {
                if ring.rank == failing && turn == 4 { throw Odd() }
                try ring.sum(pieceCount: 3, adding: Self.add(ring.rank, unit)) { _, _ in }
              }
            }
          }
        } catch is Odd {
          try worker.report("odd", on: "n\(transport.rank)")
        }
        try worker.leave()
      } first: { transport in
        do {
          let ring = try Ring(transport, as: .test(), deadline: 30)
          try ring.begin([1])
          for _ in 0..<9 {
            try ring.sum(pieceCount: 3, adding: Self.add(0, [1])) { _, _ in }
          }
        } catch {
          try transport.dismissWorkers()
          throw error
        }
      }
    }
    #expect(error == .rank(RankName(rank: failing, host: "n\(failing)"), "odd"))
  }

  @Test func `workers in the middle of a sum leave when the job is over`() throws {
    let left = Mutex(0)
    try ThreadJob(size: 4).run { transport in
      let worker = Worker(transport)
      while try worker.next() != nil {
        try worker.join(as: .test()) { unit, ring in
          while true { try ring.sum(pieceCount: 3, adding: Self.add(ring.rank, unit)) { _, _ in } }
        }
      }
      left.withLock { $0 += 1 }
      try worker.leave()
    } first: { transport in
      let ring = try Ring(transport, as: .test(), deadline: 30)
      try ring.begin([1])
      try ring.sum(pieceCount: 3, adding: Self.add(0, [1])) { _, _ in }
      try transport.dismissWorkers()
      #expect(left.withLock { $0 } == 3)
    }
  }

  @Test(arguments: [1, 2])
  func `a rank that does not come to its part is given up by name`(hanging: Int) throws {
    let error = #expect(throws: RankError.self) {
      try ThreadJob(size: 3).run { transport in
        let worker = Worker(transport)
        while try worker.next() != nil {
          try worker.join(as: .test(host: "n\(transport.rank)")) { unit, ring in
            for turn in 0..<9 {
              if ring.rank == hanging && turn == 4 { usleep(1_500_000) }
              try ring.sum(pieceCount: 3, adding: Self.add(ring.rank, unit)) { _, _ in }
            }
          }
        }
      } first: { transport in
        let ring = try Ring(transport, as: .test(), deadline: 0.3)
        try ring.begin([1])
        for _ in 0..<9 { try ring.sum(pieceCount: 3, adding: Self.add(0, [1])) { _, _ in } }
      }
    }
    guard case .silent(let name, let seconds) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(
      name == RankName(rank: hanging, host: "n\(hanging)") && (0.3..<1.5).contains(seconds))
  }

  @Test func `a rank that is not like the first is refused`() throws {
    let error = #expect(throws: RankError.self) {
      _ = try ThreadJob(size: 2).run { transport in
        let worker = Worker(transport)
        while try worker.next() != nil {
          try worker.join(as: .test(host: "n1", images: nil)) { _, _ in }
        }
      } first: {
        try Ring($0, as: .test(), deadline: 30)
      }
    }
    #expect(error == .differs(RankName(rank: 1, host: "n1"), what: .images))
  }
}
