import AsViTTestSupport
import Foundation
import Testing

/// What is on the device when a run goes on.
struct SynchronisationTests {
  /// A library that notes the path of every file and folder that is synchronised.
  private static let recorder = """
    #define _GNU_SOURCE
    #include <dlfcn.h>
    #include <stdio.h>
    #include <stdlib.h>
    #include <unistd.h>
    int fsync(int descriptor) {
      char link[64], path[4096];
      snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
      ssize_t count = readlink(link, path, sizeof path - 1);
      FILE *log = fopen(getenv("FSYNC_LOG"), "a");
      fprintf(log, "%.*s\\n", (int)count, path);
      fclose(log);
      return ((int (*)(int))dlsym(RTLD_NEXT, "fsync"))(descriptor);
    }
    """

  private static let canCompile = (try? Binary.runShell("command -v clang").status) == 0

  @Test(.disabled(if: isUnderSanitizer, "its library comes first"), .enabled(if: canCompile))
  func `the names of a run's folders and files reach the device`() throws {
    let setting = try SearchSetting()
    // The system's own path: folders for temporary files may be links.
    let folder = URL(filePath: setting.folder.path).resolvingSymlinksInPath().path
    try setting.folder.write(Self.recorder, to: "recorder.c")
    let outcome = try Binary.runShell(
      """
      cd \(folder) && clang -shared -fPIC -o recorder.so recorder.c &&
      FSYNC_LOG=\(folder)/log LD_PRELOAD=./recorder.so asvit search --space tiny.yaml \
        --steps 2 --repeats 1 --batch 4 --out new/runs/first
      """)
    #expect(outcome.status == 0, "\(outcome.messages)")
    let log = try setting.folder.text("log").split(separator: "\n").map(String.init)
    let run = "\(folder)/new/runs/first"
    // Each folder in the one above, before there is a record; then the journal's name before a line.
    #expect(
      log.prefix(7) == [
        folder, "\(folder)/new", "\(folder)/new/runs", "\(run)/run.json.partial", run, run,
        "\(run)/journal.jsonl",
      ])
  }
}
