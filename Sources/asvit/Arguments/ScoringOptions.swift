import ArgumentParser
import AsViTArchitecture
import AsViTData
import AsViTNumerics
import AsViTProxies
import AsViTReport
import FoundationEssentials

/// What scores depend on, and on how many threads they are computed.
struct ScoringOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The search space: a YAML file, or a name that 'asvit spaces list' shows. (default: \
      asvit-imagenet)
      """, valueName: "space"))
  var space: String?

  @Option(
    help: ArgumentHelp(
      """
      Images for \(ProxyList.wordsOfImages): a folder of JPEG, PNG and WebP files, an IDX file \
      (plain or gzip) or a CIFAR binary file. Default: sixteen photographs inside the program.
      """, valueName: "path"))
  var images: String?

  @Option(
    help: ArgumentHelp(
      """
      How often each metric is measured, with fresh weights; 'auto', of search and score, for two to \
      five times: until the standard error of the mean is at most a tenth of the range over the \
      last 20 architectures.
      """, valueName: "count|auto"))
  var repeats: RepeatOption = 5

  @Option(
    help: ArgumentHelp(
      "Points on the circle of the length distortion, both ends included; at least 2.",
      valueName: "count"))
  var angles: Count = 10

  @Option(help: ArgumentHelp("How many of the images are taken; at least 2.", valueName: "count"))
  var batch: Count = 16

  @OptionGroup var process: ProcessOptions

  var seed: UInt32 { process.seed }
  var threads: Count { process.threads }

  /// What makes scoring take less memory.
  static let lessMemory = "lower --batch, --threads, --angles or --repeats"

  func validate() throws {
    try repeats.count.require(1...1_000_000, for: "repeats", placeholder: "count|auto")
    try angles.require(2...1_000_000, for: "angles")
    try batch.require(2...1_000_000, for: "batch")
  }

  func spaceFile() throws -> SpaceFile { try SpaceFile(named: space ?? "asvit-imagenet") }

  func settings(_ list: ProxyList) -> ProxySettings {
    ProxySettings(
      metrics: Set(list.metrics), circlePointCount: angles.value, repeatCount: repeats.count.value,
      errorShare: repeats.isAutomatic ? RepeatOption.errorShare : nil)
  }

  /// Checks that every architecture has as many repeats, where none comes after another.
  func requireEqualRepeats() throws(ValidationError) {
    guard repeats.isAutomatic else { return }
    throw ValidationError(
      "--repeats auto is for 'asvit search' and 'asvit score'; give a number, such as 5.")
  }

  /// The images, at the size and in the units of the space. Files that were skipped are listed.
  ///
  /// - Returns: nil when none of the proxies needs images.
  func loadImages(_ list: ProxyList, for space: SearchSpace) throws -> ImageBatch? {
    try loadImages(list, side: space.family.imageSide, normalisation: space.normalisation)
  }

  func loadImages(
    _ list: ProxyList, side: Int, normalisation: Normalisation
  ) throws -> ImageBatch? {
    guard ProxyNeeds(of: list.proxies).contains(.images) else { return nil }
    let source = try images.map { try openImages(path: $0) } ?? EmbeddedPhotographs()
    let loaded = try source.loadBatch(
      count: batch.value, side: side, normalisation: normalisation,
      seed: Seed(UInt64(seed)).derived("images"))
    for skipped in loaded.skipped.prefix(10) { notice("skipped \(skipped)") }
    if loaded.skipped.count > 10 { notice("skipped \(loaded.skipped.count - 10) more") }
    if let summary = loaded.warnings.summary { notice(summary) }
    return loaded
  }

  func scorer(images: ImageBatch?, settings: ProxySettings) -> ProxyScorer {
    ProxyScorer(images: images?.images ?? [], settings: settings, threadCount: threads.value)
  }

  /// The ranks of a job, for the scores of architectures of a space.
  func ranks(
    _ job: RankJob, in space: SpaceFile, images: ImageBatch?, settings: ProxySettings
  ) -> ScoringRanks {
    ScoringRanks(
      job: job, scorer: scorer(images: images, settings: settings), family: space.space.family,
      images: images.map(ImagesRecord.init),
      settings: ScoringRanks.Settings(space: space.record, proxies: settings))
  }
}

extension SearchSpace {
  var normalisation: Normalisation {
    Normalisation(mean: channelMeans, standardDeviation: channelDeviations)
  }
}
