// The egress probe: every way out of a page, tried inside the built page under
// each of its policies: its own, that of the header files, and the single file's.
// The outcomes are a table in `artifacts`.

import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { DIST, readRows, RELEASE, shows, SINGLE_FILE, useSite, workerOf } from "./support/browser.mjs";
import { attempt, attemptPeer, DETOURS, OPEN_WAYS_OUT, OWN_WAYS_OUT, startDatagrams, WAYS_OUT } from "./support/egress.mjs";
import { headersOf } from "./support/hosting.mjs";
import { startServer } from "./support/server.mjs";

/** A page without any policy, on which every way is open. */
const OPEN_PAGE = "/some/where/open.html";
const SCRIPT = "/some/where/leak/";

const scripts = Object.fromEntries(OWN_WAYS_OUT.map((way) => [`${SCRIPT}${encodeURIComponent(way)}.js`, "0;"]));
const pages = { [OPEN_PAGE]: "<!doctype html><title>Open</title><h1>Open</h1>" };
for (const [pathname, text] of Object.entries(scripts)) {
    pages[decodeURIComponent(pathname)] = text;
}

const site = useSite({ pages });
const hosted = useSite({ pages, headers: headersOf(path.join(RELEASE, "site/_headers")) });

/** Another host, whose log has to stay empty. */
let elsewhere;
let datagrams;

/** Outcomes by way, and in them by set-up. */
const table = {};
const note = (way, setup, outcome) => { (table[way] ??= {})[setup] = outcome; };

before(async () => {
    elsewhere = await startServer();
    datagrams = await startDatagrams();
});
after(async () => {
    await elsewhere.close();
    await datagrams.close();
    const setups = [...new Set(Object.values(table).flatMap(Object.keys))];
    const lines = Object.entries(table).map(([way, outcomes]) => (
        `| ${[way, ...setups.map((setup) => outcomes[setup] ?? "")].join(" | ")} |`
    ));
    const text = [`| Way out | ${setups.join(" | ")} |`, `|${"---|".repeat(setups.length + 1)}`, ...lines].join("\n");
    const folder = path.join(import.meta.dirname, "artifacts");
    mkdirSync(folder, { recursive: true });
    writeFileSync(path.join(folder, SINGLE_FILE === null ? "egress.md" : "egress-single-file.md"), `${text}\n`);
});

/** Tries every way a policy has to stop, and expects each to be blocked. */
async function allBlocked(page, setup, target) {
    for (const way of WAYS_OUT) {
        const outcome = await attempt(page, way, target);
        note(way, setup, outcome);
        assert.equal(outcome, "blocked", way);
    }
    assert.deepEqual(elsewhere.requests, []);
    assert.equal(datagrams.count(), 0);
}

/** Ways to the page's own host; nothing of them may arrive there. */
async function ownBlocked(page, setup, server) {
    for (const way of OWN_WAYS_OUT) {
        const outcome = await attempt(page, way, { server, base: "/some/where/" });
        note(way, setup, outcome);
        assert.equal(outcome, "blocked", way);
    }
    assert.deepEqual(server.requests.filter(({ url }) => url.startsWith(SCRIPT)), []);
}

