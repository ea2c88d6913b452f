import AsViTReport

/// A run under way in this process: how it may be interrupted, and what is said about resuming it.
struct RunSession {
  let interruption: Interruption
  private let begunBy: Versions
  private let toResume: String

  /// - Parameters:
  ///   - versions: what started the run.
  ///   - job: whose first rank has it.
  init(begunBy versions: Versions, in job: RankJob) {
    begunBy = versions
    toResume = "to resume, run the same command again:\n  \(Self.resumingCommand)"
    interruption = Interruption(message: "interrupted; \(toResume)", in: job)
  }

  /// Tells where the journal left off.
  ///
  /// - Parameters:
  ///   - progress: what the journal held, such as `step 3 of 500`; nil when it was empty.
  func tell<Entry>(of journal: borrowing RunJournal<Entry>, resumedAfter progress: String?) {
    if let line = journal.droppedLine {
      notice("\(journal.path):\(line): dropped a torn last line")
    }
    guard let progress else { return }
    notice("resumed after \(progress)")
    if begunBy != .current {
      notice("begun by other versions, which may have rounded differently: \(begunBy)")
    }
  }

  /// Runs `body`; when it cannot write, says how to go on.
  func keepingResumable(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as any ExitingError where error.exitStatus == .inputOutput {
      notice("nothing is lost; \(toResume)")
      throw error
    }
  }

  /// This process' command, for a shell, without what would start afresh.
  private static var resumingCommand: String {
    shellCommand(CommandLine.arguments.filter { $0 != "--force" })
  }
}
