// Follows the preview's events; swaps pictures and text in place, so that what is being read stays where it is.
"use strict";

const byId = (id) => document.getElementById(id);
const pages = byId("pages");
const text = byId("text");
const shown = { view: "promotion-plan", form: "pages", read: 0, printed: 0 };
const left = new Map(); // where each document was left, by view
let events = null;

function make(name, className, words = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = words;
  return element;
}

// Pages: a new picture takes the old one's place once it is there.

async function showPages(sight) {
  const before = [...pages.children];
  const wanted = sight.sizes.map(([width, height], number) => {
    const image = before[number] ?? make("img", "");
    image.width = width;
    image.height = height;
    image.alt = `${number + 1}枚目`;
    return image;
  });
  before.slice(wanted.length).forEach((image) => image.remove());
  const near = (image) => Math.abs(image.getBoundingClientRect().top) < 2 * innerHeight;
  for (const [number, image] of wanted.entries()) {
    if (!image.isConnected) pages.append(image);
    const source = `page/${sight.view}/${number}?${sight.printed}`;
    if (near(image)) await arrived(source);
    if (shown.printed !== sight.printed || shown.view !== sight.view) return;
    image.loading = near(image) ? "eager" : "lazy";
    image.src = source;
  }
}

function arrived(source) {
  const image = new Image();
  image.src = source;
  return image.decode().catch(() => undefined);
}

// Text: the new body takes the old one's place; the topmost thing in view stays at its height.

async function showText(sight) {
  const response = await fetch(`read/${sight.view}/?${sight.read}`);
  if (!response.ok || shown.read !== sight.read || shown.view !== sight.view) return;
  const words = await response.text();
  const fresh = new DOMParser().parseFromString(words, "text/html");
  await drawInside(fresh, sight.view);
  const inside = text.contentDocument;
  if (text.dataset.view !== sight.view || !inside?.querySelector("main")) {
    await opened(`read/${sight.view}/`);
    text.dataset.view = sight.view;
    text.contentDocument.addEventListener("click", chooseWord);
    text.contentDocument.body.replaceWith(fresh.body);
    text.contentWindow.scrollTo(0, left.get(`text ${sight.view}`) ?? 0);
    return;
  }
  const kept = anchor(inside);
  const styles = (page) => [...page.querySelectorAll("link")].map((link) => link.getAttribute("href"));
  inside.body.replaceWith(fresh.body);
  inside.querySelectorAll("link").forEach((link, number) => {
    const next = styles(fresh)[number];
    if (next && link.getAttribute("href") !== next) link.href = next;
  });
  hold(inside, kept);
}

function opened(address) {
  return new Promise((done) => {
    text.addEventListener("load", done, { once: true });
    text.src = address;
  });
}

// Drawings become part of the page: only so do they get its fonts.
async function drawInside(page, view) {
  const drawings = [...page.querySelectorAll('img[src^="figures/"]')];
  await Promise.all(drawings.map(async (image) => {
    const response = await fetch(`read/${view}/${image.getAttribute("src")}?${Date.now()}`);
    if (!response.ok) return;
    const drawing = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", image.alt);
    drawing.setAttribute("style", image.getAttribute("style") ?? "");
    image.replaceWith(page.importNode(drawing, true));
  }));
}

function anchor(inside) {
  const top = [...inside.querySelectorAll("[id]")].find((each) => each.getBoundingClientRect().bottom > 0);
  const scroll = inside.scrollingElement.scrollTop;
  return { id: top?.id, height: top?.getBoundingClientRect().top, scroll };
}

function hold(inside, kept) {
  const same = kept.id && inside.getElementById(kept.id);
  const moved = same ? same.getBoundingClientRect().top - kept.height : 0;
  inside.scrollingElement.scrollTop = same ? inside.scrollingElement.scrollTop + moved : kept.scroll;
}

// Problems and state.

function showProblems(problems) {
  const levels = { 誤り: "error", 注意: "warning", 参考: "note" };
  byId("problems").replaceChildren(...problems.map((problem) => {
    const item = make("li", levels[problem.level]);
    const message = make("p", "", problem.message);
    message.prepend(make("span", "level", problem.level));
    item.append(make("p", "where", problem.place), message);
    if (problem.excerpt) item.append(line(problem.excerpt));
    return item;
  }));
  const counts = Object.keys(levels).map((level) => [level, problems.filter((each) => each.level === level).length]);
  byId("count").textContent = problems.length
    ? counts.filter(([, count]) => count).map(([level, count]) => `${level}${count}件`).join("、")
    : "誤りや指摘はありません";
}

