/// What started this process as one of several, as its environment tells.
public struct Launcher: Hashable, Sendable {
  public let rank: Int
  public let size: Int
  /// Ranks on this host; the most of any host where a launcher tells no more.
  public let localSize: Int
  /// Names of libraries, the likely ones first.
  public let libraries: [String]

  private static let openMPI = ["libmpi.so.40"]
  private static let mpich = ["libmpi.so.12", "libmpich.so.12", "libmpi_cray.so.12"]

  static let knownLibraries = openMPI + mpich

  /// The launcher of several ranks; nil for a process alone, such as that of a batch script.
  ///
  /// - Parameter environment: the value of a variable; nil where it is not set.
  /// - Throws: `RankError.noLauncher` for one of several tasks of Slurm that MPI cannot start by.
  public init?(environment: (String) -> String?) throws(RankError) {
    func number(_ name: String) -> Int? { environment(name).flatMap { Int($0) } }
    let tasks = number("SLURM_STEP_NUM_TASKS")
    let tasksOfHost = environment("SLURM_STEP_TASKS_PER_NODE").map(Self.mostTasks)
    let known: (rank: Int?, size: Int?, localSize: Int?, libraries: [String])
    if let size = number("OMPI_COMM_WORLD_SIZE") {
      known = (
        number("OMPI_COMM_WORLD_RANK"), size, number("OMPI_COMM_WORLD_LOCAL_SIZE"), Self.openMPI
      )
    } else if let rank = number("PMIX_RANK") {
      known = (rank, tasks, tasksOfHost, Self.openMPI + Self.mpich)
    } else if let rank = number("PMI_RANK") {
      known = (
        rank, number("PMI_SIZE") ?? tasks, number("MPI_LOCALNRANKS") ?? tasksOfHost,
        Self.mpich + Self.openMPI
      )
    } else {
      if let tasks, tasks > 1 { throw .noLauncher(taskCount: tasks) }
      return nil
    }
    guard let rank = known.rank, let size = known.size, size > 1 else { return nil }
    self.rank = rank
    self.size = size
    localSize = min(max(known.localSize ?? 1, 1), size)
    libraries = environment("ASVIT_MPI").map { [$0] } ?? known.libraries
  }

  /// The most tasks of a host, of a text such as `4(x2),3`; 1 when it cannot be read.
  private static func mostTasks(_ text: String) -> Int {
    text.split(separator: ",").compactMap { Int($0.prefix { $0 != "(" }) }.max() ?? 1
  }
}
