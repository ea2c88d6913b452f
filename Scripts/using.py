"""Uses a page as a reader does: points and rows that can be asked, strokes over plots, the slider."""

# A point in the middle of the first cloud that is not near others, in pixels of the window.
POINT = """(() => {
  const svg = [...document.querySelectorAll("svg.plot")].find(
    (svg) => svg.querySelector("circle[data-a]") && !svg.querySelector("[data-to]"));
  if (!svg) return null;
  svg.scrollIntoView({ block: "center", behavior: "instant" });
  const points = [...svg.querySelectorAll("circle[data-a]")].map((dot) => {
    const box = dot.getBoundingClientRect();
    return { x: box.x + box.width / 2, y: box.y + box.height / 2, number: dot.dataset.a };
  });
  const gap = (point) => Math.min(...points.filter((other) => other !== point)
    .map((other) => Math.hypot(other.x - point.x, other.y - point.y)), 1000);
  const lonely = points.reduce((a, b) => (gap(b) > gap(a) ? b : a));
  const box = svg.getBoundingClientRect();
  const middle = points.map((point) => point.x).sort((a, b) => a - b)[points.length >> 1];
  return { ...lonely, gap: gap(lonely), middle, count: points.length,
           left: box.left, top: box.top, right: box.right, bottom: box.bottom };
})()"""

PANEL = """(() => {
  const panel = document.querySelector(".panel");
  const data = JSON.parse(document.querySelector("#architectures-data").textContent);
  const genotype = panel.querySelector("code")?.textContent;
  return { isOpen: !panel.hidden, number: data.architectures.findIndex((a) => a.genotype === genotype),
           text: panel.textContent, hash: location.hash };
})()"""

# Controls that are too small to be touched.
SMALL = """[...document.querySelectorAll("button, input, summary")].filter((e) => e.offsetParent)
  .filter((e) => { const box = e.getBoundingClientRect(); return box.height < 24 || box.width < 24; })
  .map((e) => `'${e.textContent.slice(0, 40)}' is ${e.getBoundingClientRect().width} x ${
    e.getBoundingClientRect().height} pixels`)"""

SLIDER = """((step) => {
  const range = document.querySelector("#step");
  range.value = step;
  range.dispatchEvent(new Event("input"));
  const isSeen = (e) => getComputedStyle(e).visibility !== "hidden";
  return { steps: Number(range.max), text: document.querySelector(".slider output").textContent,
           dots: [...document.querySelectorAll("#architectures circle[data-a]")].filter(isSeen).length,
           cursors: [...document.querySelectorAll(".cursor")].map((e) => Number(e.getAttribute("x1"))) };
})"""


def use(browser, width, picture):
    """What a reader meets with on the page that is open; `picture` is of the panel."""
    faults = []

    def expect(holds, what):
        if not holds:
            faults.append(what)

    if not browser.evaluate('document.querySelector("#architectures-data") !== null'):
        return faults
    point = browser.evaluate(POINT)
    if point:
        faults += ask(browser, width, point, picture)
        if width >= 600:
            faults += stroke(browser, point)
    row = browser.evaluate("""(() => {
      const row = [...document.querySelectorAll("tr[data-a]")].find((row) => row.offsetParent);
      row?.scrollIntoView({ block: "center", behavior: "instant" });
      row?.querySelector("button.ask").focus();
      return row ? Number(row.dataset.a) : null;
    })()""")
    if row is not None:
        browser.press("Enter")
        panel = browser.evaluate(PANEL)
        expect(panel["isOpen"] and panel["number"] == row, f"Enter on row {row} opens {panel}")
        browser.press("Escape")
        expect(not browser.evaluate(PANEL)["isOpen"], "Escape leaves the panel open")
    if browser.evaluate('document.querySelector("#step") !== null'):
        faults += slide(browser)
    if width < 600:
        faults += browser.evaluate(SMALL)
    return faults


def ask(browser, width, point, picture):
    """Hovers over a point, taps or clicks it, and asks it by keys."""
    faults = []
    if width < 600:
        # A finger is never exact.
        browser.tap(point["x"] + 7, point["y"] + 7)
    else:
        browser.mouse("mouseMoved", point["x"] + 3, point["y"])
        tip = browser.evaluate('document.querySelector(".tip:not([hidden])")?.textContent')
        if not tip:
            faults.append("a pointer over a point shows nothing")
        browser.click(point["x"] + 3, point["y"])
    panel = browser.evaluate(PANEL)
    if not panel["isOpen"]:
        return faults + ["a touch or click of a point opens nothing"]
    if point["gap"] > 24 and panel["number"] != int(point["number"]):
        faults.append(f"point {point['number']} opens {panel['number']}")
    for word in ["asvit train --genotype '", "parameters", "stage 1"]:
        if word not in panel["text"]:
            faults.append(f"the panel lacks '{word}'")
    if not panel["hash"].startswith("#architecture="):
        faults.append("the address does not name the architecture")
    browser.photograph(picture, is_whole=False)
    if width < 600:
        faults += browser.evaluate(SMALL)
    browser.press("Escape")
    if browser.evaluate(PANEL)["isOpen"]:
        faults.append("Escape leaves the panel open")
    browser.evaluate('document.activeElement.closest("svg") ?? document.querySelector("svg.plot").focus()')
    for key in ["Home", "ArrowRight", "Enter"]:
        browser.press(key)
    if not browser.evaluate(PANEL)["isOpen"]:
        faults.append("Enter on a point opens nothing")
    browser.press("Escape")
    return faults


def stroke(browser, point):
    """Draws a rectangle over half of the points of a plot."""
    faults = []
    state = """({ rows: [...document.querySelectorAll("details tr[data-a]")]
      .filter((row) => getComputedStyle(row).display !== "none").length,
      text: document.querySelector(".picked").hidden ? "" : document.querySelector(".picked").textContent })"""
    browser.evaluate('for (const details of document.querySelectorAll("details")) details.open = true')
    point = browser.evaluate(POINT)
    whole = browser.evaluate(state)
    browser.drag(point["left"] + 2, point["top"] + 20, point["middle"] + 1, point["bottom"] - 20)
    part = browser.evaluate(state)
    if point["count"] > 2 and " picked" not in part["text"]:
        faults.append("a stroke over points picks none")
    if whole["rows"] and not 0 < part["rows"] < whole["rows"]:
        faults.append(f"a stroke leaves {part['rows']} of {whole['rows']} rows")
    browser.press("Escape")
    if browser.evaluate(state) != whole:
        faults.append("Escape leaves points picked")
    return faults


def slide(browser):
    """Moves the slider to the first step and back."""
    faults = []
    last = browser.evaluate(f"{SLIDER}(1e9)")
    first = browser.evaluate(f"{SLIDER}(1)")
    if not 0 < first["dots"] < last["dots"]:
        faults.append(f"{first['dots']} points at step 1, {last['dots']} at the end")
    if not any(a < b for a, b in zip(first["cursors"], last["cursors"])):
        faults.append("the slider moves nothing in plots and maps")
    browser.evaluate(f"{SLIDER}(1e9)")
    return faults
