// swift-tools-version: 6.2
import PackageDescription

// The kernels are compiled from one source for each instruction set and chosen at start-up.
// Without these flags `addingProduct` becomes a library call per lane, two orders of magnitude
// slower. They hold in debug builds too, so that tests run real kernels at real speed.
#if arch(x86_64)
  let avx2 = ["-Xcc", "-mavx2", "-Xcc", "-mfma"]
  let avx512 =
    avx2 + ["f", "vl", "bw", "dq"].flatMap { ["-Xcc", "-mavx512\($0)"] }
    + ["-Xcc", "-mprefer-vector-width=512"]
#else
  let avx2: [String] = []
#endif
// Register tiles are small arrays: they stay in registers only if loops over them are unrolled.
// Square roots that set errno have a branch to a call.
let optimized = [
  "-Ounchecked", "-disable-batch-mode", "-wmo", "-num-threads", "2",
  "-Xllvm", "-unroll-threshold=2000", "-Xcc", "-fno-math-errno",
]
// Loops over tensors.
let vectorized = [
  "-O", "-disable-batch-mode", "-wmo", "-num-threads", "2", "-Xcc", "-fno-math-errno",
]
// What tests go through millions of times, in debug builds, too.
let busy: [SwiftSetting] = [.unsafeFlags(["-O"], .when(configuration: .debug))]

var kernelTargets: [Target] = [
  .target(
    name: "AsViTKernels", dependencies: ["AsViTKernelInterface", "CProcessor"],
    swiftSettings: [.unsafeFlags(optimized + avx2)])
]
var kernelDependencies: [Target.Dependency] = ["AsViTKernels"]
#if arch(x86_64)
  // A link to the same sources.
  kernelTargets.append(
    .target(
      name: "AsViTKernelsAVX512", dependencies: ["AsViTKernelInterface", "CProcessor"],
      swiftSettings: [.define("AVX512"), .unsafeFlags(optimized + avx512)]))
  kernelDependencies.append("AsViTKernelsAVX512")
#endif

