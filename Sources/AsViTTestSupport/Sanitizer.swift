import FoundationEssentials

/// Whether the tests run under a sanitizer, which takes time and memory of its own.
public let isUnderSanitizer = ProcessInfo.processInfo.environment["SANITIZER"] != nil
