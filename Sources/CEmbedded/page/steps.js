// A slider over the steps of a search: it moves the clouds of points and the policy together.
const axes = [...document.querySelectorAll("#steps line[data-to]")];
const sections = ["steps", "architectures", "policy"].map((id) => document.getElementById(id))
  .filter(Boolean);
if (axes.length && sections.length > 1) {
  const last = Number(axes[0].dataset.to);
  const range = make("input", { type: "range", min: "0", max: last, value: last, id: "step" });
  const text = make("output", { for: "step" });
  const bar = make("div", { class: "slider" }, make("label", { for: "step" }, "After step"), range, text);
  const group = make("div", { class: "moments" });
  sections[0].before(group);
  group.append(bar, ...sections);

  const cursor = (svg, y, height) => {
    const line = document.createElementNS(svg.namespaceURI, "line");
    line.setAttribute("class", "cursor");
    line.setAttribute("y1", y);
    line.setAttribute("y2", y + height);
    svg.append(line);
    return (x) => {
      line.setAttribute("x1", x);
      line.setAttribute("x2", x);
    };
  };
  const onAxes = axes.map((axis) => {
    const [left, right] = [axis.x1.baseVal.value, axis.x2.baseVal.value];
    const move = cursor(axis.ownerSVGElement, 34, axis.y1.baseVal.value - 34);
    return (step) => move(left + (right - left) * step / last);
  });
  const moments = known.policy?.steps ?? [];
  const rows = moments.length ? [...document.querySelectorAll("#policy svg.map .sensor")] : [];
  const onRows = rows.map((row, index) => {
    const [x, y, width, height] = ["x", "y", "width", "height"].map((key) => row[key].baseVal.value);
    const move = cursor(row.ownerSVGElement, y, height);
    const label = document.createElementNS(row.namespaceURI, "text");
    label.setAttribute("class", "mark note");
    label.setAttribute("y", y + height - 5);
    row.ownerSVGElement.append(label);
    return (moment) => {
      const share = (moment + 0.5) / moments.length;
      move(x + width * share);
      label.setAttribute("x", x + width * share + (share < 0.5 ? 4 : -4));
      label.setAttribute("text-anchor", share < 0.5 ? "start" : "end");
      label.textContent = `${known.policy.percentages[moment][index]} %`;
    };
  });
  const show = () => {
    const step = Number(range.value);
    const moment = Math.max(0, moments.findLastIndex((steps) => steps <= step));
    text.textContent = `${step} of ${last}`;
    range.setAttribute("aria-valuetext", text.textContent);
    group.classList.toggle("past", step < last);
    for (const [number, elements] of shown) {
      const isLater = (known.architectures[number].step ?? 0) > step;
      for (const element of elements) {
        if (!element.closest("#steps")) element.classList.toggle("later", isLater);
      }
    }
    for (const move of onAxes) move(step);
    for (const move of onRows) move(moment);
  };
  range.addEventListener("input", show);
  show();
}
