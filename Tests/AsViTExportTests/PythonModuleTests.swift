import AsViTArchitecture
import AsViTExport
import Testing

@Suite struct PythonModuleTests {
  private func text(_ model: SmallModel) throws -> String {
    try #require(try PythonModule(model.description, name: "small", version: "1.2.3")).text
  }

  @Test func `stages are a table`() throws {
    let text = try text(SmallModel())
    #expect(
      text.contains(
        """
        STAGES = (
            Stage(kernel=5, width=9, depth=2, splits=2, heads=1, head_dim=9, hidden=9),
            Stage(kernel=2, width=18, depth=1, splits=2, heads=2, head_dim=9, hidden=36),
            Stage(kernel=3, width=36, depth=1, splits=1, heads=4, head_dim=9, hidden=36),
            Stage(kernel=2, width=72, depth=1, splits=1, heads=8, head_dim=9, hidden=72),
        )

        """))
    #expect(text.hasPrefix(#""""small: an As-ViT vision transformer"#))
    #expect(text.contains("\nIMAGE_SIDE = 32\nSTEM_STRIDE = 4\nCLASS_COUNT = 3\n"))
    #expect(text.contains("\nMEAN = (0.5, 0.25, 0.1)\nSTD = (0.2, 0.3, 0.4)\n"))
    #expect(!text.contains("{{") && !text.contains("pos_embed = "))
  }

  @Test func `names of classes are literals of Python`() throws {
    #expect(try text(SmallModel()).contains("\nCLASS_NAMES = ()\n"))
    let names = ["<a> & b", "\"c\"\\\n", "Ü"]
    #expect(
      try text(SmallModel(classNames: names)).contains(
        #"CLASS_NAMES = ("<a> & b", "\"c\"\\\n", "Ü")"#))
  }

  @Test func `a position embedding has a parameter`() throws {
    #expect(
      try text(SmallModel(hasPositionEmbedding: true)).contains(
        "self.absolute_pos_embed = nn.Parameter(torch.zeros(64, STAGES[0].width))"))
    #expect(!(try text(SmallModel()).contains("position_side")))
  }

  private func text(_ genotype: Genotype, in family: any Family) throws -> String {
    let description = ModelDescription(
      genotype: genotype, family: family, normalisation: .imageNet)
    return try #require(try PythonModule(description, name: "small", version: "1.2.3")).text
  }

  @Test func `uniform plain transformers are timm's own`() throws {
    let text = try text("192x12|3,4", in: PlainViT())
    #expect(
      text.contains(
        """
            img_size=224,
            patch_size=16,
            embed_dim=192,
            depth=12,
            num_heads=3,
            mlp_ratio=4,
            class_token=True,
            global_pool="token",
            fc_norm=False,
            num_classes=CLASS_COUNT,
        )
        default_cfgs
        """))
    #expect(text.contains("\n        VisionTransformer,\n        \"small\",\n        pretrained,"))
    #expect(text.contains("feature_cfg={\"out_indices\": 3, \"feature_cls\": \"getter\"},"))
    #expect(!text.contains("Block") && !text.contains("{{"))
  }

  @Test func `blocks that differ are put in place of timm's`() throws {
    let text = try text(
      "48x2|2,3.5|3,4",
      in: PlainViT(imageSide: 32, patchSide: 4, pooling: .mean, headDimension: 64))
    #expect(text.contains("\nBLOCKS = (\n    (2, 3.5),\n    (3, 4),\n)\n"))
    #expect(text.contains("attn_head_dim=64, qkv_bias=True)"))
    #expect(
      text.contains("\n        BlockwiseTransformer,\n        \"small\",\n        pretrained,"))
    #expect(text.contains("{\"out_indices\": 2, "))
  }

  @Test func `PiTs are timm's own`() throws {
    let text = try text("32|2,6,4|2,4,8|4", in: PiT())
    #expect(
      text.contains("    base_dims=(32, 32, 32),\n    depth=(2, 6, 4),\n    heads=(2, 4, 8),"))
    #expect(text.contains("from timm.models.pit import PoolingVisionTransformer, "))
    #expect(text.contains("{\"out_indices\": (0, 1, 2), "))
  }
}
