// The desk: opens what was clicked as a form where it stands, saves it, keeps what is typed, takes steps back.
"use strict";

const desk = byId("desk");
const deskForm = byId("desk-form");
const deskState = byId("desk-state");
let opened_ = null; // what is open: path, line, at, before, label, read()
let draftTimer = 0;
let saving = false;
let wantedTop = 60;
let marked = null; // id of what was changed last, to be marked once it is set anew
let clickedId = null;
let fileName = () => undefined; // of something new that has a file of its own

async function asked(name, body) {
  try {
    const response = await fetch(`desk/${name}`, {
      method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body),
    });
    return response.ok ? await response.json() : { refused: (await response.text()).trim() };
  } catch {
    return { refused: "プレビューは終わっています。入力は、このまま残っています。端末で、もう一度始めてください。" };
  }
}

// Fields. Each gives its element, and what is written in it; undefined where nothing is.

let counter = 0;
const halfWidth = (text) => text.replace(/[０-９．－]/g, (each) => String.fromCharCode(each.charCodeAt(0) - 0xFEE0)).replace(/[,，](?=\d{3})/g, "");

function named(label, { control, element }, hint = "") {
  const row = make("div", "field");
  const name = make("label", "", label || "値");
  control.id = `field-${(counter += 1)}`;
  name.htmlFor = control.id;
  row.append(name);
  if (hint) {
    const words = make("span", "hint", hint);
    words.id = `${control.id}-hint`;
    control.setAttribute("aria-describedby", words.id);
    row.append(words);
  }
  row.append(element);
  return row;
}

function grown(area) {
  const fit = () => {
    area.style.height = "auto";
    area.style.height = `${area.scrollHeight + 2}px`;
  };
  area.addEventListener("input", fit);
  requestAnimationFrame(fit);
  return area;
}

function wordsField(form, value) {
  const prose = form.shape === "words" && !form.proposed.length;
  const control = prose ? grown(make("textarea", "")) : make("input", form.shape);
  if (prose) control.rows = 1;
  control.value = value ?? "";
  if (form.shape === "number") {
    control.inputMode = "decimal";
    control.addEventListener("change", () => (control.value = halfWidth(control.value)));
  }
  const element = form.proposed.length ? propose(control, form.proposed) : form.pattern.includes("png") ? pictured(control) : prose ? shaded(control) : control;
  const read = () => {
    const typed = form.shape === "number" ? halfWidth(control.value.trim()) : control.value.replace(/\s+$/u, "");
    return typed || (value === null ? null : undefined);
  };
  return { element, control, read, find: () => null };
}

// A picture is chosen from the machine; it is cleaned and kept with the town, and the field gets its name.
function pictured(control) {
  const box = make("div", "proposed");
  const file = make("input", "");
  const state = make("span", "hint");
  file.type = "file";
  file.accept = "image/*";
  file.setAttribute("aria-label", "写真を選ぶ");
  const take = async ([picture]) => {
    if (!picture) return;
    state.textContent = "入れています";
    const answer = await asked("picture", { name: picture.name, content: await base64(picture).catch(() => "") });
    state.textContent = answer.refused ?? `assets/images/${answer.name} に入れました。`;
    if (answer.refused) return;
    control.value = answer.name;
    control.dispatchEvent(new Event("input", { bubbles: true }));
  };
  file.addEventListener("change", () => take(file.files));
  box.classList.add("drop");
  box.addEventListener("drop", (event) => take(event.dataTransfer.files));
  box.append(control, file, state);
  return box;
}

function base64(file) {
  return new Promise((done, failed) => {
    const reader = new FileReader();
    reader.addEventListener("error", failed);
    reader.addEventListener("load", () => done(file.size ? reader.result.slice(reader.result.indexOf(",") + 1) : ""));
    reader.readAsDataURL(file);
  });
}

