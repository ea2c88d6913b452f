import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

/// `asvit train` says which images it read, and knows them again.
struct TrainDataTests {
  let setting: SearchSetting
  private var path: String { setting.folder.path }

  init() throws {
    setting = try SearchSetting()
    try TinyImages.write(to: setting.folder, as: "images")
  }

  private func train(
    _ data: String?, in run: String = "run", from folder: String? = nil, _ more: String...
  ) throws -> Binary.Outcome {
    let named = data.map { ["--data", $0] } ?? []
    return try Binary.start(
      ["train", "--space", setting.space, "--genotype", "4,2,1|2,2,1|2,1,1|2,1,1|8,8"] + named
        + ["--batch", "16", "--budget", "1steps", "--out", "\(path)/\(run)"] + more,
      in: folder
    ).finish()
  }

  @Test func `the images are told in one line, which the report has`() throws {
    let outcome = try train("\(path)/images", in: "run", "--json")
    #expect(outcome.status == 0, "\(outcome.messages)")
    let line = """
      IDX files, 4 classes: 90 training images from \(path)/images/train-images-idx3-ubyte, 40 test \
      images from \(path)/images/t10k-images-idx3-ubyte
      """
    #expect(outcome.messages.split(separator: "\n").first == "data: \(line)")
    #expect(try JSONValue(outcome.output)["report"].text == "\(setting.run)/report.json")
    let report = try setting.report()
    #expect(report["data"].text == line)
    #expect(try JSONValue(setting.folder.text("run/run.json"))["data"].text == line)
    #expect(try setting.folder.text("run/report.html").contains(line))
    #expect(try Schema.ofTrainReports().faults(of: report) == [])
    #expect(try !setting.resultBytes(in: "run").contains(path.utf8))
  }

  @Test func `without images named those in the program are told`() throws {
    let outcome = try train(nil, in: "run", "--max-images", "100")
    #expect(
      outcome.messages.hasPrefix(
        """
        data: the beginning of Fashion-MNIST (Zalando 2017, MIT), 10 classes: 100 of the 2000 \
        training images from the program itself, 500 test images from the program itself

        """), "\(outcome.messages)")
    #expect(try setting.report()["settings"]["data"]["trainingCount"].number == 100)
  }

  @Test func `fewer images than classes are refused`() throws {
    let outcome = try train("\(path)/images", in: "run", "--max-images", "3")
    #expect(outcome.status == 64)
    #expect(
      outcome.messages == """
        Error: \(path)/images/train-images-idx3-ubyte: has 4 classes; 3 images are too few, take at \
        least 4

        """)
  }

  @Test func `moved images go on, to the same bytes`() throws {
    #expect(try train("images", in: "run", from: path).status == 0)
    #expect(try train("\(path)/images", in: "absolute").status == 0)
    #expect(try setting.resultBytes(in: "run") == setting.resultBytes(in: "absolute"))
    try FileManager.default.moveItem(atPath: "\(path)/images", toPath: "\(path)/elsewhere")
    let again = try train("\(path)/elsewhere", in: "run")
    #expect(again.status == 0)
    #expect(again.messages.contains("this run is finished"), "\(again.messages)")
  }

  @Test(arguments: ["train", "t10k"])
  func `replaced and relabelled images are refused`(part: String) throws {
    #expect(try train("\(path)/images").status == 0)
    let key = part == "train" ? "trainingDigest" : "testDigest"
    for file in ["images-idx3-ubyte", "labels-idx1-ubyte"] {
      let name = "images/\(part)-\(file)"
      let original = try setting.folder.bytes(name)
      var altered = original
      altered[altered.count - 1] = (altered[altered.count - 1] + 1) % 4
      try setting.folder.write(altered, to: name)
      let outcome = try train("\(path)/images")
      #expect(outcome.status == 64)
      let lines = outcome.messages.split(separator: "\n")
      #expect(lines.contains("Error: \(path)/run was started with other settings:"))
      let reason = "the run goes on only with the images and labels it began with"
      #expect(lines.contains { $0.contains("--data (data.\(key)): was ") && $0.hasSuffix(reason) })
      try setting.folder.write(original, to: name)
    }
    #expect(try train("\(path)/images").status == 0)
  }

  @Test func `data of another kind are refused in a line`() throws {
    try setting.folder.write("PAR1", to: "hub/data/train-00000-of-00001.parquet")
    let outcome = try train("\(path)/hub")
    #expect(outcome.status == 65)
    #expect(
      outcome.messages.hasPrefix(
        "Error: \(path)/hub/data/train-00000-of-00001.parquet: is a Parquet table; "))
    #expect(outcome.messages.count { $0 == "\n" } == 1)
  }
}
