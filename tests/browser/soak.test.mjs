// Two hundred files of mixed kinds, one after the other: the memory of the page
// and its worker does not grow beyond what the first ten needed.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";

import { useSite } from "./support/browser.mjs";
import { choose } from "./support/cohort.mjs";
import { cohort, file, manyRows } from "./support/files.mjs";

const site = useSite();

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

/** Megabytes that the process of the page holds for itself, once what is free has been given back. */
async function megabytes(browser, session) {
    await session.send("HeapProfiler.collectGarbage");
    const { processInfo } = await (await browser.newBrowserCDPSession()).send("SystemInfo.getProcessInfo");
    const sizes = processInfo.filter(({ type }) => type === "renderer").map(({ id }) => {
        const rollup = readFileSync(`/proc/${id}/smaps_rollup`, "utf8");
        const kilobytes = [...rollup.matchAll(/^Private_(?:Clean|Dirty):\s+(\d+) kB$/gm)].map(([, n]) => Number(n));
        return kilobytes.reduce((sum, n) => sum + n, 0) / 1024;
    });
    return Math.max(...sizes);
}

test("Two hundred files do not need more memory than the first ten", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", viewport: null });
    const session = await page.context().newCDPSession(page);
    const sizes = [];
    for (let n = 1; n <= N_FILES; n += 1) {
        const one = ROUND[n % ROUND.length];
        await choose(page, one);
        const close = page.getByRole("button", { name: "Close file" });
        const failed = page.getByRole("alert").filter({ hasText: one.name });
        await close.or(failed).first().waitFor();
        if (await close.isVisible()) {
            await close.click();
        }
        await page.getByRole("heading", { name: "Open a CSV file" }).waitFor();
        if (n % N_FIRST === 0) {
            sizes.push(await megabytes(site.browser, session));
        }
    }
    const [first, ...later] = sizes;
    const last = later.slice(-5).sort((one, other) => one - other)[2];
    t.diagnostic(`${first.toFixed(1)} MB after ${N_FIRST} files, ${last.toFixed(1)} MB after ${N_FILES}: ${sizes.map(Math.round).join(" ")}`);
    // The measure itself wavers by some megabytes; a file kept by mistake would add its size every time.
    assert.ok(last < first + 10, `${sizes.map(Math.round).join(", ")} MB`);
});