// What a field may refer to is offered while one types; what an id stands for is told beside it.
function propose(control, pairs) {
  const list = make("datalist", "");
  list.id = `list-${(counter += 1)}`;
  list.append(...pairs.map(([value, label]) => Object.assign(document.createElement("option"), { value, label })));
  deskForm.append(list);
  control.setAttribute("list", list.id);
  const names = new Map(pairs);
  const box = make("div", "proposed");
  const name = make("span", "hint");
  const tell = () => (name.textContent = names.get(control.value) ?? "");
  control.addEventListener("input", tell);
  tell();
  box.append(control, name);
  return box;
}

const SAID = { yes: "はい（yes）", no: "いいえ（no）" };

function choiceField(form, value) {
  const control = make("select", "");
  const choices = form.choices.includes(value) || value === undefined || value === null ? form.choices : [...form.choices, value];
  const none = form.required && value ? [] : [["", "（書かない）"]];
  for (const [key, label] of [...none, ...choices.map((each) => [each, SAID[each] ?? each])]) {
    control.append(Object.assign(document.createElement("option"), { value: key, textContent: label }));
  }
  control.value = value ?? "";
  return { element: control, control, read: () => control.value || undefined, find: () => null };
}

function recordField(form, value) {
  const box = make("div", "record");
  const held = value && typeof value === "object" ? value : {};
  const fields = form.fields.map(([key, each]) => {
    const field = fieldOf(each, held[key]);
    return { key, field, row: labelled(each.name || key, field, each.hint) };
  });
  box.append(...fields.map(({ row }) => row));
  const read = () => {
    const found = { ...held };
    for (const { key, field } of fields) {
      const typed = field.read();
      if (typed === undefined) delete found[key];
      else found[key] = typed;
    }
    return Object.keys(found).length ? found : undefined;
  };
  const find = ([key, ...rest]) => {
    const found = fields.find((each) => each.key === key);
    return found && (field_(found.field, rest) ?? found.row);
  };
  return { element: box, read, find };
}

const field_ = (field, path) => (path.length ? field.find?.(path) : null);

function labelled(label, field, hint) {
  return field.control ? named(label, field, hint) : group(label, field.element, hint);
}

function group(label, element, hint) {
  const box = make("fieldset", "");
  box.append(make("legend", "", label || "値"), ...(hint ? [make("span", "hint", hint)] : []), element);
  return box;
}

function tool(words, label, action) {
  const button = make("button", "tool", words);
  button.type = "button";
  if (words.length < 2) button.setAttribute("aria-label", label); // a sign; words name themselves
  button.title = label;
  button.addEventListener("click", action);
  return button;
}

const LONG = 40; // letters from which on a value needs more room than a column

// Columns of a table of records: the fields, and each key of a field of pairs; none where a field holds more.
function columnsOf(form, values) {
  if (form.shape !== "record" || form.fields.some(([, each]) => ["list", "record"].includes(each.shape))) return null;
  if (values.some((value) => Object.values(value ?? {}).some((each) => typeof each === "string" && each.length > LONG))) return null;
  const columns = form.fields.flatMap(([key, each]) => {
    if (each.shape !== "pairs") return [{ path: [key], form: each, label: each.name || key }];
    const keys = [...new Set(values.flatMap((value) => Object.keys(value?.[key] ?? {})))];
    return keys.map((name) => ({ path: [key, name], form: each.items, label: name }));
  });
  return columns.length < 9 ? columns : null;
}

const reached = (value, path) => path.reduce((held, key) => held?.[key], value);

// Returns a record with some values put in or taken out; a field of pairs that becomes empty goes with them.
function withCells(held, cells) {
  const found = { ...held };
  for (const { path: [key, name], field } of cells) {
    const value = field.read();
    if (name === undefined) {
      if (value === undefined) delete found[key];
      else found[key] = value;
      continue;
    }
    found[key] = { ...found[key] };
    if (value === undefined) delete found[key][name];
    else found[key][name] = value;
    if (!Object.keys(found[key]).length) delete found[key];
  }
  return Object.keys(found).length ? found : undefined;
}

