import AsViTRanks
import AsViTTestSupport
import Glibc
import Synchronization
import Testing

@Suite struct CrewTests {
  /// The square of a byte, and by whom.
  @Sendable private static func square(_ unit: [UInt8], rank: Int) -> [UInt8] {
    [unit[0] &* unit[0], UInt8(rank)]
  }

  @Test(arguments: [2, 3, 7])
  func `results come by their numbers, whoever computes them and in whatever order`(
    size: Int
  ) throws {
    let results = try ThreadJob(size: size).run { transport in
      let rank = transport.rank
      try transport.follow(as: .test(host: "n\(rank)")) { unit, _ in
        // Later ranks are slower.
        usleep(UInt32(rank * 300))
        return Self.square(unit, rank: rank)
      }
    } first: { transport in
      let crew = try Crew(transport, as: .test(), deadline: 30) { unit, _ in
        usleep(200)
        return Self.square(unit, rank: 0)
      }
      let numbers = try (0..<200).map { try crew.submit([UInt8($0)], cost: 1) }
      return try numbers.reversed().map { try crew.result(of: $0) }
    }
    #expect(results.map { $0[0] } == (0..<200).reversed().map { UInt8($0) &* UInt8($0) })
    #expect(Set(results.map { Int($0[1]) }) == Set(0..<size))
  }

  @Test func `a worker has two units at most and the first rank no more`() throws {
    let most = Mutex(0)
    let begun = Mutex([Int: Int]())
    _ = try ThreadJob(size: 2).run { transport in
      try transport.follow(as: .test()) { unit, _ in
        usleep(20_000)
        return unit
      }
    } first: { transport in
      let crew = try Crew(transport, as: .test(), deadline: 30) { unit, _ in
        begun.withLock { $0[Int(unit[0]), default: 0] += 1 }
        return unit
      }
      let numbers = try (0..<40).map { try crew.submit([UInt8($0)], cost: 1) }
      for number in numbers { _ = try crew.result(of: number) }
      most.withLock { $0 = begun.withLock { $0.count } }
    }
    // The worker takes its two, and some more of 20 ms; the first rank, which is quick, all others.
    #expect(most.withLock { $0 } >= 34)
  }

