// Nothing that can connect is made before the seal: every worker that the page
// really uses is asked, in every state the page can be in, against the page's own
// host and another; and what a script could have made before the seal is tried.
// Each way has its control: the same build with its policies taken out.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { DIST, readRows, RELEASE, shows, SINGLE_FILE, useSite, wipe, workerOf } from "./support/browser.mjs";
import { choose, openExample } from "./support/cohort.mjs";
import { armEarly, EARLY_WAYS, tryWorker, WORKER_WAYS } from "./support/early.mjs";
import { file, manyRows } from "./support/files.mjs";
import { headersOf } from "./support/hosting.mjs";
import { startServer } from "./support/server.mjs";
import { answers, fillGroups } from "./support/tables.mjs";
import { unseal } from "./support/unsealed.mjs";

const site = useSite();
const sites = SINGLE_FILE === null
    ? { "served plainly": site, "behind the header files": useSite({ headers: headersOf(path.join(RELEASE, "site/_headers")) }) }
    : { "the single file": site };

/** Another host, whose log has to stay empty. */
let elsewhere;
before(async () => { elsewhere = await startServer(); });
after(() => elsewhere.close());

const BLOCKED = Object.fromEntries(WORKER_WAYS.map((way) => [way, "blocked"]));
const ARRIVED = Object.fromEntries(WORKER_WAYS.map((way) => [way, "arrived"]));

/** What the page may ask for until it is sealed, with anything behind it. */
const OWN_FILE = "page.js";

