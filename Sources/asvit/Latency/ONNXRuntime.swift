import AsViTArchitecture
import AsViTExport
import AsViTNetwork
import AsViTNumerics
import AsViTReport
import AsViTSearch
import CEmbedded
import FoundationEssentials

/// Times exported models by ONNX Runtime, in a Python that has it.
struct ONNXRuntime {
  let settings: LatencySettings
  /// The name or path of the Python.
  let python: String

  private struct Request: Encodable {
    let batch: Int
    let threads: Int
    let rounds: Int
    /// Pixels per side.
    let side: Int
    let byteCounts: [Int]
  }

  private struct Answer: Decodable {
    let seconds: [[Double]]?
    let fault: String?
    let version: String?
  }

  /// As `ForwardTimer.rounds(of:)`, with the version of ONNX Runtime.
  ///
  /// - Throws: `CommandError.noRuntime`.
  func rounds(
    of architectures: [Architecture], in space: SearchSpace
  ) throws -> (rounds: TimedRounds, version: String) {
    let models = try architectures.map { architecture in
      let parameters = ParameterStore<Float>(
        architecture, seed: Seed(0).derived("weights"), workers: Workers(count: 1))
      return try ONNXModel(
        ModelDescription(architecture.genotype, in: space), parameters: parameters,
        version: asvitVersion
      ).serialized()
    }
    let request = Request(
      batch: settings.batchSize, threads: settings.threadCount, rounds: TimedRounds.count,
      side: space.family.imageSide, byteCounts: models.map(\.count))
    let line = try Array(JSONEncoder().encode(request)) + [UInt8(ascii: "\n")]
    let output: [UInt8]
    do throws(POSIXFailure) {
      output = try Subprocess(arguments: [python, "-c", Self.script])
        .output(for: [line] + models)
    } catch {
      throw CommandError.noRuntime(python: python, reason: error.description)
    }
    let answer = try? JSONDecoder().decode(Answer.self, from: Data(output))
    guard let seconds = answer?.seconds, let version = answer?.version else {
      throw CommandError.noRuntime(python: python, reason: answer?.fault ?? "it gave no times")
    }
    return (TimedRounds(seconds: seconds), version)
  }

  private static let script = String(
    decoding: UnsafeBufferPointer(
      start: embedded_latency_script.bytes, count: embedded_latency_script.byte_count),
    as: UTF8.self)
}
