// Follows the preview's events; swaps pictures and text in place, so that what is being read stays where it is.
"use strict";

const byId = (id) => document.getElementById(id);
const pages = byId("pages");
const text = byId("text");
const FIRST = "promotion-plan";
const shown = { view: FIRST, form: "pages", read: 0, printed: 0, problems: "" };
const left = JSON.parse(sessionStorage.getItem("left") ?? "{}"); // where each document was left, by form and view
const PIXELS = 1.4; // for a point of a page, where there is room
let events = null;
let sight = null; // the last that was told

function make(name, className, words = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = words;
  return element;
}

// Pages: a new picture takes the old one's place once it is there.

async function showPages(told) {
  const fresh = !pages.firstChild;
  const kept = fresh ? null : heldPlace();
  await placesOf(told.view);
  if (shown.printed !== told.printed || shown.view !== told.view) return;
  pages.querySelector(".bar")?.remove();
  const images = told.sizes.map((_, number) => pages.children[number] ?? pages.appendChild(make("img", "")));
  images.forEach((image, number) => fit(image, told.sizes[number], number));
  while (pages.children.length > images.length) pages.lastChild.remove();
  if (fresh) pages.scrollTop = left[`pages ${told.view}`] ?? 0;
  else holdPlace(kept);
  showForm();
  const near = (image) => Math.abs(image.getBoundingClientRect().top) < 2 * innerHeight;
  for (const [number, image] of images.entries()) {
    const source = `page/${told.view}/${number}?${told.printed}`;
    if (near(image)) await arrived(source);
    if (shown.printed !== told.printed || shown.view !== told.view) return;
    image.loading = near(image) ? "eager" : "lazy";
    image.src = source;
  }
  markOnPages();
}

function fit(image, [width, height], number) {
  image.width = width;
  image.height = height;
  image.style.aspectRatio = `${width} / ${height}`;
  zoomImage(image);
  image.alt = `${number + 1}枚目`;
}

function arrived(source) {
  const image = new Image();
  image.src = source;
  return image.decode().catch(() => undefined);
}

// Text: the new body takes the old one's place; the topmost thing in view stays at its height.

async function showText(told) {
  const response = await fetch(`read/${told.view}/?${told.read}`);
  if (!response.ok) return;
  const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
  await drawInside(fresh, told);
  nameInside(fresh);
  showOutline(fresh);
  if (shown.read !== told.read || shown.view !== told.view) return;
  const inside = text.contentDocument;
  if (text.dataset.view === told.view && inside?.querySelector("main")) replaceText(inside, fresh);
  else await openText(told.view, fresh);
  zoomText();
  showForm();
}

async function openText(view, fresh) {
  text.dataset.view = "";
  await opened(`read/${view}/`);
  if (shown.view !== view) return;
  text.dataset.view = view;
  text.contentDocument.addEventListener("click", (event) => chooseWord(event, event.target));
  takeFiles(text.contentDocument);
  text.contentDocument.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.target.closest("a")) return;
    const named = [...text.contentDocument.querySelectorAll("[id]:not(#body)")];
    const first = named.find((each) => each.getClientRects().length && each.getBoundingClientRect().top >= 0);
    if (first) chooseWord(event, first);
  });
  text.contentDocument.body.replaceWith(fresh.body);
  text.contentWindow.scrollTo(0, left[`text ${view}`] ?? 0);
}

function replaceText(inside, fresh) {
  const kept = anchor(inside);
  const styles = [...fresh.querySelectorAll("link")].map((link) => link.getAttribute("href"));
  inside.body.replaceWith(fresh.body);
  inside.querySelectorAll("link").forEach((link, number) => {
    if (styles[number] && link.getAttribute("href") !== styles[number]) link.href = styles[number];
  });
  hold(inside, kept);
  markChanged(inside);
}

function opened(address) {
  return new Promise((done) => {
    text.addEventListener("load", done, { once: true });
    text.src = address;
  });
}

// Drawings become part of the page: only so do they get its fonts. Other pictures are asked for anew.
async function drawInside(page, told) {
  const pictures = [...page.querySelectorAll("img")];
  pictures.forEach((image) => image.setAttribute("src", `${image.getAttribute("src")}?${told.read}`));
  page.querySelectorAll(".years").forEach((table) => {
    table.setAttribute("style", table.getAttribute("style").replace(".svg)", `.svg?${told.read})`));
  });
  await Promise.all(pictures.filter((image) => image.getAttribute("src").startsWith("figures/")).map(async (image) => {
    const response = await fetch(`read/${told.view}/${image.getAttribute("src")}`);
    if (!response.ok) return;
    const drawing = new DOMParser().parseFromString(await response.text(), "image/svg+xml").documentElement;
    drawing.setAttribute("role", "img");
    drawing.setAttribute("aria-label", image.alt);
    drawing.setAttribute("style", image.getAttribute("style") ?? "");
    image.replaceWith(page.importNode(drawing, true));
  }));
}

