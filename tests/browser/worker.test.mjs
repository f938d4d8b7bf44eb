// The worker that reads files: progress, a real stop, a page that never freezes,
// and a worker that dies.

import assert from "node:assert/strict";
import path from "node:path";
import { before, test } from "node:test";

import { drawn, hides, read, save, shows, SINGLE_FILE, useSite, workerOf } from "./support/browser.mjs";
import { choose, failure, openExample, readClasses, readFlow, showsReport, showsReportLeavingOut } from "./support/cohort.mjs";
import { cohort, file, manyRows, useFolder } from "./support/files.mjs";
import { rule, showsClass, typeLaboratory } from "./support/patient.mjs";
import { longestTask } from "./support/tasks.mjs";

const site = useSite();
const folder = useFolder();

const N_ROWS = 300_000;
const SMALL = cohort([{}, { nk_percent: "17" }]);
const LOST = /The part of the page that reads files stopped unexpectedly/;

/** A file of more than twenty megabytes. */
let large;

before(() => {
    const content = manyRows(N_ROWS);
    assert.ok(content.length > 20_000_000);
    large = folder.write("large.csv", content);
});

/**
 * Makes the worker do something odd instead of reading the slice of that number.
 * "slice" counts messages of the worker, which reports after each slice; of a kind of
 * attachment, where one is named.
 */
async function disturb(page, slice, deed, attachment = "") {
    await (await workerOf(page)).evaluate(([slice, deed, attachment]) => {
        const deeds = {
            // Busy for good: it hears nothing any more, as in a computation without an end.
            spin: () => { for (;;) { /* hears nothing */ } },
            // An error that nothing catches, once the slices before have been reported.
            throw: () => { throw new Error("a disturbed worker"); },
        };
        const post = self.postMessage;
        let n_messages = 0;
        self.postMessage = (...message) => {
            const kind = message[0].attachment?.constructor.name ?? "";
            n_messages += attachment === "" || attachment === kind ? 1 : 0;
            if (n_messages === slice) {
                deeds[deed]();
            }
            post.apply(self, message);
        };
    }, [slice, deed, attachment]);
}

/** Lets a worker that has nothing to do die of an error, and waits for the next one. */
async function killIdleWorker(page) {
    const worker = await workerOf(page);
    const replaced = page.waitForEvent("worker");
    await worker.evaluate(() => { setTimeout(() => { throw new Error("a disturbed worker"); }, 0); });
    await replaced;
}

test("A large file shows how far it has been read, and ends in a report", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await page.evaluate(() => {
        globalThis.seen = [];
        new MutationObserver(() => {
            const bar = document.querySelector("progress");
            const line = document.querySelector(".reading [role=status]");
            if (bar && line) {
                globalThis.seen.push({ value: bar.value, max: bar.max, line: line.textContent });
            }
        }).observe(document.body, { subtree: true, childList: true, attributes: true, characterData: true });
    });
    await choose(page, large);
    await shows(page.getByRole("heading", { name: "Reading large.csv" }), /./);
    await showsReport(page, "large.csv");
    const seen = await page.evaluate(() => globalThis.seen);
    const values = seen.map(({ value }) => value);
    assert.ok(new Set(values).size >= 5, `only ${values.length} steps were seen`);
    assert.deepEqual(values, [...values].sort((one, other) => one - other), "progress never goes back");
    assert.ok(seen.some(({ line }) => /^Reading: \d+\.\d MB of \d+\.\d MB, [\d,]+ rows so far$/.test(line)), seen[1]?.line);
    const [rows, records] = await readFlow(page);
    assert.deepEqual([rows.n, records.n], [N_ROWS, N_ROWS]);
});

test("The page stays responsive while a large file is read", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const longest = await longestTask(page, async () => {
        await choose(page, large);
        await showsReport(page, "large.csv");
    });
    assert.ok(longest < 100, `the page was busy for ${Math.round(longest)} ms without a break`);
});

test("Thousands of row issues do not freeze the page, and the first of them are shown", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const women = Array.from({ length: 20_000 }, () => ({ nk_percent: "high" }));
    const longest = await longestTask(page, async () => {
        await choose(page, folder.write("issues.csv", cohort([{}, ...women])));
        await showsReportLeavingOut(page, "issues.csv");
    });
    // The issues arrive all at once and may hold up a few frames; a list without a limit would take seconds.
    assert.ok(longest < 300, `the page was busy for ${Math.round(longest)} ms without a break`);
    await shows(page.getByText(/rows left out;/), "20,000 rows left out; 0 doubtful values stay in use; 0 cells changed.");
    await shows(page.getByText(/more are not shown here/), /^\s*9,800 more are not shown here; the search finds them\. The file lists the first 10,000; the counts above are of all\.\s*$/);
    const { bytes } = await save(page, "Changes and rows not used (CSV)");
    assert.equal(bytes.toString().trim().split("\r\n").length, 10_001);
});

