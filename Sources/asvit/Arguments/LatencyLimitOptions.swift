import ArgumentParser
import AsViTSearch

/// The slowest architectures that a search may look at.
struct LatencyLimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Redraw architectures that take longer, such as 20ms, for one image on one thread of this machine, as \
      'asvit latency' measures it. Each is measured once, before it is scored.
      """, valueName: "time"))
  var maxLatency: ShortTime?

  @OptionGroup var runtime: RuntimeOptions

  var settings: LatencySettings { LatencySettings(runtime: runtime.runtime) }

  func added(to limits: SearchLimits) -> SearchLimits {
    var limits = limits
    limits.maxLatency = maxLatency?.milliseconds
    return limits
  }

  /// What measures the latencies of a search.
  ///
  /// - Parameter known: the reference of those that are in its journal.
  func meter(for search: Search, known: LatencyReference?) -> LatencyMeter {
    LatencyMeter(settings, in: search.space, python: runtime.python, known: known)
  }
}
