// Lets points of plots be asked: a pointer at rest or the focus shows what a point is, a click, a touch
// or Enter what is known of its architecture. Without this points have titles, and tables all numbers.
const data = document.querySelector("#architectures-data");
const known = data ? JSON.parse(data.textContent) : { architectures: [], facts: [], commands: [] };

const make = (name, attributes, ...children) => {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, value);
  element.append(...children);
  return element;
};

// What shows an architecture, by its number: points, lines and, from here on, rows of tables.
const shown = new Map();
const add = (number, element) => shown.set(number, [...(shown.get(number) ?? []), element]);
const numberOf = (element) => "a" in element.dataset ? Number(element.dataset.a) : null;
for (const element of document.querySelectorAll("svg [data-a]")) add(numberOf(element), element);
const numbers = new Map(known.architectures.map((one, number) => [one.genotype, number]));
for (const cell of document.querySelectorAll("td.mono")) {
  const number = numbers.get(cell.textContent);
  if (number === undefined || cell.parentNode.dataset.a) continue;
  cell.parentNode.dataset.a = number;
  cell.append(make("button", { type: "button", class: "ask" }, ...cell.childNodes));
  add(number, cell.parentNode);
}

// The same architecture stands out wherever it is.
const mark = (number, name, isOn) => {
  for (const element of shown.get(number) ?? []) element.classList.toggle(name, isOn);
};
let hovered = null;
const hover = (number) => {
  mark(hovered, "hovered", false);
  hovered = number;
  mark(hovered, "hovered", true);
};

const tip = make("div", { class: "tip", role: "status", hidden: "" });
document.body.append(tip);
const showTip = (text, x, y) => {
  tip.textContent = text;
  tip.hidden = false;
  const { width, height } = tip.getBoundingClientRect();
  tip.style.left = `${Math.max(8, Math.min(x - width / 2, innerWidth - width - 8))}px`;
  tip.style.top = `${y - height - 14 < 8 ? y + 18 : y - height - 14}px`;
};
const hideTip = () => {
  tip.hidden = true;
  hover(null);
};

const copy = async (button, source) => {
  const label = button.textContent;
  try {
    await navigator.clipboard.writeText(source.textContent);
    button.textContent = "Copied";
  } catch {
    getSelection().selectAllChildren(source);
    button.textContent = "Press Ctrl-C";
  }
  setTimeout(() => { button.textContent = label; }, 2000);
};
const copied = (label, text) => {
  const source = make("code", {}, text);
  const button = make("button", { type: "button", "aria-label": `Copy ${label}` }, "Copy");
  button.addEventListener("click", () => copy(button, source));
  return make("div", { class: "copied" }, source, button);
};

const percent = (count, total) => (100 * count / total).toFixed(1);
const partRow = (part, name, totals) => {
  const [grid, window, ...counts] = part.slice(0, 4);
  const shape = [grid ? `${grid} / ${window}` : "", ...counts.map((count) => count || "")]
    .map((text) => make("td", { class: "number" }, text));
  const costs = totals.map((total, index) => {
    const share = make("i", {});
    share.style.width = `${percent(part[4 + index], total)}%`;
    return make("td", { class: "number share" }, `${percent(part[4 + index], total)} %`, share);
  });
  return make("tr", {}, make("th", { scope: "row" }, name), ...shape, ...costs);
};
const partTable = (parts) => {
  const heads = ["part", "grid / window", "channels", "blocks", "params", "MACs"];
  const totals = [4, 5].map((column) => parts.reduce((sum, part) => sum + part[column], 0));
  const name = (index) =>
    index === 0 ? "embedding" : index === parts.length - 1 ? "classifier" : `stage ${index}`;
  return make("table", {},
    make("thead", {}, make("tr", {}, ...heads.map((head) => make("th", { scope: "col" }, head)))),
    make("tbody", {}, ...parts.map((part, index) => partRow(part, name(index), totals))));
};

