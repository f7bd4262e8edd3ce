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
    status.textContent = count ? `${rows.length}のうち${count}の${form.dataset.called}を表示しています。` : `当てはまる${form.dataset.called}はありません。`;
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

/** What is one place to a search: whoever looks for words is led there. */
const PLACES = "p, li, tr, caption, dl > div, h2, h3, h4, h5, h6";
/** Whose words never run together with those of their neighbours. */
const APART = "td, th, dt, dd, p, li, caption, .mark, .number";
/** What is on the page, but not part of the text: brackets round readings, drawings whose words stand below, ways back. */
const ASIDE = "rp, svg, .unseen, .back";

/** Give the words of each place, each word once: in the innermost place around it, with the readings of its ruby. */
function placesIn(root) {
  const found = new Map();
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const node = walker.currentNode;
    const around = node.parentElement;
    const place = around.closest(PLACES);
    if (!place || around.closest(ASIDE)) continue;
    const pieces = found.get(place) || found.set(place, []).get(place);
    const last = pieces.at(-1);
    if (around.closest("rt")) {
      if (last) last.reading = node.data;
      continue;
    }
    const block = around.closest(APART);
    const line = node.previousSibling && node.previousSibling.nodeName === "BR";
    if (last && (last.block !== block || line)) pieces.push({ text: " ", block });
    pieces.push({ text: node.data, block });
  }
  return [...found].map(([place, pieces]) => ({ place, ...indexed(pieces) }));
}

/** Give the text of a place as it is shown, and all the ways in which it may be found. */
function indexed(pieces) {
  const shown = pieces.map(({ text }) => text).join("");
  const ways = [folded(pieces)];
  if (pieces.some(({ reading }) => reading)) ways.push(folded(pieces, true));
  return { shown, ways: ways.flatMap((way) => [way, respelled(way)]) };
}

/** Fold a text so that width, case and kind of kana make no difference; `from` leads from each letter back to the text. */
function folded(pieces, read = false) {
  const text = [];
  const from = [];
  let at = 0;
  for (const piece of pieces) {
    const spoken = read && piece.reading;
    let inside = at;
    for (const letter of (spoken || piece.text).match(/.[\uFF9E\uFF9F\u3099\u309A]?/gsu) || []) {
      for (const unit of plain(letter).split("")) {
        if (unit !== " " || (text.length && text.at(-1) !== " ")) {
          text.push(unit);
          from.push(spoken ? at : inside);
        }
      }
      inside += letter.length;
    }
    at += piece.text.length;
  }
  return uncounted({ text: text.join(""), from });
}

/** Leave out the commas of numbers: 1,200 is found as 1200. */
function uncounted({ text, from }) {
  const isComma = new Set([...text.matchAll(/(?<=[0-9]),(?=[0-9]{3}(?![0-9]))/g)].map(({ index }) => index));
  const stays = (_, at) => !isComma.has(at);
  return { text: text.split("").filter(stays).join(""), from: from.filter(stays) };
}

/** Letters of names, each with the one that is typed for it. */
const USUAL = new Map("髙高 﨑崎 𠮷吉 濵浜 濱浜 邊辺 邉辺 齋斎 齊斉 澤沢 櫻桜 廣広 國国 眞真 瀨瀬 嶋島 德徳 惠恵 黑黒 榮栄 條条 淸清 靑青".split(" ").map((pair) => [...pair]));

/** Fold one letter: signs that choose its shape fall away, small vowels (ウェブ) are like others (ウエブ). */
function plain(letter) {
  const hiragana = (kana) => String.fromCodePoint(kana.codePointAt(0) - 0x60);
  return letter.normalize("NFKC").toLowerCase().replace(/\s+/g, " ").replace(/[\u30A1-\u30F6]/g, hiragana)
    .replace(/[ぁぃぅぇぉ]/g, (small) => String.fromCodePoint(small.codePointAt(0) + 1))
    .replace(/[\u{E0100}-\u{E01EF}\uFE00-\uFE0F]/gu, "").replace(/./gsu, (each) => USUAL.get(each) || each);
}