test("Values of a patient are classified while a file is being read", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await disturb(page, 4, "spin");
    await choose(page, large);
    await shows(page.getByRole("status"), /: 3\.1 MB of/);
    await page.getByRole("link", { name: "Patient" }).click();
    await typeLaboratory(page, ["17", "20", "15", "5", "20"]);
    await showsClass(page, "NK cell level");
    await page.getByRole("link", { name: "Cohort" }).click();
    await shows(page.getByRole("status"), /: 3\.1 MB of/);
});

test("Stop ends the reading within a second, and keeps nothing", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const worker = await workerOf(page);
    const ended = worker.waitForEvent("close");
    await choose(page, large);
    // Pressed in the page as soon as there is progress, so that it is never too late.
    const elapsed = await page.evaluate(() => new Promise((resolve) => {
        let pressed = null;
        const look = () => {
            const bar = document.querySelector("progress");
            if (pressed === null && bar?.value > 0) {
                pressed = performance.now();
                [...document.querySelectorAll("button")].find((button) => button.textContent === "Stop").click();
            } else if (pressed !== null && /Stopped\./.test(document.body.textContent)) {
                resolve(performance.now() - pressed);
                return;
            }
            requestAnimationFrame(look);
        };
        look();
    }));
    assert.ok(elapsed < 1000, `it took ${Math.round(elapsed)} ms`);
    await shows(page.getByRole("status"), "Stopped. Nothing of large.csv was kept.");
    await ended;
    await openExample(page);
});

test("Stop ends a worker that is too busy to hear, and another file can be opened", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const worker = await workerOf(page);
    await disturb(page, 3, "spin");
    await choose(page, large);
    await shows(page.getByRole("status"), /: 2\.1 MB of/);
    const ended = worker.waitForEvent("close");
    await page.getByRole("button", { name: "Stop" }).click();
    await shows(page.getByRole("status"), "Stopped. Nothing of large.csv was kept.");
    await ended;
    await choose(page, file("small.csv", SMALL));
    await showsReport(page, "small.csv");
    assert.equal((await readFlow(page))[0].n, 2);
});

test("The rule can be changed while a file is being read, and the report follows it", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, large);
    await shows(page.getByRole("heading", { name: "Reading large.csv" }), /./);
    await rule(page, "All three").check();
    await showsReport(page, "large.csv");
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /cytotoxicity: all three;/);
});

test("A worker that dies while it reads is reported and replaced", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", expectsComplaints: true });
    const dead = await workerOf(page);
    await disturb(page, 3, "throw");
    await choose(page, large);
    await shows(failure(page), /large\.csv could not be analyzed\./);
    await shows(failure(page), LOST);
    assert.notEqual(await workerOf(page), dead);
    // The same file is read by the new worker.
    await choose(page, large);
    await showsReport(page, "large.csv");
    assert.equal((await readFlow(page))[0].n, N_ROWS);
});

test("A worker that falls silent is noticed, reported and replaced", async (t) => {
    // The page's clock is the test's, so that nobody waits for it.
    const page = await site.open(t, { fragment: "#cohort", prepare: (page) => page.clock.install() });
    await disturb(page, 3, "spin");
    await choose(page, large);
    await shows(page.getByRole("status"), /: 2\.1 MB of/);
    await page.clock.runFor(20_000);
    await shows(page.getByRole("heading", { name: "Reading large.csv" }), /./);
    await page.clock.runFor(60_000);
    await shows(failure(page), LOST);
    await openExample(page);
});

test("A worker that unpacks a whole workbook is given ten minutes before it is taken for dead", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", prepare: (page) => page.clock.install() });
    // It tells that the file is read in, and nothing after it.
    await disturb(page, 2, "spin");
    await choose(page, path.join(import.meta.dirname, "../data/workbooks/korean.ods"));
    await shows(page.getByRole("status"), /^The whole file is read in\. Taking it apart, which can take a minute\.$/);
    await page.clock.runFor(9 * 60_000);
    await shows(page.getByRole("heading", { name: "Reading korean.ods" }), /./);
    await page.clock.runFor(2 * 60_000);
    await shows(failure(page), LOST);
    await openExample(page);
});

