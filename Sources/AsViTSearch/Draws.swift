import AsViTArchitecture
import AsViTNumerics

/// What a controller proposes for one step, one after the other, as far as it keeps the limits of size.
struct Draws {
  struct Draw {
    let selection: [Int]
    let architecture: Architecture
  }

  /// Counts from 1.
  private let step: Int
  private let space: SearchSpace
  private let limits: SearchLimits
  private var rng: SplitMix64
  /// The controller after what it proposed so far.
  private(set) var controller: any Controller
  private var drawCount = 0

  /// - Parameters:
  ///   - seed: the root of the search.
  ///   - controller: before proposing.
  init(
    step: Int, seed: Seed, controller: any Controller, space: SearchSpace, limits: SearchLimits
  ) {
    self.step = step
    self.space = space
    self.limits = limits
    self.controller = controller
    rng = SplitMix64(seed: seed.derived("controller").derived("step \(step)"))
  }

  /// How many draws there were before the last one.
  var redrawCount: Int { drawCount - 1 }

  /// The next draw that keeps the limits of size.
  ///
  /// - Throws: `SearchError.tooManyRedraws`.
  mutating func next() throws(SearchError) -> Draw {
    while drawCount < Search.maxProposalCount {
      let selection = controller.propose(using: &rng)
      let architecture = space.architecture(for: selection)
      drawCount += 1
      guard limits.admit(architecture) else { continue }
      return Draw(selection: selection, architecture: architecture)
    }
    throw tooMany
  }

  /// That a step gave up after so many draws.
  var tooMany: SearchError {
    .tooManyRedraws(
      limits, step: step, proposalCount: drawCount, smallest: SmallestCounts(of: space))
  }
}