// What paper tells by page numbers and by blanks needs words on a screen.
function nameInside(page) {
  page.querySelectorAll("a.page").forEach((link) => {
    link.textContent = "－";
    link.setAttribute("aria-label", "その所へ移る");
  });
  page.querySelectorAll("th:empty").forEach((cell) => cell.setAttribute("role", "presentation"));
}

// The thing with an id that begins nearest to the upper edge.
function anchor(inside) {
  const seen = [...inside.querySelectorAll("[id]")].filter((each) => each.getClientRects().length);
  const top = (each) => each.getBoundingClientRect().top;
  const nearest = seen.sort((one, other) => Math.abs(top(one)) - Math.abs(top(other)))[0];
  return { id: nearest?.id, words: nearest?.textContent, height: nearest && top(nearest), scroll: inside.scrollingElement.scrollTop };
}

// Most ids are counted: after a new paragraph the same words have another one.
function hold(inside, kept) {
  const named = kept.id && inside.getElementById(kept.id);
  const found = named?.textContent === kept.words
    ? named
    : [...inside.querySelectorAll("[id]")].find((each) => each.textContent === kept.words) ?? named;
  if (found) inside.defaultView.scrollBy(0, found.getBoundingClientRect().top - kept.height);
  else inside.scrollingElement.scrollTop = kept.scroll;
}

// Problems and state.

const LEVELS = { 誤り: "error", 注意: "warning", 参考: "note" };

function showProblems(problems) {
  const counts = Object.keys(LEVELS).map((level) => [level, problems.filter((each) => each.level === level).length]);
  const none = sight.busy && !sight.printed ? "" : "誤りや指摘はありません";
  byId("count").hidden = !problems.length && Boolean(sight.busy && !sight.printed);
  byId("count").textContent = problems.length
    ? counts.filter(([, count]) => count).map(([level, count]) => `${level}${count}件`).join("、")
    : none;
  const words = JSON.stringify(problems);
  if (shown.problems !== words) byId("problems").replaceChildren(...problems.map(item));
  shown.problems = words;
}

function item(problem) {
  const made = make("li", LEVELS[problem.level]);
  const message = make("p", "");
  const parts = problem.message.split("`").map((words, number) => (number % 2 ? make("code", "", words) : words));
  message.append(make("span", "level", problem.level), ...parts);
  const where = make("p", "where", "");
  if (problem.at) {
    const open = make("button", "open", problem.place);
    open.type = "button";
    open.title = "ここを開いて直す";
    open.addEventListener("click", () => choose(problem.at));
    where.append(open);
  }
  if (problem.rule) where.append(" ", make("span", "rule", `[${problem.rule}]`));
  made.append(where, message);
  if (problem.excerpt && Object.values(problem.excerpt).some(Boolean)) made.append(line(problem.excerpt));
  if (problem.fixes.length) made.append(mender(problem));
  return made;
}

function mender(problem) {
  const [first, ...others] = problem.fixes;
  const button = make("button", "mend", others.length ? `${problem.fixes.length}か所を直す` : `「${first.fix || "（なし）"}」に直す`);
  button.type = "button";
  button.addEventListener("click", () => mend(problem.fixes));
  return button;
}

function line(excerpt) {
  const made = make("p", "line", excerpt.before);
  made.append(make("mark", "", excerpt.words), excerpt.after);
  return made;
}

function state(words, stale) {
  byId("state").className = stale ? "stale" : "";
  byId("state").textContent = words;
  byId("wait").textContent = words;
  document.querySelector("main").className = stale ? "stale" : "";
}

function showState() {
  const stopped = sight.title ? "誤りがあるため、前の表示のままです" : "誤りがあるため、まだ表示できません";
  state(sight.busy || (sight.stale ? stopped : "最新の表示です"), sight.stale);
  document.title = sight.title ? `${sight.title} プレビュー` : "プレビュー";
}

function showViews(views) {
  const bar = byId("views");
  const known = [...bar.children].map((button) => button.dataset.view).join();
  if (known !== Object.keys(views).join()) {
    bar.replaceChildren(...Object.entries(views).map(([view, name]) => {
      const button = make("button", "", name);
      button.type = "button";
      button.dataset.view = view;
      button.addEventListener("click", () => go(view, shown.form));
      return button;
    }));
  }
  press("view");
}

function press(kind) {
  document.querySelectorAll(`button[data-${kind}]`).forEach((button) => {
    button.setAttribute("aria-pressed", button.dataset[kind] === shown[kind]);
  });
}

