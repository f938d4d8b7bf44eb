// The files that a person saves, opened and read.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, save, shows, useSite } from "./support/browser.mjs";
import { choose, openExample, readClasses, readFlow, readIssues, showsReport, showsReportLeavingOut } from "./support/cohort.mjs";
import { cohort, COLUMNS, file, parseCsv, TEMPLATE } from "./support/files.mjs";
import { rule } from "./support/patient.mjs";

const site = useSite();

const BYTE_ORDER_MARK = [0xef, 0xbb, 0xbf];

/** Reads a saved table: the mark is there, rows end as spreadsheets expect, and every row is as wide as the head. */
function readTable({ bytes }) {
    assert.deepEqual([...bytes.subarray(0, 3)], BYTE_ORDER_MARK);
    const text = bytes.subarray(3).toString("utf8");
    assert.ok(text.endsWith("\r\n"));
    const [head, ...rows] = parseCsv(text);
    for (const row of rows) {
        assert.equal(row.length, head.length, row.join());
    }
    return rows.map((row) => Object.fromEntries(head.map((name, index) => [name, row[index]])));
}

test("The classified rows hold every used row with its class, its fate and the rule set", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("rows.csv", cohort([
        { nk_percent: "17" }, { nk_percent: "high" }, { th1_th2_ratio: "" }, { previous_losses: "1" },
        { etiology: "갑상선", outcome: "ongoing" },
    ])));
    await showsReportLeavingOut(page, "rows.csv");
    const saved = await save(page, "Classified rows (CSV)");
    const ruleSet = (await read(page.getByText(/^Rule set [0-9a-f]{8}:/))).match(/^Rule set (\w{8}):/)[1];
    assert.equal(saved.name, `classified-rows-${ruleSet}.csv`);
    const rows = readTable(saved);
    assert.deepEqual(Object.keys(rows[0]).slice(0, COLUMNS.length), COLUMNS);
    assert.deepEqual(rows.map((row) => [
        row.patient_id, row.spreadsheet_row, row.etiology, row.nk_level_finding, row.nk_cytotoxicity_finding,
        row.th1_th2_finding, row.immune_class, row.at_least_one_abnormality, row.analysis,
    ]), [
        ["A1", "2", "idiopathic", "high", "not_high", "not_high", "nk", "yes", "analyzed"],
        ["A3", "4", "idiopathic", "not_high", "not_high", "unknown", "indeterminate", "", "immunity_indeterminate"],
        ["A4", "5", "idiopathic", "not_high", "not_high", "not_high", "normal", "no", "too_few_losses"],
        ["A5", "6", "갑상선", "not_high", "not_high", "not_high", "normal", "no", "outcome_unknown"],
    ]);
    for (const row of rows) {
        assert.match(row.rule_set, new RegExp(`^${ruleSet}[0-9a-f]{56}$`));
    }
});

test("Cells that a spreadsheet would run as a formula are made plain text", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const ids = ["=1+1", "+1", "@SUM(A1)", "-cmd|' /C calc'!A0", "\"=HYPERLINK(\"\"x\"\",\"\"y\"\")\"", "-3.5", "plain"];
    await choose(page, file("formulas.csv", cohort([
        ...ids.map((patient_id) => ({ patient_id })),
        { patient_id: "=1+1", outcome: "miscarriage" },
        { patient_id: "Z", etiology: "=cmd", nk_percent: "=2+5" },
    ])));
    await showsReportLeavingOut(page, "formulas.csv", "proposed");
    const rows = readTable(await save(page, "Classified rows (CSV)"));
    assert.deepEqual(rows.map((row) => row.patient_id), [
        "'=1+1", "'+1", "'@SUM(A1)", "'-cmd|' /C calc'!A0", "'=HYPERLINK(\"x\",\"y\")", "-3.5", "plain",
    ]);
    const issues = readTable(await save(page, "Changes and rows not used (CSV)"));
    assert.deepEqual(issues.map(({ row, found }) => [row, found]), [["9", "'=1+1"], ["10", "'=2+5"]]);
});