test("A worker that closes itself is noticed, reported and replaced", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", prepare: (page) => page.clock.install() });
    const worker = await workerOf(page);
    const ended = worker.waitForEvent("close");
    await worker.evaluate(() => { setTimeout(() => self.close(), 0); });
    await ended;
    await choose(page, file("small.csv", SMALL));
    await shows(page.getByRole("heading", { name: "Reading small.csv" }), /./);
    await page.clock.runFor(60_000);
    await shows(failure(page), LOST);
    await choose(page, file("small.csv", SMALL));
    await showsReport(page, "small.csv");
});

test("A worker that dies between two files is replaced without a word", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", expectsComplaints: true });
    await killIdleWorker(page);
    await choose(page, file("small.csv", SMALL));
    await showsReport(page, "small.csv");
});

test("After its worker died, a report is counted again by reading the file again", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", expectsComplaints: true });
    await openExample(page);
    const before = await readClasses(page);
    await killIdleWorker(page);
    await showsReport(page, "SYNTHETIC-example.csv");
    await rule(page, "All three").check();
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /cytotoxicity: all three;/);
    assert.notDeepEqual(await readClasses(page), before);
    assert.match((await save(page, "Classified rows (CSV)")).bytes.toString(), /,"normal","no","analyzed",/);
});

const READ_AGAIN = /The part of the page that computes stopped unexpectedly.* was read again, and everything you chose is in force\./;
const saving = (page) => page.getByRole("status", { name: "Saving" });

/** Opens women of whom some are left out by a filter, under a rule that is not the usual one. */
async function openWithChoices(page, count) {
    // Every second woman is younger.
    const content = manyRows(count).replace(/^(P\d*[02468],)33,/gm, "$130,");
    await choose(page, folder.write("chosen.csv", content));
    await showsReport(page, "chosen.csv");
    await rule(page, "All three").check();
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /cytotoxicity: all three;/);
    await page.getByLabel("Age from").fill("33");
    await shows(page.getByRole("note", { name: "Filter" }), /^Filter: age 33 or more\./);
    return choices(page);
}

/** The numbers of the page, and under which choices they were counted. */
async function choices(page) {
    return {
        filter: await read(page.getByRole("note", { name: "Filter" })),
        rules: await read(page.getByText(/^Rule set [0-9a-f]{8}:/)),
        flow: await readFlow(page),
        classes: await readClasses(page),
    };
}

test("A worker that dies while it computes is given the file with every choice, and the page says so", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", expectsComplaints: true });
    const before = await openWithChoices(page, 3_000);
    const rows = async () => (await save(page, "Classified rows (CSV)")).bytes.toString();
    const rowsBefore = await rows();
    // Each death counts once: after the third in a row nothing more would be tried.
    for (let death = 1; death <= 2; death += 1) {
        await page.getByLabel("Age from").fill("");
        await hides(page.getByRole("note", { name: "Filter" }));
        // The report of the filter may come, its whole analysis does not.
        const dead = await workerOf(page);
        await disturb(page, 2, "throw");
        const ended = dead.waitForEvent("close");
        await page.getByLabel("Age from").fill("33");
        await ended;
        await shows(page.getByText(READ_AGAIN), /./);
        assert.deepEqual(await choices(page), before);
    }
    assert.ok(await rows() === rowsBefore, "the same women under the same rule");
});

test("A worker that dies while it writes a file costs that file and nothing else", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", expectsComplaints: true });
    const before = await openWithChoices(page, 60_000);
    // Its first slice comes, the second does not.
    await disturb(page, 2, "throw", "Blob");
    await page.getByRole("button", { name: "Classified rows (CSV)", exact: true }).click();
    await shows(saving(page), /^The file could not be saved\./);
    await shows(page.getByText(READ_AGAIN), /./);
    assert.deepEqual(await choices(page), before);
    const whole = await save(page, "Classified rows (CSV)");
    assert.ok(whole.bytes.length > 4 << 20, "it has more than one slice");
    assert.equal(whole.bytes.toString().trimEnd().split("\n").length - 1, before.classes.rows.at(-1).cells[0].n);
    await shows(saving(page), /^Saved: /);
});

test("A file that the browser has no room for is said to be lost, and can be saved later", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const before = await openWithChoices(page, 3_000);
    const worker = await workerOf(page);
    await worker.evaluate(() => {
        self.RoomyBlob = self.Blob;
        self.Blob = class { constructor() { throw new RangeError("no room"); } };
    });
    await page.getByRole("button", { name: "Classified rows (CSV)", exact: true }).click();
    await shows(saving(page), /^The file could not be saved\. The browser has no room for the file\./);
    assert.equal(await workerOf(page), worker, "nobody died of it");
    assert.deepEqual(await choices(page), before);
    await worker.evaluate(() => { self.Blob = self.RoomyBlob; });
    assert.ok((await save(page, "Classified rows (CSV)")).bytes.length > 100_000);
});

