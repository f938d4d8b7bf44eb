// What a browser does in its own way, in Firefox ESR: policies, files that are saved,
// paper, the copy without a network, the single file. What is the same everywhere is
// tested there by the files that the browsers share; see `test:browsers` in package.json.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";

import { DIST, IS_FIREFOX, isSealed, read, readRows, save, shows, unfold, useSite } from "../support/browser.mjs";
import { choose, openExample, readFlow, showsReportLeavingOut } from "../support/cohort.mjs";
import { cohort, file, parseCsv, useFolder } from "../support/files.mjs";
import { launchFirefox } from "../support/firefox.mjs";
import { control, rule, showsClass, typeLaboratory, verdict } from "../support/patient.mjs";
import { startServer } from "../support/server.mjs";
import { answers, ask, fill, fillGroups } from "../support/tables.mjs";

assert.ok(IS_FIREFOX, "These tests are of Firefox: run them by ./dev test browsers, or with BROWSER=firefox.");

const site = useSite();
const folder = useFolder();

/** The names of the files of the build. */
const BUILD = Object.keys(JSON.parse(readFileSync(path.join(DIST, "build.json"), "utf8")).files);

/** What the server was asked for, by name below the page's address. */
const asked = () => site.server.requests.map(({ url }) => url.slice(new URL(site.server.url).pathname.length));

/** Colors of a canvas, up to three: one that is blank has one. */
const colorsOf = (canvas) => canvas.evaluate((canvas) => {
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    const colors = new Set();
    for (let place = 0; place < data.length && colors.size < 3; place += 4) {
        colors.add(data.slice(place, place + 4).join());
    }
    return colors.size;
});

test("A patient with decimal commas, another rule, Clear and Undo", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["17,2", "40", "20,5", "5", "20"]);
    await showsClass(page, "NK cell level + cytotoxicity");
    await rule(page, "25:1 only").check();
    await showsClass(page, "NK cell level");
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await showsClass(page, "No values yet");
    await page.getByRole("button", { name: "Undo" }).click();
    assert.equal(await control(page, "NK cell level").inputValue(), "17,2");
    await shows(verdict(page), /NK cell level/);
});

test("A file is opened, every section is there, and its figures are painted", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("own.csv", cohort([{}, { nk_percent: "17" }, { nk_percent: "high" }, { outcome: "miscarriage" }])));
    await showsReportLeavingOut(page, "own.csv");
    assert.equal((await readFlow(page))[1].n, 3);
    await page.getByRole("button", { name: "Close file" }).click();
    await openExample(page);
    await page.locator(".download-list").first().waitFor();
    const contents = await page.locator(".contents a").allTextContents();
    const headings = await page.locator(".study-body .section-title").allTextContents();
    assert.ok(contents.length > 12, `only ${contents.length} sections`);
    assert.deepEqual(headings.map((heading) => heading.trim()), contents.map((name) => name.trim()));
    const canvases = await page.locator(".study canvas").all();
    assert.ok(canvases.length > 8, `only ${canvases.length} figures`);
    for (const canvas of canvases) {
        await canvas.scrollIntoViewIfNeeded();
        let colors = 0;
        for (let tries = 0; colors < 3 && tries < 100; tries += 1) {
            await page.waitForTimeout(50);
            colors = await colorsOf(canvas);
        }
        assert.equal(colors, 3, await canvas.getAttribute("aria-label"));
    }
});

test("Questions are answered from what is typed and what is pasted", async (t) => {
    const page = await site.open(t, { fragment: "#tables" });
    await fillGroups(page, [163, 34, 217, 52]);
    // fisher.test(matrix(c(163, 34, 217, 52), 2, byrow = TRUE))$p.value 0.62929
    await answers(page, /^82\.74% \(163\/197\).* p = 0\.629\.$/);
    await ask(page, "Table of any size");
    await fill(page, { "Counts, one row a line": "\tlow\thigh\ntreated\t163\t34\nother\t217\t52\n" });
    await answers(page, /^2 × 2 table of 466: .*p = 0\.629;/);
});

test("Tables and pictures are saved from the page's memory, and are whole", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    await page.locator(".download-list").first().waitFor();
    const table = await save(page, "Classified rows (CSV)");
    assert.match(table.name, /^SYNTHETIC-classified-rows-[0-9a-f]{8}\.csv$/);
    const [head, ...rows] = parseCsv(table.bytes.toString("utf8").replace(/^\ufeff/, ""));
    assert.ok(head.includes("immune_class") && rows.length > 30);
    assert.deepEqual(rows.filter((row) => row.length !== head.length), []);
    await unfold(page, "How common is each abnormality?");
    const drawing = await save(page, "Save SVG: How common is each abnormality?");
    assert.match(drawing.name, /\.svg$/);
    const svg = drawing.bytes.toString("utf8");
    assert.ok(svg.startsWith("<svg") && svg.trimEnd().endsWith("</svg>"), svg.slice(0, 80));
    assert.match(svg, /How common is each abnormality\?/);
    const picture = await save(page, "Save PNG: How common is each abnormality?");
    assert.match(picture.name, /\.png$/);
    assert.equal(picture.bytes.subarray(1, 4).toString(), "PNG");
    assert.ok(picture.bytes.readUInt32BE(16) > 1000, "the picture is wide enough for print");
    assert.equal(picture.bytes.subarray(-8, -4).toString(), "IEND");
});

