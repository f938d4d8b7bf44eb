// WebKitGTK, driven by its own WebDriver over plain requests: what a smoke needs of it.

import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { createServer } from "node:net";
import { setTimeout as pause } from "node:timers/promises";

/** Longest wait for anything. */
const PATIENCE = 30_000;

/** The browser that comes with WebKitGTK's driver, on Debian. */
const BROWSER = process.env.WEBKIT ?? ["x86_64", "aarch64"]
    .map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.1/MiniBrowser`).find(existsSync)
    ?? ["x86_64", "aarch64"].map((machine) => `/usr/lib/${machine}-linux-gnu/webkit2gtk-4.0/MiniBrowser`).find(existsSync);

/** By what an element is named in answers of the driver. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

/**
 * Starts a display, the driver and a browser. `js` runs the body of a function in the page,
 * `promised` that of an asynchronous one, `until` waits until it gives something;
 * `type` types into what is named.
 */
export async function launchWebKit() {
    if (BROWSER === undefined) {
        throw new Error("WebKitGTK's MiniBrowser is missing: install webkit2gtk-driver, or name it in WEBKIT.");
    }
    const ended = [];
    const close = async () => { for (const end of ended.reverse()) { await end(); } };
    try {
        const screen = await start(ended, "Xvfb", ["-displayfd", "3", "-screen", "0", "1280x1000x24", "-nolisten", "tcp"]);
        const display = (await line(screen.stdio[3])).trim();
        const port = await freePort();
        await start(ended, "WebKitWebDriver", [`--port=${port}`], {
            ...process.env, DISPLAY: `:${display}`, LIBGL_ALWAYS_SOFTWARE: "1",
        });
        const call = (method, place, body) => request(`http://127.0.0.1:${port}${place}`, method, body);
        await patiently(() => call("GET", "/status").catch(() => null), "the driver");
        const { sessionId, capabilities } = await call("POST", "/session", { capabilities: { alwaysMatch: {
            "webkitgtk:browserOptions": { binary: BROWSER, args: ["--automation"] },
        } } });
        const session = `/session/${sessionId}`;
        ended.push(() => call("DELETE", session).catch(() => {}));
        return { version: capabilities.browserVersion, close, ...wordsFor(call, session) };
    } catch (error) {
        await close();
        throw error;
    }
}

function wordsFor(call, session) {
    const js = (body, ...args) => call("POST", `${session}/execute/sync`, { script: body, args });
    const promised = (body, ...args) => call("POST", `${session}/execute/async`, {
        script: `const done = arguments[arguments.length - 1]; (async (...args) => { ${body} })(...arguments).then(done, (error) => done(String(error)));`,
        args,
    });
    const until = (what, body, ...args) => patiently(() => js(body, ...args), what);
    /** An element by what it is named, among those that a selector finds. */
    const element = (selector, name) => until(`${selector} “${name}”`, `
        const nameOf = (one) => (one.getAttribute("aria-label") ?? (one.labels?.length ? one.labels[0].textContent : one.textContent)).trim();
        return [...document.querySelectorAll(arguments[0])].find((one) => nameOf(one) === arguments[1]) ?? null;`, selector, name);
    const act = async (selector, name, what, body) => {
        const found = await element(selector, name);
        await js("arguments[0].scrollIntoView({ block: 'center' })", found);
        return call("POST", `${session}/element/${found[ELEMENT]}/${what}`, body);
    };
    return {
        js,
        promised,
        until,
        open: (url) => call("POST", `${session}/url`, { url }),
        type: (selector, name, text) => act(selector, name, "value", { text }),
    };
}

async function request(url, method, body) {
    const answer = await fetch(url, { method, body: body === undefined ? undefined : JSON.stringify(body) });
    const { value } = await answer.json();
    if (!answer.ok) {
        throw new Error(`${method} ${url}: ${value.error}: ${value.message}`);
    }
    return value;
}

/** Waits until something is found that is neither null nor false. */
async function patiently(look, what) {
    for (const end = Date.now() + PATIENCE; Date.now() < end; await pause(100)) {
        const found = await look();
        if (found !== null && found !== false) {
            return found;
        }
    }
    throw new Error(`${what} did not come.`);
}

/** Starts a program that is ended at the end. */
function start(ended, program, words, env = process.env) {
    return new Promise((resolve, reject) => {
        const child = spawn(program, words, { env, stdio: ["ignore", "ignore", "ignore", "pipe"] });
        child.once("error", () => reject(new Error(`${program} is missing: ./dev test browsers installs it on Debian.`)));
        child.once("spawn", () => {
            ended.push(() => new Promise((done) => { child.once("exit", done); child.kill(); }));
            resolve(child);
        });
    });
}

/** The first text that a stream gives. */
function line(stream) {
    return new Promise((resolve) => { stream.setEncoding("utf8").once("data", resolve); });
}

/** A port on which nobody listens. */
function freePort() {
    return new Promise((resolve) => {
        const server = createServer().listen(0, "127.0.0.1", () => {
            const { port } = server.address();
            server.close(() => resolve(port));
        });
    });
}
