// What leaves the page of one patient: a record that is copied or printed on one sheet of
// paper, and a page in plain words for the woman herself.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { drawn, IS_FIREFOX, picture, shows, useSite, wipe } from "./support/browser.mjs";
import { control, LABORATORY, NORMAL, showsClass, typeLaboratory } from "./support/patient.mjs";

const site = useSite();

const ARTIFACTS = path.join(import.meta.dirname, "artifacts");
const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };
const HIGH = ["17.2", "40", "15", "5", "20"];

/** The button of the panel, by its name. */
const button = (page, name) => page.getByRole("button", { name, exact: true });

/** The sheet that would be printed now. */
const sheet = (page) => page.locator(".sheet");

/** Keeps what is printed in the place of printing it. */
function catchPrints(page) {
    return page.evaluate(() => {
        window.prints = [];
        window.print = () => window.prints.push(document.querySelector(".sheet").textContent);
    });
}

/** Presses a button that prints; gives the text of the sheet at that moment. */
async function printed(page, press) {
    const n = await page.evaluate(() => window.prints.length);
    await press();
    await page.waitForFunction((n) => window.prints.length > n, n);
    assert.equal(await page.evaluate(() => window.prints.length), n + 1);
    return page.evaluate(() => window.prints.at(-1));
}

test("The record is copied as plain text, with every value, its cut-off and where that is from", async (t) => {
    const page = await site.open(t, CLIPBOARD);
    assert.equal(await button(page, "Copy for the record").count(), 0, "there is nothing to hand over");
    await typeLaboratory(page, HIGH);
    await control(page, "Age").fill("34");
    await control(page, "Previous losses").fill("3");
    await showsClass(page, "NK cell level + cytotoxicity");
    await button(page, "Copy for the record").click();
    await page.getByText("Copied as plain text.", { exact: true }).waitFor();
    const text = await page.evaluate(() => navigator.clipboard.readText());
    for (const part of [
        /^Immune class in recurrent pregnancy loss, after Han et al\. 2025\nImmune class: NK cell level \+ cytotoxicity\n/,
        /\n- NK cell level: 17\.2 % of lymphocytes; cut-off > 16\.1 \(Han 2025, Fig\. 2\): high\n/,
        /\n- NK cytotoxicity, E:T 50:1: 40 % lysis; cut-off > 34\.3 \(Han 2025, Fig\. 2\): high\n/,
        /\n- NK cytotoxicity by the rule “[^”]+”: high\n/,
        /\n- By the other rules: /,
        /\n- Age 34, previous losses 3, etiology not stated\n/,
        /Front Endocrinol/,
        new RegExp(`\\nMade on ${await today(page)} with RPL immune profile [\\d.]+, rules [^,]+, SHA-256 of cut-offs and rule [0-9a-f]{64}\\. For health professionals; no diagnosis and no advice on treatment\\.\\n$`),
    ]) {
        assert.match(text, part);
    }
    // What was said of other values is said no longer.
    await control(page, "Age").fill("35");
    await page.getByText("Copied as plain text.", { exact: true }).waitFor({ state: "detached" });
});

test("Where the browser does not let it be copied, the text stands there to be selected", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, HIGH);
    await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("no")); });
    await button(page, "Copy for the record").click();
    const text = page.getByRole("textbox", { name: "The record as text" });
    await text.waitFor();
    assert.match(await text.inputValue(), /^Immune class in recurrent/);
});

test("The record and the woman’s page are printed, each when it is wished; the browser’s own command prints the record", async (t) => {
    const page = await site.open(t);
    await catchPrints(page);
    await typeLaboratory(page, HIGH);
    await showsClass(page, "NK cell level + cytotoxicity");
    const hers = await printed(page, () => button(page, "Print a page for the woman").click());
    assert.match(hers, /^Your blood tests after pregnancy losses/);
    assert.match(hers, /Number of NK cells: above the limit/);
    assert.doesNotMatch(hers, /17\.2|%|Han/, "she reads no laboratory values");
    assert.doesNotMatch(hers, /health professionals/);
    const record = await printed(page, () => button(page, "Print one page").click());
    assert.match(record, /NK cell level: 17\.2 % of lymphocytes/);
    assert.match(record, /NameDate and signature$/);
    // What Ctrl+P prints, after either.
    await printed(page, () => button(page, "Print a page for the woman").click());
    await page.waitForFunction(() => document.querySelector(".sheet").textContent.startsWith("Immune class in"));
});

test("Papers of the example say on both that nobody has these values", async (t) => {
    const page = await site.open(t);
    await catchPrints(page);
    await page.getByRole("button", { name: "Show an example" }).click();
    for (const name of ["Print one page", "Print a page for the woman"]) {
        assert.match(await printed(page, () => button(page, name).click()), /made-up example, not of a patient/);
    }
});

test("A name is printed, and forgotten with the patient", async (t) => {
    const page = await site.open(t);
    await catchPrints(page);
    await typeLaboratory(page, HIGH);
    await page.getByLabel("Name or number, for this print only").fill("Ms. 4711");
    assert.match(await printed(page, () => button(page, "Print one page").click()), /NameMs\. 4711Date and signature$/);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    await sheet(page).waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await showsClass(page, "NK cell level + cytotoxicity");
    assert.equal(await page.getByLabel("Name or number, for this print only").inputValue(), "");
    assert.doesNotMatch(await printed(page, () => button(page, "Print one page").click()), /4711/);
});

