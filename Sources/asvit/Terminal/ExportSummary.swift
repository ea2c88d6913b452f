import AsViTArchitecture

/// What an export tells on standard output.
struct ExportSummary: Encodable {
  struct Network: Encodable {
    let name: String
    let genotype: Genotype
    let parameterCount: Int
    /// Multiply-accumulates for one image.
    let macCount: Int
    /// The seed of initial weights; absent when they are trained or not written.
    let seed: UInt32?
    let files: [String]
  }

  let networks: [Network]
}

extension ExportSummary: CustomStringConvertible {
  var description: String {
    var table = Table(header: ["network", "genotype", "parameters", "MACs"])
    for network in networks {
      table.append([
        network.name, network.genotype.description, network.parameterCount.shown,
        network.macCount.shown,
      ])
    }
    var lines = [table.description, ""] + networks.flatMap(\.files)
    if let seed = networks.lazy.compactMap(\.seed).first {
      lines.append("weights are initial ones, of seed \(seed); nothing has been trained")
    }
    return lines.joined(separator: "\n")
  }
}
