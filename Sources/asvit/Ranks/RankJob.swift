import AsViTRanks
import AsViTReport
import Glibc

/// What this process is of a job: the first of its ranks, which has folder, terminal and result; a
/// worker, which computes what the first hands out; or alone.
final class RankJob {
  static var alone: RankJob { RankJob() }

  /// Nil for a process alone.
  let mpi: MPI?
  /// Seconds.
  let deadline: Double

  private init() {
    mpi = nil
    deadline = .infinity
  }

  init(_ mpi: MPI, deadline: Double) {
    self.mpi = mpi
    self.deadline = deadline
    guard isWorker else { return }
    saysNotices.store(false, ordering: .relaxed)
    // A launcher sends signals to all; what follows from them the first rank says.
    for number in [SIGINT, SIGTERM] { signal(number, SIG_IGN) }
  }

  var isAlone: Bool { mpi == nil }

  var isWorker: Bool { (mpi?.rank ?? 0) > 0 }

  /// Runs a command as its part of the job, and ends that in order.
  ///
  /// - Throws: what `body` throws; a worker tells the first rank instead.
  func run(_ body: (RankJob) throws -> Void) throws {
    do {
      try body(self)
    } catch let error as RankError where error.isLoss {
      notice("Error: \(error)")
      mpi?.abort(error.exitStatus.rawValue)
      _exit(error.exitStatus.rawValue)
    } catch {
      guard let mpi, isWorker else {
        end()
        throw error
      }
      try Worker(mpi).report("\(error)", on: RunOwner.current.host)
    }
    end()
  }

  /// Does what the first rank asks for, to the end of the job.
  ///
  /// - Parameter score: does its part of scoring, of commands that score.
  func follow(scoring score: (Worker) throws -> Void = { _ in }) throws {
    guard let mpi else { preconditionFailure("a process alone follows none") }
    let worker = Worker(mpi)
    while let work = try worker.next() {
      if let training = TrainingWork(work) {
        try training.serve(worker)
      } else {
        try score(worker)
      }
    }
  }

  /// The ranks, begun with some work.
  ///
  /// - Parameters:
  ///   - work: what workers are told of it.
  ///   - interruption: looked for while results are waited for.
  /// - Returns: nil for a process alone.
  func crew(
    for work: [UInt8] = [], as hello: Hello, _ interruption: Interruption? = nil,
    computing compute: @escaping UnitComputation
  ) throws -> Crew? {
    guard let mpi else { return nil }
    let crew = try Crew(
      mpi, for: work, as: hello, deadline: deadline,
      whileWaiting: { interruption?.leaveIfRequested() }, computing: compute)
    tellSize(hostCount: crew.hostCount)
    return crew
  }

  /// The ranks in a circle, begun with some work; nil for a process alone.
  ///
  /// - Parameter work: what workers are told of it.
  func ring(for work: [UInt8], as hello: Hello) throws -> Ring? {
    guard let mpi else { return nil }
    let ring = try Ring(mpi, for: work, as: hello, deadline: deadline)
    tellSize(hostCount: ring.hostCount)
    return ring
  }

  private func tellSize(hostCount: Int) {
    notice("\(mpi?.size ?? 1) ranks on \(hostCount) \(hostCount == 1 ? "host" : "hosts")")
  }

  /// Ends MPI in this process; the first rank tells the others to do so. That waits for all ranks, and
  /// would do so for ever when one is gone: after half a minute the process is ended.
  func end() {
    guard let mpi else { return }
    alarm(30)
    if isWorker {
      try? Worker(mpi).leave()
    } else {
      try? mpi.dismissWorkers()
    }
    mpi.finish()
    alarm(0)
  }
}

extension RankError: ExitingError {
  var exitStatus: ExitStatus {
    switch self {
    case .noLauncher: .usage
    case .differs: .badData
    case .noLibrary, .cannotStart, .otherSize, .failed, .rank, .missing, .silent, .stopped:
      .inputOutput
    }
  }
}
