import AsViTTestSupport
import Foundation
import Testing

/// Photographs of this repository, some of them broken, as `--images`.
struct ImageTests {
  let setting: SearchSetting
  private var images: String { setting.folder.path + "/images" }

  init() throws {
    setting = try SearchSetting()
    let photographs = URL(fileURLWithPath: #filePath)
      .appendingPathComponent("../../../Sources/CEmbedded/photographs").standardized
    for name in ["02_coffee", "05_astronaut", "08_rocket", "13_brick"] {
      let file = photographs.appendingPathComponent("\(name).jpg")
      try setting.folder.write(Array(Data(contentsOf: file)), to: "images/nested/\(name).jpg")
    }
  }

  private func addBrokenFiles() throws {
    let whole = try Data(contentsOf: URL(fileURLWithPath: "\(images)/nested/08_rocket.jpg"))
    try setting.folder.write(Array(whole.prefix(whole.count / 2)), to: "images/cut.jpg")
    try setting.folder.write("", to: "images/empty.jpg")
    try setting.folder.write("no image\n", to: "images/text.png")
  }

  @Test func `broken files are listed and skipped`() throws {
    try addBrokenFiles()
    let outcome = try setting.search(in: "run", "--images", images)
    #expect(outcome.status == 0)
    let skipped = outcome.messages.split(separator: "\n").prefix { $0.hasPrefix("skipped ") }
    #expect(!skipped.isEmpty)
    for line in skipped { #expect(!line.contains("nested")) }
    let names = try setting.report()["settings"]["images"]["names"].elements.compactMap(\.text)
    #expect(
      names.sorted() == ["02_coffee.jpg", "05_astronaut.jpg", "08_rocket.jpg", "13_brick.jpg"])
  }

  @Test func `too few images tell how many are needed and what is broken`() throws {
    try addBrokenFiles()
    let outcome = try setting.search(in: "run", "--images", images, "--batch", "5")
    #expect(outcome.status == 65)
    let lines = outcome.messages.split(separator: "\n")
    try #require(!lines.isEmpty)
    #expect(
      lines[0] == "Error: \(images): 5 images are needed and 4 can be read; skipped 3:")
    let reasons = lines.dropFirst().sorted()
    try #require(reasons.count == 3)
    #expect(reasons[0].hasPrefix("  \(images)/cut.jpg: is a broken JPEG image: "))
    #expect(reasons[1] == "  \(images)/empty.jpg: is empty (0 bytes)")
    #expect(reasons[2] == "  \(images)/text.png: is not a JPEG, PNG or WebP image")
    #expect(throws: (any Error).self) { try setting.folder.text("run/run.json") }
  }

  @Test func `moved images are the same and replaced ones are others`() throws {
    _ = try setting.search(in: "run", "--images", images, "--steps", "2")
    let moved = setting.folder.path + "/moved"
    try FileManager.default.moveItem(atPath: images, toPath: moved)
    let again = try setting.search(in: "run", "--images", moved, "--steps", "2")
    #expect(again.status == 0)
    #expect(again.messages.contains("this run is finished"), "\(again.messages)")
    let files = ["02_coffee", "05_astronaut"].map { "moved/nested/\($0).jpg" }
    let coffee = try setting.folder.bytes(files[0])
    try setting.folder.write(setting.folder.bytes(files[1]), to: files[0])
    try setting.folder.write(coffee, to: files[1])
    let replaced = try setting.search(in: "run", "--images", moved, "--steps", "2")
    #expect(replaced.status == 64)
    #expect(replaced.messages.contains("  --images (images.digest): was "), "\(replaced.messages)")
    #expect(
      replaced.messages.contains(": the run goes on only with the images and labels it began"))
  }

  @Test func `images that a decoder warns of are used and counted`() throws {
    for name in ["02_coffee", "08_rocket"] {
      var file = Array(try Data(contentsOf: URL(fileURLWithPath: "\(images)/nested/\(name).jpg")))
      // Behind the first marker and its contents.
      let end = 4 + Int(file[4]) << 8 + Int(file[5])
      file.insert(contentsOf: [0, 1, 2], at: end)
      try setting.folder.write(file, to: "images/nested/\(name).jpg")
    }
    let outcome = try setting.search(in: "run", "--images", images, "--batch", "4")
    #expect(outcome.status == 0)
    let lines = outcome.messages.split(separator: "\n").filter { $0.contains("warning") }
    try #require(lines.count == 1)
    #expect(
      lines[0].hasPrefix("2 images decoded in spite of a warning, the first \(images)/nested/"))
    #expect(lines[0].contains(".jpg: Corrupt JPEG data: 3 extraneous bytes before marker 0x"))
  }

  @Test func `other images give another result`() throws {
    _ = try setting.search(in: "own", "--images", images)
    _ = try setting.search(in: "embedded")
    let (own, embedded) = (try setting.report(in: "own"), try setting.report(in: "embedded"))
    #expect(own["settings"]["images"]["digest"] != embedded["settings"]["images"]["digest"])
    let step = (own["result"]["steps"][0], embedded["result"]["steps"][0])
    #expect(
      step.0["metrics"]["conditionNumber"] != step.1["metrics"]["conditionNumber"])
    #expect(step.0["metrics"]["lengthDistortion"] == step.1["metrics"]["lengthDistortion"])
  }

  @Test func `an empty folder is refused`() throws {
    try FileManager.default.createDirectory(
      atPath: setting.folder.path + "/none", withIntermediateDirectories: true)
    let outcome = try setting.search(in: "run", "--images", setting.folder.path + "/none")
    #expect(outcome.status == 65)
    #expect(
      outcome.messages == """
        Error: \(setting.folder.path)/none: holds no images; name a folder with JPEG, PNG or WebP images

        """)
  }

  @Test func `a folder that is missing is named`() throws {
    let outcome = try setting.search(in: "run", "--images", setting.folder.path + "/none")
    #expect(outcome.status == 74)
    #expect(
      outcome.messages == """
        Error: \(setting.folder.path)/none: cannot be read: No such file or directory

        """)
  }

  @Test func `a folder without permission is named`() throws {
    #expect(chmod(images, 0o000) == 0)
    defer { chmod(images, 0o755) }
    let outcome = try Binary.runUnprivileged(setting.command(in: "run", ["--images", images]))
    #expect(outcome.status == 74)
    #expect(outcome.messages == "Error: \(images): cannot be read: Permission denied\n")
  }

  @Test func `the embedded photographs are sixteen`() throws {
    let outcome = try setting.search(in: "run", "--batch", "17")
    #expect(outcome.status == 65)
    #expect(outcome.messages.contains("17 images are needed and 16 can be read"))
  }
}
