// The year's routine: chooses a task, asks what it needs, runs it, shows what it says and what it has made.
"use strict";

const work = byId("work");
const workForm = byId("work-form");
let task = null;
let uploaded = [];
let polling = 0;
let choice = 0; // of several asked for at once, the last counts
let following = 0;
let awaited = ""; // the ticket of what is tried

async function openWork() {
  work.hidden = !work.hidden;
  byId("work-open").setAttribute("aria-expanded", String(!work.hidden));
  if (work.hidden) return byId("work-open").focus();
  const { tasks, refused } = await asked("tasks", {});
  if (refused) return void (byId("work-words").textContent = refused);
  byId("work-list").replaceChildren(...tasks.map((each) => {
    const button = make("button", "", each.title);
    button.type = "button";
    button.dataset.task = each.name;
    button.addEventListener("click", () => chooseTask(each.name));
    return button;
  }));
  showChosen();
  follow_();
  if (!workForm.contains(document.activeElement)) (byId("work-list").querySelector("button") ?? work).focus();
}

// The list may come after a task was chosen from the one before.
function showChosen() {
  byId("work-list").querySelectorAll("button").forEach((button) => button.setAttribute("aria-pressed", String(button.dataset.task === workForm.dataset.task)));
}

// What may be chosen is asked anew: an edition may have been published meanwhile.
async function chooseTask(name) {
  const turn = (choice += 1);
  const { tasks, refused } = await asked("tasks", {});
  if (turn !== choice) return;
  if (refused) return void (byId("work-words").textContent = refused);
  const each = tasks.find((one) => one.name === name);
  task = each;
  workForm.dataset.task = name;
  uploaded = [];
  awaited = "";
  showChosen();
  const run = make("button", "run", each.is_tried ? "まず、変わる所を見る" : each.title);
  run.type = "submit";
  workForm.replaceChildren(make("p", "hint", each.about), ...each.fields.map(taskField), run);
  workForm.querySelector("input, select, button").focus();
}

function taskField(field) {
  if (field.shape === "files") return filesField(field);
  const control = make(field.shape === "choice" ? "select" : "input", field.shape);
  control.name = field.name;
  control.required = field.required && field.shape !== "flag";
  if (field.shape === "choice") {
    const none = field.required ? [] : [""];
    control.append(...[...none, ...field.choices].map((each) => Object.assign(document.createElement("option"), { value: each, textContent: each || "（選ばない）" })));
  } else if (field.shape === "flag") control.type = "checkbox";
  else if (field.shape === "day") control.type = "date";
  else if (field.shape === "year") Object.assign(control, { inputMode: "numeric", pattern: "[0-9０-９]{4}", title: "西暦の4桁（例：2027）" });
  return named(field.label, { control, element: control }, field.hint);
}

// Files may be chosen or dropped; they are kept beside the town, and never saved anew.
function filesField(field) {
  const control = make("input", "");
  control.type = "file";
  control.multiple = true;
  const list = make("ul", "files");
  const box = make("div", "drop");
  const names = new Set();
  const take = async (files) => {
    for (const file of files) {
      const key = `${file.name} ${file.size}`;
      if (names.has(key)) continue;
      names.add(key);
      const answer = await uploadedFile(file);
      if (answer.path) uploaded.push(answer.path);
      const row = make("li", "", answer.refused ? `${file.name}：${answer.refused}` : `${file.name} `);
      row.append(tool("×", `${file.name}を除く`, () => {
        uploaded = uploaded.filter((path) => path !== answer.path);
        names.delete(key);
        row.remove();
      }));
      list.append(row);
    }
  };
  control.addEventListener("change", () => take(control.files));
  box.addEventListener("files", (event) => take(event.files));
  box.addEventListener("drop", (event) => {
    event.preventDefault();
    take(event.dataTransfer.files);
  });
  box.append(control, make("p", "hint", "ここにファイルを落とすか、選んでください。いくつでも入れられます。"), list);
  return named(field.label, { control, element: box }, field.hint);
}

async function uploadedFile(file) {
  try {
    return await asked("upload", { name: file.name, content: await base64(file) });
  } catch {
    return { refused: "読めません。ファイルかどうかを確かめてください（フォルダーは入れられません）。" };
  }
}

// A file that is dropped must not take the page's place. Beside the box of a task it is meant for it; on a picture of the document it
// takes that one's place.
const hasFiles = (event) => event.dataTransfer.types.includes("Files");

function takeFiles(target) {
  target.addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  target.addEventListener("drop", (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    if (elementOf(event).closest(".drop")) return;
    const box = work.hidden ? null : workForm.querySelector(".drop");
    if (box) box.dispatchEvent(Object.assign(new Event("files"), { files: event.dataTransfer.files }));
    else replacePicture(event);
  });
}

// Some browsers name the text that lies under the pointer, or the document itself.
const elementOf = ({ target }) => (target.closest ? target : target.parentElement ?? document.body);

