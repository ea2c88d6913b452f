// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "benchmarks",
  dependencies: [.package(name: "asvit", path: "..")],
  targets: [
    .systemLibrary(name: "CBenchBLAS", pkgConfig: "openblas"),
    .target(name: "CBenchFMA"),
    .executableTarget(
      name: "bench",
      dependencies: [
        "CBenchBLAS", "CBenchFMA",
        .product(name: "AsViTNumerics", package: "asvit"),
        .product(name: "AsViTNetwork", package: "asvit"),
        .product(name: "AsViTProxies", package: "asvit"),
        .product(name: "AsViTOptimizers", package: "asvit"),
        .product(name: "AsViTTraining", package: "asvit"),
      ]),
    .executableTarget(
      name: "optimizers",
      dependencies: [
        .product(name: "AsViTNumerics", package: "asvit"),
        .product(name: "AsViTOptimizers", package: "asvit"),
      ]),
  ]
)
