import ArgumentParser
import AsViTArchitecture
import AsViTReport

/// One of a run's networks, by its place.
struct PickOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Of the run take the network in this line of 'asvit best', from 1.", valueName: "place"))
  var pick: Count?

  /// - Returns: nil when none is picked.
  /// - Throws: `CommandError.noSuchPick` behind the last.
  func genotype(of run: FinishedRun) throws -> Genotype? {
    guard pick != nil else { return nil }
    return try element(of: NetworkTable(of: run).results().rows).genotype
  }

  /// The one that is picked among all, the best first; the first unless told.
  func element<Element>(of all: [Element]) throws(CommandError) -> Element {
    let place = pick?.value ?? 1
    guard place <= all.count else { throw .noSuchPick(place, of: all.count) }
    return all[place - 1]
  }
}