// Shows the form that was chosen, or, as long as it is not there, what it is waiting for.
function showForm() {
  const there = { pages: Boolean(pages.firstChild), text: text.dataset.view === shown.view };
  pages.classList.toggle("away", shown.form !== "pages" || !there.pages);
  text.classList.toggle("away", shown.form !== "text" || !there.text);
  byId("wait").hidden = there[shown.form];
}

function show(told) {
  sight = told;
  showViews(told.views);
  showProblems(told.problems);
  showState();
  byId("pdf").hidden = !told.printed;
  byId("pdf").href = `pdf/${told.view}/`;
  if (told.printed !== shown.printed) {
    shown.printed = told.printed;
    showPages(told);
  }
  if (told.read !== shown.read) {
    shown.read = told.read;
    showText(told);
  }
  showForm();
}

// A click on the document tells where it was written; Enter tells it of what is in sight above.

const place = byId("place").querySelector("span");
const copy = byId("place").querySelector("button");

async function choose(query, top, words = "") {
  clickedId = query.id ?? null;
  const found = await openDesk(query.path ? query : { view: shown.view, ...query }, top);
  if (found.form) focusOn(words);
  byId("place").hidden = false;
  place.textContent = found.refused ?? (found.made ? "ここは、しくみが作った所です" : `${found.path}:${found.line}`);
  copy.hidden = !found.path;
  copy.textContent = "写す";
}

function chooseWord(event, target) {
  const link = target.closest("a[href]");
  if (link && !link.getAttribute("href").startsWith("#")) event.preventDefault();
  const row = target.closest("tbody")?.querySelector(".group [id]"); // of a comparison: what its rows belong to
  const part = row ?? target.closest("[id]");
  text.contentDocument.querySelectorAll(".chosen").forEach((each) => each.classList.remove("chosen"));
  if (!part || part.id === "body") return;
  part.classList.add("chosen");
  choose({ id: part.id }, part.getBoundingClientRect().bottom * zoom + 8, (target.closest("td, th, li, p, dd, dt") ?? part).textContent);
}

// A point of the window as one of a page; none beside the pages.
function pointOf(x, y) {
  const image = document.elementFromPoint(x, y);
  if (image?.parentElement !== pages) return null;
  const area = image.getBoundingClientRect();
  const scale = image.width ? Number(image.getAttribute("width")) / image.clientWidth : 1;
  return { page: [...pages.children].indexOf(image), across: (x - area.x) * scale, down: (y - area.y) * scale };
}

function choosePoint(x, y) {
  const point = pointOf(x, y);
  if (point) choose(point, y - pages.getBoundingClientRect().y + 12);
}

pages.addEventListener("click", (event) => choosePoint(event.clientX, event.clientY));
pages.addEventListener("keydown", (event) => {
  if (event.key !== "Enter") return;
  const area = pages.getBoundingClientRect();
  choosePoint(area.x + area.width / 2, area.y + area.height / 4);
});

copy.addEventListener("click", async () => {
  await navigator.clipboard.writeText(place.textContent);
  copy.textContent = "写しました";
});

// Which document, in which form; the address remembers it.

function leave() {
  if (pages.firstChild) left[`pages ${shown.view}`] = pages.scrollTop;
  if (text.dataset.view === shown.view) left[`text ${shown.view}`] = text.contentWindow.scrollY;
  sessionStorage.setItem("left", JSON.stringify(left));
}

function go(view, form) {
  leave();
  const same = view === shown.view && events;
  Object.assign(shown, { view, form });
  history.replaceState(null, "", `#${view}/${form}`);
  press("view");
  press("form");
  if (!same) follow();
  showForm();
}

function follow() {
  events?.close();
  Object.assign(shown, { read: 0, printed: 0 });
  pages.replaceChildren();
  byId("place").hidden = true;
  byId("pdf").hidden = true;
  state("原稿を読んでいます", false);
  listen();
}

// A browser keeps few connections to one host: only windows that are seen follow.
document.addEventListener("visibilitychange", () => {
  if (document.hidden) events?.close();
  else if (events) listen();
});

function listen() {
  events?.close();
  events = new EventSource(`events/${shown.view}`);
  events.addEventListener("message", (event) => show(JSON.parse(event.data)));
  events.addEventListener("turn", () => (gaveWay = true));
  events.addEventListener("error", ended);
}

// An address that somebody typed may name a document that no town has.
let gaveWay = false; // to another window: the browser comes again by itself

function ended() {
  if (gaveWay) return void (gaveWay = false);
  if (!sight && shown.view !== FIRST) return go(FIRST, shown.form);
  state("プレビューは終わっています。端末で、もう一度始めてください", true);
  Object.assign(shown, { read: 0, printed: 0 }); // another run counts anew
  if (events.readyState === EventSource.CLOSED) setTimeout(listen, 2000);
}

document.querySelectorAll("[data-form]").forEach((button) => {
  button.addEventListener("click", () => go(shown.view, button.dataset.form));
});
