import ArgumentParser

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Tell what this machine offers, and test what the program computes on it.",
    discussion: """
      Processor and kernels in use, threads, memory with the limits of the control group, libraries, \
      free space, and numbers that come out of a few seconds of computing, compared with those that \
      are right. The exit status is 1 where something is wrong.

      Examples:
        asvit doctor
        asvit doctor --json
      """)

  @Flag(help: "Print the outcome as JSON.")
  var json = false

  func run() throws {
    let findings =
      try Checkup.software + Checkup.processor + Checkup.room
      + KnownNumbers(threadCount: HostShare.threadCount).findings()
    let checkup = Checkup(findings: findings)
    try printOutcome(checkup, asJSON: json)
    guard checkup.faults.isEmpty else {
      throw CommandError.unfitMachine(checkup.faults.map(\.name))
    }
  }
}
