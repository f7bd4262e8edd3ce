// The text of PDFs as Firefox (pdf.js) gives it, as JSON: node pdfjs.mjs FILE...
import { readFile } from "node:fs/promises";

console.warn = console.log = () => {}; // says that nothing can be drawn without a canvas
const { getDocument } = await import("../../node_modules/pdfjs-dist/legacy/build/pdf.mjs");

async function text(path) {
  const pdf = await getDocument({ data: new Uint8Array(await readFile(path)), verbosity: 0 }).promise;
  let said = "";
  for (let number = 1; number <= pdf.numPages; number++) {
    const { items } = await (await pdf.getPage(number)).getTextContent();
    said += items.map((item) => item.str + (item.hasEOL ? "\n" : "")).join("") + "\f";
  }
  await pdf.destroy();
  return said;
}

const texts = [];
for (const path of process.argv.slice(2)) texts.push(await text(path));
process.stdout.write(JSON.stringify(texts));
