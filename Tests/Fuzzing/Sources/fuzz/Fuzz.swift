import CFuzzing
import Glibc

/// The reader under test: `fuzz --reader=NAME`; libFuzzer ignores options with two dashes.
nonisolated(unsafe) private var reader: Reader!
/// The input that took the most memory over its size so far.
nonisolated(unsafe) private var largest = (inputSize: 0, allocated: 0)

@_cdecl("LLVMFuzzerInitialize")
public func initialize(
  _ count: UnsafeMutablePointer<CInt>,
  _ arguments: UnsafeMutablePointer<UnsafeMutablePointer<UnsafeMutablePointer<CChar>>>
) -> CInt {
  let option = "--reader="
  let names = (0..<Int(count.pointee)).map { String(cString: arguments.pointee[$0]) }
    .filter { $0.hasPrefix(option) }.map { $0.dropFirst(option.count) }
  guard let name = names.first, let found = Reader.all.first(where: { $0.name == name }) else {
    print("name a reader: \(option)\(Reader.all.map(\.name).joined(separator: "|"))")
    exit(64)
  }
  reader = found
  atexit {
    print("largest allocation: \(largest.allocated) bytes for \(largest.inputSize)")
  }
  return 0
}

@_cdecl("LLVMFuzzerTestOneInput")
public func read(_ bytes: UnsafePointer<UInt8>, _ count: Int) -> CInt {
  let input = Array(UnsafeBufferPointer(start: bytes, count: count))
  allocations_begin()
  reader.read(input)
  let peak = allocations_peak()
  let allowed = reader.allowance(input.count)
  if peak > allowed {
    fatalError("\(peak) bytes allocated for an input of \(input.count); allowed: \(allowed)")
  }
  if peak > largest.allocated { largest = (input.count, peak) }
  return 0
}