test("The row issues are saved as they are listed", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    const saved = await save(page, "Changes and rows not used (CSV)");
    assert.match(saved.name, /^SYNTHETIC-row-issues-\w{8}\.csv$/);
    const listed = (await readIssues(page)).map(([cell, column, found, problem, kind]) => (
        { cell, column, found, problem, kind, row_is_used: kind === "left out" ? "no" : "yes" }
    ));
    assert.ok(listed.length > 0);
    const rows = readTable(saved);
    assert.deepEqual(rows.map(({ cell, column, found, problem, kind, row_is_used }) => (
        { cell, column, found, problem, kind, row_is_used }
    )), listed);
    for (const { row, cell, file_sha256, import_sha256, rule_set } of rows) {
        assert.equal(cell.replace(/^[A-Z]+/, ""), row);
        for (const hash of [file_sha256, import_sha256, rule_set]) {
            assert.match(hash, /^[0-9a-f]{64}$/);
        }
    }
});

test("The JSON report is the object that scripts get for the same bytes", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const example = await save(page, "Save it");
    await openExample(page);
    for (const [label, cytotoxicity_rule] of [["Any of the three", "any"], ["Two of three", "two_of_three"]]) {
        await rule(page, label).check();
        await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), new RegExp(`cytotoxicity: ${label};`, "i"));
        const saved = await save(page, "Report (JSON)");
        assert.match(saved.name, /^SYNTHETIC-report-\w{8}\.json$/);
        // The page opens its example with these choices, because it holds slips.
        const settings = { unreadable: "leave_out", duplicates: "first" };
        const scripted = await page.evaluate(([bytes, protocol, settings]) => JSON.stringify(
            globalThis.rplImmuneProfile.analyze(Uint8Array.from(bytes), protocol, settings), null, 2,
        ), [[...example.bytes], { cytotoxicity_rule }, settings]);
        const report = JSON.parse(saved.bytes);
        assert.deepEqual(report, JSON.parse(scripted), label);
        assert.equal(report.schema, "rpl-immune-profile/report/1");
        assert.equal(report.is_synthetic, true);
        assert.equal(report.protocol.cytotoxicity_rule, cytotoxicity_rule);
        // The numbers on the screen are those of the file.
        const steps = await readFlow(page);
        assert.deepEqual(
            steps.map(({ n }) => n),
            ["n_rows", "n_records", "n_enrolled", "n_classified", "n_analyzed"].map((name) => report.flow[name]),
        );
        const { rows } = await readClasses(page);
        assert.deepEqual(rows.map(({ cells }) => cells[0].n), report.classes.map(({ cells }) => cells[0].n));
    }
});

test("The template holds the columns and opens as a header alone", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const saved = await save(page, "Save the template");
    assert.equal(saved.name, "cohort-template.csv");
    assert.equal(saved.bytes.toString(), `\ufeff${TEMPLATE.map((name) => `"${name}"`).join(",")}\r\n`);
    await choose(page, file(saved.name, saved.bytes));
    await shows(page.getByRole("alert"), /The file has a header and no rows below it\./);
    // A spreadsheet saves the filled template with its mark and its line ends.
    const filled = Buffer.concat([saved.bytes, Buffer.from("A,33,22,2,idiopathic,17,20,15,5,20,yes,live_birth,,2019\r\n")]);
    await choose(page, file("filled.csv", filled));
    await showsReport(page, "filled.csv");
    assert.equal((await readFlow(page)).at(-1).n, 1);
});

test("The synthetic example says what it is in its name and in every row", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const saved = await save(page, "Save it");
    assert.equal(saved.name, "SYNTHETIC-example.csv");
    const [head, ...rows] = parseCsv(saved.bytes.toString());
    assert.deepEqual(head, COLUMNS);
    assert.ok(rows.length > 20);
    for (const [id] of rows) {
        assert.match(id, /^SYNTHETIC-/);
    }
    await openExample(page);
    for (const button of ["Classified rows (CSV)", "Report (JSON)", "Changes and rows not used (CSV)"]) {
        assert.match((await save(page, button)).name, /^SYNTHETIC-/);
    }
});

test("Classified rows that were saved can be opened again and give the same report", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    const before = await readClasses(page);
    const saved = await save(page, "Classified rows (CSV)");
    await page.getByRole("button", { name: "Close file" }).click();
    await choose(page, file("again.csv", saved.bytes));
    await showsReport(page, "again.csv");
    assert.deepEqual(await readClasses(page), before);
});
