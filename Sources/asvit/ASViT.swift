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
        asvit report runs/first
        asvit score '8,2,3|4,1,2|4,1,4|4,1,6|32'
        asvit export --from runs/family --format pytorch,onnx --out export
        asvit spaces list

      Exit codes: 0 done, 1 processor not supported, 3 every candidate of a training diverged, 64 \
      usage, 65 bad data, 74 input or output failed, 130 interrupted (run the command again to \
      resume).
      """,
    version: asvitVersion,
    subcommands: [
      SearchCommand.self, ScaleCommand.self, TrainCommand.self, AuditCommand.self,
      BestCommand.self, TableCommand.self, ReportCommand.self, CompareCommand.self,
      ExportCommand.self, ImportCommand.self,
      ScoreCommand.self,
      SpacesCommand.self,
    ])

  static func main() {
    do {
      occupyStandardStreams()
      try Processor.requireSupport()
      // Swift reads it from /proc; nothing would stand for a call for help.
      guard !CommandLine.arguments.isEmpty else { throw CommandError.noCommandLine }
      try runCommand()
    } catch let error as any ExitingError {
      writeToStandardError("Error: \(error)\n")
      Glibc.exit(error.exitStatus.rawValue)
    } catch {
      // All ranks of a job have the same command line.
      if HostShare.rank > 0 { Glibc.exit(exitCode(for: error).rawValue) }
      exit(withError: error)
    }
  }

  private static func runCommand() throws {
    do {
      try requireCommand(CommandLine.arguments.dropFirst())
      var command = try parseAsRoot()
      try command.run()
    } catch let error where exitCode(for: error).isSuccess {
      // Help, or the version.
      if HostShare.rank == 0 { try printResult(fullMessage(for: error)) }
    }
  }
}
