/// What can go wrong between the ranks of a job.
public enum RankError: Error, Hashable, Sendable {
  /// Tasks of one srun step that know nothing of each other.
  case noLauncher(taskCount: Int)
  /// No MPI library could be opened: the names tried, and what the loader said of each.
  case noLibrary([String], reasons: [String])
  case cannotStart(library: String)
  /// An MPI that is not the launcher's.
  case otherSize(library: String, found: Int, launched: Int)
  /// The library failed at this.
  case failed(String)
  /// A rank that has other programs, settings or data.
  case differs(RankName, what: Hello.Difference)
  /// What a rank could not do, in its own words.
  case rank(RankName, String)
  /// Ranks that did not report, in seconds.
  case missing([Int], seconds: Double)
  /// A rank that has a unit for longer than it may take, in seconds.
  case silent(RankName, seconds: Double)
  /// To a worker in the middle of its work: the first rank has ended the job.
  case stopped
}

/// A rank and the host it runs on.
public struct RankName: Hashable, Sendable, CustomStringConvertible {
  public let rank: Int
  public let host: String

  public init(rank: Int, host: String) {
    self.rank = rank
    self.host = host
  }

  public var description: String { "rank \(rank) on \(host)" }
}

extension RankError {
  /// Whether ranks cannot be told to end any more.
  public var isLoss: Bool {
    switch self {
    case .missing, .silent, .failed: true
    default: false
    }
  }
}

extension RankError: CustomStringConvertible {
  public var description: String {
    switch self {
    case .noLauncher(let count):
      """
      \(count) tasks of a Slurm step, without what MPI starts by; use srun --mpi=pmix (Open MPI) or \
      --mpi=pmi2 (MPICH), or say --mpi off for \(count) runs that know nothing of each other
      """
    case .noLibrary(let names, let reasons):
      "a launcher started this program for MPI, but no MPI library opens; name one in ASVIT_MPI, or "
        + "say --mpi off; tried:\n"
        + zip(names, reasons).map { "  \($0): \($1)" }.joined(separator: "\n")
    case .cannotStart(let library): "\(library): MPI does not start"
    case .otherSize(let library, let found, let launched):
      """
      the launcher started \(launched) processes, but \(library) sees \(found): it is another MPI than \
      the launcher's; name the launcher's library in ASVIT_MPI
      """
    case .failed(let what): "MPI failed to \(what)"
    case .differs(let name, let what): "\(name) has \(what); all ranks need the same"
    case .rank(let name, let reason): "\(name): \(reason)"
    case .missing(let ranks, let seconds):
      """
      \(ranks.count == 1 ? "rank" : "ranks") \(ranks.map(String.init).joined(separator: ", ")) did \
      not report within \(Int(seconds)) s; give more time with --rank-deadline
      """
    case .silent(let name, let seconds):
      """
      \(name) has not answered for \(Int(seconds)) s; the job ends. Give more time with \
      --rank-deadline
      """
    case .stopped: "the first rank has ended the job"
    }
  }
}
