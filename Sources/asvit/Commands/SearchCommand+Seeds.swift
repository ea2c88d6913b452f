import ArgumentParser
import AsViTPage
import AsViTReport

extension SearchCommand {
  /// Searches with one seed after the other, each an ordinary run in a folder of its own, and tells what
  /// they agree on. The page compares them.
  ///
  /// - Throws: `ValidationError` on the ranks of a job, `CommandError.folderOfSearch` where the folder is a
  ///   run itself, and what a search throws.
  func searchWithSeeds(_ count: Int, in job: RankJob) throws {
    if job.isWorker { return try job.follow() }
    guard job.isAlone else {
      throw ValidationError(
        "--seeds: a job of ranks makes one search; start a job for each --seed.")
    }
    guard try RunRecord<SearchRunSettings>(ofRunAt: folder.out) == nil else {
      throw CommandError.folderOfSearch(folder.out)
    }
    var reports: [SearchReport] = []
    var folders: [String] = []
    for seed in scoring.seed..<(scoring.seed + UInt32(count)) {
      var search = self
      search.scoring.process.seed = seed
      search.folder.out = "\(folder.out)/seed-\(seed)"
      notice("seed \(seed), \(reports.count + 1)/\(count)")
      reports += [try search.finished(in: job)?.report].compactMap(\.self)
      folders.append(search.folder.out)
    }
    let page = try ReportPage(comparing: folders.map { try StoredRun(at: $0) })
    try folder.show(
      SeedsSummary(
        SeedAgreement(of: reports), by: reports[0].settings.search.objective,
        page: page.write(besideReportOf: folder.out)))
  }

  /// - Throws: `ValidationError` where several seeds mean nothing, or not one run each.
  func validateSeeds(_ count: Count) throws {
    try count.require(2...100, for: "seeds")
    guard !hasRounds else { return }
    guard proposer != .exact else {
      throw ValidationError("--seeds: an exact search comes to the same with every seed.")
    }
    guard shortlist == nil, trainingArguments.isEmpty else {
      throw ValidationError(
        "--seeds: --then-train trains what one search found; train --from the folder of one seed.")
    }
    guard scoring.seed <= UInt32.max - UInt32(count.value) else {
      throw ValidationError("--seeds: seeds end at \(UInt32.max).")
    }
  }
}
