// Starts the front of the page, then loads the workbench and the engine, then has
// the network sealed. What is loaded stands beside this file, or inside the page
// when that is a single file.

const beside = (name) => new URL(name, import.meta.url);
const inside = (name) => document.getElementById(name)?.textContent;
const script = (name) => globalThis.rplParts?.[name] ?? import(`./${name}`);

/** Bytes that stand in the page as base64. */
function decoded(text) {
    return Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** A file as bytes. */
async function bytes(name) {
    const text = inside(name);
    return text === undefined ? (await fetch(beside(name))).arrayBuffer() : decoded(text);
}

/** A file as text. */
async function text(name) {
    return inside(name) ?? (await fetch(beside(name))).text();
}

/**
 * The text of a script without what makes it a module. A page that was opened from
 * a file cannot make workers of modules that stand in its memory.
 */
function asPlainScript(text) {
    const plain = text
        .replace(/^export (?=(async )?function)/gm, "")
        .replace(/^export \{[^}]*\};?$/gm, "")
        .replaceAll("import.meta.url", "self.location.href");
    return `"use strict";\n${plain}`;
}

/** The module that reads files and computes, and the text of its script, from which workers are made. */
async function loadEngine() {
    const [code, glue, engine] = await Promise.all([
        bytes("rpl-immune-profile_bg.wasm"), text("rpl-immune-profile.js"), script("rpl-immune-profile.js"),
    ]);
    const module = await WebAssembly.compile(code);
    engine.initSync({ module });
    const { analyze, classify, defaultProtocol, version } = engine;
    globalThis.rplImmuneProfile = Object.freeze({ analyze, classify, defaultProtocol, version });
    return { module, glue: asPlainScript(glue) };
}

/** A program of the page, ready to be mounted: its script and its module are fetched at the same time. */
async function program(name) {
    const module = `${name}_bg.wasm`;
    const code = inside(module) === undefined ? fetch(beside(module)) : bytes(module);
    const loaded = await script(`${name}.js`);
    await loaded.default({ module_or_path: code });
    return loaded;
}

try {
    const page = await program("page");
    // The page can be used before the engine is there.
    const painted = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const engine = painted.then(loadEngine);
    const workbench = painted.then(() => program("workbench"));
    const build = painted.then(() => text("build.json")).catch(() => null);
    const guard = painted.then(() => script("guard.js"));
    // The page is sealed whether everything could be loaded or not.
    const sealed = Promise.allSettled([workbench, engine, build]).then(async () => (await guard).seal(await build));
    // Where the front and the workbench tell each other what both have to know.
    const bridge = new EventTarget();
    page.mount(bridge, workbench.then(({ mount }) => mount(bridge, engine, sealed)), sealed);
} catch (error) {
    document.getElementById("app").textContent =
        "The page could not start. Reload it; if that does not help, this browser is too old " +
        "or its policy forbids WebAssembly. (" + error + ")";
}
