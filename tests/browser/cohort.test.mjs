// The cohort page: what a person sees who opens a file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hides, read, readAll, save, shows, useSite } from "./support/browser.mjs";
import {
    choose, drop, line, openExample, readClasses, readFlow, readIssues, ruleLine, showsReport, showsReportLeavingOut,
} from "./support/cohort.mjs";
import { cohort, file, useFolder } from "./support/files.mjs";
import { cutoff, rule, unfoldLaboratory } from "./support/patient.mjs";
import { interval, percent } from "./support/wilson.mjs";

const site = useSite();
const folder = useFolder();

/** Two women of one class each, and one row that is left out. */
const SMALL = cohort([{}, { nk_percent: "17" }, { nk_percent: "high" }]);

/** What the engine says of the same bytes, through the interface for scripts. */
function analyze(page, bytes, protocol) {
    const settings = { unreadable: "leave_out", duplicates: "first" };
    return page.evaluate(([bytes, protocol, settings]) => (
        globalThis.rplImmuneProfile.analyze(Uint8Array.from(bytes), protocol, settings)
    ), [[...bytes], protocol, settings]);
}

test("The cohort page asks for a file and says what its columns hold", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await shows(page.getByRole("heading", { level: 1 }), "A cohort file");
    await page.getByText("What the columns hold").click();
    const guide = page.getByRole("table", { name: "Columns of a cohort file" });
    assert.equal(await guide.getByRole("row").count(), 15);
    await shows(guide, /patient_id\s*An identifier, different in every row/);
});

test("One click opens the example, and it is labelled synthetic on the screen", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    await shows(page.getByRole("region", { name: "File" }).getByRole("note"), /Synthetic data\. No woman in this file exists/);
});

test("A file of a user's own is not called synthetic", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("own.csv", SMALL));
    await showsReportLeavingOut(page, "own.csv");
    assert.doesNotMatch(await read(page.getByRole("main")), /synthetic/i);
});

test("The flow adds up, step by step", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const example = await save(page, "Save it");
    await openExample(page);
    const steps = await readFlow(page);
    assert.deepEqual(steps.map(({ name }) => name), [
        "Rows read", "Records", "With recurrent pregnancy loss", "With an immune class", "With a class and an outcome",
    ]);
    // The rows of the file itself, counted here: every line below the header.
    assert.equal(steps[0].n, example.bytes.toString().trim().split("\n").length - 1);
    for (const [index, step] of steps.entries()) {
        const leaving = step.leaving.reduce((sum, { n }) => sum + n, 0);
        const before = index === 0 ? step.n : steps[index - 1].n;
        assert.equal(step.n + leaving, before, step.name);
        assert.ok(index === 0 || step.leaving.length > 0, `${step.name}: nobody can leave`);
    }
    assert.ok(steps.slice(1).every(({ leaving }) => leaving.some(({ n }) => n > 0)), "the example shows every exit");
});

test("Every way out of the cohort is counted under its own name", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("exits.csv", cohort([
        {}, { nk_percent: "17" },
        { nk_percent: "abc" },
        { previous_losses: "1" }, { previous_losses: "0" },
        { previous_losses: "" },
        { nk_percent: "" }, { nk_percent: "", th1_th2_ratio: "40" },
        { outcome: "" }, { outcome: "ongoing" }, { outcome: "lost_to_follow_up" },
    ])));
    await showsReportLeavingOut(page, "exits.csv");
    assert.deepEqual(await readFlow(page), [
        { name: "Rows read", n: 11, leaving: [] },
        { name: "Records", n: 10, leaving: [
            { name: "Rows that could not be used", n: 1 }, { name: "Rows of women who have another row", n: 0 },
        ] },
        { name: "With recurrent pregnancy loss", n: 7, leaving: [
            { name: "Number of losses unknown", n: 1 }, { name: "Too few losses", n: 2 },
        ] },
        { name: "With an immune class", n: 5, leaving: [{ name: "Immune class not determinable", n: 2 }] },
        { name: "With a class and an outcome", n: 2, leaving: [{ name: "Outcome not known", n: 3 }] },
    ]);
    await shows(page.getByRole("region", { name: "Participants" }), /not determinable, 1 has at least one abnormality for certain/);
});

test("The table of classes adds up by class and by etiology, and agrees with the flow", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    const { strata, rows } = await readClasses(page);
    assert.deepEqual(strata.map(({ name }) => name), ["All", "Idiopathic", "Known etiology"]);
    assert.equal(rows.length, 10);
    const sum = (cells) => cells.reduce(
        (sum, { n, events, total }) => ({ n: sum.n + n, events: sum.events + events, total: sum.total + total }),
        { n: 0, events: 0, total: 0 },
    );
    const counts = ({ n, events, total }) => ({ n, events, total });
    for (const [place, { name, n }] of strata.entries()) {
        const column = rows.map(({ cells }) => cells[place]);
        assert.deepEqual(sum(column.slice(1, 8)), counts(column[8]), `${name}: any abnormality`);
        assert.deepEqual(sum(column.slice(0, 8)), counts(column[9]), `${name}: everyone`);
        assert.equal(column[9].n, n, name);
    }
    for (const { name, cells: [all, ...parts] } of rows) {
        assert.deepEqual(sum(parts), counts(all), name);
    }
    const steps = await readFlow(page);
    assert.equal(rows[9].cells[0].n, steps[3].n);
    assert.equal(rows[9].cells[0].total, steps[4].n);
});

