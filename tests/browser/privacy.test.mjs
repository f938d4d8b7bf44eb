// Nothing leaves the browser: what is requested, what is kept, what is blocked.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { DIST, save, shows, useSite, workerOf } from "./support/browser.mjs";
import { choose, drop, showsReport } from "./support/cohort.mjs";
import { attempt, WAYS_OUT } from "./support/egress.mjs";
import { cohort, file, manyRows } from "./support/files.mjs";
import { control, rule, showsClass, typeLaboratory } from "./support/patient.mjs";
import { startServer } from "./support/server.mjs";

/** A text that must not be found anywhere but on the page and in the files that the user saves. */
const SENTINEL = "SENTINEL-7f3a";

/** A page without any policy, on which every channel of the probe is open. */
const OPEN_PAGE = "/open.html";

const site = useSite({ pages: { [OPEN_PAGE]: "<!doctype html><title>Open</title><h1>Open</h1>" } });

/** Another host, whose log has to stay empty. */
let elsewhere;

before(async () => { elsewhere = await startServer(); });
after(() => elsewhere.close());

/** Opens the page and notes every request that the browser makes from the start, and every word it writes. */
async function openWatched(t, options) {
    const asked = [];
    const said = [];
    const nServed = site.server.requests.length;
    const page = await site.open(t, {
        ...options,
        prepare: (page) => {
            page.context().on("request", (request) => {
                asked.push({ method: request.method(), url: request.url(), body: request.postData() ?? "" });
            });
            page.context().on("console", (message) => said.push(message.text()));
        },
    });
    return { page, asked, said, served: () => site.server.requests.slice(nServed) };
}

/** Whether a request names something outside of what the page itself holds. */
function isOutgoing({ url }) {
    return !url.startsWith("blob:") && !url.startsWith("data:");
}

