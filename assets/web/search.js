// Search over all documents. The index comes in pieces, as scripts, so that it also works from a folder; site.js folds words.
"use strict";

const DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ-_";
const MORE = 20;
const SHELVES = 64;

/** What has been read of the index, and who waits for the rest. */
const searched = {
  listed: [], starts: [], count: 0, shelves: new Map(), chunks: new Map(), reading: new Map(),
  pages([listed, starts, count]) { Object.assign(this, { listed, starts, count }); },
  letters(number, index) { this.shelves.set(number, index); },
  words(number, places) { this.chunks.set(number, places.map(([page, anchor, section, text]) => ({ page, anchor, section, text }))); },
  /** Read a piece of the index once. */
  read(name) {
    if (!this.reading.has(name)) {
      this.reading.set(name, new Promise((done, failed) => {
        const script = document.createElement("script");
        script.src = `search/${name}.js`;
        script.onload = done;
        script.onerror = failed;
        document.head.append(script);
      }));
    }
    return this.reading.get(name);
  },
};

/** Read rising numbers from the steps between them. */
function unpacked(written) {
  const found = [];
  let [last, step, unit] = [-1, 0, 1];
  for (const digit of written) {
    const value = DIGITS.indexOf(digit);
    step += (value % 32) * unit;
    unit *= 32;
    if (value < 32) {
      last += step + 1;
      found.push(last);
      [step, unit] = [0, 1];
    }
  }
  return found;
}

/** Give the numbers of the places that hold every pair of letters of a word. */
async function holding(word) {
  const letters = [...word].filter((letter) => letter !== " ");
  const pairs = letters.length > 1 ? letters.slice(1).map((letter, at) => letters[at] + letter) : letters;
  const shelves = new Set(pairs.map((pair) => pair.codePointAt(0) % SHELVES));
  await Promise.all([...shelves].map((shelf) => searched.read(`letters-${shelf}`)));
  let found = null;
  for (const pair of new Set(pairs)) {
    const index = searched.shelves.get(pair.codePointAt(0) % SHELVES);
    const here = Object.hasOwn(index, pair) ? unpacked(index[pair]) : [];
    const kept = found && new Set(found);
    found = kept ? here.filter((number) => kept.has(number)) : here;
    if (!found.length) break;
  }
  return found || [];
}

function chunkOf(number) {
  let [low, high] = [0, searched.starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if (searched.starts[middle] <= number) low = middle; else high = middle;
  }
  return low;
}

/** Give a place with its words, its text split into pieces with the readings of its ruby. */
async function placeAt(number) {
  const chunk = chunkOf(number);
  await searched.read(`words-${chunk}`);
  const place = searched.chunks.get(chunk)[number - searched.starts[chunk]];
  if (!place.ways) {
    const pieces = place.text.split(/\u0001([^\u0003]*\u0003)/).filter(Boolean).map((text) => {
      const ruby = text.match(/^([^\u0002]*)\u0002(.*)\u0003$/s);
      return ruby ? { text: ruby[1], reading: ruby[2] } : { text };
    });
    Object.assign(place, indexed(pieces));
  }
  return place;
}

/** Tell whether the index alone is sure of a word: no longer than a pair of letters, in the spelling that stands for all. */
const isShort = (word) => [...word].length <= 2;

/** Give the numbers of the places that may hold a word, in any of its spellings. */
async function candidates({ text, respelled: other }) {
  const ways = other === text || (isShort(other) && !isShort(text)) ? [other] : [text, other];
  return new Set((await Promise.all(ways.map(holding))).flat());
}

/** Give the words that are looked for, folded. */
function wordsOf(typed) {
  return folded([{ text: typed }]).text.split(" ").filter(Boolean).map((text) => ({ text, respelled: respelled({ text, from: [] }).text }));
}

/** Give the numbers of all places that hold all words, the best first. */
async function findAll(words) {
  await searched.read("pages");
  const sets = await Promise.all(words.map(candidates));
  const found = [...sets[0]].filter((number) => sets.every((set) => set.has(number))).sort((one, two) => one - two);
  if (words.every(({ respelled: other }) => isShort(other))) return found;
  await Promise.all([...new Set(found.map(chunkOf))].map((chunk) => searched.read(`words-${chunk}`)));
  const sure = [];
  for (const number of found) if (standing(await placeAt(number), words)) sure.push(number);
  return sure;
}