// A list: rows that can be added, moved, taken out. One of records without lists in them is a table.
function listField(form, value) {
  const inner = form.items;
  const columns = columnsOf(inner, Array.isArray(value) ? value : []);
  const flat = Boolean(columns);
  const box = make("div", "list");
  const rows = flat ? make("table", "rows") : make("div", "rows");
  const body = flat ? make("tbody", "") : rows;
  if (flat) {
    const head = make("tr", "");
    head.append(...columns.map((column) => make("th", "", column.label)), make("td", ""));
    const top = make("thead", "");
    top.append(head);
    rows.append(top, body);
  }
  const items = [];
  // Another key of a field of pairs is another column: a source of money.
  const widener = (key, each) => {
    const name = make("input", "line");
    const label = each.name || key;
    const put = () => {
      const typed = name.value.trim();
      if (!typed || columns.some((column) => column.path[1] === typed)) return name.focus();
      const column = { path: [key, typed], form: each.items, label: typed };
      columns.push(column);
      rows.querySelector("thead tr").lastChild.before(make("th", "", typed));
      items.forEach((item) => item.widen(column));
      name.value = "";
    };
    const row = make("div", "add");
    row.append(name, tool(`＋ ${label}の列を足す`, `${label}の列を足す`, put));
    name.setAttribute("aria-label", `${label}の名前`);
    return row;
  };
  const none = make("input", "");
  none.type = "checkbox";
  none.checked = Array.isArray(value) && !value.length;
  const noneRow = make("label", "none", "");
  noneRow.append(none, "ないと決まっている（[]）");
  const tell = () => {
    noneRow.hidden = form.required || items.length > 0;
    rows.hidden = !items.length;
    items.forEach((item, place) => {
      item.row.querySelectorAll(":scope > .tools > .tool").forEach((each) => each.setAttribute("aria-label", `${place + 1}つ目を${each.title}`));
      item.row.querySelectorAll("td[data-label] > *, td[data-label] :is(input, textarea)").forEach((each) => {
        if (each.matches("input, textarea, select")) each.setAttribute("aria-label", `${place + 1}行目の${each.closest("td").dataset.label}`);
      });
    });
    deskForm.dispatchEvent(new Event("input"));
  };
  const move = (item, by) => {
    const place = items.indexOf(item);
    const other = items[place + by];
    if (!other) return;
    [items[place], items[place + by]] = [other, item];
    if (by < 0) other.row.before(item.row);
    else other.row.after(item.row);
    item.row.querySelector(`.tool[title="${by < 0 ? "上へ" : "下へ"}"]`).focus();
    tell();
  };
  const add = (each, told = true) => {
    const item = { row: make(flat ? "tr" : "div", "item"), value: each };
    const tools = make(flat ? "td" : "span", "tools");
    tools.append(
      tool("↑", "上へ", () => move(item, -1)), tool("↓", "下へ", () => move(item, 1)),
      tool("×", "除く", () => {
        const next = items[items.indexOf(item) + 1] ?? items[items.indexOf(item) - 1];
        items.splice(items.indexOf(item), 1);
        item.row.remove();
        (next?.row.querySelector("textarea, input, select") ?? more).focus();
        tell();
      }),
    );
    if (flat) {
      const held = each && typeof each === "object" ? each : {};
      const cells = [];
      item.widen = (column) => {
        const field = fieldOf(column.form, reached(held, column.path));
        const cell = make("td", column.form.shape);
        (field.control ?? field.element).setAttribute("aria-label", column.label);
        cell.append(field.element);
        cells.push({ path: column.path, field, cell });
        cell.dataset.label = column.label;
        if (tools.parentElement) tools.before(cell);
        else item.row.append(cell);
      };
      columns.forEach(item.widen);
      item.read = () => withCells(held, cells);
      item.find = (path) => cells.find((each) => path[0] === each.path[0] && (each.path[1] ?? path[1]) === path[1])?.cell ?? cells.find((each) => path[0] === each.path[0])?.cell;
    } else {
      const field = fieldOf(inner, each);
      if (field.control) field.control.setAttribute("aria-label", `${items.length + 1}つ目`);
      item.row.append(field.element);
      item.read = field.read;
      item.find = (path) => field_(field, path);
    }
    item.row.append(tools);
    items.push(item);
    body.append(item.row);
    if (told) {
      tell();
      item.row.querySelector("textarea, input, select")?.focus();
    }
  };
  const more = tool("＋ 足す", "最後に足す", () => add(flat ? nextOf(inner, items.at(-1)?.read()) : undefined));
  more.className = "more";
  for (const each of Array.isArray(value) ? value : []) add(each, false);
  const wider = flat ? inner.fields.filter(([, each]) => each.shape === "pairs").map(([key, each]) => widener(key, each)) : [];
  box.append(rows, more, ...wider, noneRow);
  tell();
  const read = () => {
    const found = items.map((item) => item.read()).filter((each) => each !== undefined);
    return found.length || none.checked || (form.required && !items.length) ? found : undefined;
  };
  const find = ([place, ...rest]) => {
    const item = items.filter((each) => each.read() !== undefined)[place];
    return item && ((rest.length ? item.find(rest) : null) ?? item.row);
  };
  return { element: box, read, find };
}