test("A file that vanished since it was chosen is reported", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", expectsComplaints: true });
    const place = folder.write("changing.csv", SMALL);
    await choose(page, place);
    await showsReport(page, "changing.csv");
    // What is lost is read again at once.
    folder.write("changing.csv", `${SMALL}changed`);
    await killIdleWorker(page);
    await shows(failure(page), /The browser cannot read this file: .* Choose it again\./);
    await openExample(page);
});

test("Replies to an older request do nothing", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", prepare: noteWorkers });
    await openExample(page);
    const ended = (await workerOf(page)).waitForEvent("close");
    await page.getByRole("button", { name: "Close file" }).click();
    await ended;
    await disturb(page, 3, "spin");
    await choose(page, large);
    await shows(page.getByRole("status"), /: 2\.1 MB of/);
    // What was said about the example once more, as if it had been under way.
    const repeat = (isRenumbered) => page.evaluate((isRenumbered) => {
        const [{ heard }] = globalThis.workers;
        const { worker, heard: heardNow } = globalThis.workers.at(-1);
        const { request } = heardNow.at(-1);
        for (const data of heard) {
            worker.dispatchEvent(new MessageEvent("message", { data: isRenumbered ? { ...data, request } : data }));
        }
        return heard.length;
    }, isRenumbered);
    assert.ok(await repeat(false) >= 2, "progress and a report were noted");
    await drawn(page);
    await shows(page.getByRole("status"), /: 2\.1 MB of/);
    // Under the number of the request that runs, the same replies count.
    await repeat(true);
    await page.getByRole("region", { name: "File" }).getByText("large.csv", { exact: true }).waitFor();
    // Neither do they revive a file that was closed.
    await page.getByRole("button", { name: "Close file" }).click();
    await choose(page, file("small.csv", SMALL));
    await showsReport(page, "small.csv");
    const main = page.getByRole("main");
    const before = await read(main);
    await repeat(false);
    await drawn(page);
    assert.equal(await read(main), before);
    await page.getByRole("button", { name: "Close file" }).click();
    await page.evaluate(() => {
        const [{ heard }] = globalThis.workers;
        for (const data of heard) {
            globalThis.workers.at(-1).worker.dispatchEvent(new MessageEvent("message", { data }));
        }
    });
    await drawn(page);
    await page.getByRole("heading", { name: "Open a cohort file" }).waitFor();
});

test("Of two files that are dropped in one breath, the last is reported", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await page.getByRole("heading", { name: "Open a cohort file" }).evaluate((area, texts) => {
        // Both reach the page before it can draw that it reads the first.
        for (const [name, text] of texts) {
            const dataTransfer = new DataTransfer();
            dataTransfer.items.add(new File([text], name));
            area.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
        }
    }, [["first.csv", cohort([{}])], ["second.csv", SMALL]]);
    await showsReport(page, "second.csv");
    assert.equal((await readFlow(page))[0].n, 2);
});

/** Keeps every worker of the page together with what it said. */
function noteWorkers(page) {
    return page.addInitScript(() => {
        globalThis.workers = [];
        globalThis.Worker = class extends Worker {
            constructor(...parameters) {
                super(...parameters);
                const heard = [];
                this.addEventListener("message", ({ data, isTrusted }) => isTrusted && heard.push(data));
                globalThis.workers.push({ worker: this, heard });
            }
        };
    });
}

/** Lets through or answers what the page asks for of the engine's module. */
function onEngine(act) {
    return (page) => page.route("**/rpl-immune-profile_bg.wasm", act);
}

// The single file has its engine inside.
if (SINGLE_FILE === null) {
    test("A file can be opened before the engine has been loaded", async (t) => {
        let letThrough;
        const held = new Promise((resolve) => { letThrough = resolve; });
        const page = await site.open(t, {
            fragment: "#cohort",
            waitsForEngine: false,
            prepare: onEngine(async (route) => {
                await held;
                await route.continue();
            }),
        });
        await choose(page, file("early.csv", SMALL));
        await page.getByRole("heading", { name: "Reading early.csv" }).waitFor();
        letThrough();
        await showsReport(page, "early.csv");
    });

    test("A page whose engine cannot be loaded says so, and classifies patients all the same", async (t) => {
        const page = await site.open(t, {
            fragment: "#cohort",
            waitsForEngine: false,
            expectsComplaints: true,
            prepare: onEngine((route) => route.abort()),
        });
        await shows(page.getByRole("alert"), /The part of the page that reads files could not be loaded/);
        await page.getByRole("link", { name: "Patient" }).click();
        await typeLaboratory(page, ["17", "30", "20", "5", "20"]);
        await showsClass(page, "NK cell level");
    });
}
