// How often the find box of Firefox (pdf.js) finds phrases in PDFs, as JSON: node pdfjs_find.mjs PHRASES.json FILE...
import { readFile } from "node:fs/promises";

console.warn = console.log = () => {}; // says that nothing can be drawn without a canvas
const pdfjs = "../../node_modules/pdfjs-dist/legacy";
globalThis.pdfjsLib = await import(`${pdfjs}/build/pdf.mjs`);
// The find box needs no page on the screen, but its module makes elements while it is loaded.
const anything = new Proxy(function () {}, {
  get: (_, key) => (key === Symbol.toPrimitive ? () => "" : anything),
  apply: () => anything,
  construct: () => anything,
  set: () => true,
});
const screen = { document: anything, window: globalThis, HTMLElement: class {}, navigator: { userAgent: "", platform: "", maxTouchPoints: 0 } };
for (const [name, value] of Object.entries(screen)) globalThis[name] ??= value;
globalThis.requestAnimationFrame = (work) => setTimeout(work, 0);
const { EventBus, PDFFindController } = await import(`${pdfjs}/web/pdf_viewer.mjs`);

async function count(pdf, query) {
  const eventBus = new EventBus();
  const linkService = { pagesCount: pdf.numPages, page: 1, rotation: 0 };
  const box = new PDFFindController({ linkService, eventBus });
  const asked = { source: null, type: "", query, caseSensitive: true, entireWord: false, highlightAll: true, findPrevious: false, matchDiacritics: true };
  box.setDocument(pdf);
  eventBus.dispatch("find", asked);
  for (let tries = 0; tries < 2000; tries++) {
    const pages = (box.pageMatches ?? []).filter((page) => page !== undefined);
    if (pages.length === pdf.numPages) return pages.reduce((sum, page) => sum + page.length, 0);
    await new Promise((done) => setTimeout(done, 5));
  }
  throw new Error(`the find box does not answer: ${query}`);
}

const [phrases, ...paths] = process.argv.slice(2);
const wanted = JSON.parse(await readFile(phrases));
const counts = [];
for (const path of paths) {
  const pdf = await pdfjsLib.getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise;
  const found = {};
  for (const phrase of wanted) found[phrase] = await count(pdf, phrase);
  counts.push(found);
  await pdf.destroy();
}
process.stdout.write(JSON.stringify(counts));
process.exit(0);
