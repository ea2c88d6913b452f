import ArgumentParser
import AsViTArchitecture
import AsViTNumerics
import AsViTReport
import Glibc

@main
struct ASViT: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "asvit",
    abstract: "Searches vision transformer architectures without training them.",
    discussion: """
      Architectures are scored at initialisation, by how far they bend the space of images and \
      how well their neural tangent kernel is conditioned (As-ViT, Chen et al., ICLR 2022).

      Examples:
        asvit search --space asvit-64 --out runs/first
        asvit scale --from runs/first --max-params 100M --out runs/family
        asvit best runs/first --max-params 2M
        asvit latency --from runs/first --pick 1
        asvit report runs/first
        asvit watch runs/first
        asvit score '8,2,3|4,1,2|4,1,4|4,1,6|32'
        asvit export --from runs/family --format pytorch,onnx --out export
        asvit spaces list

      Exit codes: 0 done, 1 processor not supported or a fault that doctor found, 3 every candidate of a training diverged, 64 \
      usage, 65 bad data, 74 input or output failed, 130 interrupted (run the command again to \
      resume).
      """,
    version: asvitVersion,
    subcommands: [
      RunCommand.self, SearchCommand.self, ScaleCommand.self, TrainCommand.self, AuditCommand.self,
      BestCommand.self, TableCommand.self, ReportCommand.self, CompareCommand.self,
      WatchCommand.self,
      ExportCommand.self, ImportCommand.self,
      ScoreCommand.self, LatencyCommand.self, SpacesCommand.self, DoctorCommand.self,
    ])

  static func main() {
    do {
      occupyStandardStreams()
      try Processor.requireSupport()
      // Swift reads it from /proc; nothing would stand for a call for help.
      guard !CommandLine.arguments.isEmpty else { throw CommandError.noCommandLine }
      try runCommand()
    } catch let error as any ExitingError {
      complain("Error: \(error)")
      Glibc.exit(error.exitStatus.rawValue)
    } catch {
      // All ranks of a job have the same command line.
      if HostShare.rank == 0 { complain(fullMessage(for: error)) }
      Glibc.exit(exitCode(for: error).rawValue)
    }
  }

  private static func runCommand() throws {
    do {
      try requireCommand(CommandLine.arguments.dropFirst())
      var command = try parseAsRoot()
      if (command as? any CommandWithRun)?.folder.quiet == true {
        saysNotices.store(false, ordering: .relaxed)
      }
      try command.run()
    } catch let error where exitCode(for: error).isSuccess {
      // Help, or the version.
      if HostShare.rank == 0 { try printText(fullMessage(for: error)) }
    }
  }

  /// Refuses a word where a command belongs that is none.
  ///
  /// - Throws: `ValidationError` with the one that was meant, or all there are.
  private static func requireCommand(_ words: ArraySlice<String>) throws(ValidationError) {
    var command: any ParsableCommand.Type = Self.self
    for word in words {
      let names = command.configuration.subcommands.compactMap { $0.configuration.commandName }
      guard !names.isEmpty, !word.hasPrefix("-"), word != "help" else { return }
      guard let place = names.firstIndex(of: word) else {
        let meant = word.nearest(among: names).map { "did you mean '\($0)'?" }
        throw ValidationError(
          "There is no command '\(word)'; \(meant ?? "possible: " + names.joined(separator: ", "))")
      }
      command = command.configuration.subcommands[place]
    }
  }
}
