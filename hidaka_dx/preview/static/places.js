// Where things stand on the pages: the place one reads is held by words, headings can be gone to, both forms can be enlarged.
"use strict";

const places_ = { at: {}, words: new Map() }; // of the pages that are shown: page and height of each id, and its words

// The thing that begins nearest to the upper edge of what is seen, and its height there.
function heldPlace() {
  const tops = Object.keys(places_.at).map((id) => [id, topOf(id) - pages.scrollTop]).filter(([, top]) => !Number.isNaN(top));
  const [id, height] = tops.sort(([, one], [, other]) => Math.abs(one) - Math.abs(other))[0] ?? [];
  return id && { id, height, words: places_.words.get(id) };
}

function topOf(id) {
  const [page, down] = places_.at[id] ?? [];
  const image = pages.children[page];
  return image ? image.offsetTop + (down * image.clientWidth) / Number(image.getAttribute("width")) : NaN;
}

// Most ids are counted: after a new paragraph the same words have another one.
async function placesOf(view) {
  const response = await fetch(`places/${view}/`);
  const inside = text.dataset.view === view ? text.contentDocument : null;
  places_.at = response.ok ? await response.json() : {};
  places_.words = new Map(Object.keys(places_.at).map((id) => [id, inside?.getElementById(id)?.textContent]));
}

function holdPlace(kept) {
  if (!kept) return;
  const same = places_.words.get(kept.id) === kept.words ? kept.id : [...places_.words].find(([, words]) => words && words === kept.words)?.[0];
  const top = topOf(same ?? kept.id);
  if (!Number.isNaN(top)) pages.scrollTop = top - kept.height;
}

// A bar beside what was changed last.
function markOnPages() {
  pages.querySelector(".bar")?.remove();
  const top = marked ? topOf(marked) : NaN;
  if (Number.isNaN(top)) return;
  const bar = make("div", "bar");
  bar.style.top = `${top}px`;
  bar.style.left = `${pages.children[places_.at[marked][0]].offsetLeft}px`;
  pages.append(bar);
}

// Headings: those of the text; chosen, both forms go there.

const outline = byId("outline");

function showOutline(page) {
  const first = Object.assign(document.createElement("option"), { value: "", textContent: "見出しへ移る" });
  outline.replaceChildren(first, ...[...page.querySelectorAll("h2[id], h3[id]")].map((heading) => {
    const words = heading.dataset.label?.split("␟").at(-1) ?? heading.textContent;
    return Object.assign(document.createElement("option"), { value: heading.id, textContent: `${heading.tagName === "H3" ? "　" : ""}${words}` });
  }));
  outline.hidden = outline.options.length < 2;
}

outline.addEventListener("change", () => {
  if (!outline.value) return;
  if (shown.form === "text") text.contentDocument.getElementById(outline.value)?.scrollIntoView();
  else if (!Number.isNaN(topOf(outline.value))) pages.scrollTop = topOf(outline.value) - 12;
  outline.value = "";
});

// Larger and smaller, both forms alike.

const STEPS = [0.5, 0.67, 0.8, 1, 1.25, 1.5, 2, 3];
let zoom = Number(sessionStorage.getItem("zoom") ?? 1);

function zoomBy(step) {
  const kept = heldPlace();
  const read = text.dataset.view ? anchor(text.contentDocument) : null;
  const before = zoom;
  zoom = STEPS[Math.max(0, Math.min(STEPS.length - 1, STEPS.indexOf(zoom) + step))] ?? 1;
  sessionStorage.setItem("zoom", zoom);
  pages.querySelectorAll("img").forEach(zoomImage);
  zoomText();
  holdPlace(kept);
  if (read) hold(text.contentDocument, { ...read, height: (read.height * before) / zoom });
  byId("zoom").textContent = `${Math.round(zoom * 100)}%`;
}

function zoomImage(image) {
  image.style.width = `${100 * zoom}%`;
  image.style.maxWidth = `${Number(image.getAttribute("width")) * PIXELS * zoom}px`;
}

// The frame as a whole is drawn larger: inside it every browser measures alike, which it does not under the property `zoom`.
function zoomText() {
  text.style.width = text.style.height = `${100 / zoom}%`;
  text.style.transform = `scale(${zoom})`;
}

byId("smaller").addEventListener("click", () => zoomBy(-1));
byId("larger").addEventListener("click", () => zoomBy(1));
byId("zoom").textContent = `${Math.round(zoom * 100)}%`;
