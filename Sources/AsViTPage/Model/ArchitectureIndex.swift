import AsViTArchitecture
import AsViTReport

/// The architectures that a page can be asked about, by number from 0: what its script shows of one.
///
/// All of it stands in the tables and drawings too, or in the files of the run.
struct ArchitectureIndex {
  /// What is known of one architecture.
  struct Entry: Encodable {
    let genotype: String
    /// The letter on the Pareto front; absent of others.
    var letter: String?
    /// What makes it worth a look, such as `found`; absent of others.
    var mark: String?
    /// The step that looked at it first; absent where there are none.
    var step: Int?
    /// A text for each of `facts`.
    let values: [String]
    /// For each part: tokens per side, tokens per side of a window, channels and blocks, 0 where there
    /// are none, then parameters and multiply-accumulates.
    let parts: [[Int]]
  }

  private let facts: [String]
  private let commands: [String]
  private var entries: [Entry] = []
  private var numbers: [Genotype: Int] = [:]
  /// The distributions at the steps of a slider; nil where there are none.
  var policy: PolicyMoments?

  /// - Parameters:
  ///   - facts: names of what is known of each.
  ///   - commands: what can be done with one; `{}` stands for the genotype.
  init(facts: [String], commands: [String]) {
    self.facts = facts
    self.commands = commands
  }

  /// Adds an architecture that is not there yet.
  mutating func add(
    _ architecture: Architecture, values: [String], letter: String? = nil, mark: String? = nil,
    step: Int? = nil
  ) {
    guard numbers[architecture.genotype] == nil else { return }
    precondition(values.count == facts.count, "\(values.count) values of \(facts.count) facts")
    let member = MemberRecord(architecture, step: 0)
    func part(_ cost: CostRecord) -> [Int] { [0, 0, 0, 0, cost.parameterCount, cost.macCount] }
    let stages = member.stages.map {
      [
        $0.gridSide, $0.windowSide, $0.channelCount, $0.depth, $0.parameterCount, $0.macCount,
      ]
    }
    numbers[architecture.genotype] = entries.count
    entries.append(
      Entry(
        genotype: architecture.genotype.description, letter: letter, mark: mark, step: step,
        values: values, parts: [part(member.embedding)] + stages + [part(member.classifier)]))
  }

  /// The number of an architecture; nil where nothing can be asked.
  subscript(genotype: Genotype) -> Int? { numbers[genotype] }

  /// The letter of an architecture on the Pareto front; nil of others.
  func letter(of genotype: Genotype) -> String? {
    numbers[genotype].flatMap { entries[$0].letter }
  }
}

extension ArchitectureIndex {
  /// The text of a script element, as JSON that cannot end it.
  ///
  /// - Throws: never in practice: all numbers are whole.
  func json() throws -> String {
    struct Document: Encodable {
      let facts: [String]
      let commands: [String]
      let architectures: [Entry]
      let policy: PolicyMoments?
    }
    let document = Document(
      facts: facts, commands: commands, architectures: entries, policy: policy)
    return try CanonicalJSON.text(document).replacing("<", with: "\\u003c")
  }
}

/// The distributions of a policy at the moments that a report keeps.
struct PolicyMoments: Encodable {
  /// The completed steps at each moment.
  let steps: [Int]
  /// For each moment the probabilities of all rows of the maps, in their order, in percent.
  let percentages: [[Int]]
}

/// `A`, …, `Z`, `AA`, … for 0, 1, ….
func letter(_ index: Int) -> String {
  let own = String(UnicodeScalar(UInt8(ascii: "A") + UInt8(index % 26)))
  return index < 26 ? own : letter(index / 26 - 1) + own
}