// What a file was dropped on: a figure or a picture of the cover in the text, a point of a page.
function droppedOn(event) {
  const target = elementOf(event);
  const cover = target.closest(".cover img");
  if (cover) return { cover: cover.className };
  const part = target.ownerDocument === document ? null : target.closest("figure[id]") ?? target.closest("[id]:not(#body)");
  return part ? { id: part.id } : pointOf(event.clientX, event.clientY);
}

async function replacePicture(event) {
  const [file] = event.dataTransfer.files;
  const on = file && droppedOn(event);
  if (!on) return;
  told(`${file.name} を入れています。`);
  const content = await base64(file).catch(() => null);
  if (content === null) return told("読めません。ファイルかどうかを確かめてください（フォルダーは入れられません）。");
  const answer = await asked("replace-picture", { view: shown.view, ...on, name: file.name, content });
  const done = answer.step ? "写真を差し替えました。読み上げる説明も、写真に合わせて直してください。" : "差し替えられませんでした。もう一度、落としてください。";
  told(answer.refused ?? answer.faults[0] ?? done, answer.step);
}

takeFiles(window);

function answers() {
  const found = Object.fromEntries(task.fields.filter((field) => field.shape !== "files").map((field) => {
    const control = workForm.elements[field.name];
    if (field.shape === "flag") return [field.name, control.checked];
    return [field.name, field.shape === "year" ? halfWidth(control.value) : control.value];
  }));
  return task.fields.some((field) => field.shape === "files") ? { ...found, files: uploaded } : found;
}

// What is to be confirmed is told with a ticket: it holds for the task and the answers that were tried, and for no others.
async function runTask() {
  workForm.querySelectorAll(".sure").forEach((each) => each.remove());
  const { title } = task;
  const answer = await asked("run", { task: task.name, answers: answers() });
  byId("work-words").textContent = answer.refused ?? "";
  byId("work-made").replaceChildren();
  if (answer.refused) return;
  awaited = answer.asks ? "" : answer.ticket ?? "";
  if (answer.asks) confirmTask(answer.asks, `確かめた。${title}`, answer.ticket);
  else follow_();
}

async function goOn(ticket) {
  workForm.querySelectorAll(".sure").forEach((each) => each.remove());
  awaited = "";
  const answer = await asked("go", { ticket });
  byId("work-words").textContent = answer.refused ?? "";
  if (!answer.refused) follow_();
}

function confirmTask(words, go, ticket) {
  const box = make("div", "sure");
  const button = make("button", "", go);
  button.type = "button";
  button.addEventListener("click", () => goOn(ticket));
  box.append(make("p", "", words), button);
  workForm.append(box);
  button.focus();
}

// Follows what runs, also what was begun in another window.
async function follow_() {
  clearTimeout(polling);
  const turn = (following += 1);
  const told = await asked("running", {});
  if (turn !== following) return;
  if (told.refused) return void (byId("work-words").textContent = told.refused);
  byId("work-stop").hidden = !told.running;
  byId("work-progress").hidden = !told.running;
  if (told.share) byId("work-progress").setAttribute("value", told.share);
  else byId("work-progress").removeAttribute("value");
  byId("work-doing").textContent = told.running ? told.doing || "動いています" : ended_(told);
  byId("work-words").textContent = told.words;
  if (told.running) polling = setTimeout(follow_, 400);
  else {
    byId("work-made").replaceChildren(...grouped(told.made).map(made));
    const tried = awaited && told.ticket === awaited && workForm.dataset.task === told.task && !workForm.querySelector(".sure");
    if (tried && [0, 1].includes(told.code) && !told.stopped) confirmTask("このとおりに行いますか。", "このとおりに行う", awaited);
  }
}

function ended_({ task: name, code, stopped }) {
  if (!name) return "";
  if (stopped) return "止めました。";
  if (code === 0) return "終わりました。";
  return code === 1 ? "終わりました。直す所があります。下の文を読んでください。" : "できませんでした。下の文を読んでください。";
}

// Of many files in one folder only the folder is named.
function grouped(paths) {
  const folders = Map.groupBy ? Map.groupBy(paths, (path) => path.split("/")[0]) : new Map(paths.map((path) => [path, [path]]));
  return [...folders].flatMap(([folder, inside]) => (inside.length > 20 ? [{ folder, count: inside.length }] : inside));
}

function made(path) {
  if (path.folder) return make("li", "", `output/${path.folder} に${path.count}個のファイル${path.folder === "site" ? "（index.html を、ブラウザーで開いてください）" : ""}`);
  const row = make("li", "");
  const link = make("a", "", path);
  link.href = `output/${path.split("/").map(encodeURIComponent).join("/")}`;
  link.target = "_blank";
  if (!/\.(pdf|png|md|txt|csv)$/.test(path)) link.download = path.split("/").at(-1);
  row.append(link);
  return row;
}

byId("work-open").addEventListener("click", openWork);
byId("work-close").addEventListener("click", openWork);
byId("work-stop").addEventListener("click", () => asked("stop", {}));
workForm.addEventListener("submit", (event) => {
  event.preventDefault();
  runTask();
});
work.addEventListener("keydown", (event) => {
  if (event.key === "Escape") openWork();
});