/** Prints the page; gives the number of sheets and their text. */
async function print(page, name) {
    // A4. Playwright hands inches over where Firefox expects centimeters.
    const place = folder.write(`${name}.pdf`, await page.pdf({ width: "21in", height: "29.7in" }));
    const run = (program, ...words) => execFileSync(program, words, { encoding: "utf8" });
    return {
        n_sheets: Number(run("pdfinfo", place).match(/^Pages:\s+(\d+)$/m)[1]),
        // Letters that are drawn as one are two.
        text: run("pdftotext", "-layout", place, "-").normalize("NFKC").replace(/\s+/g, " "),
    };
}

test("A patient is printed on one sheet, with her values and without controls", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["17,2", "20", "15", "5", "20"]);
    await showsClass(page, "NK cell level");
    await page.locator(".sheet").waitFor({ state: "attached" });
    const { n_sheets, text } = await print(page, "patient");
    assert.equal(n_sheets, 1);
    assert.match(text, /NK cell level: 17\.2 % of lymphocytes; cut-off > 16\.1 \(Han 2025, Fig\. 2\): high/);
    assert.doesNotMatch(text, /Skip to the page|Clear/);
});

test("A cohort is printed with all its sections and tables", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    await page.locator(".download-list").first().waitFor();
    const headings = await page.locator(".study-body .section-title").allTextContents();
    const { n_sheets, text } = await print(page, "cohort");
    const printed = headings.filter((heading) => !["Women and cut-offs", "Save the results"].includes(heading.trim()));
    // Each has a sheet of its own, after the one with the name of the file.
    assert.equal(n_sheets, printed.length + 1);
    for (const heading of printed) {
        assert.ok(text.includes(heading.trim().replace(/\s+/g, " ")), `${heading} is not on paper`);
    }
    assert.doesNotMatch(text, /Close file|Open a session/);
});

test("Nothing but the files of the build is asked for, and the sealed page reaches nobody", async (t) => {
    site.server.requests.length = 0;
    const elsewhere = await startServer();
    t.after(() => elsewhere.close());
    const page = await site.open(t, { expectsComplaints: true });
    assert.ok(asked().length > 8, "the page was loaded");
    assert.deepEqual(asked().filter((name) => name !== "" && name !== "build.json" && !BUILD.includes(name)), []);
    const n_loaded = site.server.requests.length;
    await typeLaboratory(page, ["17,2", "20", "15", "5", "20"]);
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
    for (const address of [`${site.server.url}page.js?x`, `${elsewhere.origin}/x`]) {
        const outcome = await page.evaluate((address) => fetch(address, { mode: "no-cors" }).then(() => "arrived", ({ name }) => name), address);
        assert.equal(outcome, "TypeError", address);
    }
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await page.getByRole("button", { name: "Test the network" }).click();
    const table = page.getByRole("table", { name: "Ways out and what came of them" });
    await table.waitFor();
    const rows = await readRows(table);
    assert.ok(rows.length > 20, `only ${rows.length} ways were tried`);
    assert.deepEqual(rows.filter(([, outcome]) => /Open|Not blocked|went out/i.test(outcome)), []);
    assert.deepEqual(site.server.requests.slice(n_loaded), []);
    assert.deepEqual(elsewhere.requests, []);
    t.diagnostic(`what came of the ways out: ${JSON.stringify(rows)}`);
});

test("With a copy the page starts after its server is gone", async (t) => {
    const server = await startServer({ folder: DIST, base: "/copy/" });
    const context = await site.browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(`${server.url}#privacy`);
    await isSealed(page);
    const offline = page.getByRole("region", { name: "Without a network" });
    await Promise.all([page.waitForEvent("load"), offline.getByRole("link", { name: "Keep a copy" }).click()]);
    await isSealed(page);
    await shows(offline, /This browser keeps a copy/);
    await page.close();
    await server.close();
    const cold = await context.newPage();
    await cold.goto(server.url);
    await isSealed(cold);
    await typeLaboratory(cold, ["17,2", "20", "15", "5", "20"]);
    await showsClass(cold, "NK cell level");
    await cold.getByRole("link", { name: "Cohort" }).click();
    await openExample(cold);
});

test("The single file opens from the disk and does everything but keep a copy", async (t) => {
    const place = folder.write("single.html", "");
    execFileSync(process.execPath, [path.resolve(import.meta.dirname, "../../../.ci/single-file.mjs"), DIST, place]);
    const context = await site.browser.newContext();
    t.after(() => context.close());
    const page = await context.newPage();
    await page.goto(pathToFileURL(place).href);
    await isSealed(page);
    await typeLaboratory(page, ["17,2", "20", "15", "5", "20"]);
    await showsClass(page, "NK cell level");
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
    const saved = await save(page, "Report (JSON)");
    assert.equal(JSON.parse(saved.bytes.toString("utf8")).is_synthetic, true);
    await page.getByRole("link", { name: "Tables" }).click();
    await fillGroups(page, [163, 34, 217, 52]);
    await answers(page, /p = 0\.629\.$/);
    const outcome = await page.evaluate((address) => fetch(address, { mode: "no-cors" }).then(() => "arrived", ({ name }) => name), site.server.url);
    assert.equal(outcome, "TypeError");
});

test("In a private window the page works, and says what it can keep", async (t) => {
    const browser = await launchFirefox({ "browser.privatebrowsing.autostart": true });
    t.after(() => browser.close());
    const page = await (await browser.newContext()).newPage();
    await page.goto(`${site.server.url}#privacy`);
    await isSealed(page);
    t.diagnostic(`a private window says: ${await read(page.getByRole("region", { name: "Without a network" }))}`);
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
});