/** Give where words stand in a place, first to last letter; none where one of them is not there. */
function standing(place, words) {
  const found = [];
  for (const word of words) {
    const way = place.ways.find((each) => each.text.includes(each.respelled ? word.respelled : word.text));
    if (!way) return null;
    const wanted = way.respelled ? word.respelled : word.text;
    for (let at = way.text.indexOf(wanted); at >= 0; at = way.text.indexOf(wanted, at + wanted.length)) {
      found.push([way.from[at], way.from[at + wanted.length - 1] + 1]);
    }
  }
  return found.sort(([one], [two]) => one - two);
}

/** Give the sentence around the first word, every word marked. */
function snippet({ shown }, spans) {
  const before = shown.lastIndexOf("。", spans[0][0] - 1) + 1;
  const start = spans[0][0] - before > 60 ? spans[0][0] - 30 : before;
  const stop = shown.indexOf("。", spans[0][1]);
  const end = Math.min(shown.length, stop < 0 ? start + 120 : Math.min(stop + 1, start + 160));
  const line = document.createElement("p");
  let at = start;
  if (start > before) line.append("…");
  for (const [from, to] of spans) {
    if (from < at || to > end) continue;
    const mark = document.createElement("mark");
    mark.textContent = shown.slice(from, to);
    line.append(shown.slice(at, from), mark);
    at = to;
  }
  line.append(shown.slice(at, end), end < shown.length && stop + 1 !== end ? "…" : "");
  return line;
}

function entryOf(place, spans) {
  const item = document.createElement("li");
  const [path, label] = searched.listed[place.page];
  const link = document.createElement("a");
  const words = place.shown.slice(spans[0][0], spans[0][1]);
  link.href = `${path}#${place.anchor}${"fragmentDirective" in document ? `:~:text=${encodeURIComponent(words).replace(/-/g, "%2D")}` : ""}`;
  link.textContent = place.section || label;
  const source = document.createElement("span");
  source.className = "quiet";
  source.textContent = `　${label}`;
  const head = document.createElement("p");
  head.append(link, source);
  item.append(head);
  if (place.shown !== place.section) item.append(snippet(place, spans));
  return item;
}

/** Find words in all documents; what is typed stays in the address, so that it can be passed on. */
function searchAll(form) {
  const [input, status, list, more] = [form.querySelector("input"), document.getElementById("_found"), document.getElementById("_places"), document.getElementById("_more")];
  learnSpellings(form.dataset.spellings || "");
  let turn = 0;
  let rest = [];
  const show = async (mine) => {
    const items = [];
    while (rest.length && items.length < MORE) {
      const number = rest.shift();
      const place = await placeAt(number.at);
      items.push(entryOf(place, standing(place, number.words) || [[0, 0]]));
    }
    if (mine !== turn) return;
    list.append(...items);
    more.hidden = !rest.length;
  };
  const search = async () => {
    const mine = turn += 1;
    const words = wordsOf(input.value);
    const kept = words.length ? `#${new URLSearchParams({ q: input.value })}` : "";
    history.replaceState(null, "", kept || location.pathname + location.search);
    if (!words.length) {
      [status.textContent, more.hidden, rest] = ["", true, []];
      list.replaceChildren();
      return;
    }
    try {
      const found = await findAll(words);
      if (mine !== turn) return;
      rest = found.map((at) => ({ at, words }));
      list.replaceChildren();
      status.textContent = found.length ? `${found.length}か所にあります。` : "見付かりませんでした。言葉を短くするか、ほかの言葉で探してください。";
      await show(mine);
    } catch {
      status.textContent = "検索のファイルを読めませんでした。もう一度試してください。";
    }
  };
  more.addEventListener("click", () => show(turn));
  form.addEventListener("submit", (event) => { event.preventDefault(); search(); });
  let waiting = 0;
  input.addEventListener("input", (event) => {
    clearTimeout(waiting);
    if (!event.isComposing) waiting = setTimeout(search, 60);
  });
  input.addEventListener("compositionend", search);
  const takeUp = () => {
    input.value = new URLSearchParams(location.hash.slice(1)).get("q") || "";
    search();
  };
  addEventListener("hashchange", takeUp);
  form.hidden = false;
  document.getElementById("_without").hidden = true;
  if (location.hash) takeUp();
}

searchAll(document.getElementById("_search-all"));