/** Spellings of the same word, folded: each leads to the one that stands for all. */
const spellings = new Map();
let spelling = null;

function learnSpellings(groups) {
  for (const group of groups.split(" ").filter(Boolean)) {
    const [first, ...others] = group.split("=").map((word) => folded([{ text: word }]).text);
    for (const other of others) if (other !== first) spellings.set(other, first);
  }
  const longestFirst = [...spellings.keys()].sort((one, two) => two.length - one.length);
  if (longestFirst.length) spelling = new RegExp(longestFirst.map((word) => word.replace(/[^\p{L}\p{N}]/gu, "\\$&")).join("|"), "g");
}

/** Write every word of a folded text in the spelling that stands for all. */
function respelled({ text, from }) {
  const found = [];
  const back = [];
  let at = 0;
  for (const hit of spelling ? text.matchAll(spelling) : []) {
    found.push(text.slice(at, hit.index), spellings.get(hit[0]));
    back.push(...from.slice(at, hit.index), ...[...spellings.get(hit[0])].map(() => from[hit.index]));
    at = hit.index + hit[0].length;
  }
  return { text: found.join("") + text.slice(at), from: [...back, ...from.slice(at)], respelled: true };
}

/** Find words in the text: every paragraph, entry and row that holds all of them, with a link to the place. */
function searchText(form) {
  const [input, status, list] = [form.querySelector("input"), form.querySelector("[role=status]"), form.querySelector("ol")];
  learnSpellings(form.dataset.spellings || "");
  const texts = placesIn(document.querySelector(".text"));
  const holds = (place) => (place.closest("[id]") || {}).id;
  const split = (text) => /[\uDC00-\uDFFF\u3099\u309A\uFF9E\uFF9F]/.test(text);
  const entry = ({ place, shown }, at) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    let [first, end] = [Math.max(0, at - 12), Math.min(shown.length, at + 40)];
    while (split(shown.charAt(first))) first -= 1;
    while (split(shown.charAt(end))) end += 1;
    link.href = `#${holds(place)}`;
    link.textContent = `${first ? "…" : ""}${shown.slice(first, end).replace(/\s+/g, " ").trim()}${end < shown.length ? "…" : ""}`;
    link.addEventListener("click", () => { if (place.closest("details")) place.closest("details").open = true; });
    item.append(link);
    return item;
  };
  /** Give where a word stands in a place, whatever its spelling; -1 where it does not. */
  const within = ({ ways }, word) => {
    for (const way of ways) {
      const at = way.text.indexOf(way.respelled ? word.respelled : word.text);
      if (at >= 0) return way.from[at];
    }
    return -1;
  };
  const search = () => {
    const wanted = folded([{ text: input.value }]).text.split(" ").filter(Boolean);
    const words = wanted.map((text) => ({ text, respelled: respelled({ text, from: [] }).text }));
    const found = [];
    for (const each of words.length ? texts : []) {
      const places = words.map((word) => within(each, word));
      if (places.every((at) => at >= 0)) found.push([each, Math.min(...places)]);
    }
    list.replaceChildren(...found.slice(0, 50).map(([each, at]) => entry(each, at)));
    const more = found.length > 50 ? "（初めの50か所を並べます）" : "";
    status.textContent = !words.length ? "" : found.length ? `${found.length}か所にあります${more}。` : "見付かりませんでした。";
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
  note.setAttribute("role", "dialog");
  note.setAttribute("aria-labelledby", "_explained-term");
  document.querySelector("main").append(note);
  for (const link of links) {
    link.addEventListener("click", (event) => {
      const row = document.querySelector(link.hash);
      if (!row) return;
      event.preventDefault();
      link.focus();
      const term = document.createElement("strong");
      term.id = "_explained-term";
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
