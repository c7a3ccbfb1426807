// Reads diagrams from standard input, a JSON list of texts, with Mermaid's own parser; writes what it found in each.
import { createRequire } from "node:module";
import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";

const home = process.argv[2];
const { JSDOM } = createRequire(`${home}/`)("jsdom");
const page = new JSDOM("<!DOCTYPE html><body></body>");
globalThis.window = page.window;
globalThis.document = page.window.document;
const { default: mermaid } = await import(pathToFileURL(`${home}/mermaid/dist/mermaid.core.mjs`).href);

const found = [];
for (const text of JSON.parse(readFileSync(0, "utf8"))) {
  await mermaid.parse(text);
  const diagram = await mermaid.mermaidAPI.getDiagramFromText(text);
  const data = diagram.db.getData();
  found.push({
    kind: diagram.type,
    boxes: data.nodes.map((each) => [each.id, each.label ?? "", Boolean(each.isGroup), each.parentId ?? ""]),
    arrows: data.edges.map((each) => [each.start, each.end, each.label ?? "", each.pattern ?? ""]),
  });
}
process.stdout.write(JSON.stringify(found));
