// What the checker says of what is typed, under the very words, and what it makes wrong in other places.
"use strict";

const PATIENCE = 3; // seconds of a check from which on it is asked only when a place is opened, not while one types
const MOST = 10; // places that are named at once
let lookTimer = 0;
let looking = false;
let isSlow = false;
let underlined = []; // control, where words begin in it, the words

function lookSoon(wait, typing = false) {
  clearTimeout(lookTimer);
  underline();
  if (!(typing && isSlow)) lookTimer = setTimeout(look, wait);
}

// One check at a time; what was typed meanwhile is looked at afterwards.
async function look() {
  const here = opened_;
  if (!here || here.creates || saving) return;
  if (looking) return lookSoon(300);
  const typed = here.read();
  looking = true;
  const found = await asked("check", { ...placeOf_(), after: typed });
  looking = false;
  if (opened_ !== here) return;
  if (JSON.stringify(here.read()) !== JSON.stringify(typed)) return lookSoon(300, true);
  isSlow = found.seconds > PATIENCE;
  showFindings(found.refused ? { here: [], elsewhere: [] } : found);
}

function showFindings({ here, elsewhere }) {
  forgetFindings();
  for (const each of here) showFinding(each);
  for (const [cause, faults] of grouped_(elsewhere)) {
    const box = make("div", "caused");
    box.append(make("p", "", "このまま保存すると、ほかの所が合わなくなります。"), listOf(faults));
    putBelow(cause === "null" ? null : rowOf(JSON.parse(cause)), box, null);
  }
  const told = [here.length && `指摘${here.length}件`, elsewhere.length && `ほかの所${elsewhere.length}件`].filter(Boolean);
  if (byId("desk-found").textContent !== told.join("、")) byId("desk-found").textContent = told.join("、");
  underline();
  fitDesk();
}

const causeOf = (each) => JSON.stringify(each.cause);

function grouped_(faults) {
  const groups = new Map();
  for (const each of faults) groups.set(causeOf(each), [...(groups.get(causeOf(each)) ?? []), each]);
  return groups;
}

function forgetFindings() {
  deskForm.querySelectorAll(".finding, .caused").forEach((each) => (each.closest(".faulty") ?? each).remove());
  deskForm.querySelectorAll("[data-described]").forEach((control) => {
    if (control.dataset.described) control.setAttribute("aria-describedby", control.dataset.described);
    else control.removeAttribute("aria-describedby");
    delete control.dataset.described;
  });
  underlined = [];
  byId("desk-found").textContent = "";
}

// The row of the field that a path of the file leads to; none for the whole of what is open.
function rowOf(at) {
  const inner = at.slice(opened_.at?.length ?? 0);
  return inner.length ? opened_.find?.(inner) ?? null : null;
}

const CONTROLS = "textarea, input:not([type=checkbox], [type=file]), select";

function showFinding({ at, start, words, level, message, rule, fix }) {
  const row = at ? rowOf(at) : null;
  const control = (row ?? deskForm).querySelector(CONTROLS);
  const told = make("p", `finding ${LEVELS[level]}`);
  told.id = `finding-${(counter += 1)}`;
  const parts = message.split("`").map((part, number) => (number % 2 ? make("code", "", part) : part));
  told.append(make("span", "level", level), ...parts, " ", make("span", "rule", `[${rule}]`));
  const stands = control && start !== null && control.value.slice(start, start + words.length) === words;
  if (stands) underlined.push({ control, start, words });
  if (stands && fix !== null) told.append(mendButton(control, start, words, fix));
  putBelow(row, told, control);
}

function mendButton(control, start, words, fix) {
  const button = make("button", "mend", words.trim() ? `「${words}」を「${fix || "（なし）"}」に直す` : "空白を取り除く");
  if (!words.trim() && fix) button.textContent = `「${fix}」にする`;
  button.type = "button";
  button.addEventListener("click", () => {
    if (control.value.slice(start, start + words.length) !== words) return void lookSoon(0);
    control.focus();
    control.setRangeText(fix, start, start + words.length, "end");
    control.dispatchEvent(new Event("input", { bubbles: true }));
    lookSoon(0);
  });
  return button;
}

function lastTold(element) {
  return element.nextElementSibling?.matches(".finding, .caused") ? lastTold(element.nextElementSibling) : element;
}

// Below the field, where one hears it with the field; in a table in a row of its own.
function putBelow(row, told, control) {
  if (row?.tagName === "TD") lastFault(row.parentElement).after(faultRow(told));
  else if (row && row.tagName !== "TR") row.append(told);
  else if (row) lastFault(row).after(faultRow(told));
  else lastTold(control?.closest(".under") ?? deskForm.lastElementChild).after(told);
  if (!control) return;
  control.dataset.described ??= control.getAttribute("aria-describedby") ?? "";
  control.setAttribute("aria-describedby", `${control.getAttribute("aria-describedby") ?? ""} ${told.id}`.trim());
}

function listOf(faults) {
  const list = make("ul", "");
  list.append(...faults.slice(0, MOST).map(({ place: where, open, message, rule }) => {
    const row = make("li", "");
    const button = make("button", "open", where);
    button.type = "button";
    button.title = "ここを開いて直す";
    button.addEventListener("click", () => choose(open));
    row.append(button, ` ${message.replaceAll("`", "")} `, make("span", "rule", `[${rule}]`));
    return row;
  }));
  if (faults.length > MOST) list.append(make("li", "", `ほかに${faults.length - MOST}か所あります。`));
  return list;
}

// Words cannot be underlined in a field; behind it the same words lie unseen, and are.
function shaded(area) {
  const box = make("div", "under");
  const shades = make("div", "shades");
  shades.setAttribute("aria-hidden", "true");
  box.append(shades, area);
  return box;
}

function underline() {
  for (const area of deskForm.querySelectorAll(".under > textarea")) {
    const marks = underlined.filter(({ control, start, words }) => control === area && area.value.slice(start, start + words.length) === words);
    let end = 0;
    const pieces = [];
    for (const { start, words } of marks.sort((one, other) => one.start - other.start)) {
      if (start < end) continue;
      pieces.push(area.value.slice(end, start), make("mark", "", words));
      end = start + words.length;
    }
    area.previousElementSibling.replaceChildren(...pieces, ...(marks.length ? [area.value.slice(end)] : []));
  }
}

// After saving: what the change has made wrong elsewhere, with ways there and back.
async function tellConsequences(step, { path, line, at }) {
  const { elsewhere, refused } = await asked("consequences", { step });
  const box = byId("caused");
  if (refused || !elsewhere.length || byId("desk-back").dataset.step !== step) return;
  const back = make("button", "open", "直した所を開く");
  back.type = "button";
  back.addEventListener("click", () => choose({ path, line, at }));
  box.replaceChildren(make("p", "", `保存したために、ほかの所が${elsewhere.length}つ、合わなくなりました。`), listOf(elsewhere), back);
  box.hidden = false;
}