function line(excerpt) {
  const shownLine = make("p", "line", excerpt.before);
  shownLine.append(make("mark", "", excerpt.words), excerpt.after);
  return shownLine;
}

function showState(sight) {
  const state = byId("state");
  state.className = sight.stale ? "stale" : "";
  const stopped = sight.title ? "誤りがあるため、前の表示のままです" : "誤りがあるため、まだ表示できません";
  state.textContent = sight.busy || (sight.stale ? stopped : "保存すると、ここに現れます");
  document.title = sight.title ? `${sight.title} プレビュー` : "プレビュー";
}

function showViews(views) {
  byId("views").replaceChildren(...Object.entries(views).map(([view, name]) => {
    const button = make("button", "", name);
    button.type = "button";
    button.setAttribute("aria-pressed", view === shown.view);
    button.addEventListener("click", () => go(view, shown.form));
    return button;
  }));
}

function show(sight) {
  showViews(sight.views);
  showProblems(sight.problems);
  showState(sight);
  byId("pdf").hidden = !sight.printed;
  byId("pdf").href = `pdf/${sight.view}/`;
  if (sight.printed !== shown.printed) {
    shown.printed = sight.printed;
    showPages(sight);
  }
  if (sight.read !== shown.read) {
    shown.read = sight.read;
    showText(sight);
  }
}

// A click on the document tells where it was written.

async function choose(query) {
  const response = await fetch(`place/${shown.view}/?${new URLSearchParams(query)}`);
  const place = response.ok ? await response.json() : null;
  byId("place").hidden = false;
  byId("place").querySelector("span").textContent = place
    ? `${place.path}:${place.line}`
    : "ここは、しくみが作った所です";
  byId("place").querySelector("button").hidden = !place;
}

function chooseWord(event) {
  const inside = event.view?.document ?? text.contentDocument;
  const part = event.target.closest("[id]");
  inside.querySelectorAll(".chosen").forEach((each) => each.classList.remove("chosen"));
  if (!part || part.id === "body") return;
  part.classList.add("chosen");
  choose({ id: part.id });
}

pages.addEventListener("click", (event) => {
  const image = event.target;
  if (image.tagName !== "IMG") return;
  const scale = image.width ? Number(image.getAttribute("width")) / image.clientWidth : 1;
  choose({ page: [...pages.children].indexOf(image), across: event.offsetX * scale, down: event.offsetY * scale });
});

byId("place").querySelector("button").addEventListener("click", () => {
  navigator.clipboard.writeText(byId("place").querySelector("span").textContent);
});

// Which document, in which form; the address remembers it.

function leave() {
  left.set(`pages ${shown.view}`, pages.scrollTop);
  left.set(`text ${shown.view}`, text.contentWindow?.scrollY ?? 0);
}

function go(view, form) {
  leave();
  const same = view === shown.view && events;
  Object.assign(shown, { view, form });
  history.replaceState(null, "", `#${view}/${form}`);
  pages.hidden = form !== "pages";
  text.hidden = form !== "text";
  document.querySelectorAll("[data-form]").forEach((button) => {
    button.setAttribute("aria-pressed", button.dataset.form === form);
  });
  if (!same) follow();
}

function follow() {
  events?.close();
  Object.assign(shown, { read: 0, printed: 0 });
  pages.replaceChildren();
  byId("place").hidden = true;
  events = new EventSource(`events/${shown.view}`);
  events.addEventListener("message", (event) => show(JSON.parse(event.data)));
  events.addEventListener("error", () => {
    byId("state").className = "stale";
    byId("state").textContent = "プレビューは終わっています。もう一度、実行してください";
  });
}

document.querySelectorAll("[data-form]").forEach((button) => {
  button.addEventListener("click", () => go(shown.view, button.dataset.form));
});
const [view, form] = location.hash.slice(1).split("/");
go(view || "promotion-plan", form === "text" ? "text" : "pages");
