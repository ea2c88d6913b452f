import AsViTArchitecture
import AsViTStatistics
import AsViTTraining

/// What is wrong with what a command was given, beyond what its parts say themselves.
enum CommandError: ExitingError {
  /// A command line without even the program's name.
  case noCommandLine
  /// A name neither of a file nor of a space inside the program.
  case noSuchSpace(String)
  case unreadable(path: String, reason: String)
  /// A line of a file of genotypes, counted from 1.
  case genotypeLine(path: String, line: Int, ArchitectureError)
  case genotype(String, ArchitectureError)
  /// A run file that cannot be followed.
  case plan(path: String, reason: String)
  case noGenotypes(path: String)
  case table(path: String, TableError)
  /// A table without a row for a genotype of another.
  case noRow(path: String, Genotype)
  /// A table whose only column is that of the genotypes.
  case noTargets(path: String)
  case emptyTarget(path: String, column: String)
  /// A table of scores that holds none but what is known otherwise.
  case noScores(path: String)
  case brokenSpaces(count: Int, of: Int)
  case tooFewCandidates(wanted: Int, available: Int)
  case shortlistTooLong(wanted: Int, available: Int)
  /// A text that is neither a file or folder nor a genotype.
  case noExportSource(String, ArchitectureError)
  /// A training of which every candidate diverged.
  case noTrainedNetworks(String)
  /// A run that looked at no networks of its own.
  case noNetworks(String, reason: String)
  /// A run that ranks by nothing that was scored.
  case noSearch(String)
  /// A metric that a search has no values of.
  case notMeasured(String, by: [String])
  /// A Python that cannot run ONNX models.
  case noRuntime(python: String, reason: String)
  /// A run whose networks have no front.
  case noFront(String)
  /// A run without latencies where a limit of them is asked for.
  case noLatencies(String)
  /// A place behind the last network.
  case noSuchPick(Int, of: Int)
  /// Every network is beyond the limits.
  case noneWithin(String)
  case allTooLarge(smallest: Int, limit: Int)
  case weightsOfSeveral(String, count: Int)
  /// One name for several networks.
  case nameOfSeveral(String, count: Int)
  /// Files are there that would be overwritten.
  case alreadyThere(String)
  /// A folder for several searches that is one of its own.
  case folderOfSearch(String)
  case unwritable(path: String, reason: String)
  /// An address at which pages cannot be served.
  case cannotListen(host: String, port: UInt16, reason: String)
  /// Too little memory, in bytes; what needs it, where that is to be said, and what needs less.
  case tooLittleMemory(needed: Int, available: Int, subject: String?, remedy: String)
  /// Batches that cannot be divided among so many ranks.
  case tooFewShards(ranks: Int, BatchShape)
  /// A family whose networks are not written for PyTorch.
  case noModule(family: String)
  /// A training that came to its end without a result.
  case allDiverged(report: String)
  /// A machine that computes wrong numbers, by their names.
  case unfitMachine([String])

