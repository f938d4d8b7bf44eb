// Writes the built page as one file that needs no host: scripts and style stand
// inside, allowed by their SHA-256, and the wasm modules as base64. Called by
// `./dev release` with the folder of the build and the file to write.

import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";

const [, , folder, target] = process.argv;

const read = (name) => readFileSync(path.join(folder, name), "utf8");
const base64 = (name) => readFileSync(path.join(folder, name)).toString("base64");
const hash = (text) => `'sha256-${createHash("sha256").update(text, "utf8").digest("base64")}'`;

/** In the order in which they run; the last one starts the page. */
const SCRIPTS = ["guard.js", "page.js", "workbench.js", "rpl-immune-profile.js", "boot.js"];
const MODULES = ["page_bg.wasm", "workbench_bg.wasm", "rpl-immune-profile_bg.wasm"];

/** What a script exports, as an object: inside a page there is no name to import it by. */
function exportsOf(text) {
    const functions = [...text.matchAll(/^export (?:async )?function (\w+)/gm)].map(([, name]) => name);
    const lists = [...text.matchAll(/^export \{([^}]*)\};?$/gm)].flatMap(([, list]) => list.split(","));
    const renamed = lists.map((one) => one.trim().split(/\s+as\s+/)).map(([name, as = name]) => `${as}: ${name}`);
    return `{ ${[...functions, ...renamed].join(", ")} }`;
}

/** A script as it stands in the page. */
function inlined(name) {
    const text = read(name);
    if (/<\/script|<!--/i.test(text)) {
        throw new Error(`${name} holds what would end a script inside a page.`);
    }
    const isStart = name === SCRIPTS.at(-1);
    return isStart ? text : `${text}\n(globalThis.rplParts ??= {})[${JSON.stringify(name)}] = ${exportsOf(text)};\n`;
}

/** Replaces one piece of the page, which has to be there exactly once. */
function replaceOnce(page, piece, by) {
    const n = page.split(piece).length - 1;
    if (n !== 1) {
        throw new Error(`${piece} stands ${n} times in index.html.`);
    }
    return page.replace(piece, () => by);
}

const scripts = SCRIPTS.map((name) => [name, inlined(name)]);
const style = read("style.css");
const policy = [
    "default-src 'none'",
    `script-src 'wasm-unsafe-eval' ${scripts.map(([, text]) => hash(text)).join(" ")}`,
    `style-src ${hash(style)}`,
    "img-src blob: data:",
    "connect-src 'none'",
    "worker-src blob:",
    "base-uri 'none'",
    "form-action 'none'",
    "object-src 'none'",
].join("; ");
const blocks = [
    `<script type="application/json" id="build.json">${read("build.json")}</script>`,
    ...MODULES.map((name) => `<script type="text/plain" id="${name}">${base64(name)}</script>`),
    ...scripts.map(([name, text]) => `<script type="module" id="${name}">${text}</script>`),
].join("\n");

let page = read("index.html");
const served = page.match(/(?<=Content-Security-Policy" content=")[^"]*/)[0];
page = replaceOnce(page, served, policy);
page = replaceOnce(page, '<link rel="stylesheet" href="style.css">', `<style>${style}</style>`);
for (const name of ["guard.js", "boot.js"]) {
    page = replaceOnce(page, `<script type="module" src="${name}"></script>`, "");
}
page = replaceOnce(page, "</body>", `${blocks}\n</body>`);
writeFileSync(target, page);