// A new row goes on where the last one ends: the year after it.
function nextOf(form, last) {
  const year = (name) => (last && /^\d{4}$/.test(last[name] ?? "") ? String(Number(last[name]) + 1) : undefined);
  const keys = form.fields.map(([key]) => key);
  if (keys.includes("year")) return { year: year("year") };
  return keys.includes("from") && keys.includes("to") ? { from: year("to") } : undefined;
}

function pairsField(form, value) {
  const box = make("div", "pairs");
  const rows = Object.entries(value ?? {}).map(([key, each]) => ({ key, field: fieldOf(form.items, each) }));
  const show = (row) => {
    row.row = labelled(row.key, row.field);
    box.append(row.row);
  };
  rows.forEach(show);
  const key = make("input", "line");
  key.setAttribute("aria-label", "新しい項目の名前");
  const more = tool("＋ 足す", "この名前の項目を足す", () => {
    const name = key.value.trim();
    if (!name || rows.some((row) => row.key === name)) return key.focus();
    rows.push({ key: name, field: fieldOf(form.items, undefined) });
    show(rows.at(-1));
    box.append(add);
    key.value = "";
    rows.at(-1).field.element.focus();
  });
  const add = make("div", "add");
  add.append(key, more);
  box.append(add);
  const read = () => {
    const found = Object.fromEntries(rows.map(({ key: name, field }) => [name, field.read()]).filter(([, each]) => each !== undefined));
    return Object.keys(found).length ? found : undefined;
  };
  const find = ([name]) => rows.find((row) => row.key === name)?.row;
  return { element: box, read, find };
}

const FIELDS = { words: wordsField, line: wordsField, number: wordsField, choice: choiceField, list: listField, record: recordField, pairs: pairsField };
const isText = (value) => value === undefined || value === null || typeof value === "string";

function fieldOf(form, value) {
  const scalar = ["words", "line", "number", "choice"].includes(form.shape);
  const fits = scalar ? isText(value) : value === undefined || value === null || typeof value === "object";
  if (fits) return FIELDS[form.shape](form, value);
  const words = make("p", "hint", "この形は、ここでは直せません。エディターで直してください。");
  return { element: words, read: () => value };
}

// Prose: the lines as they are written, with buttons for the few marks.

