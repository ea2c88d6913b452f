import AsViTArchitecture
import FoundationEssentials
import Testing

@Suite struct AsViTGenesTests {
  @Test(arguments: [
    ("8,2,3|4,1,2|4,1,4|4,1,6|32", "8,2,3|4,1,2|4,1,4|4,1,6|32"),
    ("8,2,3,1|4,1,2,1|4,1,4,1|4,1,6,1|32,32", "8,2,3|4,1,2|4,1,4|4,1,6|32"),
    (" 8, 2,3 |4,1,2|4,1,4|4,1,6| 32 ", "8,2,3|4,1,2|4,1,4|4,1,6|32"),
    ("08,2,3|4,1,2|4,1,4|4,1,6|32,180", "8,2,3|4,1,2|4,1,4|4,1,6|32,180"),
    ("8,2,3,5|4,1,2|4,1,4|4,1,6|16,8", "8,2,3,5|4,1,2,1|4,1,4,1|4,1,6,1|16,8"),
  ])
  func `the description is canonical and reads back`(text: String, canonical: String) throws {
    let genotype = try AsViTGenes(text)
    #expect(genotype.description == canonical)
    #expect(try AsViTGenes(canonical) == genotype)
  }

  @Test func `values land in their genes`() throws {
    let genotype = try AsViTGenes("8,2,3,5|4,1,2,2|4,1,4,5|4,1,6,2|64,180")
    #expect(
      genotype
        == AsViTGenes(
          stages: [
            StageGene(kernelSize: 8, windowSplit: 2, expansionRatio: 3, depth: 5),
            StageGene(kernelSize: 4, windowSplit: 1, expansionRatio: 2, depth: 2),
            StageGene(kernelSize: 4, windowSplit: 1, expansionRatio: 4, depth: 5),
            StageGene(kernelSize: 4, windowSplit: 1, expansionRatio: 6, depth: 2),
          ],
          finalHeadCount: 64, hiddenSize: 180))
  }

  @Test func `as JSON a genotype is its string`() throws {
    let genotype = try AsViTFamily().genotype("8,2,3, 2|4,1,2|4,1,4|4,1,6|32,8")
    let data = try JSONEncoder().encode([genotype])
    #expect(String(decoding: data, as: UTF8.self) == #"["8,2,3,2|4,1,2,1|4,1,4,1|4,1,6,1|32,8"]"#)
    #expect(try JSONDecoder().decode([Genotype].self, from: data) == [genotype])
  }

  @Test(arguments: [
    (
      "8,2,3|4,1,2|4,1,4|32",
      "genotype '8,2,3|4,1,2|4,1,4|32' has 4 parts separated by '|'; 5 are needed: four stages "
        + "'kernel,split,expansion[,depth]', then 'heads[,hiddenSize]'"
    ),
    (
      "8,2,3|4,1|4,1,4|4,1,6|32",
      "stage 2: 2 values found; needed: 'kernel,split,expansion' or "
        + "'kernel,split,expansion,depth'"
    ),
    (
      "8,2,3|4,1,2|4,x,4|4,1,6|32",
      "stage 3: window split 'x' is not possible; possible: whole numbers from 1 to 1024"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,1,|32",
      "stage 4: expansion ratio '' is not possible; possible: whole numbers from 1 to 64"
    ),
    (
      "8,2,3,0|4,1,2|4,1,4|4,1,6|32",
      "stage 1: depth '0' is not possible; possible: whole numbers from 1 to 128"
    ),
    (
      "-8,2,3|4,1,2|4,1,4|4,1,6|32",
      "stage 1: kernel size '-8' is not possible; possible: whole numbers from 1 to 64"
    ),
    (
      "8,2,+3|4,1,2|4,1,4|4,1,6|32",
      "stage 1: expansion ratio '+3' is not possible; possible: whole numbers from 1 to 64"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,1,6|",
      "final head count '' is not possible; possible: whole numbers from 1 to 1024"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,1,6|32,99999999999999999999",
      "hidden size '99999999999999999999' is not possible; possible: whole numbers from 1 to 1024"
    ),
    (
      "8,2,3|4,1,2|4,1,4|4,1,6|32,8,1",
      "3 values found after the last '|'; needed: 'heads' or 'heads,hiddenSize'"
    ),
  ])
  func `the message names the value and what is possible`(text: String, message: String) {
    let error = #expect(throws: ArchitectureError.self) { try AsViTGenes(text) }
    #expect(error?.description == message)
  }
}
