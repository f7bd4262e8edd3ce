// What the pages gain with a script; everything can be read without it.
"use strict";

/** Narrow the list of measures down to those that match every choice; the address keeps the choices, so that it can be passed on. */
function narrowList(form) {
  const rows = [...document.querySelectorAll("tbody tr")];
  const choices = [...form.querySelectorAll("select")];
  const status = document.getElementById("_shown");
  const narrow = () => {
    const made = choices.filter(({ value }) => value);
    for (const row of rows) {
      row.hidden = !made.every(({ name, value }) => row.dataset[name].split("\n").includes(value));
    }
    const count = rows.filter((row) => !row.hidden).length;
    status.textContent = count ? `${rows.length}のうち${count}の取組を表示しています。` : "当てはまる取組はありません。";
    const kept = new URLSearchParams(made.map(({ name, value }) => [name, value])).toString();
    if (kept || location.hash.includes("=")) history.replaceState(null, "", kept ? `#${kept}` : location.pathname + location.search);
  };
  const takeUp = () => {
    const kept = new URLSearchParams(location.hash.slice(1));
    for (const choice of choices) choice.value = [...choice.options].some(({ value }) => value === kept.get(choice.name)) ? kept.get(choice.name) : "";
    narrow();
  };
  form.addEventListener("change", narrow);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(narrow));
  addEventListener("hashchange", () => { if (location.hash.includes("=")) takeUp(); });
  form.hidden = false;
  takeUp();
}

/** Fold a text so that width and case make no difference; `from` leads from each folded letter back to the one it was made of. */
function folded(original) {
  const text = [];
  const from = [];
  let at = 0;
  for (const letter of original.match(/.[\uFF9E\uFF9F\u3099\u309A]?/gsu) || []) {
    for (const unit of letter.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").split("")) {
      if (unit !== " " || (text.length && text.at(-1) !== " ")) {
        text.push(unit);
        from.push(at);
      }
    }
    at += letter.length;
  }
  return { original, text: text.join(""), from };
}

/** Find words in the text: every paragraph, entry and row that holds them, with a link to the place. */
function searchText(form) {
  const places = [...document.querySelectorAll(".text p[id], .text li, .text tr, .text dl > div, .text h2[id], .text h3[id], .text h4[id]")];
  const [input, status, list] = [form.querySelector("input"), form.querySelector("[role=status]"), form.querySelector("ol")];
  const texts = places.map((place) => folded(place.textContent));
  const holds = (place) => place.id || (place.closest("[id]") || {}).id;
  const entry = (index, at) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const { original, from } = texts[index];
    const [first, end] = [from[Math.max(0, at - 12)], from[at + 40] ?? original.length];
    link.href = `#${holds(places[index])}`;
    link.textContent = `${at > 12 ? "…" : ""}${original.slice(first, end).replace(/\s+/g, " ").trim()}${end < original.length ? "…" : ""}`;
    item.append(link);
    return item;
  };
  const search = () => {
    const wanted = folded(input.value).text.trim();
    const found = texts.map(({ text }, index) => [index, wanted ? text.indexOf(wanted) : -1]).filter(([, at]) => at >= 0);
    list.replaceChildren(...found.slice(0, 50).map(([index, at]) => entry(index, at)));
    const more = found.length > 50 ? "（初めの50か所を並べます）" : "";
    status.textContent = !wanted ? "" : found.length ? `${found.length}か所にあります${more}。` : "見付かりませんでした。";
  };
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  form.addEventListener("input", search);
  form.hidden = false;
}

/** Explain a term where it stands: a click opens its words beside it, Esc or a click elsewhere closes them and gives the keyboard back. */
function explainTerms(links) {
  if (!HTMLElement.prototype.showPopover) return;
  const note = document.createElement("div");
  note.id = "_explained";
  note.popover = "auto";
  note.tabIndex = -1;
  document.querySelector("main").append(note);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      const row = document.querySelector(link.hash);
      if (!row) return;
      event.preventDefault();
      link.focus();
      const term = document.createElement("strong");
      term.textContent = row.cells[0].textContent;
      const words = document.createElement("p");
      words.textContent = row.cells[1].textContent;
      note.replaceChildren(term, words);
      const box = link.getBoundingClientRect();
      note.showPopover();
      note.style.left = `${Math.max(8, Math.min(box.left, innerWidth - note.offsetWidth - 8))}px`;
      const below = box.bottom + 8;
      note.style.top = `${below + note.offsetHeight < innerHeight ? below : Math.max(8, box.top - note.offsetHeight - 8)}px`;
      note.focus({ preventScroll: true });
    });
  }
}

const filters = document.getElementById("_filters");
if (filters) narrowList(filters);
const finder = document.getElementById("_search");
if (finder) searchText(finder);
explainTerms(document.querySelectorAll("a.term"));
