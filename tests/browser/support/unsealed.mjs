// The same build with everything taken out that keeps data inside: the control of
// every test of a way out. A way that does not arrive there either proves nothing.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";

import { DIST } from "./browser.mjs";

/** What is taken out, by file. */
const PIECES = {
    "index.html": [/<meta http-equiv="Content-Security-Policy"[^>]*>/],
    "guard.js": [
        /(?<=^function forbid\(content\) \{\n)[^]*?(?=^\})/m,
        /Reflect\.deleteProperty\(owner, name\);/,
        /document\.querySelectorAll\(FRAMES\)\.forEach\(.*\);/,
        /^ {4}if \(globalThis\.length > 0\) \{\n[^}]*\}\n/m,
    ],
};

/** A file of the build without what keeps data inside. */
function without(name) {
    return PIECES[name].reduce((text, piece) => {
        assert.ok(piece.test(text), `${name} holds what the control takes out`);
        return text.replace(piece, "");
    }, readFileSync(path.join(DIST, name), "utf8"));
}

/** Has a server give the build without its policies and its guard. */
export function unseal(server) {
    Object.assign(server.state.replaced, { "": without("index.html"), "guard.js": without("guard.js") });
}
