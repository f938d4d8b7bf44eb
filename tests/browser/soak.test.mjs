// Two hundred files of mixed kinds, one after the other: the memory of the page
// and its worker does not grow beyond what the first ten needed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { useSite } from "./support/browser.mjs";
import { cohort, file, manyRows } from "./support/files.mjs";

// Without the optimizing compilers: when they come, what they make takes ten megabytes at once,
// which has nothing to do with files.
const site = useSite({ switches: ["--js-flags=--liftoff-only --no-opt"] });

const N_FILES = 200;
const N_FIRST = 10;

/** One round of files, good and bad; the largest is among them. */
const ROUND = [
    ["good.csv", cohort([{}, { nk_percent: "17" }])],
    ["large.csv", manyRows(20_000)],
    ["empty.csv", ""],
    ["issues.csv", cohort(Array.from({ length: 500 }, () => ({ nk_percent: "high" })))],
    ["no-header.csv", "1,2,3\n4,5,6\n"],
    ["causes.csv", cohort(Array.from({ length: 300 }, (_, n) => ({ etiology: `cause ${n}` })))],
    ["binary.csv", Buffer.from(Uint8Array.from({ length: 50_000 }, (_, n) => (n * 7919) % 256))],
    ["middle.csv", manyRows(3_000)],
    ["one.csv", cohort([{}])],
    ["quotes.csv", `${cohort([{}])}"never ends`],
].map(([name, content]) => file(name, content));

/** What the page and its worker hold, once what is free has been given back. */
async function held(browser, session) {
    await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const metric = (wanted) => metrics.find(({ name }) => name === wanted).value;
    const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
    const kilobytes = processInfo.filter(({ type }) => type === "renderer").flatMap(({ id }) => (
        [...readFileSync(`/proc/${id}/smaps_rollup`, "utf8").matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)]
            .map(([, n]) => Number(n))
    ));
    return {
        megabytes: kilobytes.reduce((sum, n) => sum + n, 0) / 1024,
        heap: metric("JSHeapUsedSize") / 1e6,
        nodes: metric("Nodes"),
        listeners: metric("JSEventListeners"),
    };
}

/**
 * Drops a file, waits for its report or for the reason why there is none, and
 * closes it. The page makes the file itself: one that the driver of the browser
 * hands over stays in memory, whatever the page does.
 */
function openAndClose(page, place) {
    return page.evaluate(async (place) => {
        const { name, content } = globalThis.round[place];
        const area = [...document.querySelectorAll("h2")].find(({ textContent }) => textContent === "Open a cohort file");
        const dataTransfer = new DataTransfer();
        dataTransfer.items.add(new File([content], name));
        area.dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer }));
        const close = () => [...document.querySelectorAll("button")].find(({ textContent }) => textContent === "Close file");
        const isRefused = () => document.querySelector("[role=alert]")?.textContent.includes(name);
        while (!close() && !isRefused()) {
            await new Promise(requestAnimationFrame);
        }
        const isRead = !isRefused();
        close()?.click();
        while (close()) {
            await new Promise(requestAnimationFrame);
        }
        return isRead;
    }, place);
}

test("Two hundred files do not need more memory than the first ten", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", viewport: null });
    await page.evaluate((round) => {
        globalThis.round = round.map(({ name, base64 }) => (
            { name, content: Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0)) }
        ));
    }, ROUND.map(({ name, buffer }) => ({ name, base64: buffer.toString("base64") })));
    const session = await page.context().newCDPSession(page);
    await session.send("Performance.enable");
    const measured = [];
    const read = new Set();
    for (let n = 0; n < N_FILES; n += 1) {
        const place = n % ROUND.length;
        if (await openAndClose(page, place)) {
            read.add(ROUND[place].name);
        }
        if ((n + 1) % N_FIRST === 0) {
            measured.push(await held(site.browser, session));
        }
    }
    assert.ok(read.size >= 5 && read.size < ROUND.length, `read were ${[...read]}`);
    const [first] = measured;
    const last = measured.at(-1);
    t.diagnostic(`after ${N_FIRST} files ${JSON.stringify(first)}, after ${N_FILES} ${JSON.stringify(last)}`);
    t.diagnostic(`MB: ${measured.map(({ megabytes }) => megabytes.toFixed(1)).join(" ")}`);
    // What a process holds wavers by some megabytes; the files dropped are more than 30 MB in all.
    assert.ok(last.megabytes < first.megabytes + 8, `${first.megabytes} to ${last.megabytes} MB`);
    assert.ok(last.heap < first.heap + 1, `${first.heap} to ${last.heap} MB of the script's heap`);
    assert.ok(last.nodes <= first.nodes + 50, `${first.nodes} to ${last.nodes} nodes`);
    assert.ok(last.listeners <= first.listeners + 5, `${first.listeners} to ${last.listeners} listeners`);
});
