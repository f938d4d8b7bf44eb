// Whose protocol classifies: the laboratory's is one and holds on both pages, what is
// tried holds on one page alone, and what is not the study's says so.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, shows, useSite } from "./support/browser.mjs";
import { choose, readClasses, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import {
    control, cutoff, laboratory, laboratoryRule, notices, readTrace, rule, showsClass, typeLaboratory, unfoldLaboratory,
} from "./support/patient.mjs";

const site = useSite();

/** One woman between the cut-off of the study and one that is tried, and one above both. */
const BETWEEN = cohort([{ nk_percent: "18.2" }, { nk_percent: "25" }]);

function go(page, name) {
    return page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
}

async function open(page, name = "between.csv") {
    await choose(page, file(name, BETWEEN));
    await showsReport(page, name);
    await page.getByRole("slider", { name: "NK cell level" }).waitFor();
}

/** How many women have the NK level alone above its cut-off. */
async function withHighLevel(page) {
    const { rows } = await readClasses(page);
    return rows.find(({ name }) => name === "NK cell level").cells[0].n;
}

test("A slider of the cohort page changes no patient, says so, and ends with its file", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page);
    assert.equal(await withHighLevel(page), 2);
    await page.getByRole("slider", { name: "NK cell level" }).fill("19.1");
    await shows(notices(page), /What if: NK cell level > 19\.1 instead of > 16\.1\. It changes nothing on Patient, and ends with the file\./);
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /4 of 5 cut-offs of Han 2025, 1 tried as a what-if/);
    assert.equal(await withHighLevel(page), 1);

    await go(page, "Patient");
    await typeLaboratory(page, ["18.2", "30", "22", "9", "25.1"]);
    await showsClass(page, "NK cell level");
    assert.equal(await read(notices(page)), "");
    assert.deepEqual((await readTrace(page))[0].slice(3, 5), ["16.1", "Han 2025, Fig. 2"]);

    await go(page, "Cohort");
    await page.getByRole("button", { name: "Close file" }).click();
    assert.equal(await read(notices(page)), "");
    await open(page, "next.csv");
    assert.equal(await withHighLevel(page), 2);
});

test("A file that is opened in the place of another one is not under what was tried on that", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page);
    await rule(page, "All three").check();
    await shows(notices(page), /What if: cytotoxicity by “all three” instead of “any of the three”\./);
    // Read otherwise, it is still the same file.
    await page.getByRole("button", { name: "Change how this file is read" }).click();
    await page.getByRole("button", { name: "Read the file" }).click();
    await showsReport(page, "between.csv");
    await shows(notices(page), /What if: cytotoxicity/);
    await page.getByRole("button", { name: "Close file" }).click();
    await open(page, "next.csv");
    assert.equal(await read(notices(page)), "");
    assert.ok(await rule(page, "Any of the three").isChecked());
});

test("A rule that is tried on a patient changes no cohort, and one click ends it", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["10", "40", "20", "5", "20"]);
    await showsClass(page, "NK cytotoxicity");
    await rule(page, "All three").check();
    await showsClass(page, "No abnormality");
    await shows(notices(page), /What if: cytotoxicity by “all three”.*It changes nothing on Cohort, and ends when the values are cleared\./);
    await go(page, "Cohort");
    await open(page);
    assert.equal(await read(notices(page)), "");
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /cytotoxicity: any of the three;/);
    await go(page, "Patient");
    await showsClass(page, "No abnormality");
    await notices(page).getByRole("button", { name: "Back to the laboratory’s protocol" }).click();
    await showsClass(page, "NK cytotoxicity");
    assert.equal(await read(notices(page)), "");
    assert.ok(await rule(page, "Any of the three").isChecked());
});

test("The laboratory's protocol is decided in one panel, holds on both pages, and is told from the study's", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["14", "20", "15", "5", "20"]);
    await showsClass(page, "No abnormality");
    await shows(laboratory(page), /The laboratory’s protocol\s*Han 2025: cut-offs of Han 2025; cytotoxicity: any of the three; 2 or more losses\./);
    await unfoldLaboratory(page);
    await laboratory(page).getByLabel("Name", { exact: true }).fill("Ward 3");
    await cutoff(page, "NK cell level").fill("12.1");
    await laboratory(page).getByLabel("Fewest previous losses", { exact: true }).fill("3");
    await showsClass(page, "NK cell level");
    const said = /The laboratory’s protocol “Ward 3” is not that of Han 2025: 4 of 5 cut-offs of Han 2025, 1 of your laboratory: NK cell level > 12\.1 instead of > 16\.1; 3 or more losses instead of 2\./;
    await shows(notices(page), said);

    await go(page, "Cohort");
    await shows(notices(page), said);
    await shows(laboratory(page), /“Ward 3”: 4 of 5 cut-offs of Han 2025/);
    await open(page);
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /1 of your laboratory; cytotoxicity: any of the three; 3 or more losses;/);
    // One click back, from the other page than the one where it was decided.
    await notices(page).getByRole("button", { name: "Back to Han 2025" }).click();
    assert.equal(await read(notices(page)), "");
    await go(page, "Patient");
    await showsClass(page, "No abnormality");
    assert.equal(await read(notices(page)), "");
    assert.equal(await laboratory(page).getByLabel("Name", { exact: true }).inputValue(), "");
});

test("Whose a cut-off is, is what was said, not what its number happens to equal", async (t) => {
    const page = await site.open(t);
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("16");
    await cutoff(page, "NK cell level").fill("16.1");
    await typeLaboratory(page, ["17", "20", "15", "5", "20"]);
    assert.deepEqual((await readTrace(page))[0].slice(3, 5), ["16.1", "Own laboratory"]);
    await shows(notices(page), /NK cell level > 16\.1, the same number of your laboratory\./);
});

test("A decision of the laboratory reaches the other page under what is tried there", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page);
    await page.getByRole("slider", { name: "NK cell level" }).fill("19.1");
    await go(page, "Patient");
    await unfoldLaboratory(page);
    await laboratoryRule(page, "All three").check();
    await go(page, "Cohort");
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /1 tried as a what-if; cytotoxicity: all three;/);
    assert.equal(await withHighLevel(page), 1);
    await notices(page).getByRole("button", { name: "Back to the laboratory’s protocol" }).click();
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /: cut-offs of Han 2025; cytotoxicity: all three;/);
});

test("On a phone the bar with the class says that it is not by the study's cut-offs", async (t) => {
    const page = await site.open(t, { viewport: { width: 360, height: 780 } });
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("30");
    await typeLaboratory(page, ["18.2", "30", "22", "9", "25.1"]);
    await shows(page.locator(".page-bar"), /No abnormality\s*Not Han 2025/);
    await rule(page, "25:1 only").check();
    await shows(page.locator(".page-bar"), /No abnormality\s*What if/);
    assert.equal(await control(page, "NK cell level").inputValue(), "18.2");
});