test("Other pages are printed without her sheet, and wiping takes it away", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, HIGH);
    await sheet(page).waitFor({ state: "attached" });
    await page.getByRole("link", { name: "Cohort" }).click();
    await sheet(page).waitFor({ state: "detached" });
    await page.getByRole("link", { name: "Patient" }).click();
    await sheet(page).waitFor({ state: "attached" });
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    await page.getByRole("link", { name: "Patient" }).click();
    await showsClass(page, "No values yet");
    assert.equal(await sheet(page).count(), 0);
});

/** Patients whose sheets are as long as they get, and one as short. */
const PATIENTS = {
    short: async (page) => { await control(page, "NK cell level").fill("17"); },
    example: async (page) => { await page.getByRole("button", { name: /example/ }).first().click(); },
    long: async (page) => {
        await typeLaboratory(page, ["0.16; 18", "161; 40", "30", "31.1", "0.4"]);
        await control(page, "Age").fill("34");
        await control(page, "Previous losses").fill("1");
        await page.getByLabel("Idiopathic", { exact: true }).check();
    },
    refused: async (page) => { await typeLaboratory(page, ["x", "1,234", "30.1.2", "?", "300"]); },
    doubtful: async (page) => { await typeLaboratory(page, ["0.16", "0.2", "15", "25", "0.3"]); },
};

for (const [name, act] of Object.entries(PATIENTS)) {
    test(`${name}: each paper is one sheet, on A4 and on Letter`, async (t) => {
        mkdirSync(ARTIFACTS, { recursive: true });
        const page = await site.open(t, { viewport: { width: 794, height: 1123 } });
        await act(page);
        await sheet(page).waitFor({ state: "attached" });
        // The paper for her stands as long as the dialog for printing is open.
        for (const [paper, wish] of [["record", null], ["her", "Print a page for the woman"]]) {
            for (const format of ["A4", "Letter"]) {
                const pdf = await pdfOf(page, wish, format);
                assert.equal(nSheets(pdf), 1, `${paper}, ${format}`);
            }
            await standing(page, wish, async () => {
                await page.emulateMedia({ media: "print" });
                await drawn(page);
                await picture(page, path.join(ARTIFACTS, `sheet-${name}-${paper}.png`));
                const left = await page.locator("#app").evaluate((app) => app.checkVisibility());
                assert.equal(left, false, "nothing but the sheet is printed");
                await page.emulateMedia({ media: null });
            });
        }
    });
}

/** How many pages a PDF has. Firefox packs what tells it, so there a reader of PDFs is asked. */
function nSheets(pdf) {
    if (!IS_FIREFOX) {
        return pdf.toString("latin1").match(/\/Type \/Page\b(?!s)/g).length;
    }
    return Number(execFileSync("pdfinfo", ["-"], { input: pdf }).toString().match(/^Pages:\s+(\d+)$/m)[1]);
}

/** Width, height and margin of a paper. Of Firefox, Playwright passes inches on as centimeters. */
function paperOf(format) {
    const millimeters = [...{ A4: [210, 297], Letter: [215.9, 279.4] }[format], 12];
    return millimeters.map((length) => (IS_FIREFOX ? `${length / 10}in` : `${length}mm`));
}

/** The sheet that a wish would print, as a PDF. */
async function pdfOf(page, wish, format) {
    const [width, height, side] = paperOf(format);
    let pdf;
    await standing(page, wish, async () => {
        pdf = await page.pdf({ width, height, margin: { top: side, right: side, bottom: side, left: side } });
    });
    return pdf;
}

/** Does something while the paper of a wish stands; without a wish it is the record. */
async function standing(page, wish, act) {
    if (wish !== null) {
        // The page puts the record back after printing; what stands is kept beside it.
        await page.evaluate(() => {
            window.print = () => {
                const copy = document.querySelector(".sheet").cloneNode(true);
                copy.id = "kept";
                document.body.append(copy);
            };
        });
        await button(page, wish).click();
        await page.locator("#kept").waitFor({ state: "attached" });
        await page.locator(".sheet:not(#kept)").evaluate((own) => { own.style.display = "none"; });
    }
    await act();
    if (wish !== null) {
        await page.locator("#kept").evaluate((kept) => kept.remove());
        await page.locator(".sheet").evaluate((own) => { own.style.display = ""; });
    }
}

test("From the first key to the printed sheet by the keyboard alone", async (t) => {
    const page = await site.open(t);
    await catchPrints(page);
    const until = async (is) => {
        for (let presses = 0; !await page.evaluate(is); presses += 1) {
            assert.ok(presses < 80, "the keyboard does not get there");
            await page.keyboard.press("Tab");
        }
    };
    await until(() => document.activeElement.id === "field-nk-level");
    for (const [index, value] of NORMAL.entries()) {
        await page.keyboard.type(value);
        if (index + 1 < LABORATORY.length) {
            do {
                await page.keyboard.press("Tab");
            } while (!await page.evaluate(() => document.activeElement.matches("input[type=text]")));
        }
    }
    await showsClass(page, "No abnormality");
    await until(() => document.activeElement.textContent === "Print one page");
    assert.match(await printed(page, () => page.keyboard.press("Enter")), /No abnormality/);
});

test("Without the part that writes, the page says so where it would write", async (t) => {
    const page = await site.open(t, {
        expectsComplaints: true,
        waitsForEngine: false,
        prepare: (page) => page.route("**/workbench_bg.wasm", (route) => route.abort()),
    });
    await typeLaboratory(page, HIGH);
    await shows(page.getByRole("region", { name: "Hand over" }).getByRole("status"), /could not be loaded/);
});

/** Today on the page's clock. */
function today(page) {
    return page.evaluate(() => {
        const now = new Date();
        const two = (n) => String(n).padStart(2, "0");
        return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
    });
}
