// Columns that the format does not know: kept, named, seen in table 1, filtered and adjusted
// by, and the same again from saved choices.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, save, shows, useSite } from "./support/browser.mjs";
import { choose, line, readFlow, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";

const site = useSite();

/** Forty women, of whom every other one has a high NK level, and six columns of a clinic. */
const WOMEN = Array.from({ length: 40 }, (_, place) => ({
    nk_percent: place % 2 === 0 ? "18.2" : "10.1",
    etiology: place % 3 === 0 ? "thyroid" : "idiopathic",
    outcome: place % 5 === 0 ? "miscarriage" : "live_birth",
    age_years: String(28 + (place % 11)),
    own: [
        place === 7 ? "high" : (0.5 + (place % 9) / 4).toFixed(2),
        place % 4 === 0 ? "yes" : "no",
        ["A", "B", "O"][place % 3],
        ["mild", "severe"][place % 2],
        `${13 + (place % 9)}/0${1 + (place % 8)}/2015`,
        String(40 + ((place * 7) % 23)),
        `Dr ${place}`,
    ],
}));
const NAMES = ["TSH", "Smokes", "Blood group", "Pain", "First visit", "Vitamin D", "Nurse"];

function table() {
    const [head, ...rows] = cohort(WOMEN).trimEnd().split("\n");
    return [`${head},${NAMES.join(",")}`, ...rows.map((row, place) => `${row},${WOMEN[place].own.join(",")}`)].join("\n") + "\n";
}

const button = (page, name) => page.getByRole("button", { name, exact: true });

/** Waits until the import step has looked at the file again. */
const settles = (page) => page.locator(".import:not(.import-updating)").waitFor();

async function opensImport(page) {
    await button(page, "Change how this file is read").click();
    await page.getByRole("heading", { name: /^How .* is read$/ }).waitFor();
}

/** Types into a field of the import step. */
async function type(page, label, text) {
    const field = page.getByLabel(label, { exact: true });
    await field.fill(text);
    await field.press("Tab");
    await settles(page);
}

/** The rows of table 1 by any abnormality, as lists of texts; what is far from the window has no inner text. */
async function tableOne(page) {
    const table = page.getByRole("table", { name: "Baseline characteristics: any abnormality against no abnormality" });
    await table.waitFor();
    return table.evaluate((table) => [...table.tBodies[0].rows].map((row) => [...row.cells].map((cell) => cell.textContent)));
}

const rowOf = (rows, name) => rows.find(([first]) => first.startsWith(name));

test("Six columns of a clinic are kept, stand in table 1, and come back from saved choices", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("clinic.csv", table()));
    await showsReport(page, "clinic.csv");
    // Nothing is kept by itself.
    await shows(line(page, "Columns ignored"), /7\s*TSH, Smokes, Blood group, Pain, First visit, Vitamin D, Nurse/);
    const before = await tableOne(page);
    assert.ok(rowOf(before, "Body mass index") !== undefined && rowOf(before, "TSH") === undefined);

    await opensImport(page);
    const field = (name) => page.getByRole("combobox", { name: `${name} is read as`, exact: true });
    assert.equal(await field("Nurse").inputValue(), "ignored");
    assert.doesNotMatch(await read(field("Nurse")), /proposed/);
    await button(page, "Keep 6 more columns as proposed").click();
    await settles(page);
    for (const [name, kind] of [
        ["TSH", "own_number"], ["Smokes", "own_yes_no"], ["Blood group", "own_category"], ["Pain", "own_category"],
        ["First visit", "own_day_first"], ["Vitamin D", "own_number"], ["Nurse", "ignored"],
    ]) {
        assert.equal(await field(name).inputValue(), kind, name);
    }
    await shows(page.getByText(/cannot be read as that/), "1 of 40 cells cannot be read as that and will be missing: “high”");
    await type(page, "Unit of TSH, if it has one", "mIU/L");
    await type(page, "Pain is called", "Pelvic pain");
    await page.getByRole("combobox", { name: "Words of Pain", exact: true }).selectOption("ordered");
    await settles(page);
    await page.getByText("Words and their order").first().click();
    await type(page, "“O” of Blood group is called", "zero");
    const choices = await save(page, "Save these choices");
    assert.doesNotMatch(choices.bytes.toString(), /high|Dr 1|0\.75/);

    await button(page, "Read the file").click();
    await showsReport(page, "clinic.csv");
    await shows(line(page, "Columns kept"), /6\s*TSH, Smokes, Blood group, Pain, First visit, Vitamin D/);
    await shows(line(page, "Columns ignored"), /1\s*Nurse/);
    const first = await tableOne(page);
    // Every other woman has an abnormality; counted by hand below.
    const abnormal = WOMEN.filter(({ nk_percent }) => nk_percent === "18.2");
    const share = (women, is) => `${women.filter(is).length} (${((100 * women.filter(is).length) / women.length).toFixed(1)}%)`;
    const others = WOMEN.filter(({ nk_percent }) => nk_percent !== "18.2");
    for (const [name, is] of [
        ["Smokes", ({ own }) => own[1] === "yes"], ["Blood group: A", ({ own }) => own[2] === "A"],
        ["Blood group: zero", ({ own }) => own[2] === "O"], ["Pelvic pain: severe", ({ own }) => own[3] === "severe"],
    ]) {
        assert.deepEqual(rowOf(first, name).slice(1, 4), [share(abnormal, is), share(others, is), share(WOMEN, is)], name);
    }
    assert.match(rowOf(first, "TSH (mIU/L)")[4], /^0 \+ 1$/);
    const values = WOMEN.map(({ own }) => Number(own[5]));
    const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
    const deviation = Math.sqrt(values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / (values.length - 1));
    assert.equal(rowOf(first, "Vitamin D")[3], `${mean.toFixed(1)} (${deviation.toFixed(deviation < 10 ? 2 : 1)})`);
    assert.match(rowOf(first, "First visit")[3], /^2015-\d\d-\d\d \(2015-\d\d-\d\d to 2015-\d\d-\d\d\)$/);

    // Next week: the choices, then the file.
    await page.reload();
    await choose(page, { ...file("choices.json", ""), buffer: choices.bytes });
    await choose(page, file("clinic.csv", table()));
    await showsReport(page, "clinic.csv");
    assert.deepEqual(await tableOne(page), first);
});