let package = Package(
  name: "asvit",
  products: [
    .executable(name: "asvit", targets: ["asvit"]),
    .library(name: "AsViTNumerics", targets: ["AsViTNumerics", "AsViTKernelInterface"]),
    .library(name: "AsViTNetwork", targets: ["AsViTNetwork"]),
    .library(name: "AsViTStatistics", targets: ["AsViTStatistics"]),
    .library(name: "AsViTSearch", targets: ["AsViTSearch"]),
    .library(name: "AsViTProxies", targets: ["AsViTProxies", "AsViTData"]),
    .library(name: "AsViTTraining", targets: ["AsViTTraining"]),
    .library(name: "AsViTOptimizers", targets: ["AsViTOptimizers", "AsViTNumerics"]),
    .library(name: "AsViTPage", targets: ["AsViTPage", "AsViTReport", "AsViTExport"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
    .package(url: "https://github.com/apple/swift-protobuf", from: "1.39.0"),
    .package(url: "https://github.com/apple/swift-nio", from: "2.101.2"),
  ],
  targets: kernelTargets + [
    .systemLibrary(
      name: "COpenBLAS", pkgConfig: "openblas",
      providers: [.apt(["libopenblas-dev", "liblapacke-dev"])]),
    .systemLibrary(name: "CJPEG", pkgConfig: "libjpeg", providers: [.apt(["libjpeg-dev"])]),
    .systemLibrary(name: "CPNG", pkgConfig: "libpng", providers: [.apt(["libpng-dev"])]),
    .systemLibrary(
      name: "CWebP", pkgConfig: "libwebpdemux", providers: [.apt(["libwebp-dev"])]),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CImageDecoding", dependencies: ["CJPEG", "CPNG", "CWebP"]),
    .target(name: "CMPI", linkerSettings: [.linkedLibrary("dl")]),
    .target(name: "CProcessor"),
    .target(
      name: "CEmbedded", exclude: ["fashion-mnist", "page", "photographs", "python"]),
    .target(name: "AsViTKernelInterface"),
    .target(
      name: "AsViTNumerics",
      dependencies: kernelDependencies + ["AsViTKernelInterface", "COpenBLAS", "CProcessor"]),
    .target(
      name: "AsViTArchitecture", dependencies: [.product(name: "Yams", package: "Yams")],
      swiftSettings: busy),
    .target(
      name: "AsViTData",
      dependencies: [
        "AsViTNumerics", "CEmbedded", "CImageDecoding", "CZlib",
      ],
      swiftSettings: busy),
    .target(
      name: "AsViTAugmentation",
      dependencies: ["AsViTData", "AsViTKernelInterface", "AsViTNumerics"],
      swiftSettings: [.unsafeFlags(vectorized)]),
    .target(
      name: "AsViTStatistics", dependencies: ["AsViTNumerics"],
      swiftSettings: [.unsafeFlags(vectorized)]),
    .target(
      name: "AsViTNetwork", dependencies: ["AsViTArchitecture", "AsViTNumerics"],
      swiftSettings: busy),
    .target(name: "AsViTProxies", dependencies: ["AsViTNetwork", "AsViTData"]),
    .target(
      name: "AsViTOptimizers", dependencies: ["AsViTNumerics"],
      swiftSettings: [.unsafeFlags(vectorized)]),
    .target(
      name: "AsViTTraining",
      dependencies: [
        "AsViTNetwork", "AsViTOptimizers", "AsViTAugmentation", "AsViTCurriculum",
      ]),
    .target(
      name: "AsViTSearch",
      dependencies: ["AsViTProxies", "AsViTOptimizers", "AsViTStatistics"],
      swiftSettings: busy),
    .target(name: "AsViTRanks", dependencies: ["AsViTSearch", "CMPI"]),
    .target(name: "AsViTCurriculum", dependencies: ["AsViTArchitecture"]),
    .target(
      name: "AsViTReport", dependencies: ["AsViTSearch", "AsViTTraining", "AsViTExport"]),
    .target(
      name: "ONNXProto",
      dependencies: [.product(name: "SwiftProtobuf", package: "swift-protobuf")],
      exclude: ["LICENSE"]),
    .target(
      name: "AsViTExport",
      dependencies: [
        "AsViTCurriculum", "AsViTNetwork", "AsViTData", "CEmbedded", "ONNXProto",
        .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .target(
      name: "AsViTPage",
      dependencies: [
        "AsViTReport", "CEmbedded", .product(name: "Mustache", package: "swift-mustache"),
      ]),
    .executableTarget(
      name: "asvit",
      dependencies: [
        "AsViTPage", "AsViTReport", "AsViTExport", "AsViTData", "AsViTRanks", "CEmbedded",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "NIOCore", package: "swift-nio"),
        .product(name: "NIOHTTP1", package: "swift-nio"),
        .product(name: "NIOPosix", package: "swift-nio"),
        .product(name: "Yams", package: "Yams"),
      ]),
    // Comparisons of millions of numbers would take minutes.
    .target(
      name: "AsViTTestSupport", dependencies: ["AsViTData", "AsViTNetwork"],
      swiftSettings: [.unsafeFlags(["-O"])]),
    .testTarget(
      name: "AsViTArchitectureTests", dependencies: ["AsViTArchitecture", "AsViTTestSupport"]),
    .testTarget(
      name: "AsViTDataTests",
      dependencies: ["AsViTData", "AsViTTestSupport", "CJPEG", "CPNG", "CZlib"],
      exclude: ["Pictures"]),
    .testTarget(
      name: "AsViTAugmentationTests",
      dependencies: ["AsViTAugmentation", "AsViTData", "AsViTNumerics", "AsViTTestSupport"]),
    .testTarget(name: "AsViTNetworkTests", dependencies: ["AsViTNetwork", "AsViTTestSupport"]),
    .testTarget(
      name: "AsViTProxiesTests", dependencies: ["AsViTProxies", "AsViTTestSupport"],
      exclude: ["initial_scores.json"]),
    .testTarget(
      name: "AsViTOptimizersTests",
      dependencies: [
        "AsViTKernelInterface", "AsViTNumerics", "AsViTOptimizers", "AsViTTestSupport",
      ],
      swiftSettings: [.unsafeFlags(vectorized)]),
    .testTarget(
      name: "AsViTStatisticsTests",
      dependencies: ["AsViTNumerics", "AsViTStatistics", "AsViTTestSupport"]),
    .testTarget(
      name: "AsViTSearchTests",
      dependencies: [
        "AsViTSearch", "AsViTData", "AsViTKernelInterface", "AsViTNetwork", "AsViTStatistics",
        "AsViTTestSupport",
      ],
      // The plain loops of the slow path would take minutes.
      swiftSettings: [.unsafeFlags(["-O"])]),
    .testTarget(name: "AsViTRanksTests", dependencies: ["AsViTRanks", "AsViTTestSupport"]),
    .testTarget(
      name: "AsViTTrainingTests",
      dependencies: ["AsViTTraining", "AsViTTestSupport"]),
    .testTarget(
      name: "AsViTCurriculumTests",
      dependencies: ["AsViTCurriculum", "AsViTNumerics", "AsViTTestSupport"]),
    .testTarget(
      name: "AsViTExportTests",
      dependencies: ["AsViTExport", "ONNXProto", "AsViTTestSupport"]),
    .testTarget(name: "AsViTReportTests", dependencies: ["AsViTReport", "AsViTTestSupport"]),
    .testTarget(
      name: "AsViTPageTests", dependencies: ["AsViTPage", "AsViTProxies", "AsViTTestSupport"]),
    .testTarget(name: "AsViTTestSupportTests", dependencies: ["AsViTTestSupport"]),
    .testTarget(
      name: "asvitTests",
      dependencies: [
        "AsViTData", "AsViTExport", "AsViTProxies", "AsViTReport", "AsViTTestSupport",
      ],
      exclude: ["StoredRuns"]),
    .testTarget(
      name: "AsViTNumericsTests",
      dependencies: kernelDependencies + ["AsViTNumerics", "AsViTTestSupport"]),
  ]
)

for target in package.targets where target.type != .system {
  target.swiftSettings =
    (target.swiftSettings ?? []) + [.enableUpcomingFeature("InternalImportsByDefault")]
}
