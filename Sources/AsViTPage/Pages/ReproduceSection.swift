import AsViTProxies
import AsViTReport

extension Section {
  /// How to get the same run again, and where this one was made.
  ///
  /// - Parameters:
  ///   - facts: what the result depends on besides the space.
  ///   - unit: what the run counts its time by, such as `step`.
  static func reproduce<Settings, Result>(
    _ report: RunReport<Settings, Result>, facts: [Fact], unit: String, space: SpaceRecord
  ) -> Section {
    Section(
      "How to reproduce", id: "reproduce",
      lead:
        "The command has every setting that is not the default. With the same data it gives the same "
        + "result, at any number of threads.",
      [
        .code(Code(title: "Command", text: repeatedCommand(report.command))),
        .facts(
          FactList(facts: facts + [Fact("space", space.name)] + report.circumstances(unit: unit))),
        .details(Details(title: "The search space, \(space.name).yaml", code: space.yaml)),
      ])
  }
}

extension Fact {
  /// What scores depend on.
  static func scoring(seed: UInt64, proxies: ProxySettings, images: ImagesRecord?) -> [Fact] {
    [
      Fact("seed", "\(seed)"), Fact("repeats of each metric", "\(proxies.repeatCount)"),
      Fact("points on the circle", "\(proxies.circlePointCount)"),
    ]
      + (images.map { images in
        [
          Fact("images", "\(images.names.count), \(images.names[0]) to \(images.names.last ?? "")"),
          Fact("digest of the images", images.digest, isCode: true),
        ]
      } ?? [])
  }
}

extension RunReport {
  /// What has to be known of a page about a run that is not finished; none of another.
  ///
  /// - Parameter shown: what the page shows.
  func notices(showing shown: String) -> [String] {
    isFinished ? [] : ["This run is not finished: the page shows \(shown)."]
  }

  /// What began the run, where and when.
  var origin: [Fact] {
    [
      Fact("asvit", versions.asvit), Fact("Swift", versions.swift),
      Fact("instruction set", versions.instructionSet), Fact("OpenBLAS", versions.openBLAS),
      Fact("processor", machine.processor),
      Fact("threads", machine.threadsShown),
      Fact("started", timings.started),
    ]
  }

  /// The origin, and what the run took.
  func circumstances(unit: String) -> [Fact] {
    let steps = timings.stepSeconds
    let seconds = steps.reduce(0, +)
    let pace = steps.isEmpty ? 0 : seconds / Double(steps.count)
    return origin + [
      Fact("finished", timings.finished ?? "not yet"),
      Fact("time of all \(unit)s", seconds.shownAsDuration),
      Fact("mean time of a \(unit)", steps.isEmpty ? "–" : "\(pace.shown(digits: 3)) s"),
    ]
  }
}

extension Machine {
  fileprivate var threadsShown: String {
    let threads = "\(threads) on \(processorCount) cores"
    return ranks.map { "\(threads), for each of \($0) ranks" } ?? threads
  }
}