  @Test(arguments: [2, 3])
  func `what units report comes in order and before their results`(size: Int) throws {
    @Sendable func count(_ unit: [UInt8], _ first: FirstRank) -> [UInt8] {
      for step in 0..<unit[0] { first.report([step]) }
      return unit
    }
    try ThreadJob(size: size).run { transport in
      try transport.follow(as: .test()) { count($0, $1) }
    } first: { transport in
      let crew = try Crew(transport, as: .test(), deadline: 30) { count($0, $1) }
      let lengths: [UInt8] = [9, 0, 40, 3, 200, 1, 77]
      let numbers = try lengths.map { try crew.submit([$0], cost: 1) }
      var reported = Array(repeating: [UInt8](), count: lengths.count)
      var results: [Int: [UInt8]] = [:]
      while results.count < lengths.count {
        switch try #require(try crew.next(within: .seconds(30))) {
        case .report(let number, let bytes):
          #expect(results[number] == nil)
          reported[number] += bytes
        case .result(let number, let bytes): results[number] = bytes
        }
      }
      for (number, length) in zip(numbers, lengths) {
        #expect(reported[number] == Array(0..<length) && results[number] == [length])
      }
      // Who asks for a result alone passes reports over.
      #expect(try crew.result(of: crew.submit([5], cost: 1)) == [5])
    }
  }

  @Test func `paused units report how far they are and end`() throws {
    @Sendable func wait(_ unit: [UInt8], _ first: FirstRank) -> [UInt8] {
      first.report([0])
      var waits = 0
      while !first.pauses(), waits < 10_000 {
        usleep(1000)
        waits += 1
      }
      first.report([1])
      return [waits < 10_000 ? 1 : 0]
    }
    try ThreadJob(size: 3).run { transport in
      try transport.follow(as: .test()) { wait($0, $1) }
    } first: { transport in
      let crew = try Crew(transport, as: .test(), deadline: 30) { wait($0, $1) }
      let numbers = try (0..<3).map { _ in try crew.submit([], cost: 1) }
      var news: [Crew.News] = []
      for _ in numbers { news.append(try #require(try crew.next(within: .seconds(30)))) }
      #expect(Set(news) == Set(numbers.map { .report($0, [0]) }))
      #expect(try crew.next(within: .milliseconds(50)) == nil)
      try crew.pause()
      news = []
      for _ in 0..<6 { news.append(try #require(try crew.next(within: .seconds(30)))) }
      #expect(
        Set(news) == Set(numbers.flatMap { [.report($0, [1]), .result($0, [1])] }))
    }
  }

  @Test func `workers that are dismissed in the middle of a unit are waited for`() throws {
    let left = Mutex(0)
    try ThreadJob(size: 3).run { transport in
      let worker = Worker(transport)
      while try worker.next() != nil {
        try worker.serve(as: .test()) { unit, first in
          for _ in 0..<100 {
            first.report(unit)
            usleep(1000)
          }
          return unit
        }
      }
      usleep(100_000)
      left.withLock { $0 += 1 }
      try worker.leave()
    } first: { transport in
      let crew = try Crew(transport, as: .test(), deadline: 30) { unit, _ in unit }
      for _ in 0..<6 { _ = try crew.submit([1], cost: 1) }
      _ = try crew.next(within: .seconds(30))
      try transport.dismissWorkers()
      #expect(left.withLock { $0 } == 2)
    }
  }

  @Test func `one kind of work follows another`() throws {
    let served = Mutex([[UInt8]]())
    let results = try ThreadJob(size: 2).run { transport in
      let worker = Worker(transport)
      while let work = try worker.next() {
        served.withLock { $0.append(work) }
        try worker.serve(as: .test(settings: "\(work)")) { unit, _ in [unit[0] + work[0]] }
      }
    } first: { transport in
      try [UInt8(10), 20].map { work in
        let crew = try Crew(
          transport, for: [work], as: .test(settings: "\([work])"), deadline: 30
        ) { unit, _ in [unit[0] + work] }
        let numbers = try (0..<9).map { try crew.submit([$0], cost: 1) }
        let results = try numbers.map { try crew.result(of: $0)[0] }
        try crew.finish()
        return results
      }
    }
    #expect(results == [Array(10..<19), Array(20..<29)])
    #expect(served.withLock { $0 } == [[10], [20]])
  }

  @Test(arguments: [
    (Hello.test(version: "2"), "asvit 2, the first rank has 1"),
    (.test(settings: "x"), "another search space or other settings than the first rank"),
    (.test(images: nil), "other images than the first rank"),
    (
      .test(selfTest: "x"),
      "another processor or mathematics library, which rounds otherwise than the first rank's"
    ),
  ])
  func `a rank that is not like the first is refused by name`(
    hello: Hello, reason: String
  ) throws {
    let hello = Hello(
      host: "n7", version: hello.version, settings: hello.settings, images: hello.images,
      selfTest: hello.selfTest)
    let error = #expect(throws: RankError.self) {
      _ = try ThreadJob(size: 3).run { transport in
        try transport.follow(as: transport.rank == 2 ? hello : .test()) { unit, _ in unit }
      } first: {
        try Crew($0, as: .test(), deadline: 30) { unit, _ in unit }
      }
    }
    #expect(
      error.map { "\($0)" } == "rank 2 on n7 has \(reason); all ranks need the same")
  }

  @Test func `a rank that cannot do its part says why`() throws {
    let error = #expect(throws: RankError.self) {
      _ = try ThreadJob(size: 2).run { transport in
        try Worker(transport).report("/data: cannot be read", on: "n1")
      } first: {
        try Crew($0, as: .test(), deadline: 30) { unit, _ in unit }
      }
    }
    #expect(error == .rank(RankName(rank: 1, host: "n1"), "/data: cannot be read"))
  }

  @Test func `a unit that fails is told with the rank`() throws {
    struct Odd: Error, CustomStringConvertible { let description = "odd" }
    for failing in 0...1 {
      let error = #expect(throws: RankError.self) {
        try ThreadJob(size: 2).run { transport in
          try transport.follow(as: .test(host: "n1")) { unit, _ in
            if failing == 1 { throw Odd() }
            return unit
          }
        } first: { transport in
          let crew = try Crew(transport, as: .test(), deadline: 30) { unit, _ in
            if failing == 0 { throw Odd() }
            return unit
          }
          for number in try (0..<8).map({ try crew.submit([$0], cost: 1) }) {
            _ = try crew.result(of: number)
          }
        }
      }
      #expect(error == .rank(RankName(rank: failing, host: "n\(failing)"), "odd"))
    }
  }

  @Test func `a rank that does not report is missed`() throws {
    let error = #expect(throws: RankError.self) {
      _ = try ThreadJob(size: 3).run { transport in
        if transport.rank == 1 { try transport.follow(as: .test()) { unit, _ in unit } }
      } first: {
        try Crew($0, as: .test(), deadline: 0.1) { unit, _ in unit }
      }
    }
    #expect(error == .missing([2], seconds: 0.1))
    #expect(error?.isLoss == true)
  }

  @Test func `a rank that does not answer is given up after its time`() throws {
    let start = ContinuousClock.now
    let error = #expect(throws: RankError.self) {
      _ = try ThreadJob(size: 3).run { transport in
        let rank = transport.rank
        try transport.follow(as: .test(host: "n\(rank)")) { unit, _ in
          if rank == 2 { usleep(3_000_000) }
          return unit
        }
      } first: { transport in
        let crew = try Crew(transport, as: .test(), deadline: 0.3) { unit, _ in unit }
        for number in try (0..<30).map({ try crew.submit([$0], cost: 1) }) {
          _ = try crew.result(of: number)
        }
      }
    }
    guard case .silent(let name, let seconds) = error else {
      Issue.record("\(String(describing: error))")
      return
    }
    #expect(name == RankName(rank: 2, host: "n2") && (0.3..<2).contains(seconds))
    #expect(start.duration(to: .now) < .seconds(10))
  }

  @Test(.disabled(if: isUnderSanitizer, "a sanitizer takes time of its own"))
  func `waiting takes next to no processor time`() throws {
    let seconds = Mutex(0.0)
    _ = try ThreadJob(size: 2).run { transport in
      let start = threadSeconds()
      try transport.follow(as: .test()) { unit, _ in unit }
      seconds.withLock { $0 = threadSeconds() - start }
    } first: { transport in
      _ = try Crew(transport, as: .test(), deadline: 30) { unit, _ in unit }
      usleep(1_000_000)
    }
    #expect(seconds.withLock { $0 } < 0.02)
  }
}

/// The processor time of this thread.
private func threadSeconds() -> Double {
  var time = timespec()
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
  return Double(time.tv_sec) + 1e-9 * Double(time.tv_nsec)
}
