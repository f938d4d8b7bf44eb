// What stands below the patient about women like her: what is published, what published
// models say, and the women of the open file.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import axe from "axe-core";

import { drawn, IS_FIREFOX, picture, read, readRows, shows, useSite, wipe } from "./support/browser.mjs";
import { choose, openExample, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import { control, NORMAL, showsClass, typeLaboratory } from "./support/patient.mjs";
import { interval } from "./support/wilson.mjs";

const site = useSite();

const ARTIFACTS = path.join(import.meta.dirname, "artifacts");
const TITLES = ["What is published for women like her", "Published prediction models", "Women of the open file"];
const HIGH = ["17.2", "40", "30", "12", "20"];

/** A section below the patient, by its title. */
const section = (page, title) => page.getByRole("region", { name: title, exact: true });

/** A woman whose class, age, losses and etiology are known. */
async function typePatient(page, values = HIGH) {
    await typeLaboratory(page, values);
    await control(page, "Age").fill("34");
    await control(page, "Previous losses").fill("3");
    await page.getByLabel("Idiopathic", { exact: true }).check();
}

/** The cells of the table of a section, row by row. */
const rowsOf = (page, title) => readRows(section(page, title).getByRole("table").first());

/** Chooses an answer of the small form. */
const answer = (page, group, label) => page.getByRole("group", { name: group }).getByLabel(label, { exact: true }).check();

test("The sections come with a patient and go with her, and so do the answers", async (t) => {
    const page = await site.open(t);
    await showsClass(page, "No values yet");
    for (const title of TITLES) {
        assert.equal(await section(page, title).count(), 0, title);
    }
    await typePatient(page);
    for (const title of TITLES) {
        await section(page, title).waitFor();
    }
    await answer(page, "Menstrual cycle", "Regular");
    await answer(page, "Earlier live birth", "No");
    await answer(page, "Anticardiolipin antibodies", "Absent");
    await shows(section(page, TITLES[1]), /Predicted success of the pregnancy that follows: 83%/);
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    for (const title of TITLES) {
        await section(page, title).waitFor({ state: "detached" });
    }
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    await shows(section(page, TITLES[1]), /three more answers are needed/);
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    await page.getByRole("link", { name: "Patient" }).click();
    await showsClass(page, "No values yet");
    assert.equal(await section(page, TITLES[0]).count(), 0);
});

test("Published rates stand with their counts, out of 100 both ways, and as circles that are read out", async (t) => {
    const page = await site.open(t);
    await typePatient(page);
    await showsClass(page, "NK cell level + cytotoxicity");
    const rows = await rowsOf(page, TITLES[0]);
    assert.deepEqual(rows.map((row) => row[1]), ["90.5%", "82.7%", "80.7%"]);
    for (const [index, births] of [91, 83, 81].entries()) {
        assert.equal(rows[index][2], `${births} had a live birth, ${100 - births} did not`);
    }
    assert.match(rows[1][3], /163\/197, if all 197 treated women are counted \[inferred\].*76\.9% to 87\.4%/);
    await shows(section(page, TITLES[0]), /It is not an effect of IVIG/);
    const figure = section(page, TITLES[0]).getByRole("figure");
    await figure.scrollIntoViewIfNeeded();
    await figure.getByRole("img").focus();
    await page.keyboard.press("ArrowRight");
    await shows(figure.locator(".figure-reading"), /of 100 women, about 91 had a live birth$/);
    await page.keyboard.press("ArrowRight");
    await shows(figure.locator(".figure-reading"), /of 100 women, about 9 did not have a live birth$/);
    await figure.getByText("Save as …").click();
    await figure.getByRole("button", { name: /^Save SVG/ }).waitFor();
    // Of a known etiology no rate of the class is printed.
    await control(page, "Known etiology").check();
    await shows(section(page, TITLES[0]), /her etiology is known/);
    assert.equal((await rowsOf(page, TITLES[0])).length, 2);
});

test("Models say what they were made for, and beyond it nothing", async (t) => {
    const page = await site.open(t);
    await typePatient(page);
    await shows(section(page, TITLES[1]), /Brigham 1999.*74%.*interpolated by the plane/);
    await control(page, "Age").fill("46");
    await shows(section(page, TITLES[1]), /Not determinable: her age is beyond the ages of the source\./);
    await section(page, TITLES[1]).getByText("Models that are not worked out here, and why").click();
    await shows(section(page, TITLES[1]), /Koki 2025.*The intercept was not found/);
});

/** Women of two classes: 12 like her, 3 of her class who are older, 10 without an abnormality. */
function clinic() {
    const [nk_percent, nk_cyto_50, nk_cyto_25, nk_cyto_12_5] = HIGH;
    const high = { nk_percent, nk_cyto_50, nk_cyto_25, nk_cyto_12_5 };
    const times = (n, woman) => Array.from({ length: n }, () => woman);
    return cohort([
        ...times(7, { ...high, outcome: "live_birth" }),
        ...times(3, { ...high, outcome: "miscarriage" }),
        ...times(2, { ...high, outcome: "ongoing" }),
        ...times(3, { ...high, age_years: "41", outcome: "miscarriage" }),
        ...times(9, {}),
        ...times(1, { outcome: "miscarriage" }),
    ]);
}

test("The women of the open file are counted, again when she or the rule changes, and forgotten with the file", async (t) => {
    const page = await site.open(t);
    await typePatient(page);
    await shows(section(page, TITLES[2]), /Open a cohort file on the page Cohort/);
    await page.getByRole("link", { name: "Cohort" }).click();
    await choose(page, file("clinic.csv", clinic()));
    await showsReport(page, "clinic.csv");
    await page.getByRole("link", { name: "Patient" }).click();
    const own = section(page, TITLES[2]);
    await shows(own, /As of the file clinic\.csv\..*not a prediction/);
    let rows = await rowsOf(page, TITLES[2]);
    assert.deepEqual(rows.map((row) => row.slice(1, 3)), [["25", "2 ongoing pregnancy"], ["15", "2 ongoing pregnancy"], ["12", "2 ongoing pregnancy"]]);
    for (const [index, [births, all]] of [[16, 23], [7, 13], [7, 10]].entries()) {
        assert.ok(rows[index][3].startsWith(`${births}/${all} (`), rows[index][3]);
        const limits = interval(births, all).match(/[\d.]+% to [\d.]+%/)[0];
        assert.ok(rows[index][3].includes(limits), `${rows[index][3]}, not ${limits}`);
    }
    assert.equal(rows[0][4], "", "the whole file is what the others are drawn towards");
    assert.match(rows[1][4], /^\d+\.\d% 95% credible interval/);
    // Without the age nobody of her age is shown; in another class others are.
    await control(page, "Age").fill("");
    await shows(own, /Her age or her number of losses is not given/);
    await control(page, "Age").fill("34");
    await typeLaboratory(page, NORMAL);
    await shows(own, /10 9\/10|9\/10 \(90\.0%\)/);
    rows = await rowsOf(page, TITLES[2]);
    assert.equal(rows[1][1], "10");
    await typeLaboratory(page, ["17.2", "", "", "", ""]);
    await shows(own, /Her class is not determinable/);
    await typeLaboratory(page, HIGH);
    await shows(own, /7\/13/);
    await page.getByRole("link", { name: "Cohort" }).click();
    await page.getByRole("button", { name: /^Close/ }).first().click();
    await page.getByRole("link", { name: "Patient" }).click();
    await shows(own, /Open a cohort file on the page Cohort/);
});

for (const colorScheme of ["light", "dark"]) {
    test(`${colorScheme}: nothing scrolls sideways from 320 px on, and axe finds nothing`, async (t) => {
        mkdirSync(ARTIFACTS, { recursive: true });
        const page = await site.open(t, { fragment: "#cohort", colorScheme, viewport: { width: 1280, height: 900 } });
        await openExample(page);
        await page.getByRole("link", { name: "Patient" }).click();
        await typePatient(page);
        await answer(page, "Menstrual cycle", "Regular");
        await shows(section(page, TITLES[2]), /As of the file SYNTHETIC-example\.csv\..*Shrunken rate =/);
        await section(page, TITLES[1]).getByText("Models that are not worked out here, and why").click();
        await page.evaluate(axe.source);
        for (const width of [1280, 360, 320]) {
            await page.setViewportSize({ width, height: 900 });
            await section(page, TITLES[0]).getByRole("figure").scrollIntoViewIfNeeded();
            await drawn(page);
            for (const title of TITLES) {
                const place = path.join(ARTIFACTS, `outlook-${TITLES.indexOf(title)}-${width}-${colorScheme}.png`);
                await picture(section(page, title), place);
            }
            const { scrollWidth, clientWidth } = await page.evaluate(() => {
                const { scrollWidth, clientWidth } = document.documentElement;
                return { scrollWidth, clientWidth };
            });
            assert.ok(scrollWidth <= clientWidth, `${scrollWidth} px at ${width}`);
            const cut = await page.locator(".annex .table-scroll").evaluateAll((frames) => frames
                .filter((frame) => frame.checkVisibility() && !frame.closest(".figure-data") && frame.scrollWidth > frame.clientWidth + 1)
                .map((frame) => frame.getAttribute("aria-label")));
            assert.deepEqual(cut, [], `tables are read without scrolling sideways at ${width}`);
            if (IS_FIREFOX) {
                // The browser itself ends while axe runs here; what it judges is the same in both.
                continue;
            }
            const found = await page.evaluate(() => globalThis.axe.run(document.querySelector(".annex")));
            assert.deepEqual(found.violations.map(({ id, nodes }) => `${id}: ${nodes[0].html}`), [], `${width} px`);
        }
        assert.match(await read(section(page, TITLES[2])), /The women of this file are made up\./);
    });
}