/** Everything a person can do with the page, with the sentinel in the data. */
async function journey(page) {
    await typeLaboratory(page, ["17", "40", "20", "5", "20"]);
    await control(page, "Known").check();
    await control(page, "Which cause or causes").fill(SENTINEL);
    await control(page, "Age").fill(SENTINEL);
    await rule(page, "Two of three").check();
    await showsClass(page, "NK level");

    await page.getByRole("link", { name: "Cohort" }).click();
    const text = cohort([
        { patient_id: SENTINEL, etiology: `cause ${SENTINEL}` }, { patient_id: `=${SENTINEL}`, nk_percent: "17" },
        { nk_percent: SENTINEL },
    ]);
    await choose(page, file(`${SENTINEL}.csv`, text));
    await showsReport(page, `${SENTINEL}.csv`);
    for (const button of ["Classified rows (CSV)", "Report (JSON)", "Row issues (CSV)"]) {
        assert.ok((await save(page, button)).bytes.includes(SENTINEL), `${button} holds the data of the file`);
    }
    await rule(page, "Any of the three").check();
    await shows(page.getByText(/^Rule set /), /cytotoxicity: any of the three;/);
    await page.getByRole("button", { name: "Close file" }).click();
    await save(page, "Save the template");

    // Stopping ends the worker; the next file needs another one.
    await (await workerOf(page)).evaluate(() => {
        self.postMessage = () => { for (;;) { /* hears nothing */ } };
    });
    await choose(page, file(`${SENTINEL}-large.csv`, manyRows(20_000).replaceAll("P", SENTINEL)));
    await page.getByRole("heading", { name: `Reading ${SENTINEL}-large.csv` }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await shows(page.getByRole("status"), /^\s*Stopped\./);
    await drop(page, [{ name: `${SENTINEL}.csv`, text: `${SENTINEL}\n` }]);
    await shows(page.getByRole("alert"), /could not be analyzed/);
    await drop(page, [{ name: `${SENTINEL}.csv`, text }]);
    await showsReport(page, `${SENTINEL}.csv`);
    await page.evaluate((text) => {
        globalThis.rplImmuneProfile.analyze(text);
        globalThis.rplImmuneProfile.classify({ nk_percent: 17 });
    }, text);
    await page.pdf();
    await page.getByRole("link", { name: "About" }).click();
    await page.getByRole("heading", { name: "About this tool" }).waitFor();
}

/** Everything that a page can leave behind in the browser. */
function traces(page) {
    return page.evaluate(async () => ({
        url: location.href,
        title: document.title,
        name: window.name,
        referrer: document.referrer,
        history: JSON.stringify(history.state),
        local: JSON.stringify({ ...localStorage }),
        session: JSON.stringify({ ...sessionStorage }),
        databases: (await indexedDB.databases()).length,
        caches: (await caches.keys()).length,
        files: (await Array.fromAsync((await navigator.storage.getDirectory()).keys())).length,
        workers: (await navigator.serviceWorker.getRegistrations()).length,
        cookie: document.cookie,
    }));
}

test("Loading asks for the files of the page, and for nothing else", async (t) => {
    const { asked, served } = await openWatched(t);
    const base = new URL(site.server.url).pathname;
    const requests = served();
    // The engine's script is loaded as a module, and once more as text for the workers.
    const expected = [
        "", "boot.js", "page.js", "page_bg.wasm", "rpl-immune-profile.js", "rpl-immune-profile_bg.wasm", "style.css",
    ];
    assert.deepEqual([...new Set(requests.map(({ url }) => url))].sort(), expected.map((name) => base + name));
    for (const name of expected) {
        const count = requests.filter(({ url }) => url === base + name).length;
        assert.ok(count === 1 || (count === 2 && name === "rpl-immune-profile.js"), `${name}: ${count} times`);
    }
    for (const { method, url, body } of requests) {
        assert.deepEqual([method, body], ["GET", ""], url);
    }
    assert.deepEqual(asked.filter(isOutgoing).filter(({ url }) => !url.startsWith(site.server.url)), []);
});

test("A whole journey makes no request, leaves no trace, and is forgotten by reloading", async (t) => {
    const { page, asked, said, served } = await openWatched(t);
    const before = { asked: asked.length, served: served().length };
    await journey(page);
    await t.test("no request", () => {
        assert.deepEqual(asked.slice(before.asked).filter(isOutgoing), []);
        assert.deepEqual(served().slice(before.served), []);
        assert.deepEqual(elsewhere.requests, []);
    });
    await t.test("no trace in address, title, console, stores and cookies", async () => {
        assert.deepEqual(await traces(page), {
            url: `${site.server.url}#about`, title: "RPL Immune Profile", name: "", referrer: "", history: "null",
            local: "{}", session: "{}", databases: 0, caches: 0, files: 0, workers: 0, cookie: "",
        });
        assert.deepEqual(await page.context().cookies(), []);
        assert.doesNotMatch(JSON.stringify([asked, served(), said]), new RegExp(SENTINEL, "i"));
    });
    await t.test("forgotten by reloading", async () => {
        await page.reload();
        await page.getByRole("link", { name: "Cohort" }).click();
        await page.getByRole("heading", { name: "Open a CSV file" }).waitFor();
        await page.getByRole("link", { name: "Patient" }).click();
        await showsClass(page, "No values yet");
        assert.doesNotMatch(await page.content(), new RegExp(SENTINEL));
    });
});

test("Moving between the pages makes no request, not even for the icon of the tab", async (t) => {
    const { page, served } = await openWatched(t);
    const before = served().length;
    for (const name of ["Cohort", "About", "Patient"]) {
        await page.getByRole("link", { name }).click();
        await page.waitForFunction((name) => document.querySelector("[aria-current=page]").textContent === name, name);
    }
    await page.goBack();
    await page.getByRole("heading", { name: "About this tool" }).waitFor();
    // Reloading asks for the page itself, after everything that was asked for before.
    await page.reload();
    const asked = served().slice(before).map(({ url }) => url);
    assert.deepEqual(asked.slice(0, asked.indexOf(new URL(site.server.url).pathname)), []);
});

test("The same journey works with the network cut after loading", async (t) => {
    const { page, asked } = await openWatched(t);
    await page.context().setOffline(true);
    assert.equal(await page.evaluate(() => navigator.onLine), false);
    const before = asked.length;
    await journey(page);
    assert.deepEqual(asked.slice(before).filter(isOutgoing), []);
});

test("The page's policy blocks every way to another host", async (t) => {
    const { page } = await openWatched(t, { expectsComplaints: true });
    for (const way of WAYS_OUT) {
        assert.equal(await attempt(page, way, elsewhere), "blocked", way);
    }
    assert.deepEqual(elsewhere.requests, []);
});

test("Without the policy every one of these ways is open, so that the test above is a test", async (t) => {
    const reached = await startServer();
    t.after(() => reached.close());
    const context = await site.browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(site.server.origin + OPEN_PAGE);
    for (const way of WAYS_OUT) {
        assert.equal(await attempt(page, way, reached), "arrived", way);
    }
});

test("The policy holds in the worker too", async (t) => {
    const { page } = await openWatched(t, { expectsComplaints: true });
    const results = await (await workerOf(page)).evaluate(async (origin) => {
        const attempt = (act) => Promise.resolve().then(act).then(() => "sent", () => "blocked");
        return {
            fetch: await attempt(() => fetch(`${origin}/leak`, { mode: "no-cors" })),
            request: await attempt(() => new Promise((resolve, reject) => {
                const request = new XMLHttpRequest();
                request.onload = resolve;
                request.onerror = reject;
                request.open("GET", `${origin}/leak`);
                request.send();
            })),
            socket: await attempt(() => new Promise((resolve, reject) => {
                const socket = new WebSocket(`${origin.replace("http", "ws")}/leak`);
                socket.onopen = resolve;
                socket.onerror = reject;
            })),
            script: await attempt(() => import(`${origin}/leak.js`)),
        };
    }, elsewhere.origin);
    assert.deepEqual(results, { fetch: "blocked", request: "blocked", socket: "blocked", script: "blocked" });
    assert.deepEqual(elsewhere.requests, []);
});

test("The page's policy lets no text run as code", async (t) => {
    const { page } = await openWatched(t, { expectsComplaints: true });
    const outcome = await page.evaluate(() => new Promise((resolve) => {
        document.addEventListener("securitypolicyviolation", ({ blockedURI }) => resolve(blockedURI));
        const script = document.createElement("script");
        script.textContent = "globalThis.hasRun = true";
        document.head.append(script);
        if (globalThis.hasRun) {
            resolve("it ran");
        }
    }));
    assert.equal(outcome, "inline");
});

// What no policy blocks (a new window, another address, peer to peer) is closed
// by absence: the built files hold no call of it.

/** The built files, by name. */
function readBuilt() {
    return readdirSync(DIST).map((name) => [name, readFileSync(path.join(DIST, name), "latin1")]);
}

test("The built files name no address outside of the page", () => {
    // Names of XML namespaces, which look like addresses and are never loaded.
    const allowed = ["http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML"];
    const built = readBuilt();
    assert.ok(built.length >= 6, `${built.length} files in ${DIST}`);
    for (const [name, content] of built) {
        const rest = allowed.reduce((text, address) => text.replaceAll(address, ""), content);
        assert.deepEqual(rest.match(/(?:https?|wss?|ftp|stun|turn):\/\/[\x20-\x7e]{0,60}/gi) ?? [], [], name);
        assert.doesNotMatch(rest, /["'(]\/\/[a-z0-9-]+\.[a-z]/i, `${name} names a host without a scheme`);
    }
});

test("The built scripts hold no call that could send something or leave the page", () => {
    const forbidden = [
        /\beval\(/, /\bnew Function\b/, /RTCPeerConnection/, /WebTransport/, /WebSocket/, /EventSource/,
        /XMLHttpRequest/, /sendBeacon/, /importScripts/, /window\.open|\.open\(/, /\blocation(\.href)?\s*=[^=]/,
        /\.assign\(\s*get|location\.(assign|replace)\(/, /localStorage/, /sessionStorage/, /indexedDB/i,
        /document\.cookie|\.cookie\s*=/, /serviceWorker/, /\.postMessage\([^)]*["']\*["']/,
    ];
    const scripts = readBuilt().filter(([name]) => name.endsWith(".js"));
    assert.deepEqual(scripts.map(([name]) => name).sort(), ["boot.js", "page.js", "rpl-immune-profile.js"]);
    for (const [name, content] of scripts) {
        for (const call of forbidden) {
            assert.doesNotMatch(content, call, name);
        }
        // Loading the program is all that the scripts fetch.
        const fetches = content.match(/\bfetch\([^)]*\)?/g) ?? [];
        const isOwn = (call) => /^fetch\((module_or_path|beside\("rpl-immune-profile(\.js|_bg\.wasm)"\))/.test(call);
        assert.deepEqual(fetches.filter((call) => !isOwn(call)), [], name);
    }
});

test("The policy of the built page is strict", async (t) => {
    const { page } = await openWatched(t);
    const policy = await page.evaluate(() => document.querySelector("meta[http-equiv=Content-Security-Policy]").content);
    const directives = Object.fromEntries(policy.split(";").map((directive) => {
        const [name, ...sources] = directive.trim().split(/\s+/);
        return [name, sources.sort().join(" ")];
    }));
    const strict = {
        "default-src": "'none'",
        "script-src": "'self' 'wasm-unsafe-eval'",
        "style-src": "'self'",
        "base-uri": "'none'",
        "form-action": "'none'",
        "object-src": "'none'",
    };
    for (const [name, sources] of Object.entries(strict)) {
        assert.equal(directives[name], sources, name);
    }
    assert.match(directives["connect-src"], /^('self'|'none')$/);
    assert.doesNotMatch(policy, /unsafe-inline|'unsafe-eval'|\*|https?:/);
    const index = readFileSync(path.join(DIST, "index.html"), "utf8");
    assert.doesNotMatch(index, /<script(?![^>]*\bsrc=)/, "an inline script");
    assert.doesNotMatch(index, /\s(style|on\w+)=/, "an inline style or handler");
});