test("Women are chosen and the model adjusted by kept columns", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("clinic.csv", table()));
    await showsReport(page, "clinic.csv");
    await opensImport(page);
    await button(page, "Keep 6 more columns as proposed").click();
    await settles(page);
    await button(page, "Read the file").click();
    await showsReport(page, "clinic.csv");
    const own = page.getByRole("group", { name: "Your own columns" });
    await own.getByLabel("Adjust for TSH", { exact: true }).check();
    const model = page.getByRole("table", { name: "Odds ratios of a live birth, crude and adjusted" });
    await model.getByRole("row").filter({ hasText: "TSH" }).waitFor();
    await own.getByLabel("Smokes", { exact: true }).selectOption("no");
    await page.getByText(/^Filter: Smokes: no\. Rule set/).first().waitFor();
    const within = async () => (await readFlow(page)).find(({ name }) => name === "Records within the filter").n;
    assert.equal(await within(), WOMEN.filter(({ own }) => own[1] === "no").length);
    await own.getByLabel("First visit from", { exact: true }).fill("2015-05-01");
    await page.getByText(/^Filter: Smokes: no; First visit from 2015-05-01 on\. Rule set/).first().waitFor();
    const isLate = ({ own }) => own[4].split("/").reverse().join("-") >= "2015-05-01";
    assert.equal(await within(), WOMEN.filter((woman) => woman.own[1] === "no" && isLate(woman)).length);
    await own.getByLabel("First visit from", { exact: true }).fill("May");
    await shows(own, /A date like 2025-12-31/);
});