function proseField(value) {
  const area = grown(make("textarea", "prose"));
  area.value = value ?? "";
  area.setAttribute("aria-label", "文");
  const around = (before, after, empty) => () => {
    const { selectionStart, selectionEnd } = area;
    const words = area.value.slice(selectionStart, selectionEnd) || empty;
    area.setRangeText(`${before}${words}${after}`, selectionStart, selectionEnd, "end");
    const start = selectionStart + before.length + (after.startsWith("｜") ? words.length + 1 : 0);
    area.setSelectionRange(start, start + (after.startsWith("｜") ? after.length - 2 : words.length));
    area.focus();
    area.dispatchEvent(new Event("input", { bubbles: true }));
  };
  const bar = make("div", "marks");
  bar.setAttribute("role", "toolbar");
  bar.setAttribute("aria-label", "しるし");
  bar.append(
    tool("ルビ", "選んだ漢字に読みを付ける", around("｛", "｜よみ｝", "漢字")),
    tool("参照", "節や図への参照を入れる（#の後に節のid、図は図のid）", around("[](#", ")", "id")),
    tool("脚注", "脚注を呼ぶ（content/footnotes.yaml のid）", around("[^", "]", "id")),
    tool("箇条書き", "行を箇条書きにする", () => {
      const start = area.value.lastIndexOf("\n", area.selectionStart - 1) + 1;
      const rest = area.value.slice(start, area.selectionEnd).split("\n").map((line) => (line.startsWith("- ") ? line.slice(2) : `- ${line}`));
      area.setRangeText(rest.join("\n"), start, area.selectionEnd, "end");
      area.focus();
      area.dispatchEvent(new Event("input", { bubbles: true }));
    }),
  );
  const box = make("div", "passage");
  box.append(bar, shaded(area), make("p", "hint", "空行を置くと、次の段落になります。全部消すと、この所がなくなります。"));
  return { element: box, control: area, read: () => area.value };
}

// Opening and closing.

async function openDesk(query, top) {
  if (saving) return { refused: "保存しています。終わってから、もう一度押してください。" };
  const found = await asked("open", query);
  if (found.refused || found.made) return found;
  if (!(await closeDesk())) return found;
  build(found, found.draft);
  reveal(top);
  return found;
}

function build(found, draft) {
  const value = draft ? draft.after : found.value ?? found.begun;
  deskForm.replaceChildren();
  const field = found.form ? fieldOf(found.form, value) : proseField(value);
  const { name, hint } = found.form ?? {};
  if (name !== undefined && field.control) deskForm.append(named(name || String(found.at.at(-1) ?? found.path), field, hint));
  else deskForm.append(...(name ? [make("p", "hint", found.form.label)] : []), field.element);
  if (found.names) {
    const control = make("input", "line");
    control.value = draft?.name ?? "";
    deskForm.prepend(named("ファイルの名前", { control, element: control }, "半角の英小文字・数字・- だけで"));
    fileName = () => control.value.trim();
  } else fileName = () => undefined;
  opened_ = {
    ...(found.adds ? { adds: found.adds, creates: found.creates } : {}), anchors: draft?.anchors ?? found.anchors, twins: found.twins, path: found.path, line: found.line, at: found.at, before: draft ? draft.before : found.value,
    kept: draft ? JSON.stringify(draft.after) : undefined, shown: JSON.stringify(found.value ?? found.begun), label: found.label, read: field.read, find: field.find,
  };
  byId("desk-name").textContent = opened_.label;
  byId("desk-where").textContent = found.adds ? "" : `${found.path}:${found.line}`;
  byId("desk-trail").replaceChildren(...found.trail.map(({ label, at }) => {
    const button = make("button", "", `${at.length ? label : found.title}の全体`);
    button.type = "button";
    button.addEventListener("click", () => openDesk({ path: found.path, at }, desk.offsetTop));
    return button;
  }));
  deskState.textContent = draft ? "書きかけの続きです。" : "";
  byId("desk-drop").hidden = !draft;
  forgetFindings();
  lookSoon(0);
}

const changed = () => opened_ && opened_.read && JSON.stringify(opened_.read()) !== opened_.shown;

