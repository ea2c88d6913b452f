import ArgumentParser
import AsViTSearch

/// The largest architectures wanted.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Redraw architectures with more parameters, such as 30M.", valueName: "count"))
  var maxParams: Count?

  @Option(
    help: ArgumentHelp(
      "Redraw architectures with more multiply-accumulates per image, such as 1.5G.",
      valueName: "count"))
  var maxMacs: Count?

  var limits: SearchLimits {
    SearchLimits(maxParameters: maxParams?.value, maxMACs: maxMacs?.value)
  }
}
