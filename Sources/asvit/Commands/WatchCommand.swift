import ArgumentParser
import AsViTReport

struct WatchCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "watch",
    abstract: "Serve the pages of runs that are under way.",
    discussion: """
      The pages are those of 'asvit report' and, of several runs, 'asvit compare', made anew as journals \
      grow; a browser that shows one loads it again by itself. Nothing is written, and nothing but \
      reading is answered. Only programs on this machine can connect unless --host names another \
      address of it.

      It ends with Ctrl-C, which leaves the runs alone.

      Examples:
        asvit watch runs/first
        asvit watch runs/first runs/baseline --port 8080
      """)

  @Argument(help: "The folders of the runs.")
  var runs: [String]

  @Option(
    help: ArgumentHelp(
      "The address of this machine to listen on; 0.0.0.0 for all, which lets others in.",
      valueName: "address"))
  var host = "127.0.0.1"

  @Option(help: ArgumentHelp("The port, 0 for any that is free.", valueName: "number"))
  var port: UInt16 = 8064

  func run() throws {
    let interruption = Interruption(message: "interrupted", in: .alone)
    let pages = try WatchedPages(of: runs)
    let server = try PageServer(of: pages, host: host, port: port)
    try printResult(server.address)
    try interruption.allowed { try server.run() }
  }
}
