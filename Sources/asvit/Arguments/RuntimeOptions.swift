public import ArgumentParser
public import AsViTSearch

/// What latencies are measured by.
struct RuntimeOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      What times networks: asvit's own forward pass, or ONNX Runtime with the exported model, for which a \
      Python has to have onnxruntime.
      """, valueName: "kind"))
  var runtime = LatencySettings.Runtime.asvit

  @Option(help: ArgumentHelp("The Python that has onnxruntime.", valueName: "path"))
  var python = "python3"
}

extension LatencySettings.Runtime: ExpressibleByArgument {}

/// A time on the command line, as `20ms`, `0.5s` or `800us`.
struct ShortTime: ExpressibleByArgument {
  let milliseconds: Double

  init?(argument: String) {
    let units = [("ms", 1.0), ("us", 1e-3), ("µs", 1e-3), ("s", 1e3)]
    guard let (unit, factor) = units.first(where: { argument.hasSuffix($0.0) }),
      let number = Double(argument.dropLast(unit.count)), number > 0, number.isFinite
    else { return nil }
    milliseconds = number * factor
  }
}