  var description: String {
    switch self {
    case .noCommandLine:
      """
      the command line cannot be read: /proc/self/cmdline is missing; in a chroot or container, \
      mount /proc
      """
    case .noSuchSpace(let name):
      "no search space '\(name)'; name a YAML file, or one of "
        + SpaceFile.names.joined(separator: ", ")
    case .unreadable(let path, let reason): "\(path): cannot be read: \(reason)"
    case .genotypeLine(let path, let line, let error): "\(path):\(line): \(error)"
    case .genotype(let text, let error): "\(text): \(error)"
    case .plan(let path, let reason): "\(path): \(reason)"
    case .noGenotypes(let path): "\(path): holds no genotype; write one on each line"
    case .table(let path, let error): "\(path): \(error)"
    case .noRow(let path, let genotype):
      "\(path): no row for \(genotype), which is in the table; score it, or leave it out of both"
    case .noTargets(let path): "\(path): no column beside 'genotype'; add one, such as an accuracy"
    case .emptyTarget(let path, let column): "\(path): column \(column) has no value"
    case .noScores(let path): "\(path): no column is a score that is not known already"
    case .brokenSpaces(let count, let total): "\(count) of \(total) search spaces cannot be used"
    case .tooFewCandidates(let wanted, let available):
      "\(wanted) candidates asked for, \(available) named; possible: --candidates 1 to \(available)"
    case .shortlistTooLong(let wanted, let available):
      "\(wanted) designs asked for, the search has \(available) that differ; possible: --shortlist 1 to "
        + "\(available)"
    case .noExportSource(let text, let error):
      "'\(text)' is neither a run, a report or a file of weights, nor a genotype: \(error)"
    case .noModule(let family):
      """
      networks of the family \(family) have no PyTorch module yet; take --format \
      safetensors,onnx,json, the weights are named as timm's
      """
    case .noTrainedNetworks(let path): "\(path): every candidate diverged; there are no weights"
    case .noNetworks(let path, let reason): "\(path): \(reason)"
    case .noSearch(let path): "\(path): not a search; --by ranks the architectures of one"
    case .notMeasured(let word, let words):
      "the search did not measure \(word); possible: what it did, \(words.joined(separator: ", ")), "
        + "and closed forms, \(ProxyList.closedForms)"
    case .noSuchPick(let pick, let count):
      "--pick \(pick): 'asvit best' lists \(count); possible: 1 to \(count)"
    case .noRuntime(let python, let reason):
      """
      \(python) cannot time ONNX models: \(reason); install onnxruntime for it ('\(python) -m pip install \
      onnxruntime'), name a Python that has it with --python, or take asvit's own forward pass with \
      --runtime asvit
      """
    case .noFront(let path):
      "\(path): has no front; --front is of a search by metrics that have values"
    case .noLatencies(let path):
      """
      \(path): measured no latencies; search with --max-latency, or measure its networks by 'asvit \
      latency --from \(path)'
      """
    case .noneWithin(let limits): "no network of the run has \(limits); raise the limit"
    case .allTooLarge(let smallest, let limit):
      "the smallest network has \(smallest.shown) parameters; --max-params is \(limit.shown)"
    case .weightsOfSeveral(let path, let count):
      "\(path): weights of one architecture for \(count); name its genotype with --from"
    case .nameOfSeveral(let name, let count):
      "--name \(name): \(count) networks leave; take one of them with --pick"
    case .folderOfSearch(let path):
      "\(path): is the folder of one search; --seeds makes a folder for each seed in --out: name another"
    case .alreadyThere(let path):
      "\(path): is there already; choose another --out, or replace it with --force"
    case .unwritable(let path, let reason): "\(path): cannot be written: \(reason)"
    case .cannotListen(let host, let port, let reason):
      "\(host), port \(port): cannot listen: \(reason); choose another --host or --port"
    case .tooLittleMemory(let needed, let available, let subject, let remedy):
      (subject.map { "\($0): " } ?? "")
        + "up to \(needed.shownAsBytes) of memory are needed, there are "
        + "\(available.shownAsBytes); \(remedy)"
    case .tooFewShards(let ranks, let batch):
      """
      --data-parallel: a batch of \(batch.imageCount) images of \(batch.tokenCount) tokens is divided into \
      \(batch.shardCount) parts, too few for \(ranks) ranks; start no more than there are parts, raise \
      --batch (4 parts from 16384 tokens on, 8 from 32768), or leave out --data-parallel, so that each \
      rank trains candidates of its own
      """
    case .allDiverged(let report):
      "\(report): every candidate diverged; try a lower --lr or --clip"
    case .unfitMachine(let names): "this machine computes wrongly: \(names.joined(separator: ", "))"
    }
  }

  var exitStatus: ExitStatus {
    switch self {
    case .noRuntime, .noCommandLine, .noSuchSpace, .unreadable, .alreadyThere, .unwritable,
      .cannotListen:
      .inputOutput
    case .genotypeLine, .genotype, .plan, .noGenotypes, .table, .noRow, .noTargets, .emptyTarget,
      .noScores, .brokenSpaces, .noTrainedNetworks, .noNetworks:
      .badData
    case .allDiverged: .allDiverged
    case .unfitMachine: .unfitMachine
    case .tooFewCandidates, .shortlistTooLong, .noSearch, .noFront, .noLatencies, .notMeasured,
      .noSuchPick, .folderOfSearch, .noneWithin, .noExportSource, .allTooLarge, .weightsOfSeveral,
      .nameOfSeveral,
      .noModule, .tooLittleMemory, .tooFewShards:
      .usage
    }
  }
}