// What the server is told of the place; the rest is the page's own.
function placeOf_() {
  const { read: _read, find: _find, shown: _shown, kept: _kept, ...place } = opened_;
  return { ...place, name: fileName() };
}

// Closing keeps what is typed as a draft; nothing is asked, nothing is lost.
async function closeDesk() {
  if (!opened_) return true;
  clearTimeout(draftTimer);
  if (!changed()) await dropDraft();
  else if (!(await keepDraft())) return false;
  opened_ = null;
  const held = desk.contains(document.activeElement);
  desk.hidden = true;
  if (held) backToDocument();
  showKept();
  return true;
}

function backToDocument() {
  (shown.form === "text" ? text : pages).focus();
}

async function keepDraft() {
  const typed = JSON.stringify(opened_.read());
  const here = opened_;
  const answer = await asked("draft", { ...placeOf_(), after: here.read() });
  if (opened_ === here) deskState.textContent = answer.refused ?? "書きかけを残しました。";
  if (!answer.refused) here.kept = typed;
  return !answer.refused;
}

// What was put back by hand is no draft any more.
async function dropDraft() {
  if (opened_.kept === undefined) return;
  opened_.kept = undefined;
  await asked("draft", { ...placeOf_(), after: opened_.before ?? "", drop: true });
  deskState.textContent = "";
}

deskForm.addEventListener("input", () => {
  clearTimeout(draftTimer);
  requestAnimationFrame(fitDesk);
  if (opened_) lookSoon(700, true);
  draftTimer = setTimeout(() => opened_ && (changed() ? keepDraft() : dropDraft()), 500);
});

async function saveDesk(seen) {
  if (!opened_ || saving) return;
  clearTimeout(draftTimer);
  const here = opened_;
  const after = here.read();
  const held = document.activeElement;
  saving = true;
  deskForm.inert = true; // what is typed now would belong to neither
  const answer = await asked("save", { ...placeOf_(), after, ...(seen ?? {}) });
  saving = false;
  deskForm.inert = false;
  if (deskForm.contains(held)) held.focus();
  deskForm.querySelectorAll(".faulty, .fault").forEach((each) => each.remove());
  deskForm.querySelectorAll("[aria-invalid]").forEach((each) => each.removeAttribute("aria-invalid"));
  if (answer.refused) return void (deskState.textContent = answer.refused);
  if (answer.faults.length) return showFaults(answer.faults);
  if (!answer.written) return showClash(answer);
  marked = clickedId;
  opened_ = null;
  desk.hidden = true;
  backToDocument();
  told(answer.step ? `保存しました（${here.label}）` : "変わった所はありません。", answer.step);
  if (answer.step) tellConsequences(answer.step, { path: here.path, line: answer.line, at: here.at });
}

