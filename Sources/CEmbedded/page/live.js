// Loads a page that is served again when its runs have moved on, unless the reader is amid something.
const state = document.querySelector("meta[name=state]").content;
const away = make("p", { class: "picked", role: "status", hidden: "" },
  "asvit watch does not answer: this page is as it was last.");
document.body.append(away);
setInterval(async () => {
  if (document.hidden) return;
  const answer = await fetch(location.pathname, { method: "HEAD", cache: "no-store" }).catch(() => null);
  away.hidden = answer !== null;
  const isAmid = document.querySelector(".past, .picked:not([hidden]), .panel:not([hidden])");
  if (answer?.ok && !isAmid && answer.headers.get("ETag") !== `"${state}"`) location.reload();
}, 2000);