if (SINGLE_FILE === null) {
    test("Sealed by its own policy, the page reaches no other host, and not even its own", async (t) => {
        const page = await site.open(t, { expectsComplaints: true, viewport: null });
        await allBlocked(page, "own policy", { server: elsewhere, datagrams });
        await ownBlocked(page, "own policy", site.server);
        for (const way of WAYS_OUT) {
            const outcome = await attempt(page, way, { server: site.server, base: "/some/where/" });
            note(way, "own policy, own host", outcome);
            assert.equal(outcome, "blocked", `${way} to the own host`);
        }
        // Until the seal the page may ask for its files, with anything behind them.
        for (const way of [...WAYS_OUT, ...OWN_WAYS_OUT]) {
            const outcome = await attempt(page, way, { server: site.server, base: "/some/where/", file: "page.js" });
            note(way, "own policy, own file", outcome);
            assert.equal(outcome, "blocked", `${way} to a file of the page`);
        }
        assert.deepEqual(site.server.requests.filter(({ url }) => url.includes("leak/")), []);
    });

    test("Behind the header files it is as closed, and opens no window", async (t) => {
        const page = await hosted.open(t, { expectsComplaints: true, viewport: null });
        await allBlocked(page, "with headers", { server: elsewhere, datagrams });
        await ownBlocked(page, "with headers", hosted.server);
        const opened = await page.evaluate((address) => window.open(address) === null, `${elsewhere.origin}/leak/window`);
        note("window.open", "with headers", opened ? "blocked" : "arrived");
        assert.ok(opened, "no window may be opened");
        assert.deepEqual(elsewhere.requests, []);
    });

    /** What came of the ways that no policy of the page stops, each from a page of its own. */
    async function openWays(t, place) {
        const reached = await startServer();
        const peers = await startDatagrams();
        t.after(() => Promise.all([reached.close(), peers.close()]));
        const outcomes = {};
        const fresh = () => place.open(t, { expectsComplaints: true, viewport: null });
        outcomes.WebRTC = await attemptPeer(await fresh(), peers);
        for (const way of OPEN_WAYS_OUT) {
            outcomes[way] = await attempt(await fresh(), way, { server: reached });
        }
        for (const [way, act] of Object.entries(DETOURS)) {
            outcomes[way] = await takeDetour(await fresh(), way, act, place.server, reached);
        }
        return outcomes;
    }

    /** Tries a way by another page of the same host, or by loading the page anew. */
    async function takeDetour(page, way, act, server, reached) {
        const other = await page.context().newPage();
        await other.goto(server.origin + OPEN_PAGE);
        const address = `${reached.origin}/leak/${encodeURIComponent(way)}`;
        await other.evaluate((address) => {
            const handOn = () => { fetch(address, { mode: "no-cors" }).catch(() => {}); };
            new BroadcastChannel("leak").onmessage = handOn;
            addEventListener("storage", handOn);
        }, address);
        const before = server.requests.length;
        const shared = `${server.origin}${SCRIPT}shared worker.js`;
        await page.evaluate(`(${act})(${JSON.stringify(shared)}, ${JSON.stringify(server.origin + OPEN_PAGE)})`).catch(() => {});
        // A window without a policy is a network of its own.
        await page.waitForTimeout(300);
        await page.evaluate((address) => globalThis.opened?.fetch(address, { mode: "no-cors" }).then(() => {}, () => {}), address).catch(() => {});
        await page.waitForTimeout(700);
        const toOwn = server.requests.slice(before).some(({ url, headers }) => (
            /leak/.test(url) || /leak=x/.test(headers.cookie ?? "")
        ));
        return toOwn || reached.requests.some(({ url }) => url === new URL(address).pathname) ? "arrived" : "did not arrive";
    }

    test("What no policy stops is known: the program has no call of it", async (t) => {
        const outcomes = await openWays(t, site);
        Object.entries(outcomes).forEach(([way, outcome]) => note(way, "own policy", outcome));
        // Should a browser learn to stop one, this is where it shows, and the page may promise more.
        const stopped = Object.keys(outcomes).filter((way) => outcomes[way] !== "arrived");
        assert.deepEqual(stopped, ["shared worker of another page"]);
    });

    test("The header files close windows beside, and nothing else of it", async (t) => {
        const outcomes = await openWays(t, hosted);
        Object.entries(outcomes).forEach(([way, outcome]) => note(way, "with headers", outcome));
        // Here the other page of the host has the headers too, so it hands nothing on.
        const stopped = Object.keys(outcomes).filter((way) => outcomes[way] !== "arrived");
        assert.deepEqual(stopped.sort(), [
            "broadcast channel", "local storage", "shared worker of another page", "window of another page of the host", "window.open",
        ]);
    });

    test("Without a policy every one of these ways is open, so that the tests above are tests", async (t) => {
        const reached = await startServer();
        const peers = await startDatagrams();
        t.after(() => Promise.all([reached.close(), peers.close()]));
        const context = await site.browser.newContext();
        t.after(() => context.close());
        const page = await context.newPage();
        await page.goto(site.server.origin + OPEN_PAGE);
        for (const way of WAYS_OUT) {
            const outcome = await attempt(page, way, { server: reached, datagrams: peers });
            note(way, "no policy", outcome);
            assert.equal(outcome, "arrived", way);
        }
        for (const way of OWN_WAYS_OUT) {
            const outcome = await attempt(page, way, { server: site.server, base: "/some/where/" });
            note(way, "no policy", outcome);
            assert.equal(outcome, "arrived", way);
        }
        for (const way of [...WAYS_OUT, ...OWN_WAYS_OUT].filter((way) => way !== "WebTransport")) {
            const outcome = await attempt(page, way, { server: site.server, base: "/some/where/", file: "page.js" });
            note(way, "no policy, own file", outcome);
            assert.equal(outcome, "arrived", `${way} to a file of the page`);
        }
    });
} else {
    test("The single file reaches no host at all", async (t) => {
        const page = await site.open(t, { expectsComplaints: true, viewport: null });
        await allBlocked(page, "single file", { server: elsewhere, datagrams });
    });

    test("The single file is closed from the first byte, before anything has run", async (t) => {
        const policy = readFileSync(SINGLE_FILE, "utf8").match(/Content-Security-Policy" content="([^"]*)"/)[1];
        assert.match(policy, /connect-src 'none'/);
        const page = await site.open(t, { expectsComplaints: true, viewport: null, prepare: (page) => page.addInitScript(() => {
            globalThis.early = new Promise((resolve) => {
                document.addEventListener("securitypolicyviolation", ({ blockedURI }) => resolve(blockedURI));
                document.addEventListener("readystatechange", () => { fetch("https://early.invalid/x").catch(() => {}); }, { once: true });
            });
        }) });
        assert.equal(await page.evaluate(() => globalThis.early), "https://early.invalid/x");
    });
}

test("The page's policy lets no text run as code", async (t) => {
    const page = await site.open(t, { expectsComplaints: true });
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

test("The page tests its own network: each way out is tried and shown as blocked", async (t) => {
    const page = await site.open(t, { fragment: "#privacy", expectsComplaints: true });
    const before = site.server.requests.length;
    await page.getByRole("button", { name: "Test the network" }).click();
    const rows = page.getByRole("table", { name: "Ways out and what came of them" }).locator("tbody tr");
    await rows.first().waitFor({ timeout: 60_000 });
    const lines = await rows.evaluateAll((rows) => rows.map((row) => [...row.cells].map((cell) => cell.innerText.trim())));
    const absent = [
        "New window", "Another address", "Link that saves (download)", "Address or cookie, sent by loading anew",
        "Another page of the same host (channel, storage)", "Peer to peer (WebRTC)",
        "Data in a request for the page’s own files before the seal (also fetchLater)",
    ];
    const tried = lines.filter(([way]) => !absent.includes(way));
    assert.ok(tried.length >= 18, `${tried.length} ways were tried`);
    // A page opened from a file has no host to take a worker from.
    const refused = SINGLE_FILE === null ? [] : ["Worker from a file", "Shared worker", "Service worker"];
    for (const [way, outcome] of tried) {
        assert.equal(outcome, refused.includes(way) ? "Refused by the browser" : "Blocked", way);
    }
    assert.deepEqual(lines.slice(-absent.length), absent.map((way) => [way, "Not in this program"]));
    assert.equal(site.server.requests.length, before, "nothing arrived at the own host");
});
