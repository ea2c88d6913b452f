// Picks architectures: those in a rectangle that is drawn over a plot, or one by one with Shift and a
// click, or the space bar. They alone stay in tables; other points fade.
const status = make("div", { class: "picked", role: "status", hidden: "" });
document.body.append(status);
let picked = new Set();
const pick = (numbers) => {
  picked = numbers;
  for (const [number, elements] of shown) {
    const isLeftOut = picked.size > 0 && !picked.has(number);
    for (const element of elements) element.classList.toggle("unpicked", isLeftOut);
  }
  status.hidden = picked.size === 0;
  if (status.hidden) return;
  const clear = make("button", { type: "button" }, "Clear");
  clear.addEventListener("click", () => pick(new Set()));
  const list = make("button", { type: "button" }, "Show them in the table");
  list.addEventListener("click", () => {
    const details = document.querySelector("details:has(tr[data-a])");
    if (!details) return;
    details.open = true;
    details.scrollIntoView();
  });
  status.replaceChildren(`${picked.size} of ${known.architectures.length} picked `, list, clear);
};
const toggle = (number) => {
  if (number === null) return;
  const next = new Set(picked);
  if (!next.delete(number)) next.add(number);
  pick(next);
};

const brush = (svg) => {
  let [start, area] = [null, null];
  const place = (event) => {
    const box = svg.getBoundingClientRect();
    const scale = svg.viewBox.baseVal.width / box.width;
    return { x: (event.clientX - box.left) * scale, y: (event.clientY - box.top) * scale };
  };
  svg.addEventListener("pointerdown", (event) => {
    if (event.pointerType === "touch" || event.button !== 0 || event.shiftKey) return;
    start = place(event);
    svg.setPointerCapture(event.pointerId);
  });
  svg.addEventListener("pointermove", (event) => {
    if (!start) return;
    const end = place(event);
    if (!area && Math.hypot(end.x - start.x, end.y - start.y) < 6) return;
    if (!area) {
      area = document.createElementNS(svg.namespaceURI, "rect");
      area.setAttribute("class", "brush");
      svg.append(area);
    }
    area.setAttribute("x", Math.min(start.x, end.x));
    area.setAttribute("y", Math.min(start.y, end.y));
    area.setAttribute("width", Math.abs(end.x - start.x));
    area.setAttribute("height", Math.abs(end.y - start.y));
    hideTip();
  });
  svg.addEventListener("pointerup", () => {
    start = null;
    if (!area) return;
    const box = area.getBoundingClientRect();
    area.remove();
    area = null;
    const inside = [...svg.querySelectorAll("circle.dot[data-a]:not(.later)")].filter((dot) => {
      const { x, y, width, height } = dot.getBoundingClientRect();
      const [middle, centre] = [x + width / 2, y + height / 2];
      return middle >= box.left && middle <= box.right && centre >= box.top && centre <= box.bottom;
    });
    pick(new Set(inside.map(numberOf)));
    // The click that ends the stroke asks nothing.
    addEventListener("click", (event) => event.stopImmediatePropagation(), { capture: true, once: true });
  });
};
for (const svg of document.querySelectorAll("svg.plot")) {
  if (svg.querySelector("circle.dot[data-a]")) brush(svg);
}
