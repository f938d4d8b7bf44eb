// What goes wrong around a page: each is survived with a clear message, and
// nothing half read is ever shown as whole.

import assert from "node:assert/strict";
import { rmSync } from "node:fs";
import { test } from "node:test";

import { isSealed, read, shows, useSite, wipe, workerOf } from "./support/browser.mjs";
import { choose, failure, openExample, readClasses, readFlow, showsReport } from "./support/cohort.mjs";
import { cohort, file, manyRows, useFolder } from "./support/files.mjs";
import { control, showsClass, typeLaboratory, verdict } from "./support/patient.mjs";

const site = useSite();
/** A browser in which a module gets 6 MB of memory. */
const narrow = useSite({ switches: ["--js-flags=--wasm-max-mem-pages=96"] });
const folder = useFolder();

const SMALL = cohort([{}, { nk_percent: "17" }]);
const LOST = /The part of the page that reads files stopped unexpectedly, perhaps because the computer ran out of memory/;
const UNREADABLE = /The browser cannot read this file: .* Choose it again\./;

/** Holds the worker up after some slices, so that something can happen meanwhile. */
async function holdUp(page, slice, milliseconds) {
    await (await workerOf(page)).evaluate(([slice, milliseconds]) => {
        const post = self.postMessage;
        let n = 0;
        self.postMessage = (...message) => {
            post.apply(self, message);
            n += 1;
            const end = Date.now() + milliseconds;
            while (n === slice && Date.now() < end) { /* hears nothing */ }
        };
    }, [slice, milliseconds]);
}

/** Nothing of a report is on the page. */
async function showsNoReport(page) {
    assert.equal(await page.getByRole("heading", { name: "Participants", exact: true }).count(), 0);
    assert.equal(await page.locator("canvas").count(), 0);
}

test("A computer without memory for the file: the page says so, and reads a smaller one", async (t) => {
    const page = await narrow.open(t, { fragment: "#cohort", expectsComplaints: true });
    await choose(page, folder.write("large.csv", manyRows(300_000)));
    await shows(failure(page), LOST);
    await showsNoReport(page);
    await choose(page, file("small.csv", SMALL));
    await showsReport(page, "small.csv");
    assert.equal((await readFlow(page))[0].n, 2);
});

test("Workers that die at once are not made for ever, and the page says what happened", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", expectsComplaints: true, prepare: (page) => page.addInitScript(() => {
        globalThis.n_workers = 0;
        globalThis.n_deaths = 0;
        const dead = URL.createObjectURL(new Blob(["throw new Error('dead')"], { type: "text/javascript" }));
        globalThis.Worker = class extends Worker {
            constructor() {
                super(dead);
                globalThis.n_workers += 1;
                this.addEventListener("error", () => { globalThis.n_deaths += 1; });
            }
        };
    }) });
    // A file that is chosen before the third one has died is one more try for it.
    await page.waitForFunction(() => globalThis.n_workers === 3 && globalThis.n_deaths === 3);
    await choose(page, file("small.csv", SMALL));
    await shows(failure(page), LOST);
    await page.waitForFunction(() => globalThis.n_workers === 6 && globalThis.n_deaths === 6);
    await page.getByRole("link", { name: "Patient" }).click();
    await typeLaboratory(page, ["17", "20", "15", "5", "20"]);
    await showsClass(page, "NK cell level");
    assert.equal(await page.evaluate(() => globalThis.n_workers), 6);
});


for (const [what, act] of Object.entries({
    "changed": (name) => folder.write(name, `${manyRows(100_000)}changed,`),
    "removed": (name) => rmSync(folder.write(name, "")),
})) {
    test(`A file that is ${what} while it is read is reported, and nothing of it is shown`, async (t) => {
        const page = await site.open(t, { fragment: "#cohort" });
        const name = `${what}.csv`;
        const place = folder.write(name, manyRows(100_000));
        await holdUp(page, 2, 1500);
        await choose(page, place);
        await shows(page.getByRole("status"), /: 2\.\d MB of/);
        act(name);
        await shows(failure(page), UNREADABLE);
        await showsNoReport(page);
        await openExample(page);
    });
}

test("A tab that is suspended while it reads goes on when it is resumed", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", viewport: null });
    const session = await page.context().newCDPSession(page);
    await holdUp(page, 2, 1000);
    await choose(page, folder.write("suspended.csv", manyRows(100_000)));
    await shows(page.getByRole("status"), /: 2\.\d MB of/);
    await session.send("Page.setWebLifecycleState", { state: "frozen" });
    await new Promise((resolve) => setTimeout(resolve, 2000));
    await session.send("Page.setWebLifecycleState", { state: "active" });
    await showsReport(page, "suspended.csv");
    assert.equal((await readFlow(page))[0].n, 100_000);
});

test("A clock that jumps, ahead or back, loses neither worker nor file", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", prepare: (page) => page.clock.install({ time: new Date("2026-03-01") }) });
    await holdUp(page, 2, 1000);
    await choose(page, folder.write("clock.csv", manyRows(50_000)));
    await page.clock.setSystemTime(new Date("2031-01-01"));
    await page.clock.setSystemTime(new Date("1999-12-31"));
    await page.clock.runFor(1000);
    await showsReport(page, "clock.csv");
    assert.equal((await readFlow(page))[0].n, 50_000);
});

test("Language, time zone and the digits of a place change no number and no word", async (t) => {
    const pages = [];
    for (const options of [
        { locale: "en-US", timezoneId: "UTC" }, { locale: "de-DE", timezoneId: "Europe/Berlin" },
        { locale: "ar-EG", timezoneId: "Asia/Kolkata" }, { locale: "ko-KR", timezoneId: "Pacific/Apia" },
    ]) {
        const page = await site.open(t, options);
        await typeLaboratory(page, ["17.2", "20", "15", "5", "20"]);
        await control(page, "Previous losses").fill("3");
        await showsClass(page, "NK cell level");
        const patient = await read(verdict(page));
        await page.getByRole("link", { name: "Cohort" }).click();
        await openExample(page);
        pages.push({ patient, classes: await readClasses(page), flow: await readFlow(page) });
    }
    for (const other of pages.slice(1)) {
        assert.deepEqual(other, pages[0]);
    }
});

test("Two tabs know nothing of each other, and one may be closed while the other reads", async (t) => {
    const one = await site.open(t, { viewport: null, fragment: "#cohort" });
    const other = await one.context().newPage();
    await other.goto(`${site.address}#cohort`);
    await isSealed(other);
    await openExample(one);
    await other.getByRole("heading", { name: "Open a cohort file" }).waitFor();
    await choose(other, folder.write("other.csv", manyRows(100_000)));
    await one.close();
    await showsReport(other, "other.csv");
    assert.equal((await readFlow(other))[0].n, 100_000);
});

test("A wipe in one tab leaves what the other tab shows", async (t) => {
    const one = await site.open(t, { viewport: null, fragment: "#cohort" });
    await openExample(one);
    const other = await one.context().newPage();
    await other.goto(`${site.address}#privacy`);
    await isSealed(other);
    await wipe(other);
    await showsReport(one, "SYNTHETIC-example.csv");
});
