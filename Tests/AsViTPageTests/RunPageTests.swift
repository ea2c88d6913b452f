import AsViTPage
import AsViTProxies
import AsViTReport
import AsViTSearch
import AsViTTestSupport
import Testing

/// What pages show of their runs.
struct RunPageTests {
  let runs: StoredRuns

  init() throws { runs = try StoredRuns() }

  private func count(_ pattern: some RegexComponent, in html: String) -> Int {
    html.matches(of: pattern).count
  }

  /// The dots of rewards and of both terms over steps.
  private func mutedCount(_ steps: [SearchStep]) -> Int {
    steps.count
      + Objective.paper.metrics.reduce(0) { sum, metric in
        sum + steps.count { $0.scores.value(of: metric) != nil }
      }
  }

  @Test func `the page of a search shows every evaluation`() throws {
    let run = try runs.search()
    guard case .search(let details) = run else { return #expect(Bool(false)) }
    let html = try ReportPage(of: run).html
    let result = details.report.result
    let evaluations = result.steps.filter { !$0.reusesScores }
    let drawn = evaluations.filter { $0.scores[ConditionNumber.metric]?.mean.value != nil }
    #expect(count(#/class="dot ramp-/#, in: html) == 2 * drawn.count)
    #expect(count(#/class="dot muted"/#, in: html) == mutedCount(result.steps))
    #expect(html.contains("\(evaluations.count - drawn.count) evaluations have no value"))
    let seed = try #require(result.found)
    #expect(html.contains("<dd class=\"mono\">\(seed.genotype)</dd>"))
    for best in result.best { #expect(html.contains("<td class=\"mono\">\(best.genotype)</td>")) }
    #expect(html.contains("looked at \(result.distinctCount) of 32 topologies"))
    #expect(html.contains("<code>asvit search --out run</code>"))
  }

  @Test func `the policy has a map for each choice`() throws {
    let html = try ReportPage(of: runs.search()).html
    for name in ["Kernel, stage 1", "Splits, stage 1", "Expansion, stage 2", "Kernel, stage 3"] {
      #expect(html.contains("<figcaption>\(name)</figcaption>"))
    }
    #expect(count(#/class="sensor"/#, in: html) == 10)
    let evolution = try ReportPage(of: runs.search("e", controller: .evolution)).html
    #expect(count(#/class="sensor"/#, in: evolution) == 0)
    #expect(!evolution.contains("<figcaption>Policy entropy</figcaption>"))
  }

  @Test func `the page of an exact search has its designs and no reward`() throws {
    let run = try runs.search("exact", controller: .exact)
    guard case .search(let details) = run else { return #expect(Bool(false)) }
    let html = try ReportPage(of: run).html
    let exact = try #require(details.report.result.exact)
    #expect(exact.designs.count > 1)
    for marked in exact.designs {
      #expect(html.contains("<td class=\"mono\">\(marked.design.genotype)</td>"))
    }
    for name in exact.remarks.map(\.name) { #expect(html.contains("<dt>\(name)</dt>"), "\(name)") }
    #expect(html.contains("4 blocks, widths of 8 to 64, 32 pixels"))
    #expect(!html.contains("How the search went"))
  }

  @Test func `the best so far is that of all steps`() throws {
    let run = try runs.search()
    guard case .search(let details) = run else { return #expect(Bool(false)) }
    let html = try ReportPage(of: run).html
    for term in Objective.paper.terms {
      let seen = details.report.result.steps.compactMap { step in
        step.scores.value(of: term.metric).map { (step.number, $0) }
      }
      let best = try #require(seen.min { term.direction.isBetter($0.1, than: $1.1) })
      #expect(html.contains("The best is \(best.1.shown()), first seen in step \(best.0)."))
    }
    let first = "progress-\(Objective.paper.terms[0].metric.rawValue)-title"
    let places = [first, "entropy-title", "reward-title"].compactMap {
      html.firstRange(of: "id=\"\($0)\"")?.lowerBound
    }
    #expect(places.count == 3 && places.sorted() == places)
  }

  @Test func `every choice that varied has a share of the variance`() throws {
    let html = try ReportPage(of: runs.search()).html
    let section = try #require(html.split(separator: "<section id=\"choices\">").dropFirst().first)
      .split(separator: "</section>")[0]
    #expect(section.matches(of: #/class="bar accent"/#).count == 10)
    let shares = section.matches(of: #/([\d.]+) % of the variance over 2 options/#)
      .compactMap { Double($0.1) }
    #expect(shares.count == 10 && shares.allSatisfy { 0...100 ~= $0 })
    #expect(shares.prefix(5).sorted(by: >) == Array(shares.prefix(5)))
    #expect(
      !(try ReportPage(of: runs.search("e", controller: .exact)).html.contains("id=\"choices\"")))
  }

  @Test func `an unfinished search is drawn as far as it is`() throws {
    let html = try ReportPage(of: runs.search(stoppingAfter: 7)).html
    #expect(html.contains("not finished: the page shows the 7 of 30 steps in its journal"))
    guard case .search(let part) = try StoredRun(at: runs.temporary.path + "/run") else {
      return #expect(Bool(false))
    }
    #expect(part.report.result.steps.count == 7)
    #expect(count(#/class="dot muted"/#, in: html) == mutedCount(part.report.result.steps))
    #expect(!html.contains("id=\"seed\""))
    #expect(!(try ReportPage(of: runs.search("whole")).html.contains("not finished")))
  }

  @Test func `the page of a growth shows its path and the uniform one`() throws {
    let run = try runs.scale()
    guard case .scale(let details) = run else { return #expect(Bool(false)) }
    let html = try ReportPage(of: run).html
    let steps = details.report.result.steps
    let candidates = steps.flatMap(\.candidates)
    #expect(
      html.contains("\(candidates.count) scored candidates, \(steps.count) of them chosen."))
    #expect(count(#/class="line series-1 dashed"/#, in: html) == 1)
    #expect(count(#/class="bar series-/#, in: html) >= 4 * details.report.result.path.count)
    for target in details.report.result.targets {
      #expect(html.contains("<td class=\"mono\">\(try #require(target.member).genotype)</td>"))
    }
  }

  @Test func `an unfinished growth says how far it is`() throws {
    let run = try runs.scale(stoppingAfter: 20)
    guard case .scale(let details) = run else { return #expect(Bool(false)) }
    let html = try ReportPage(of: run).html
    #expect(html.contains("the page shows the \(details.report.result.steps.count) steps"))
    #expect(html.contains("<td class=\"\">not reached</td>"))
  }

  @Test func `the page of an audit has every score against every target`() throws {
    let run = try runs.audit()
    guard case .audit(let details) = run else { return #expect(Bool(false)) }
    let html = try ReportPage(of: run).html
    let result = details.report.result
    #expect(result.scores.count == 7 && result.targets.count == 2)
    let drawn = result.targets.flatMap(\.scores).count {
      $0.tau != nil && $0.tauAtEqualParameters != nil
    }
    #expect(count(#/class="dot (ink|accent)"/#, in: html) >= drawn)
    #expect(html.contains("top &lt;1&gt;"))
    #expect(html.contains(" architectures: a verdict needs 50"))
    #expect(html.contains("under twice the noise, 0.5"))
    #expect(html.contains("less is better"))
    #expect(count(#/<td class="">rank sum of length distortion/#, in: html) == 4)
  }

  @Test func `an unfinished audit shows the rows it has scored`() throws {
    let html = try ReportPage(of: runs.audit(stoppingAfter: 9)).html
    #expect(html.contains("the page shows the first 9 of 32 architectures"))
    #expect(html.contains("9 architectures, mean"))
  }

  @Test func `a comparison names what differs`() throws {
    let html = try ReportPage(comparing: [
      runs.search("a/run"), runs.search("b/run", seed: 4), runs.scale("c"),
      runs.scale("d", policy: .random),
    ]).html
    #expect(html.contains("<h1>run, run (2), c, d</h1>"))
    #expect(html.contains("<td class=\"\">search.seed</td><td class=\"wide\">3</td>"))
    #expect(html.contains("<td class=\"\">growth.policy</td><td class=\"wide\">asvit</td>"))
    #expect(!html.contains("different measures"))
    #expect(html.contains("asvit search --out b/run"))
  }

  @Test func `deviations over repeats are drawn in comparisons too`() throws {
    let searches = try ReportPage(comparing: [runs.search("a"), runs.search("b", seed: 4)]).html
    #expect(count(#/class="spread"/#, in: searches) == 2)
    #expect(searches.contains("Bars are ± over repeats."))
    let growths = try ReportPage(comparing: [runs.scale("c"), runs.scale("d", policy: .random)])
      .html
    #expect(count(#/d="M[^"]+" class="spread"/#, in: growths) == 2, "one for each metric")
  }

  @Test func `scores of different measures are not compared silently`() throws {
    let html = try ReportPage(comparing: [
      runs.search("a"),
      runs.search("b", yaml: tinySpace.replacing("0.485", with: "0.5"), stoppingAfter: 3),
    ]).html
    #expect(html.contains("their scores are of different measures"))
    #expect(html.contains("Not finished: b."))
    #expect(html.contains("space.yaml line"))
  }
}