/** Asks every worker that the page has. */
async function askAll(page, n, server, state) {
    await hasWorkers(page, n, state);
    for (const worker of page.workers()) {
        assert.deepEqual(await tryWorker(worker, server), BLOCKED, `${state}, own host`);
        assert.deepEqual(await tryWorker(worker, server, OWN_FILE), BLOCKED, `${state}, own file`);
        assert.deepEqual(await tryWorker(worker, elsewhere), BLOCKED, `${state}, other host`);
    }
    await hasWorkers(page, n, state);
    assert.deepEqual(server.requests.filter(({ url }) => /[/?]leak\//.test(url)), []);
    assert.deepEqual(elsewhere.requests, []);
}

/** Waits until the page has so many workers: one that was ended may be listed for a moment longer. */
async function hasWorkers(page, n, state) {
    for (let tries = 0; page.workers().length !== n && tries < 100; tries += 1) {
        await page.waitForTimeout(50);
    }
    assert.equal(page.workers().length, n, state);
}

/** Does what makes the page take another worker, and waits for that. */
async function replacing(page, act) {
    await Promise.all([page.waitForEvent("worker"), act()]);
}

/** Lets a worker that has nothing to do die of an error. */
function kill(page, worker) {
    return replacing(page, () => worker.evaluate(() => { setTimeout(() => { throw new Error("a disturbed worker"); }, 0); }));
}

for (const [setup, place] of Object.entries(sites)) {
    test(`No worker of the page reaches a host, whatever became of the one before: ${setup}`, async (t) => {
        const page = await place.open(t, { expectsComplaints: true, fragment: "#cohort" });
        const ask = (n, state) => askAll(page, n, place.server, state);
        await workerOf(page);
        await ask(1, "before anything is opened");
        await openExample(page);
        await ask(1, "with a report");
        await replacing(page, () => page.getByRole("button", { name: "Close file" }).click());
        await ask(1, "after Close file");
        await (await workerOf(page)).evaluate(() => { self.postMessage = () => { for (;;) { /* hears nothing */ } }; });
        await choose(page, file("large.csv", manyRows(20_000)));
        await page.getByRole("heading", { name: "Reading large.csv" }).waitFor();
        await replacing(page, () => page.getByRole("button", { name: "Stop" }).click());
        await ask(1, "after Stop");
        await kill(page, await workerOf(page));
        await ask(1, "after a loss");
        await page.getByRole("link", { name: "Tables" }).click();
        await fillGroups(page, [7, 3, 2, 8]);
        await answers(page, /./);
        await ask(2, "with a calculation");
        await kill(page, page.workers().at(-1));
        await ask(2, "after the calculator was lost");
        await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
        await page.getByRole("button", { name: "Test the network" }).click();
        const rows = await rowsOfTest(page);
        const ofWorkers = rows.filter(([way]) => /^Worker \d of the page: /.test(way));
        assert.equal(ofWorkers.length, 10, JSON.stringify(rows));
        assert.deepEqual(ofWorkers.filter(([, outcome]) => outcome !== "Blocked"), []);
        await replacing(page, () => wipe(page));
        await ask(2, "after a wipe");
    });
}

/** The rows of the page's own test of the network, once it is done. */
async function rowsOfTest(page) {
    const table = page.getByRole("table", { name: "Ways out and what came of them" });
    await table.waitFor({ timeout: 120_000 });
    return readRows(table);
}

if (SINGLE_FILE === null) {
    test("What is opened before the seal waits for it, and no worker is there earlier", async (t) => {
        let release;
        const held = new Promise((resolve) => { release = resolve; });
        const page = await site.open(t, {
            fragment: "#cohort",
            waitsForEngine: false,
            // The list of the build is the last thing that the seal waits for.
            prepare: (page) => page.route("**/build.json", async (route) => { await held; await route.continue(); }),
        });
        await page.getByRole("button", { name: "Open the synthetic example" }).click();
        await page.getByRole("heading", { name: "Reading SYNTHETIC-example.csv" }).waitFor();
        await page.waitForFunction(() => globalThis.rplImmuneProfile !== undefined);
        assert.deepEqual(page.workers(), []);
        assert.deepEqual(await page.evaluate(() => [
            "fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport",
            "Worker", "SharedWorker", "BroadcastChannel",
        ].filter((name) => name in globalThis)), []);
        release();
        await page.getByRole("heading", { name: "Participants", exact: true }).waitFor();
        assert.equal(page.workers().length, 1);
    });

    test("Control: without policies every way out of the page's worker arrives, and the page's test says so", async (t) => {
        unseal(site.server);
        t.after(() => { site.server.state.replaced = {}; });
        const reached = await startServer();
        t.after(() => reached.close());
        const page = await site.open(t, { fragment: "#privacy", expectsComplaints: true, viewport: null });
        const worker = await workerOf(page);
        assert.deepEqual(await tryWorker(worker, site.server), ARRIVED);
        assert.deepEqual(await tryWorker(worker, site.server, OWN_FILE), ARRIVED);
        assert.deepEqual(await tryWorker(worker, reached), ARRIVED);
        await page.getByRole("button", { name: "Test the network" }).click();
        await page.locator(".test-result").waitFor({ timeout: 120_000 });
        await shows(page.locator(".test-result"), /were not blocked\. Do not use this page with patient data/);
        const rows = await rowsOfTest(page);
        const outcomes = Object.fromEntries(rows);
        const ofWorker = ["request (fetch)", "request (XMLHttpRequest)"].map((way) => `Worker 1 of the page: ${way}`);
        for (const way of ["Request (fetch)", "Request (XMLHttpRequest)", "Beacon", "Image", "Style sheet", "Script", "Frame", ...ofWorker]) {
            assert.equal(outcomes[way], "NOT BLOCKED", way);
        }
        assert.ok(!rows.some(([, outcome]) => outcome === "Blocked"));
    });

    /** Has a script try everything while the page loads, as something that the page is built of could. */
    function armed(server, place) {
        const text = readFileSync(path.join(DIST, "page.js"), "utf8");
        server.state.replaced["page.js"] = `(${armEarly})(new URL(${JSON.stringify(place)}, document.baseURI).href);\n${text}`;
    }

    /** Which of the early ways arrived, after each was told to send. */
    async function arrivals(page, server, place) {
        await page.evaluate((place) => Object.entries(globalThis.early).forEach(([way, send]) => send?.(new URL(place + way, document.baseURI).href)), place);
        await page.waitForTimeout(6000);
        const seen = server.requests.map(({ url }) => decodeURIComponent(url)).filter((url) => url.includes("leak/"));
        return [...new Set(seen.map((url) => url.replace(/^.*leak\//, "")))].sort();
    }

    /**
     * While the page loads its own files may be asked for, so these arrive there, and
     * the privacy page names them. All that they hold was known before the seal: the
     * one that is sent later was written before it too.
     */
    const FOR_OWN_FILES = ["beacon at once", "fetch of a frame at once", "fetchLater of a frame", "module at once", "prefetch at once", "script at once"];

    for (const [setup, place] of Object.entries(sites)) {
        for (const [aim, base, remaining] of [["other addresses", "leak/", []], ["the page's own files", "build.json?leak/", FOR_OWN_FILES]]) {
            test(`What a script makes before the seal and aims at ${aim} is stopped, then and later: ${setup}`, async (t) => {
                place.server.requests.length = 0;
                armed(place.server, base);
                t.after(() => { place.server.state.replaced = {}; });
                const page = await place.open(t, { expectsComplaints: true, viewport: null });
                assert.deepEqual(await arrivals(page, place.server, base), remaining);
            });
        }
    }

    test("Control: without the policies and the guard each of them arrives", async (t) => {
        site.server.requests.length = 0;
        unseal(site.server);
        armed(site.server, "leak/");
        t.after(() => { site.server.state.replaced = {}; });
        const page = await site.open(t, { expectsComplaints: true, viewport: null });
        assert.deepEqual(await arrivals(page, site.server, "leak/"), [...EARLY_WAYS].sort());
    });
}
