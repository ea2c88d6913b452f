import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

struct DoctorTests {
  @Test func `a sound machine passes`() throws {
    let outcome = try Binary.run("doctor")
    #expect(outcome.status == 0, "\(outcome.output)")
    for name in [
      "asvit", "OpenBLAS", "MPI", "processor", "kernels", "threads", "memory", "free space",
      "condition number",
    ] {
      #expect(outcome.output.contains(try Regex("(?m)^\(name)  ")), "\(name)")
    }
  }

  @Test func `findings are JSON for programs`() throws {
    let findings = try JSONValue(Binary.run("doctor", "--json").output)["findings"].elements
    let time = try #require(
      findings.first { $0["name"].text == "time of the tests" }?["value"].text)
    #expect(try #require(Double(time.dropLast(2))) < 10)
    #expect(Set(findings.map { $0["state"].text }).isSubset(of: ["fine", "warning"]))
  }

  @Test func `instruction sets come to the same numbers`() throws {
    let outcome = try Binary.runShell("ASVIT_INSTRUCTION_SET=avx2 asvit doctor")
    #expect(outcome.status == 0 && outcome.output.contains("AVX2, by ASVIT_INSTRUCTION_SET=avx2"))
  }

  @Test(.disabled(if: isUnderSanitizer, "a sanitizer has to be loaded first"))
  func `a library that computes wrongly is found`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      """
      int LAPACKE_dsterf(int n, double *d, double *e) {
        for (int i = 0; i < n; ++i) d[i] = 1 + i;
        return 0;
      }
      """, to: "wrong.c")
    let outcome = try Binary.runShell(
      """
      clang -shared -fPIC -o '\(folder.path)/wrong.so' '\(folder.path)/wrong.c' || exit 99
      LD_PRELOAD='\(folder.path)/wrong.so' '\(Binary.path)' doctor
      """)
    #expect(outcome.status == 1, "\(outcome.messages)")
    #expect(outcome.output.contains("FAULT: it should be 37.3658"))
    #expect(outcome.messages == "Error: this machine computes wrongly: condition number\n")
  }
}