test("Shares, live birth rates and Wilson intervals follow from the counts beside them", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    const { strata, rows } = await readClasses(page);
    let n_rates = 0;
    for (const { name, cells } of rows) {
        for (const [place, { n, prevalence, events, total, rate }] of cells.entries()) {
            assert.equal(prevalence, percent(n / strata[place].n), name);
            if (total > 0) {
                assert.equal(rate, `${percent(events / total)} ${interval(events, total)}`, name);
                n_rates += 1;
            }
        }
    }
    assert.ok(n_rates > 10);
});

test("A class that nobody has shows an empty rate, never 0 %", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("small.csv", SMALL));
    await showsReportLeavingOut(page, "small.csv");
    const { rows } = await readClasses(page);
    for (const { name, cells: [{ n, births, rate }] } of rows) {
        assert.deepEqual([births, rate].map((text) => text === ""), [n === 0, n === 0], name);
    }
    assert.deepEqual(rows.map(({ cells }) => cells[0].n), [1, 1, 0, 0, 0, 0, 0, 0, 1, 2]);
});

test("Each figure stands with its numbers as a table", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    const { rows, strata } = await readClasses(page);
    const figure = page.getByRole("figure").filter({ hasText: "How common is each abnormality?" });
    await figure.getByRole("img", { name: /The numbers are in the table below\./ }).waitFor();
    await figure.getByText("The numbers behind this figure").click();
    const prevalence = await readAll(figure.getByRole("row"));
    const nk = rows.find(({ name }) => name === "NK cell level").cells;
    const expected = `${nk[1].n}/${strata[1].n}; ${interval(nk[1].n, strata[1].n)}`;
    assert.ok(prevalence.includes(`NK cell level, idiopathic ${nk[1].prevalence} (${expected})`), prevalence.join("\n"));
    assert.equal(prevalence.length, 1 + 8 * 2);
});

test("Row issues name row, column, the text found and what was expected", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("issues.csv", cohort([
        {}, { nk_percent: "high" }, { patient_id: "A1", outcome: "miscarriage" }, { nk_cyto_50: "162" }, { outcome: "born" },
        { nk_percent: "0.17" }, { patient_id: "" }, { th1_th2_ratio: "\"28,4\"" },
    ])));
    await showsReportLeavingOut(page, "issues.csv");
    const issues = await readIssues(page);
    assert.deepEqual(issues.map((cells) => [...cells.slice(0, 3), cells[4]]), [
        ["F3", "nk_percent", "high", "left out"],
        ["A4", "patient_id", "A1", "left out"],
        ["G5", "nk_cyto_50", "162", "left out"],
        ["L6", "outcome", "born", "left out"],
        ["F7", "nk_percent", "0.17", "in use"],
        ["A8", "patient_id", "", "left out"],
        ["J9", "th1_th2_ratio", "28,4", "changed"],
    ]);
    const problems = issues.map((cells) => cells[3]);
    for (const [index, expected] of [
        /not a number/, /already used in row 2/, /between 0 and 100 % lysis/, /expected live_birth, miscarriage/,
        /typed as a fraction\?/, /needs an identifier/, /decimal comma read as 28\.4/,
    ].entries()) {
        assert.match(problems[index], expected);
    }
    await shows(page.getByText(/rows? left out;/), "5 rows left out; 1 doubtful value stays in use; 1 cell changed.");
});

test("A file without any issue says so", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("clean.csv", cohort([{}, {}])));
    await showsReport(page, "clean.csv");
    await shows(page.getByRole("region", { name: "What was changed and what is not used" }), /Every row could be used as it stands\./);
    assert.equal(await page.getByRole("button", { name: "Changes and rows not used (CSV)" }).count(), 0);
});

test("Columns may stand in any order; unknown and missing ones are named", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const text = "ward,th1_th2_ratio,nk_percent,PREVIOUS_LOSSES,nk_cyto_25,patient_id,nk_cyto_50,nk_cyto_12_5,note\n"
        + "b,20,17,2,15,X,20,5,hello\n";
    await choose(page, file("order.csv", text));
    await showsReport(page, "order.csv");
    await shows(line(page, "Columns ignored"), /2\s*ward, note$/);
    await shows(line(page, "Columns missing"), /7\s*age_years, bmi, etiology, ivig, outcome, fetal_karyotype, year$/);
    const { rows } = await readClasses(page);
    assert.equal(rows.find(({ name }) => name === "NK cell level").cells[0].n, 1);
    await shows(page.getByRole("region", { name: "Classes and live births" }), /No outcome is known, so there is no live birth rate/);
});

