// Files that cannot be used: each gives a clear sentence, and the page goes on.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, shows, useSite } from "./support/browser.mjs";
import { choose, failure, openExample, readFlow, readIssues, readLeavingOut, showsQuestions, showsReport, showsReportLeavingOut } from "./support/cohort.mjs";
import { cohort, COLUMNS, file, useFolder } from "./support/files.mjs";

const site = useSite();
const folder = useFolder();

const HEADER = `${COLUMNS.join(",")}\n`;

/** What a file holds, and the sentence that says what is wrong with it. */
const UNUSABLE = [
    ["An empty file", "", /^The file is empty\.$/],
    ["A file of blank lines", "\n\r\n  \n", /^The file is empty\.$/],
    ["A header alone", HEADER, /^The file has a header and no rows below it\.$/],
    ["A damaged workbook", zip(), /^This workbook is damaged; get it once more, or open it in a spreadsheet, save it as \.xlsx or CSV and open that\.$/],
    ["A PDF", "%PDF-1.7\n", /^The file is a PDF; export the table as CSV or as a workbook \(\.xlsx\)\.$/],
    ["A web page under the name of a workbook", "<html><table><tr><td>patient_id</td></tr></table></html>", /^The file is a web page, whatever its name says;/],
    ["FHIR without observations", "{\"resourceType\": \"Patient\"}", /^The file holds FHIR resources but no observation with a code that is read;/],
    ["A file with zero bytes in it", Buffer.from("patient_id\0\u0001\u0002\n"), /^The file is not text; save the table as CSV or as a workbook/],
    ["A file with zero bytes far behind its header", Buffer.from(cohort([{}, {}]) + "B\0\n"), /^The file is not text;/],
    ["A quoted field that never ends", cohort([{}]) + "A2,33,\"22\nA3,33,22\n", /^Row 3: a quotation mark opens a field that never ends; remove it, or choose “no quotation marks” in the import step\.$/],
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
    await isRefused(page, "quoted.csv", /^Row 2: a quotation mark opens a field that never ends;/);
});

test("What a short row lacks is missing, rows that are too long are left out, and both are listed", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const text = "patient_id,previous_losses,nk_percent\nA,2,10\nB,2\nC,2,10,11\nD,2,10,,\nE,2,\"1,5\"\nF,3,17\n";
    await choose(page, file("ragged.csv", text));
    await showsReport(page, "ragged.csv");
    const issues = await readIssues(page);
    assert.deepEqual(issues.slice(0, 2), [
        ["3", "", "", "has 2 fields, the header has 3; what its end lacks counts as missing", "in use"],
        ["4", "", "", "has 4 fields, the header has 3; a field that holds the separator needs quotation marks", "left out"],
    ]);
    assert.deepEqual(issues.slice(2), [["C6", "nk_percent", "1,5", "decimal comma read as 1.5", "changed"]]);
    const [rows, records] = await readFlow(page);
    assert.deepEqual([rows.n, records.n], [6, 5]);
});

test("A file whose every row is bad gives a report that says so", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("all-bad.csv", cohort([{ nk_percent: "x" }, { nk_percent: "y" }])));
    await showsReportLeavingOut(page, "all-bad.csv");
    const [rows, records, ...rest] = await readFlow(page);
    assert.deepEqual([rows.n, records.n, ...rest.map(({ n }) => n)], [2, 0, 0, 0, 0]);
    assert.doesNotMatch(await read(page.getByRole("main")), /NaN|Infinity/);
});

test("A file name that is markup is shown as text", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const name = "<img src=x onerror=alert(1)>.csv";
    await choose(page, file(name, cohort([{ etiology: "<b>bold</b>" }])));
    await showsQuestions(page, name);
    assert.equal(await page.getByRole("main").locator("img, b").count(), 0);
    await readLeavingOut(page, "proposed");
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
