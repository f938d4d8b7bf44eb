// Measures the built page: its size, how long it takes to start, and how long a
// value typed and a file opened take to show. It reports and fails nothing.
import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { chromium } from "playwright-core";

import { DIST } from "./support/browser.mjs";
import { startServer } from "./support/server.mjs";

const ROUNDS = 15;

const median = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const line = (name, numbers, unit = "ms") => {
    const [least, middle, most] = [Math.min(...numbers), median(numbers), Math.max(...numbers)];
    console.log(`${name.padEnd(52)} ${middle.toFixed(1)} ${unit}  [${least.toFixed(1)} to ${most.toFixed(1)}]`);
};

// A cohort of made-up women, the same every time.
const cohort = (n) => {
    const rows = ["patient_id,age_years,bmi,previous_losses,etiology,nk_percent,nk_cyto_50,nk_cyto_25,nk_cyto_12_5,th1_th2_ratio,ivig,outcome,fetal_karyotype"];
    let state = 1;
    const unit = () => (state = (state * 48271) % 2147483647) / 2147483647;
    for (let i = 0; i < n; i += 1) {
        const [nk, lysis, ratio] = [4 + 18 * unit(), 8 + 32 * unit(), 12 + 30 * unit()];
        rows.push(`SYNTHETIC-${i},${25 + Math.floor(18 * unit())},${(18 + 10 * unit()).toFixed(1)},${2 + Math.floor(3 * unit())},${unit() < 0.5 ? "idiopathic" : "thyroid"},${nk.toFixed(1)},${lysis.toFixed(1)},${(lysis * 0.65).toFixed(1)},${(lysis * 0.27).toFixed(1)},${ratio.toFixed(1)},no,${unit() < 0.8 ? "live_birth" : "miscarriage"},`);
    }
    return rows.join("\n");
};

const LATER = ["app.webmanifest", "build.json", "sw.js"];
const isLater = (name) => name.startsWith("rpl-immune-profile") || name.startsWith("workbench") || LATER.includes(name);
let [start, total] = [0, 0];
for (const name of readdirSync(DIST)) {
    const bytes = readFileSync(join(DIST, name));
    const zipped = gzipSync(bytes, { level: 9 }).length;
    if (!name.endsWith(".d.ts")) {
        total += zipped;
        start += isLater(name) ? 0 : zipped;
    }
    console.log(`${name.padEnd(34)} ${String(bytes.length).padStart(9)} bytes ${String(zipped).padStart(9)} gzipped`);
}
console.log(`${"before it can be used, gzipped".padEnd(34)} ${start} bytes`);
console.log(`${"with all that comes later, gzipped".padEnd(34)} ${total} bytes\n`);

const server = await startServer({ folder: DIST });
const url = `${server.origin}/`;
const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
const folder = mkdtempSync(join(tmpdir(), "bench-"));

const starts = [];
for (let round = 0; round < ROUNDS; round += 1) {
    const page = await (await browser.newContext()).newPage();
    await page.goto(url);
    await page.waitForSelector("#field-nk-level");
    starts.push(await page.evaluate(() => performance.now()));
    await page.context().close();
}
line("address entered to first field usable", starts);

const page = await (await browser.newContext()).newPage();
await page.goto(url);
await page.waitForSelector("#field-nk-level");
const keystrokes = await page.evaluate(async (rounds) => {
    const field = document.querySelector("#field-nk-level");
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
        await frame();
        const text = String(10 + (round % 2) * 10);
        const start = performance.now();
        field.value = text;
        field.dispatchEvent(new InputEvent("input", { bubbles: true }));
        // Now and then the page answers in a task of its own, for which this one has to end.
        for (let turn = 0; !document.querySelector(".trace td").textContent.startsWith(text); turn += 1) {
            await (turn < 100 ? null : new Promise((resolve) => setTimeout(resolve)));
        }
        times.push(performance.now() - start);
    }
    return times;
}, 60);
line("keystroke to result in the page", keystrokes);

await page.goto(`${url}#cohort`);
/** Chooses a file and waits, frame by frame, until a place of the page is there. */
const timeOpening = async (file, place) => {
    await page.waitForSelector("#file", { state: "attached" });
    // The clock starts when the page hears of the file.
    await page.evaluate((place) => {
        window.benchTime = new Promise((resolve) => {
            document.querySelector("#file").addEventListener("change", () => {
                const start = performance.now();
                const look = () =>
                    document.querySelector(place)
                        ? resolve(performance.now() - start)
                        : requestAnimationFrame(look);
                look();
            }, { capture: true, once: true });
        });
    }, place);
    await page.setInputFiles("#file", file);
    return page.evaluate(() => window.benchTime);
};
for (const [rows, rounds] of [[466, 9], [50_000, 9], [1_000_000, 3]]) {
    const file = join(folder, `${rows}.csv`);
    writeFileSync(file, cohort(rows));
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
        times.push(await timeOpening(file, "#classes-title"));
        await page.click("text=Close file");
    }
    line(`file of ${rows} rows chosen to the answer on screen`, times);
}
for (const [rows, rounds] of [[466, 9], [50_000, 3]]) {
    const file = join(folder, `${rows}.csv`);
    const times = [];
    for (let round = 0; round < rounds; round += 1) {
        times.push(await timeOpening(file, ".study .download-list"));
        if (round < rounds - 1) await page.click("text=Close file");
    }
    line(`file of ${rows} rows chosen to the whole analysis`, times);
    const moves = await page.evaluate(async (moves) => {
        const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
        const slider = document.querySelector(".slider input");
        slider.scrollIntoView({ block: "center" });
        await pause(500);
        const [inSight, whole] = [[], []];
        for (let move = 0; move < moves; move += 1) {
            let [start, seen, last] = [0, null, 0];
            // What is in sight changes together with the line of the rule set.
            const observer = new MutationObserver((records) => {
                last = performance.now() - start;
                const isRuleSet = (one) => one.target.parentElement?.closest(".provenance");
                seen ??= records.some(isRuleSet) ? last : null;
            });
            observer.observe(document.querySelector(".cohort"), { subtree: true, childList: true, characterData: true, attributes: true });
            start = performance.now();
            slider.value = String(12 + (move % 2) * 3);
            slider.dispatchEvent(new InputEvent("input", { bubbles: true }));
            // What follows after a rest is computed in full.
            while (seen === null || performance.now() - start - last < 150) await pause(5);
            inSight.push(seen);
            whole.push(last);
            observer.disconnect();
            while (!document.querySelector(".study .download-list")) await pause(20);
            await pause(100);
        }
        return { inSight, whole };
    }, 12);
    line(`cut-off moved to what is in sight, ${rows} rows`, moves.inSight);
    line(`cut-off moved to everything, ${rows} rows`, moves.whole);
    await page.click("text=Close file");
}
await browser.close();
await server.close();
rmSync(folder, { recursive: true });
