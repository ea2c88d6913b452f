import AsViTArchitecture
import Testing

/// What is said about mistakes in a space file: each test makes one in a file without any.
@Suite struct SpaceFileTests {
  private static let lines = [
    "# comment",
    "family: as-vit",
    "image:",
    "  side: 224",
    "  mean: [0.5, 0.5, 0.5]",
    "  deviation: [0.5, 0.5, 0.5]",
    "classes: 10",
    "stem-stride: 4",
    "hidden-size: 32",
    "stages:",
    "  - {kernel: [4, 8], split: [2, 4], expansion: 2}",
    "  - {kernel: [2, 3], split: [1, 2], expansion: 2}",
    "  - kernel: [2, 3]",
    "    split:",
    "      - 1",
    "      - 2",
    "    expansion: [2, 3]",
    "    depth: 2",
    "  - {kernel: [2, 3], split: 1, expansion: 2}",
    "heads: [16, 32]",
  ]

  private func read(replacing line: Int? = nil, with text: String = "") throws -> SearchSpace {
    var lines = Self.lines
    if let line { lines[line - 1] = text }
    return try SearchSpace(yaml: lines.joined(separator: "\n"), file: "spaces/x.yaml")
  }

  @Test func `the file without mistakes is read whole`() throws {
    let space = try read()
    #expect(space.name == "x")
    #expect(
      space.family as? AsViTFamily
        == AsViTFamily(imageSide: 224, stemStride: 4, classCount: 10, hasPositionEmbedding: false))
    #expect(
      space.genotype(for: space.choices.map { _ in 1 }).description
        == "8,4,2,1|3,2,2,1|3,2,3,2|3,1,2,1|32")
  }

  @Test func `position embedding is an option of the file`() throws {
    let space = try read(replacing: 1, with: "position-embedding: true")
    #expect((space.family as? AsViTFamily)?.hasPositionEmbedding == true)
  }

  @Test(arguments: [
    (
      16, "      - 4",
      "16: stages[2].split: a 14 x 14 grid cannot be split 4 ways; possible: "
        + "1, 2, 7, 14"
    ),
    (16, "      - 1", "16: stages[2].split: 1 is listed more than once; keep one"),
    (
      16, "      - two",
      "16: stages[2].split: 'two' is not possible; possible: whole numbers from "
        + "1 to 1024"
    ),
    (16, "      - [2]", "16: stages[2].split: a list found where a whole number is needed"),
    (
      13, "  - kernel: [1, 2]",
      "13: stages[2].kernel: a kernel of 1 at stride 2 leaves gaps; "
        + "possible: 2 or more"
    ),
    (13, "  - kernel: []", "13: stages[2].kernel: 0 values found; needed: 1 to 16 options"),
    (13, "  - kernel: {a: 1}", "13: stages[2].kernel: a mapping found where a list is needed"),
    (
      17, "    expansio: [2, 3]",
      "17: stages[2]: unknown key 'expansio'; did you mean 'expansion'? "
        + "possible: kernel, split, expansion, depth"
    ),
    (
      17, "    zebra: [2, 3]",
      "17: stages[2]: unknown key 'zebra'; possible: kernel, split, "
        + "expansion, depth"
    ),
    (
      17, "    expansion: 65",
      "17: stages[2].expansion: '65' is not possible; possible: whole "
        + "numbers from 1 to 64"
    ),
    (17, "", "13: stages[2]: the key 'expansion' is missing"),
    (
      18, "    depth: 0",
      "18: stages[2].depth: '0' is not possible; possible: whole numbers from 1 "
        + "to 128"
    ),
    (
      18, "    depth: [2, 129]",
      "18: stages[2].depth: '129' is not possible; possible: whole numbers from 1 to 128"
    ),
    (18, "    depth: [2, 2]", "18: stages[2].depth: 2 is listed more than once; keep one"),
    (
      9, "hidden-size: [32, 0]",
      "9: hidden-size: '0' is not possible; possible: whole numbers from 1 to 1024"
    ),
    (
      9, "hidden-size: [32, 3]",
      "20: heads: 4 heads share 3 channels; possible: at most 3 heads, or a larger hidden size"
    ),
    (18, "    split: 1", "14: given more than once: split; keep one of each"),
    (19, "", "11: stages: 3 values found; needed: 4 stages"),
    (20, "", "2: the key 'heads' is missing"),
    (
      20, "heads: [16, 20]",
      "20: heads: final head count 20 does not halve from stage to stage; "
        + "possible: multiples of 8"
    ),
    (
      20, "heads: [16, 512]",
      "20: heads: 64 heads share 32 channels; possible: at most 32 heads, "
        + "or a larger hidden size"
    ),
    (2, "family: swin", "2: family: 'swin' is not possible; possible: as-vit, vit, pit"),
    (
      11, "  - {kernel: [8, 3], split: 1, expansion: 2}",
      "11: stages[0].kernel: a kernel of 3 at stride 4 leaves gaps; possible: 4 or more"
    ),
    (11, "  - 4", "11: stages[0]: '4' found where a mapping is needed"),
    (
      4, "  side: 31",
      "4: image.side: nothing is left of an image of 31 x 31 pixels; possible: an "
        + "image side of 32 or more"
    ),
    (5, "  mean: [0.5, 0.5]", "5: image.mean: 2 values found; needed: 3, for red, green and blue"),
    (
      5, "  mean: [0.5, 123.7, 0]",
      "5: image.mean[1]: '123.7' is not possible; possible: numbers "
        + "from 0.0 to 1.0"
    ),
    (
      6, "  deviation: [0.5, nan, 1]",
      "6: image.deviation[1]: 'nan' is not possible; possible: "
        + "numbers from 0.001 to 1.0"
    ),
    (
      1, "position-embedding: perhaps",
      "1: position-embedding: 'perhaps' is not possible; "
        + "possible: true, false"
    ),
    (
      7, "classes: -1", "7: classes: '-1' is not possible; possible: whole numbers from 1 to 100000"
    ),
    (
      7, "[1]: 2",
      "7: unknown key '(not a word)'; possible: family, image, classes, stem-stride, "
        + "hidden-size, stages, heads, position-embedding"
    ),
  ])
  func `mistakes are named with line and key`(line: Int, text: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) { try read(replacing: line, with: text) }
    #expect(error?.description == "spaces/x.yaml:\(message)")
  }

  @Test func `what is not YAML is named with its line`() {
    let error = #expect(throws: ArchitectureError.self) {
      try read(replacing: 5, with: "  mean: [0.5")
    }
    #expect(error?.description.hasPrefix("spaces/x.yaml:6: not YAML: ") == true, "\(error!)")
  }

  @Test(arguments: ["", "# nothing\n"]) func `an empty file says so`(text: String) {
    let error = #expect(throws: ArchitectureError.self) {
      try SearchSpace(yaml: text, file: "x.yaml")
    }
    #expect(error?.description == "x.yaml:1: nothing found where a mapping is needed")
  }

  @Test(arguments: [
    ("/nowhere/x.yaml", "/nowhere/x.yaml: cannot be read: No such file or directory"),
    ("/", "/: cannot be read: Is a directory"),
    ("/bin/sh", "/bin/sh: cannot be read: it is not UTF-8 text"),
  ])
  func `a file that cannot be read is named with the reason`(path: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) { try SearchSpace(contentsOf: path) }
    #expect(error?.description == message)
  }

  @Test(arguments: [
    (10, "stages: &all"), (20, "heads: [16, &x 32]"), (20, "heads: [16,&x 32]"),
    // Not a comment.
    (20, "heads: [\"# \", &x 32]"), (20, "heads: [' # ', &x 32]"),
  ])
  func `anchors are refused`(line: Int, text: String) throws {
    let error = try #require(throws: ArchitectureError.self) {
      try read(replacing: line, with: text)
    }
    #expect(error == .spaceFile("spaces/x.yaml", line: line, key: "", .anchor))
  }

  @Test func `comments may have ampersands`() throws {
    #expect(try read(replacing: 1, with: "# R&D & more").name == "x")
    #expect(try read(replacing: 1, with: "# Chen's \"R&D\"").name == "x")
    #expect(try read(replacing: 20, with: "heads: [16, 32] # &x").name == "x")
  }

  @Test func `a key that would take years to compare is not compared`() throws {
    var lines = ["a0: &a0 [x, x]"]
    for level in 1...60 { lines.append("a\(level): &a\(level) [*a\(level - 1), *a\(level - 1)]") }
    lines.append("? *a60\n: 1")
    let error = try #require(throws: ArchitectureError.self) {
      try SearchSpace(yaml: lines.joined(separator: "\n"), file: "x.yaml")
    }
    #expect(error.description.hasPrefix("x.yaml:1: '&' names a value for later use"))
  }

  @Test func `long and deep files are refused`() throws {
    func fault(_ yaml: String) throws -> String {
      try #require(throws: ArchitectureError.self) { try SearchSpace(yaml: yaml, file: "x.yaml") }
        .description
    }
    #expect(
      try fault(String(repeating: "a: 1\n", count: 20_000))
        == "x.yaml:1: holds 100000 bytes; at most 65536 are read")
    for opening in ["[", "{", "- ", "? "] {
      #expect(try fault(String(repeating: opening, count: 30_000)).contains("not YAML: "))
    }
    let key = String(repeating: "k", count: 1000)
    #expect(try fault(key + ": 1").hasPrefix("x.yaml:1: unknown key 'kkk"))
  }
}
