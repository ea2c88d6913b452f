/// Something that 'asvit doctor' looked at.
struct Finding: Encodable {
  enum State: String, Encodable {
    case fine
    /// Works, but not as well as it could.
    case warning
    case fault
  }

  let name: String
  let value: String
  let state: State
  /// What is wrong, and the way out; absent where nothing is.
  let remark: String?

  static func fine(_ name: String, _ value: String) -> Finding {
    Finding(name: name, value: value, state: .fine, remark: nil)
  }
}

/// What 'asvit doctor' tells on standard output.
struct Checkup: Encodable {
  let findings: [Finding]

  var faults: [Finding] { findings.filter { $0.state == .fault } }
}

extension Checkup: CustomStringConvertible {
  var description: String {
    findings.map { finding in
      let mark =
        switch finding.state {
        case .fine: ""
        case .warning: "warning: "
        case .fault: "FAULT: "
        }
      let remark = finding.remark.map { "; \(mark)\($0)" } ?? ""
      return (name: finding.name, text: finding.value + remark)
    }.aligned.joined(separator: "\n")
  }
}
