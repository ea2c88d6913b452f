import ArgumentParser
import AsViTRanks

/// How a command works as one of the ranks of an MPI job.
struct RankOptions: ParsableArguments {
  /// Whether MPI is used.
  enum Use: String, ExpressibleByArgument, CaseIterable {
    case auto, off
  }

  @Option(
    help: ArgumentHelp(
      """
      Whether to share the work with the other processes that mpirun or srun started: 'auto', or 'off' \
      for runs that know nothing of each other. The results do not depend on it. The MPI library is the \
      launcher's; ASVIT_MPI names another.
      """, valueName: "auto|off"))
  var mpi = Use.auto

  @Option(
    help: ArgumentHelp(
      """
      How long a process of such a job may take to report, and one of its units beyond ten times what \
      is expected, such as 90s or 10min, before the job is ended. (default: 5min)
      """, valueName: "time"))
  var rankDeadline: TrainingTime?

  /// Runs a command as a process alone, or as one of the ranks.
  ///
  /// - Throws: what `body` throws; of a worker nothing, since the first rank tells of it.
  func run(_ body: (RankJob) throws -> Void) throws {
    guard mpi == .auto, let launcher = try Launcher(environment: environmentValue) else {
      return try body(.alone)
    }
    let deadline = rankDeadline?.seconds ?? 300
    try RankJob(MPI(startedBy: launcher, deadline: deadline), deadline: deadline).run(body)
  }
}