const panel = make("aside", { class: "panel", "aria-label": "Architecture", tabindex: "-1", hidden: "" });
document.body.append(panel);
let asked = null;
let origin = null;
const ask = (number, from) => {
  const one = known.architectures[number];
  if (!one) return;
  mark(asked, "asked", false);
  asked = number;
  mark(asked, "asked", true);
  origin = from;
  const close = make("button", { type: "button", class: "close", "aria-label": "Close" }, "×");
  close.addEventListener("click", dismiss);
  const remarks = [
    one.mark, one.letter && `${one.letter} on the Pareto front`, one.step && `first seen in step ${one.step}`,
  ].filter(Boolean).join(", ");
  panel.replaceChildren(
    make("div", { class: "head" }, make("h2", {}, "Architecture"), close), copied("the genotype", one.genotype),
    make("p", { class: "lead" }, remarks),
    make("dl", { class: "facts" }, ...known.facts.map((fact, index) =>
      make("div", {}, make("dt", {}, fact), make("dd", {}, one.values[index])))),
    partTable(one.parts), make("h3", {}, "What next"),
    ...known.commands.map((command) =>
      copied(`the command ${command.split(" ")[1]}`, command.replace("{}", one.genotype))));
  panel.hidden = false;
  panel.scrollTop = 0;
  panel.focus({ preventScroll: true });
  history.replaceState(null, "", `#architecture=${encodeURIComponent(one.genotype)}`);
};
const dismiss = () => {
  mark(asked, "asked", false);
  asked = null;
  panel.hidden = true;
  history.replaceState(null, "", location.pathname + location.search);
  origin?.focus({ preventScroll: true });
};

// The points of a plot in its own units; of a line across axes each crossing.
const pointsOf = (svg) => [...svg.querySelectorAll("circle.dot, .thread")].flatMap((element) => {
  const title = element.querySelector("title");
  const text = title.textContent;
  title.remove();
  const places = element.points
    ? [...element.points] : [{ x: element.cx.baseVal.value, y: element.cy.baseVal.value }];
  return places.map(({ x, y }) => ({ element, text, x, y }));
});

// Shows points of one plot. A finger or pointer need not be on a point, only nearest to it and near.
const reach = 24;
const follow = (svg) => {
  const points = pointsOf(svg).sort((a, b) => a.x - b.x || a.y - b.y);
  if (!points.length) return;
  svg.tabIndex = 0;
  svg.setAttribute("role", "application");
  let current = -1;
  const client = (point) => {
    const box = svg.getBoundingClientRect();
    const scale = box.width / svg.viewBox.baseVal.width;
    return { x: box.left + point.x * scale, y: box.top + point.y * scale };
  };
  const nearest = (event) => {
    let [best, least] = [-1, reach];
    points.forEach((point, index) => {
      const { x, y } = client(point);
      const distance = Math.hypot(x - event.clientX, y - event.clientY);
      if (distance < least && !point.element.matches(".later, .unpicked")) [best, least] = [index, distance];
    });
    return best;
  };
  const show = (index) => {
    current = index;
    if (index < 0) return hideTip();
    const { x, y } = client(points[index]);
    showTip(points[index].text, x, y);
    hover(numberOf(points[index].element));
  };
  const step = (distance) => {
    let index = current + distance;
    while (points[index]?.element.matches(".later, .unpicked")) index += distance;
    if (points[index]) show(index);
  };
  svg.addEventListener("pointermove", (event) => {
    if (event.pointerType !== "touch") show(nearest(event));
  });
  svg.addEventListener("pointerleave", () => show(-1));
  svg.addEventListener("blur", hideTip);
  svg.addEventListener("click", (event) => {
    const index = nearest(event);
    show(index);
    if (index < 0) return;
    const number = numberOf(points[index].element);
    if (event.shiftKey) return toggle(number);
    ask(number, svg);
  });
  svg.addEventListener("keydown", (event) => {
    const moves = {
      ArrowRight: () => step(1), ArrowLeft: () => step(-1),
      Home: () => { current = -1; step(1); }, End: () => { current = points.length; step(-1); },
      Enter: () => current >= 0 && ask(numberOf(points[current].element), svg),
      " ": () => current >= 0 && toggle(numberOf(points[current].element)),
    };
    if (!moves[event.key]) return;
    event.preventDefault();
    moves[event.key]();
  });
};
document.querySelectorAll("svg.plot").forEach(follow);

document.addEventListener("pointerover", (event) => {
  const row = event.target.closest?.("tr[data-a]");
  if (row) hover(numberOf(row));
  else if (!event.target.closest?.("svg.plot")) hover(null);
});
document.addEventListener("click", (event) => {
  const row = event.target.closest("tr[data-a]");
  if (!row) return;
  if (event.shiftKey) toggle(numberOf(row));
  else ask(numberOf(row), row.querySelector("button.ask"));
});
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  if (!panel.hidden) dismiss();
  else pick(new Set());
});

// An address names the architecture that was asked last.
const wanted = decodeURIComponent(location.hash.match(/^#architecture=(.*)$/)?.[1] ?? "");
if (numbers.has(wanted)) ask(numbers.get(wanted), null);
