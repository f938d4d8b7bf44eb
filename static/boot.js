// Starts the front of the page, then loads the workbench and the engine, then has
// the network sealed. What is loaded stands beside this file, or inside the page
// when that is a single file.

const inside = (name) => document.getElementById(name)?.textContent;
const script = (name) => globalThis.rplParts?.[name] ?? import(`./${name}`);

function tellThatItCannotStart(error) {
    document.getElementById("app").textContent =
        "The page could not start. Reload it; if that does not help, this browser is too old " +
        "or its policy forbids WebAssembly. (" + error + ")";
}

/** What seals the page. It has run before this script, and nothing else can load. */
const guard = await Promise.resolve(script("guard.js")).catch(tellThatItCannotStart);

/** Bytes that stand in the page as base64. */
function decoded(text) {
    return Uint8Array.fromBase64?.(text) ?? Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
}

/** A file as bytes. */
async function bytes(name) {
    const text = inside(name);
    return text === undefined ? (await guard.load(name)).arrayBuffer() : decoded(text);
}

/** A file as text. */
async function text(name) {
    return inside(name) ?? (await guard.load(name)).text();
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
    return guard.testable(plain);
}

/** The module that reads files and computes, and the text of its script, from which workers are made. */
async function loadEngine() {
    const [code, glue, engine] = await Promise.all([
        bytes("rpl-immune-profile_bg.wasm"), text("rpl-immune-profile.js"), script("rpl-immune-profile.js"),
    ]);
    const module = await WebAssembly.compile(code);
    engine.initSync({ module });
    const { analyze, classify, defaultProtocol, study, version } = engine;
    globalThis.rplImmuneProfile = Object.freeze({ analyze, classify, defaultProtocol, study, version });
    return { module, glue: asPlainScript(glue) };
}

/** A program of the page, ready to be mounted: its script and its module are fetched at the same time. */
async function program(name) {
    const module = `${name}_bg.wasm`;
    const code = inside(module) === undefined ? guard.load(module) : bytes(module);
    const loaded = await script(`${name}.js`);
    await loaded.default({ module_or_path: code });
    return loaded;
}

// A file that is dropped beside its place would be opened by the browser in the place
// of the page. What is dropped as text stays the browser's, as in any field.
for (const name of ["dragover", "drop"]) {
    addEventListener(name, (event) => event.dataTransfer?.types.includes("Files") && event.preventDefault());
}

try {
    const page = await program("page");
    // The page can be used before the engine is there.
    const painted = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    const engine = painted.then(loadEngine);
    const workbench = painted.then(() => program("workbench"));
    const build = painted.then(() => text("build.json")).catch(() => null);
    // The page is sealed whether everything could be loaded or not.
    const sealed = Promise.allSettled([workbench, engine, build]).then(async () => guard.seal(await build));
    // A worker keeps for life the policies under which it was made. So what workers
    // are made of is handed over once the network is sealed, and what is opened before waits.
    const sealedEngine = sealed.then(() => engine);
    // Where the front and the workbench tell each other what both have to know.
    const bridge = new EventTarget();
    page.mount(bridge, workbench.then(({ mount }) => mount(bridge, sealedEngine, sealed)), sealed);
} catch (error) {
    tellThatItCannotStart(error);
}