test("A chosen file is read from the disk, and can be chosen again after it was corrected", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const place = folder.write("local.csv", SMALL);
    await choose(page, place);
    await showsReportLeavingOut(page, "local.csv");
    assert.equal((await readFlow(page))[1].n, 2);
    await page.getByRole("button", { name: "Close file" }).click();
    folder.write("local.csv", SMALL.replace("high", "11"));
    await choose(page, place);
    await showsReport(page, "local.csv");
    assert.equal((await readFlow(page))[1].n, 3);
});

test("A file can be dropped on the page", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await drop(page, [{ name: "dropped.csv", text: SMALL }]);
    await showsReportLeavingOut(page, "dropped.csv");
});

test("Two dropped files are refused with a sentence, and one is taken afterwards", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await drop(page, [{ name: "a.csv", text: SMALL }, { name: "b.csv", text: SMALL }]);
    await shows(page.getByRole("alert"), "One file with a table at a time, please. A session or saved choices may come with it.");
    await drop(page, [{ name: "b.csv", text: SMALL }]);
    await showsReportLeavingOut(page, "b.csv");
});

test("Something dropped that is no file is refused with a sentence", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await drop(page, []);
    await shows(page.getByRole("alert"), "That was not a file. Drop one file with a table here.");
});

test("A second file replaces the first in every part of the report", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    await page.getByRole("button", { name: "Close file" }).click();
    await choose(page, file("second.csv", SMALL));
    await showsReportLeavingOut(page, "second.csv");
    assert.equal((await readFlow(page))[0].n, 3);
    assert.equal((await readIssues(page)).length, 1);
    assert.doesNotMatch(await read(page.getByRole("main")), /synthetic/i);
});

test("Closing the file forgets it and asks for another", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("close-me.csv", SMALL));
    await showsReportLeavingOut(page, "close-me.csv");
    await page.getByRole("button", { name: "Close file" }).click();
    await page.getByRole("heading", { name: "Open a cohort file" }).waitFor();
    await hides(page.getByRole("heading", { name: "Participants", exact: true }));
    // For ten seconds it can be taken back.
    await hides(page.getByRole("button", { name: "Undo" }));
    assert.doesNotMatch(await read(page.locator("body")), /close-me/);
});

test("The report stays while another page is looked at", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("stay.csv", SMALL));
    await showsReportLeavingOut(page, "stay.csv");
    await page.getByRole("link", { name: "Patient" }).click();
    await shows(page.getByRole("heading", { level: 1 }), "One patient");
    await page.getByRole("link", { name: "Cohort" }).click();
    await showsReport(page, "stay.csv");
});

test("Changing the rule counts the file again, and the report names the rule set", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const { bytes } = await save(page, "Save it");
    await openExample(page);
    const ruleSets = new Set();
    for (const [label, cytotoxicity_rule] of [
        ["Two of three", "two_of_three"], ["25:1 only", "ratio_25_only"], ["All three", "all"], ["Any of the three", "any"],
    ]) {
        await rule(page, label).check();
        await shows(ruleLine(page, label), /in force$/);
        const report = await analyze(page, bytes, { cytotoxicity_rule });
        const named = page.getByText(/^Rule set [0-9a-f]{8}:/);
        await shows(named, new RegExp(`Rule set ${report.fingerprint.slice(0, 8)}: .* cytotoxicity: ${label};`, "i"));
        ruleSets.add(await read(named));
        const { rows } = await readClasses(page);
        assert.deepEqual(rows.map(({ cells }) => cells[0].n), report.classes.map(({ cells }) => cells[0].n), label);
    }
    assert.equal(ruleSets.size, 4);
});

test("Own cut-offs count the file again, and the report says whose they are", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("own-cutoffs.csv", SMALL));
    await showsReportLeavingOut(page, "own-cutoffs.csv");
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /cut-offs of Han 2025/);
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("9");
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /4 of 5 cut-offs of Han 2025, 1 of your laboratory/);
    const { rows } = await readClasses(page);
    assert.deepEqual(rows.slice(0, 2).map(({ cells }) => cells[0].n), [0, 2]);
});

test("What each rule would make of the women is the count that the rule gives", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    const foretold = {};
    for (const label of ["Any of the three", "All three", "25:1 only", "Two of three"]) {
        foretold[label] = (await ruleLine(page, label).getByRole("cell").first().textContent()).match(/\d+ of \d+/)[0];
    }
    for (const [label, expected] of Object.entries(foretold)) {
        await rule(page, label).check();
        await shows(ruleLine(page, label), /in force$/);
        const { rows } = await readClasses(page);
        const [any, everyone] = rows.slice(-2).map(({ cells }) => cells[0].n);
        assert.equal(`${any} of ${everyone}`, expected, label);
    }
    assert.ok(new Set(Object.values(foretold)).size > 1, "the example tells the rules apart");
});
