import AsViTReport
import AsViTTestSupport
import Foundation
import Testing

struct ReportTests {
  let setting: SearchSetting

  init() throws { setting = try SearchSetting() }

  private func page(of run: String = "run") throws -> String {
    try setting.folder.text("\(run)/report.html")
  }

  @Test func `every run leaves its page`() throws {
    let search = try setting.search()
    #expect(search.output.contains("\npage                  \(setting.run)/report.html\n"))
    #expect(try page().hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">\n"))
    let scale = try setting.scale(in: "family")
    #expect(scale.output.contains("\npage    \(setting.folder.path)/family/report.html\n"))
    #expect(try page(of: "family").contains("<h1>family</h1>"))
  }

  @Test func `a page has the command to paste and the digests of the data`() throws {
    _ = try setting.search(in: "run", "--force", "--json", "--quiet", "--seed", "7")
    let command = "asvit search --space \(setting.space) --out \(setting.run) --repeats 2 --batch 4"
    #expect(try page().contains("\(command) --steps 40 --seed 7<"))
    _ = try Binary.run(
      "train", "--genotype", SearchSetting.topology, "--space", setting.space, "--budget", "2steps",
      "--max-images", "64", "--out", setting.folder.path + "/trained")
    let data = try setting.report(in: "trained")["settings"]["data"]
    for key in ["trainingDigest", "testDigest"] {
      #expect(try page(of: "trained").contains(try #require(data[key].text)))
    }
  }

  @Test func `a page is a function of the files`() throws {
    _ = try setting.search()
    let first = try page()
    try setting.folder.write("old", to: "run/report.html")
    let outcome = try Binary.run("report", setting.run)
    #expect(outcome.status == 0 && outcome.messages.isEmpty)
    #expect(outcome.output == "\(setting.run)/report.html\n")
    #expect(try page() == first)
    #expect(try Binary.run("report", ".", in: setting.run).status == 0)
    #expect(try page() == first)
    let json = try JSONValue(Binary.run("report", setting.run, "--json").output)
    #expect(json["page"].text == "\(setting.run)/report.html")
    #expect(json["unfinished"] == .array([]))
  }

  @Test func `a finished run gets back a page that is missing, and force removes it`() throws {
    _ = try setting.search()
    let first = try page()
    try FileManager.default.removeItem(atPath: setting.run + "/report.html")
    #expect(try setting.search().status == 0)
    #expect(try page() == first)
    let running = try Binary.start(
      setting.command(in: "run", ["--force", "--rescore", "--repeats", "6"]))
    #expect(
      running.wait {
        !FileManager.default.fileExists(atPath: setting.run + "/report.html")
      })
    #expect(try running.finish().status == 0)
    #expect(try page() != first)
  }

  @Test func `an unfinished run is drawn and told`() throws {
    let process = try Binary.start(
      setting.command(in: "run", ["--rescore", "--repeats", "6", "--steps", "400"]))
    let journal = setting.run + "/journal.jsonl"
    func lineCount() -> Int {
      (try? String(contentsOfFile: journal, encoding: .utf8).count { $0 == "\n" }) ?? 0
    }
    #expect(process.wait { lineCount() >= 5 })
    // While the run goes on, and after it was stopped.
    #expect(try Binary.run("report", setting.run).status == 0)
    process.send(SIGKILL)
    #expect(try process.finish().isKilled)
    let outcome = try Binary.run("report", setting.run)
    #expect(outcome.status == 0)
    #expect(outcome.messages == "run: not finished; the page shows what its journal holds\n")
    #expect(try page().contains("the page shows the \(lineCount()) of 400 steps in its journal"))
  }

  @Test func `several runs come onto one page`() throws {
    _ = try setting.search(in: "first")
    _ = try setting.search(in: "second", "--seed", "4")
    let runs = ["first", "second"].map { "\(setting.folder.path)/\($0)" }
    let outcome = try Binary.start(["compare"] + runs, in: setting.folder.path).finish()
    #expect(outcome.status == 0 && outcome.output == "comparison.html\n")
    let comparison = try setting.folder.text("comparison.html")
    #expect(comparison.contains("<h1>first, second</h1>"))

    let other = setting.folder.path + "/other.html"
    #expect(try Binary.start(["report", "--out", other] + runs).finish().output == other + "\n")
    #expect(try setting.folder.text("other.html") == comparison)
  }

  @Test func `a file that is there is kept until forced`() throws {
    _ = try setting.search()
    try setting.folder.write("mine", to: "page.html")
    let path = setting.folder.path + "/page.html"
    let refused = try Binary.run("report", setting.run, "--out", path)
    #expect(refused.status == 74)
    #expect(
      refused.messages
        == "Error: \(path): is there already; choose another --out, or replace it with --force\n")
    #expect(try setting.folder.text("page.html") == "mine")
    #expect(try Binary.run("report", setting.run, "--out", path, "--force").status == 0)
    #expect(try setting.folder.text("page.html") == page())
  }

  @Test func `what cannot be shown is named`() throws {
    let missing = try Binary.run("report", setting.run)
    #expect(missing.status == 65)
    #expect(
      missing.messages
        == "Error: \(setting.run): not a run: No such file or directory; name the folder of one\n")
    try setting.folder.write(#"{"schemaVersion": 7, "settings": {}}"#, to: "run/run.json")
    let version = try Binary.run("report", setting.run)
    #expect(version.status == 65)
    #expect(
      version.messages == """
        Error: \(setting.run)/run.json: schema version 7, this program reads 5; use the asvit that \
        wrote it

        """)
    #expect(try Binary.run("report").status == 64)
    #expect(try Binary.run("compare", setting.run).status == 64)
    _ = try setting.search(in: "good")
    let good = setting.folder.path + "/good"
    let place = try Binary.run("report", good, "--out", setting.folder.path + "/no/page.html")
    #expect(place.status == 74)
    #expect(place.messages.hasSuffix("cannot be written: No such file or directory\n"))
    #expect(try Binary.run("compare", good, setting.run).status == 65)
  }

  @Test func `the page of a training shades its phases`() throws {
    let outcome = try Binary.run(
      "train", "--genotype", "4,2,1|2,2,2|2,1,1|2,1,1|8,8", "--genotype",
      "4,2,1|2,2,1|2,1,1|2,1,1|8,8", "--space", setting.space, "--budget", "1ep", "--curriculum",
      "efficienttrain++", "--least-grid", "1", "--out", setting.run)
    #expect(outcome.status == 0)
    let html = try page()
    #expect(html.contains("<p class=\"kind\">Training</p>"))
    #expect(html.contains("class=\"band\""))
    #expect(html.contains("<td class=\"\">finished</td>"))
    #expect(html.contains("the standard error of the best accuracy is"))
    let body = html.split(separator: "</style>")[1].split(separator: "<script>")[0]
    #expect(["nan", "{{", "Optional(", "<td class=\"\"></td>"].filter(body.contains).isEmpty)
  }
}