function showFaults(faults) {
  deskState.textContent = `保存していません。直す所が${faults.length}つあります。`;
  requestAnimationFrame(fitDesk);
  for (const { at, message, rule } of faults) {
    const words = make("p", "fault", `${message.replace(/^`[^`]+` は/, "")} [${rule}]`);
    words.setAttribute("role", "alert");
    const inner = at?.slice(opened_.at?.length ?? 0) ?? [];
    const row = inner.length ? opened_.find?.(inner) : null;
    if (row?.tagName === "TD") lastFault(row.parentElement).after(faultRow(words));
    else (row ?? deskForm).append(words);
    (row ?? deskForm).querySelector("textarea, input, select")?.setAttribute("aria-invalid", "true");
  }
  (deskForm.querySelector("[aria-invalid]") ?? deskForm.querySelector(".fault")?.parentElement.querySelector("button") ?? desk).focus();
}

// In a table a fault takes a row of its own, below those that were told before.
function lastFault(row) {
  return row.nextElementSibling?.matches(".faulty") ? lastFault(row.nextElementSibling) : row;
}

function faultRow(words) {
  const row = make("tr", "faulty");
  const cell = make("td", "");
  cell.colSpan = 99;
  cell.append(words);
  row.append(cell);
  return row;
}

const asWords = (value) => (isText(value) ? value ?? "（書いていない）" : JSON.stringify(value, null, 1));

// Others have changed the same: both are shown, and a person decides.
function showClash(answer) {
  const box = make("div", "clash fault");
  box.setAttribute("role", "alert");
  deskState.textContent = "";
  if (answer.gone) {
    box.append(make("p", "", "開いた後で、この所がなくなったか、移されています。保存していません。入力は、書きかけとして残ります。要るものを写してから、新しい所を開いてください。"));
    deskForm.append(box);
    box.scrollIntoView({ block: "nearest" });
    keepDraft();
    return;
  }
  box.append(
    make("p", "", "開いた後で、ほかの人かほかの画面が、同じ所を書き換えています。保存していません。"),
    make("p", "hint", "今、ファイルに書いてあるもの："),
    ...(answer.clashes.length ? answer.clashes : [answer]).map(({ theirs }) => make("pre", "", asWords(theirs))),
  );
  const own = make("button", "", "自分の入力で書き換える");
  own.type = "button";
  own.addEventListener("click", () => {
    if (opened_.at === null) opened_.line = answer.line;
    saveDesk({ over: true, seen: answer.theirs });
  });
  const other = make("button", "", "ファイルのものにする");
  other.type = "button";
  other.addEventListener("click", () => reopen(answer.line));
  box.append(own, other);
  deskForm.append(box);
  own.focus();
}

// Forgets what was typed and opens the place anew; something new begins anew.
async function reopen(line) {
  const { adds, path, at } = opened_;
  clearTimeout(draftTimer);
  await asked("draft", { ...placeOf_(), after: opened_.before ?? "", drop: true });
  opened_ = null;
  const found = adds ? await openNew(adds) : await openDesk({ path, line, at }, desk.offsetTop);
  if (found?.refused) {
    desk.hidden = true;
    told(found.refused);
  }
  showKept();
}

async function mend(fixes) {
  const answer = await asked("mend", { fixes });
  const step = answer.steps?.[0] ?? "";
  told(answer.refused ?? (step ? "直しました。" : "もう直っているか、書き換えられています。"), step);
}

// Tells what was done, with a way back.
function told(words, step = "") {
  byId("desk-saved").hidden = false;
  byId("desk-saved").querySelector("span").textContent = words;
  byId("desk-back").hidden = !step;
  byId("desk-back").dataset.step = step;
  byId("caused").hidden = true;
  showKept();
}

// What was saved last is marked in the text once it is set anew.
function markChanged(inside) {
  const part = marked && inside.getElementById(marked);
  inside.querySelectorAll(".changed").forEach((each) => each.classList.remove("changed"));
  part?.classList.add("changed");
}

async function takeBack(name) {
  const answer = await asked("back", { name });
  told(answer.refused ?? `元に戻しました（${answer.path}:${answer.line}）`);
}

// What is kept: drafts, and the steps one can take back.

async function showKept() {
  const { drafts, steps, refused } = await asked("kept", {});
  if (refused) return;
  byId("drafts").replaceChildren(...drafts.map((draft) => {
    const row = make("li", "");
    const button = make("button", "", `書きかけ：${draft.label ?? draft.path}`);
    button.type = "button";
    button.addEventListener("click", () => openDraft(draft));
    row.append(button);
    return row;
  }));
  const undone = new Set(steps.map((step) => step.undoes));
  byId("history").hidden = !steps.length;
  byId("steps").replaceChildren(...steps.map((step) => {
    const row = make("li", "");
    const when = new Date(step.when * 1000).toLocaleString("ja-JP", { month: "numeric", day: "numeric", hour: "2-digit", minute: "2-digit" });
    row.append(make("span", "where", `${when}　${step.label}${step.undoes ? "（戻した）" : ""}`));
    const lines = make("p", "line", "");
    if (step.before.length) lines.append(make("del", "", short(step.before)));
    if (step.after.length) lines.append(make("ins", "", short(step.after)));
    row.append(lines);
    if (!undone.has(step.name)) {
      const button = make("button", "", "この変更を戻す");
      button.type = "button";
      button.setAttribute("aria-label", `${step.label}の変更を戻す`);
      button.addEventListener("click", () => takeBack(step.name));
      row.append(button);
    }
    return row;
  }));
}

const short = (lines) => (lines.join("\n").length > 160 ? `${lines.join("\n").slice(0, 160)}…` : lines.join("\n"));

async function openDraft(draft) {
  const found = draft.adds ? await asked("add", { what: draft.adds }) : await asked("open", { path: draft.path, line: draft.line, at: draft.at });
  if (found.refused) return told(found.refused);
  if (!(await closeDesk())) return;
  build(draft.adds ? found : { ...found, line: draft.line, at: draft.at }, draft);
  reveal();
}

function reveal(top = 60) {
  desk.hidden = false;
  deskForm.scrollTop = 0; // it may have been read to its end before
  wantedTop = top;
  fitDesk();
  (deskForm.querySelector("textarea, input, select") ?? deskForm.querySelector("button") ?? desk).focus();
}

// Of many fields the one that holds the words that were clicked.
function focusOn(words) {
  const plain = (each) => each.replace(/\s+/gu, "");
  const wanted = plain(words);
  const fields = [...deskForm.querySelectorAll("textarea, input:not([type=checkbox]), select")];
  const found = fields.find((each) => each.value && plain(each.value) === wanted)
    ?? fields.find((each) => plain(each.value).length > 3 && (wanted.includes(plain(each.value)) || plain(each.value).includes(wanted)));
  if (!wanted || !found) return;
  found.focus();
  found.scrollIntoView({ block: "nearest" });
}

// The form stands where it was opened, and moves up as far as it must to be seen whole.
function fitDesk() {
  const most = document.querySelector("main").clientHeight - desk.offsetHeight - 12;
  desk.style.top = `${Math.max(12, Math.min(wantedTop, most))}px`;
}

// Something new: its form is opened with what it begins with.
async function openNew(what) {
  byId("add").hidden = true;
  byId("add-open").setAttribute("aria-expanded", "false");
  const found = await asked("add", { what });
  if (found.refused) return void told(found.refused);
  if (!(await closeDesk())) return;
  clickedId = null;
  build(found, found.draft);
  reveal(12);
  return found;
}

async function openAdd() {
  const list = byId("add");
  list.hidden = !list.hidden;
  byId("add-open").setAttribute("aria-expanded", String(!list.hidden));
  if (list.hidden) return;
  const { additions, refused } = await asked("additions", {});
  if (refused) return told(refused);
  list.replaceChildren(...additions.map(({ name, title }) => {
    const button = make("button", "", title);
    button.type = "button";
    button.addEventListener("click", () => openNew(name));
    return button;
  }));
  list.querySelector("button").focus();
}

byId("add-open").addEventListener("click", openAdd);
byId("add").addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  openAdd();
  byId("add-open").focus();
});
byId("desk-save").addEventListener("click", () => saveDesk());
byId("desk-close").addEventListener("click", closeDesk);
byId("desk-back").addEventListener("click", (event) => takeBack(event.target.dataset.step));
byId("desk-drop").addEventListener("click", () => reopen(opened_.line));
desk.addEventListener("keydown", (event) => {
  if (event.key === "Escape") closeDesk();
  else if ((event.key === "Enter" || event.key === "s") && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    saveDesk();
  }
});
addEventListener("beforeunload", (event) => {
  if (!changed() || opened_.kept === JSON.stringify(opened_.read())) return;
  navigator.sendBeacon("desk/draft", new Blob([JSON.stringify({ ...placeOf_(), after: opened_.read() })], { type: "application/json" }));
  event.preventDefault(); // the last letters may not have been kept
});
showKept();
