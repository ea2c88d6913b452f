// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "fuzzing",
  dependencies: [.package(name: "asvit", path: "../..")],
  targets: [
    .target(name: "CFuzzing"),
    .executableTarget(
      name: "fuzz",
      dependencies: [
        "CFuzzing",
        .product(name: "AsViTPage", package: "asvit"),
        .product(name: "AsViTTraining", package: "asvit"),
        .product(name: "AsViTProxies", package: "asvit"),
        .product(name: "AsViTStatistics", package: "asvit"),
      ],
      // The main function is libFuzzer's.
      swiftSettings: [.unsafeFlags(["-parse-as-library"])]),
  ]
)
