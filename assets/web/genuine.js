// Is this PDF one of ours? The file is hashed here; nothing is sent. One pass gives the hash of every beginning that matters.
"use strict";

const CONSTANTS = new Uint32Array(64);
const STARTS = new Uint32Array(8);
{ // the first bits of the fractions of roots of primes (FIPS 180-4)
  const bits = (root) => Math.floor((root % 1) * 2 ** 32);
  for (let number = 2, count = 0; count < 64; number += 1) {
    let isPrime = true;
    for (let by = 2; by * by <= number; by += 1) if (number % by === 0) isPrime = false;
    if (!isPrime) continue;
    if (count < 8) STARTS[count] = bits(Math.sqrt(number));
    CONSTANTS[count] = bits(Math.cbrt(number));
    count += 1;
  }
}

/** Mix a block of 64 bytes into a state (FIPS 180-4). */
function mixed(state, view, at, schedule) {
  for (let i = 0; i < 16; i += 1) schedule[i] = view.getUint32(at + i * 4);
  const turned = (word, by) => (word >>> by) | (word << (32 - by));
  for (let i = 16; i < 64; i += 1) {
    const [early, late] = [schedule[i - 15], schedule[i - 2]];
    schedule[i] = schedule[i - 16] + (turned(early, 7) ^ turned(early, 18) ^ (early >>> 3)) + schedule[i - 7] + (turned(late, 17) ^ turned(late, 19) ^ (late >>> 10));
  }
  let [a, b, c, d, e, f, g, h] = state;
  for (let i = 0; i < 64; i += 1) {
    const one = (h + (turned(e, 6) ^ turned(e, 11) ^ turned(e, 25)) + ((e & f) ^ (~e & g)) + CONSTANTS[i] + schedule[i]) | 0;
    const two = ((turned(a, 2) ^ turned(a, 13) ^ turned(a, 22)) + ((a & b) ^ (a & c) ^ (b & c))) | 0;
    [h, g, f, e, d, c, b, a] = [g, f, e, (d + one) | 0, c, b, a, (one + two) | 0];
  }
  [a, b, c, d, e, f, g, h].forEach((word, i) => { state[i] += word; });
}

/** Give the SHA-256 of the first bytes of a file, for each of some lengths, in one pass; works where the browser's own is not given (http). */
function hashesOfStarts(bytes, lengths) {
  const found = new Map();
  const state = STARTS.slice();
  const schedule = new Uint32Array(64);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  for (const length of [...new Set(lengths)].sort((one, two) => one - two)) {
    if (length > bytes.length) break;
    for (; at + 64 <= length; at += 64) mixed(state, view, at, schedule);
    const rest = length - at;
    const end = new Uint8Array(rest < 56 ? 64 : 128);
    end.set(bytes.subarray(at, length));
    end[rest] = 0x80;
    const last = new DataView(end.buffer);
    last.setUint32(end.length - 8, Math.floor(length / 2 ** 29));
    last.setUint32(end.length - 4, (length * 8) >>> 0);
    const ended = state.slice();
    for (let block = 0; block < end.length; block += 64) mixed(ended, last, block, schedule);
    found.set(length, [...ended].map((word) => word.toString(16).padStart(8, "0")).join(""));
  }
  return found;
}

/** Give the browser's own hash; none where it gives none. */
async function ownHash(bytes) {
  if (!(globalThis.crypto && crypto.subtle)) return null;
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", bytes))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}

/** Give the paper that a file is, or begins with; the longest that fits. */
async function recognised(bytes, papers) {
  const hashes = hashesOfStarts(bytes, papers.map(({ length }) => length));
  const fits = papers.filter(({ length, sha256 }) => hashes.get(length) === sha256).sort((one, two) => two.length - one.length);
  const paper = fits[0];
  if (!paper) return null;
  const sure = await ownHash(bytes.subarray(0, paper.length));
  if (sure && sure !== paper.sha256) throw new Error("the hashes differ");
  return { paper, more: bytes.length - paper.length };
}

function checkFiles(form) {
  const [input, zone, list] = [form.querySelector("input"), document.getElementById("_zone"), document.getElementById("_answers")];
  const papers = [...document.querySelectorAll("#_issued tbody tr")].map((row) => ({
    length: Number(row.dataset.bytes), sha256: row.dataset.sha256, name: row.dataset.name, origin: row.dataset.origin,
    standing: row.dataset.standing, link: row.querySelector("a").getAttribute("href"),
  }));
  const said = (name, kind, head, ...lines) => {
    const item = document.createElement("li");
    item.className = kind;
    const title = document.createElement("p");
    const strong = document.createElement("strong");
    strong.textContent = head;
    title.append(strong);
    const file = document.createElement("p");
    file.className = "quiet";
    file.textContent = name;
    item.append(file, title, ...lines.map((line) => Object.assign(document.createElement("p"), { textContent: line })));
    return item;
  };
  const toGet = (item, paper) => {
    const line = document.createElement("p");
    const link = document.createElement("a");
    [link.href, link.textContent] = [paper.link, `ここにある「${paper.name}」を手に入れる`];
    line.append(link);
    item.append(line);
    return item;
  };
  const answer = async (file) => {
    const bytes = new Uint8Array(await file.arrayBuffer());
    const found = await recognised(bytes, papers);
    if (!found && new TextDecoder("latin1").decode(bytes.subarray(0, 1024)).includes("%PDF-")) {
      return said(file.name, "other", "発行した版ではありません。", "一文字でも違えば、こうなります。案や、印刷し直したもの、開いて保存し直したものも、発行した版とは違います。下の一覧から、発行した版を手に入れてください。");
    }
    if (!found) return said(file.name, "other", "PDFではありません。", "発行した版のPDFを選んでください。");
    const { paper, more } = found;
    const kind = paper.origin ? `発行した版そのものではありません（${paper.origin}）。` : "";
    if (more === 0) return said(file.name, "same", `「${paper.name}」と一字一句同じです。`, `${kind}${paper.standing}`);
    return toGet(said(file.name, "begins", `初めの部分が「${paper.name}」と一字一句同じで、後ろに${more.toLocaleString("ja-JP")}バイトが加わっています。`,
      `電子署名を付けた写しなら、こうなります。${kind}${paper.standing}`,
      "加わった部分が、見える内容を変えていることもあります。閲覧ソフトで署名を確かめるか、元のPDFと見比べてください。"), paper);
  };
  const check = async (files) => {
    list.replaceChildren();
    for (const file of files) {
      list.append(await answer(file).catch(() => said(file.name, "other", "ファイルを読めませんでした。", "もう一度選んでください。")));
    }
  };
  input.addEventListener("change", () => check([...input.files]));
  for (const kind of ["dragenter", "dragover"]) zone.addEventListener(kind, (event) => { event.preventDefault(); zone.classList.add("over"); });
  for (const kind of ["dragleave", "drop"]) zone.addEventListener(kind, () => zone.classList.remove("over"));
  zone.addEventListener("drop", (event) => { event.preventDefault(); check([...event.dataTransfer.files]); });
  form.addEventListener("submit", (event) => event.preventDefault());
  form.hidden = false;
  document.getElementById("_without").hidden = true;
}

checkFiles(document.getElementById("_genuine"));
