import Testing

/// The options of a library as a golden file gives them, by the library's names.
struct GoldenOptions: Decodable, Sendable {
  private let values: [String: Value]

  private enum Value: Decodable {
    /// Null, or of a form that no option has.
    case other
    case flag(Bool)
    case number(Double)
    case numbers([Double])
    case text(String)
    case texts([String])

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      if container.decodeNil() {
        self = .other
      } else if let flag = try? container.decode(Bool.self) {
        self = .flag(flag)
      } else if let number = try? container.decode(Double.self) {
        self = .number(number)
      } else if let text = try? container.decode(String.self) {
        self = .text(text)
      } else if let numbers = try? container.decode([Double].self) {
        self = .numbers(numbers)
      } else if let texts = try? container.decode([String].self) {
        self = .texts(texts)
      } else {
        self = .other
      }
    }
  }

  init(from decoder: any Decoder) throws {
    values = try decoder.singleValueContainer().decode([String: Value].self)
  }

  /// Nil where the option is absent or null.
  func number(ifPresent name: String) -> Double? {
    if case .number(let number) = values[name] { number } else { nil }
  }

  func number(_ name: String) throws -> Double {
    try #require(number(ifPresent: name), "no number \(name)")
  }

  /// The library's default where the option is absent, nil where it is null.
  func number(_ name: String, default value: Double) -> Double? {
    values[name] == nil ? value : number(ifPresent: name)
  }

  func numbers(ifPresent name: String) -> [Double]? {
    if case .numbers(let numbers) = values[name] { numbers } else { nil }
  }

  func numbers(_ name: String) throws -> [Double] {
    guard let numbers = numbers(ifPresent: name) else { throw Missing(name: name) }
    return numbers
  }

  /// The library's default where the option is absent.
  func flag(_ name: String, default value: Bool = false) -> Bool {
    if case .flag(let flag) = values[name] { flag } else { value }
  }

  /// Empty where the option is absent.
  func texts(_ name: String) -> [String] {
    if case .texts(let texts) = values[name] { texts } else { [] }
  }

  func text(ifPresent name: String) -> String? {
    if case .text(let text) = values[name] { text } else { nil }
  }

  struct Missing: Error {
    let name: String
  }
}
