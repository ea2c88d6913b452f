import AsViTArchitecture
import AsViTData
import AsViTExport
import AsViTNetwork
import AsViTTestSupport
import Testing

@Suite struct WeightsFileTests {
  let folder: TemporaryFolder
  let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.path + "/weights.safetensors"
  }

  /// Writes the tensors of a model, some of them changed.
  private func write(
    _ model: SmallModel, metadata: [String: String]? = nil,
    changing change: (inout [String: [Int]]) -> Void = { _ in }
  ) throws {
    var shapes: [String: [Int]] = [:]
    for parameter in model.parameters.architecture.parameters {
      shapes[parameter.name] = parameter.shape
    }
    change(&shapes)
    var writer = SafeTensorsWriter(metadata: metadata ?? model.description.metadata)
    for (name, shape) in shapes {
      writer.add(name, shape: shape) { [Float](repeating: 1, count: shape.reduce(1, *)) }
    }
    try writer.write(to: path)
  }

  private func message(_ body: () throws(WeightsError) -> Void) -> String? {
    #expect(throws: WeightsError.self) { try body() }?.description
  }

  @Test(arguments: [[], ["cat, or dog", "\"Ü\"", ""]], [false, true])
  func `weights and description read back bit by bit`(
    names: [String], hasPositionEmbedding: Bool
  ) throws {
    let model = try SmallModel(classNames: names, hasPositionEmbedding: hasPositionEmbedding)
    // Unfolded features are stored in another order than they are written.
    for parameter in model.parameters.architecture.parameters {
      model.parameters.setValues(
        (0..<parameter.count).map { Float($0) + 0.5 }, of: parameter.name)
    }
    try WeightsFile.write(model.parameters, of: model.description, to: path)
    let file = try WeightsFile(contentsOf: path)
    #expect(file.description.metadata == model.description.metadata)
    #expect(SmallModel.bits(of: try file.parameters()) == SmallModel.bits(of: model.parameters))
  }

  @Test(arguments: [Float.nan, .infinity, -.infinity])
  func `a weight that is not finite is named`(value: Float) throws {
    let model = try SmallModel()
    var values = model.parameters.values(of: "head.fc2.bias")
    values[2] = value
    model.parameters.setValues(values, of: "head.fc2.bias")
    try WeightsFile.write(model.parameters, of: model.description, to: path)
    let file = try WeightsFile(contentsOf: path)
    #expect(
      message { () throws(WeightsError) in _ = try file.parameters() }
        == "\(path): head.fc2.bias: element 2 is \(value); take the weights of an earlier "
        + "checkpoint, or train again at a lower rate")
  }

  @Test func `the metadata are the documented ones`() throws {
    let model = try SmallModel(classNames: ["a", "b/c", "d"])
    #expect(
      model.description.metadata == [
        "family": "as-vit", "genotype": "5,2,1,2|2,2,2,1|3,1,1,1|2,1,1,1|8,9", "image_side": "32",
        "stem_stride": "4",
        "class_count": "3", "normalisation_mean": "[0.5,0.25,0.1]",
        "normalisation_std": "[0.2,0.3,0.4]", "class_names": #"["a","b/c","d"]"#,
      ])
  }

  @Test func `weights from elsewhere bring their number of classes`() throws {
    let model = try SmallModel(classNames: ["a", "b", "c"])
    try write(model, metadata: [:]) {
      $0["head.fc2.bias"] = [7]
      $0["head.fc2.weight"]![0] = 7
    }
    let file = try WeightsFile(contentsOf: path, assuming: model.description)
    #expect(file.description.family.classCount == 7)
    #expect(file.description.classNames == [])
    #expect(try file.parameters().values(of: "head.fc2.bias") == [Float](repeating: 1, count: 7))
    #expect(
      message { () throws(WeightsError) in _ = try WeightsFile(contentsOf: path) }
        == "\(path): metadata: genotype is missing")
  }

  @Test func `what the file says wins, unless it is of another architecture`() throws {
    let model = try SmallModel()
    try write(model)
    let assumed = ModelDescription(
      genotype: model.description.genotype,
      family: AsViTFamily(imageSide: 64, stemStride: 2, classCount: 9),
      normalisation: .imageNet)
    #expect(
      try WeightsFile(contentsOf: path, assuming: assumed).description.metadata
        == model.description.metadata)
    let other = try SmallModel("5,2,1|2,2,1|3,1,1|2,1,1|8,8")
    #expect(
      message { () throws(WeightsError) in
        _ = try WeightsFile(contentsOf: path, assuming: other.description)
      } == """
        \(path): holds the weights of 5,2,1,2|2,2,2,1|3,1,1,1|2,1,1,1|8,9, asked for \
        5,2,1|2,2,1|3,1,1|2,1,1|8,8
        """)
  }

  @Test func `tensors that are missing, unknown or of another shape are named`() throws {
    let model = try SmallModel()
    func refusal(changing change: (inout [String: [Int]]) -> Void) throws -> String? {
      try write(model, changing: change)
      return message { () throws(WeightsError) in _ = try WeightsFile(contentsOf: path) }
    }
    let genotype = model.description.genotype
    #expect(
      try refusal {
        for name in ["norm.bias", "norm.weight", "head.fc1.bias", "head.fc1.weight"] {
          $0[name] = nil
        }
      }
        == "\(path): lacks norm.weight, norm.bias, head.fc1.weight and 1 more tensors of \(genotype)"
    )
    #expect(
      try refusal { $0["stages.0.blocks.2.norm1.bias"] = [9] }
        == """
        \(path): \(genotype) has no stages.0.blocks.2.norm1.bias; is it the right architecture?
        """)
    #expect(
      try refusal { $0["norm.bias"] = [71] } == "\(path): norm.bias: shape [71], needed: [72]")
  }

  /// Writes a model's tensors as elements of another type, under other names.
  private func write<Element: SafeTensorsElement>(
    _ model: SmallModel, prefix: String, renaming rename: (String) -> String = { $0 },
    as element: (Float) -> Element
  ) throws {
    var writer = SafeTensorsWriter(metadata: model.description.metadata)
    for parameter in model.parameters.architecture.parameters {
      let values = model.parameters.values(of: parameter.name).map(element)
      writer.add(prefix + rename(parameter.name), shape: parameter.shape) { values }
    }
    if prefix.hasPrefix("module.") {  // as AveragedModel has it
      writer.add("n_averaged", shape: []) { [Int64(9)] }
    }
    try writer.write(to: path)
  }

  @Test(arguments: ["", "module.", "_orig_mod.", "model.", "_orig_mod.module.", "module.model."])
  func `what wrappers put before names is taken off`(prefix: String) throws {
    let model = try SmallModel()
    try write(model, prefix: prefix) { Double($0) }
    for file in [
      try WeightsFile(contentsOf: path),
      try WeightsFile(contentsOf: path, assuming: model.description),
    ] {
      #expect(file.removedPrefix == prefix)
      #expect(
        SmallModel.bits(of: try file.parameters()) == SmallModel.bits(of: model.parameters))
    }
  }

  @Test(
    arguments: ["_orig_mod.", "_checkpoint_wrapped_module.", "_fsdp_wrapped_module."],
    ["", "module."])
  func `what wrappers of parts put inside names is taken off`(part: String, prefix: String) throws {
    let model = try SmallModel()
    func rename(_ name: String) -> String { name.replacing("blocks.0.", with: "blocks.0." + part) }
    try write(model, prefix: prefix, renaming: rename) { $0 }
    let file = try WeightsFile(contentsOf: path)
    #expect(file.removedPrefix == prefix)
    #expect(SmallModel.bits(of: try file.parameters()) == SmallModel.bits(of: model.parameters))
  }

  @Test func `a tensor twice, with and without a wrapper's name, is refused`() throws {
    let model = try SmallModel()
    try write(model) { $0["norm._orig_mod.bias"] = $0["norm.bias"] }
    #expect(
      message { () throws(WeightsError) in _ = try WeightsFile(contentsOf: path) }
        == """
        \(path): \(model.description.genotype) has no norm._orig_mod.bias; is it the right \
        architecture?
        """)
  }

  @Test func `a prefix of some names alone stays`() throws {
    let model = try SmallModel()
    try write(model) { $0["module.norm.bias"] = $0.removeValue(forKey: "norm.bias") }
    #expect(
      message { () throws(WeightsError) in _ = try WeightsFile(contentsOf: path) }
        == "\(path): lacks norm.bias of \(model.description.genotype)")
  }

  @Test func `tensors of another type are refused when they are read`() throws {
    let model = try SmallModel()
    try write(model, prefix: "") { Int64($0) }
    let file = try WeightsFile(contentsOf: path)
    #expect(
      message { () throws(WeightsError) in _ = try file.parameters() }
        == "\(path): patch_embed.proj.weight: holds I64, not F32, F64, F16 or BF16")
  }

  @Test(arguments: [
    ("genotype", "5,2", "is '5,2'; genotype '5,2' has 1 parts"),
    ("image_side", "2049", "is '2049'; needed: a whole number from 1 to 2048"),
    ("image_side", "x", "is 'x'; needed: a whole number from 1 to 2048"),
    ("stem_stride", "0", "is '0'; needed: a whole number from 1 to 64"),
    ("class_count", "-3", "is '-3'; needed: a whole number from 1 to 100000"),
    ("normalisation_mean", "0.5,1,1", "is '0.5,1,1'; needed: a JSON array"),
    ("normalisation_mean", "[0.5,1]", "is '[0.5,1]'; needed: three numbers"),
    (
      "normalisation_std", "[0.5,1,0]", "is '[0.5,1,0]'; needed: three numbers, standard deviations"
    ),
    ("class_names", #"["a"]"#, #"is '["a"]'; needed: 3 names, one for each class"#),
  ])
  func `metadata that cannot be are named`(key: String, value: String, reason: String) throws {
    let model = try SmallModel()
    try write(model, metadata: model.description.metadata.merging([key: value]) { $1 })
    let refusal = message { () throws(WeightsError) in _ = try WeightsFile(contentsOf: path) }
    #expect(refusal?.hasPrefix("\(path): metadata: \(key) \(reason)") == true, "\(refusal ?? "")")
  }

  @Test func `an architecture that cannot be built is refused`() throws {
    let model = try SmallModel()
    try write(model, metadata: model.description.metadata.merging(["image_side": "20"]) { $1 })
    #expect(
      message { () throws(WeightsError) in _ = try WeightsFile(contentsOf: path) }
        == """
        \(path): stage 1: a 5 x 5 grid cannot be split 2 ways; possible: 1, 5
        """)
  }
}
