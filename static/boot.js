import init, * as engine from "./rpl-immune-profile.js";

try {
    const glue = fetch(new URL("rpl-immune-profile.js", import.meta.url)).then((answer) => answer.text());
    await init({ module_or_path: new URL("rpl-immune-profile_bg.wasm", import.meta.url) });
    engine.mount(await glue);
    const { analyze, classify, defaultProtocol, version } = engine;
    globalThis.rplImmuneProfile = Object.freeze({ analyze, classify, defaultProtocol, version });
} catch (error) {
    document.getElementById("app").textContent =
        "The page could not start. Reload it; if that does not help, this browser is too old " +
        "or its policy forbids WebAssembly. (" + error + ")";
}
