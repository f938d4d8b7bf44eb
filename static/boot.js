import init, { mount } from "./page.js";

const beside = (name) => new URL(name, import.meta.url);

/** The module that reads files and computes, and the text of its script, from which workers are made. */
async function loadEngine() {
    const [bytes, glue] = await Promise.all([
        fetch(beside("rpl-immune-profile_bg.wasm")).then((answer) => answer.arrayBuffer()),
        fetch(beside("rpl-immune-profile.js")).then((answer) => answer.text()),
    ]);
    const module = await WebAssembly.compile(bytes);
    const engine = await import("./rpl-immune-profile.js");
    engine.initSync({ module });
    const { analyze, classify, defaultProtocol, version } = engine;
    globalThis.rplImmuneProfile = Object.freeze({ analyze, classify, defaultProtocol, version });
    return { module, glue };
}

try {
    await init({ module_or_path: beside("page_bg.wasm") });
    // The page can be used before the engine is there.
    const painted = new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
    mount(painted.then(loadEngine));
} catch (error) {
    document.getElementById("app").textContent =
        "The page could not start. Reload it; if that does not help, this browser is too old " +
        "or its policy forbids WebAssembly. (" + error + ")";
}
