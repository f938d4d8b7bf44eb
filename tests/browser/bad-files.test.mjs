// Files that cannot be used: each gives a clear sentence, and the page goes on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, shows, useSite } from "./support/browser.mjs";
import { choose, failure, openExample, readFlow, readIssues, showsReport } from "./support/cohort.mjs";
import { cohort, COLUMNS, file, useFolder } from "./support/files.mjs";

const site = useSite();
const folder = useFolder();

const HEADER = `${COLUMNS.join(",")}\n`;

/** What a file holds, and the sentence that says what is wrong with it. */
const UNUSABLE = [
    ["An empty file", "", /^The file is empty\.$/],
    ["A file of blank lines", "\n\r\n  \n", /^The file is empty\.$/],
    ["A header alone", HEADER, /^The file has a header and no rows below it\.$/],
    ["An Excel workbook", zip(), /^The file is a workbook; save the sheet as CSV \(UTF-8\) and open that\.$/],
    ["A file with zero bytes in it", Buffer.from("patient_id\0\u0001\u0002\n"), /^The file is not text; save the table as CSV \(UTF-8\)/],
    ["A file with zero bytes far behind its header", Buffer.from(cohort([{}, {}]) + "B\0\n"), /^The file is not text;/],
    ["A UTF-16 file", Buffer.from(`\ufeff${cohort([{}])}`, "utf16le"), /^The file is UTF-16 text; save it as CSV \(UTF-8\)/],
    ["A file in another encoding", Buffer.from(cohort([{}, { etiology: "Fehlgeburt nach H\u00f6he" }]), "latin1"), /^Row 3 is not UTF-8 text; save the file as CSV \(UTF-8\)/],
    ["A file without a required column", "nk_percent,bmi\n10,22\n", /^The header lacks patient_id, previous_losses\.$/],
    ["A file without any laboratory column", "patient_id,previous_losses\nA,2\n", /^The header has none of the laboratory columns nk_percent, /],
    ["A header with a column twice", "patient_id,previous_losses,nk_percent,NK_percent\nA,2,10,11\n", /^The header has nk_percent more than once\.$/],
    ["A file with semicolons", cohort([{}]).replaceAll(",", ";"), /^The columns are separated by semicolons; save the file with commas\.$/],
    ["A file with tabs", cohort([{}]).replaceAll(",", "\t"), /^The columns are separated by tabs; save the file with commas\.$/],
    ["A quoted field that never ends", cohort([{}]) + "A2,33,\"22\nA3,33,22\n", /^Row 3: a quotation mark opens a field that never ends\.$/],
    ["A page of prose", "To whom it may concern:\nthis is not a table.\n", /^The header lacks patient_id, previous_losses\.$/],
];

test("Every file that cannot be used is refused with a clear sentence, and the page goes on", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    // One page is given all of them, so that it has to go on after each.
    for (const [what, content, sentence] of UNUSABLE) {
        await t.test(what, async () => {
            await choose(page, file("bad.csv", content));
            await isRefused(page, "bad.csv", sentence);
            await page.getByRole("button", { name: "Close file" }).click();
        });
    }
});

test("A single line of 50 MB is refused with a clear sentence, and the page goes on", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, folder.write("line.csv", Buffer.alloc(50_000_000, "a,")));
    await isRefused(page, "line.csv", /^Row 1 (is longer than a megabyte|has more than 16,384 fields); this is not a table with one patient a row\.$/);
});

test("A quoted field of 50 MB is refused with a clear sentence, and the page goes on", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const bytes = Buffer.alloc(50_000_000, "a");
    bytes.write(`${HEADER}"`);
    await choose(page, folder.write("quoted.csv", bytes));
    await isRefused(page, "quoted.csv", /^Row 2: a quotation mark opens a field that never ends\.$/);
});

test("Rows that are too short or too long are left out and listed", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const text = "patient_id,previous_losses,nk_percent\nA,2,10\nB,2\nC,2,10,11\nD,2,10,,\nE,2,\"1,5\"\nF,3,17\n";
    await choose(page, file("ragged.csv", text));
    await showsReport(page, "ragged.csv");
    const issues = await readIssues(page);
    assert.deepEqual(issues.slice(0, 2), [
        ["3", "", "", "has 2 fields, the header has 3; quote fields that hold a comma", "left out"],
        ["4", "", "", "has 4 fields, the header has 3; quote fields that hold a comma", "left out"],
    ]);
    assert.deepEqual(issues.slice(2).map(([row, column]) => [row, column]), [["6", "nk_percent"]]);
    const [rows, records] = await readFlow(page);
    assert.deepEqual([rows.n, records.n], [6, 3]);
});

test("A file whose every row is bad gives a report that says so", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("all-bad.csv", cohort([{ nk_percent: "x" }, { nk_percent: "y" }])));
    await showsReport(page, "all-bad.csv");
    const [rows, records, ...rest] = await readFlow(page);
    assert.deepEqual([rows.n, records.n, ...rest.map(({ n }) => n)], [2, 0, 0, 0, 0]);
    assert.doesNotMatch(await read(page.getByRole("main")), /NaN|Infinity/);
});

test("A file name that is markup is shown as text", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const name = "<img src=x onerror=alert(1)>.csv";
    await choose(page, file(name, cohort([{ etiology: "<b>bold</b>" }])));
    await showsReport(page, name);
    assert.equal(await page.getByRole("main").locator("img, b").count(), 0);
});

/** The page names the file and what is wrong with it, then opens the example. */
async function isRefused(page, name, sentence) {
    await shows(failure(page), new RegExp(`^\\s*${name.replace(".", "\\.")} could not be analyzed\\.`));
    await shows(failure(page).locator("p").last(), sentence);
    await openExample(page);
    assert.equal(await failure(page).count(), 0);
}

/** What an .xlsx begins with. */
function zip() {
    return Buffer.concat([Buffer.from("PK\u0003\u0004"), Buffer.alloc(200, 7)]);
}
