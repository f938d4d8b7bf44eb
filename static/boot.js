// Starts the page. The module is compiled once: the page and its workers are
// instances of it. The module's own script is fetched as text too, so that
// workers can be made from it later without any request.
import init, { analyze, classify, defaultProtocol, mount, version } from "./rpl-immune-profile.js";

const glue = fetch(new URL("rpl-immune-profile.js", import.meta.url)).then((answer) => answer.text());

try {
    await init({ module_or_path: new URL("rpl-immune-profile_bg.wasm", import.meta.url) });
    mount(await glue);
    // The engine for scripts and for the console of this page.
    globalThis.rplImmuneProfile = Object.freeze({ analyze, classify, defaultProtocol, version });
} catch (error) {
    document.getElementById("app").textContent =
        "The page could not start. Reload it; if that does not help, this browser is too old " +
        "or its policy forbids WebAssembly. (" + error + ")";
}
