// Which women a cohort is analyzed of: a filter belongs to its file, says what is
// wrong with it, and never passes for the file.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, hides, read, save, shows, useSite } from "./support/browser.mjs";
import { choose, readClasses, readFlow, showsReport } from "./support/cohort.mjs";
import { cohort, file, parseCsv } from "./support/files.mjs";

const site = useSite();

const TEN = cohort(Array.from({ length: 10 }, (_, place) => ({
    age_years: String(30 + place), etiology: place < 4 ? "idiopathic" : "thyroid",
})));

async function open(page, name) {
    await choose(page, file(name, TEN));
    await showsReport(page, name);
    await page.getByLabel("Age from").waitFor();
}

/** The line that says of whom the analysis is. */
function provenance(page, words) {
    return page.getByText(`${words}. Rule set`, { exact: false }).first().waitFor();
}

test("A new file starts with all women and the usual categories; the same file keeps what was chosen", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page, "first.csv");
    await page.getByRole("group", { name: "Etiology" }).getByLabel("Idiopathic", { exact: true }).check();
    await page.getByLabel("Categories of previous losses").fill("2, 5");
    await provenance(page, "Filter: idiopathic");
    const filter = page.getByRole("note", { name: "Filter" });
    await shows(filter.locator("p").first(), "Filter: idiopathic. This page and what it saves count 4 of 10 women in the file.");
    await page.getByRole("button", { name: "Change how this file is read" }).click();
    await page.getByRole("button", { name: "Read the file" }).click();
    await showsReport(page, "first.csv");
    await provenance(page, "Filter: idiopathic");
    assert.equal(await page.getByLabel("Categories of previous losses").inputValue(), "2, 5");

    await page.getByRole("button", { name: "Close file" }).click();
    await open(page, "second.csv");
    await provenance(page, "All women");
    assert.equal(await filter.count(), 0);
    assert.equal(await page.getByLabel("Categories of previous losses").inputValue(), "2, 3, 4");
    assert.ok(await page.getByRole("group", { name: "Etiology" }).getByLabel("All", { exact: true }).isChecked());
});

test("Limits the wrong way round are an error of both fields and leave nobody out", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page, "limits.csv");
    const [from, to] = [page.getByLabel("Age from"), page.getByLabel("Age to")];
    await from.fill("40");
    await provenance(page, "Filter: age 40 or more");
    await to.fill("30");
    await provenance(page, "All women");
    for (const field of [from, to]) {
        assert.equal(await field.getAttribute("aria-invalid"), "true");
        const described = await field.getAttribute("aria-describedby");
        await shows(page.locator(`[id="${described}"]`), "“From” is above “to”");
    }
    await from.fill("30");
    await provenance(page, "Filter: age 30 to 30");
    for (const field of [from, to]) {
        assert.equal(await field.getAttribute("aria-invalid"), null);
    }
    await page.getByLabel("Year from").fill("15");
    assert.equal(await page.getByLabel("Year from").getAttribute("aria-invalid"), "true");
    await provenance(page, "Filter: age 30 to 30");
});

test("A filter that leaves nobody says in every section that it is the filter, and one click takes it away", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page, "nobody.csv");
    // The file has no years.
    await page.getByLabel("Year from").fill("2015");
    const nobody = "The filter leaves nobody: all 10 women with recurrent pregnancy loss are outside it.";
    const sections = page.locator(".study-body > section").filter({ hasNotText: "Save the results" }).filter({ hasNotText: "Women and cut-offs" })
        .filter({ hasNotText: "Kinds of changes" }).filter({ hasNotText: "SHA-256" }).filter({ hasNotText: "Every row could be used" });
    await sections.last().getByText(nobody, { exact: false }).waitFor();
    assert.ok(await sections.count() > 8);
    for (const section of await sections.all()) {
        await shows(section, new RegExp(nobody));
        assert.doesNotMatch(await read(section), /The file states no/);
    }
    await page.getByRole("button", { name: "All women" }).first().click();
    await provenance(page, "All women");
    await hides(page.getByText(nobody, { exact: false }).first());
});

test("Every number of the page and the rows it saves are of the women of the filter; one click counts all again", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await open(page, "flow.csv");
    const going = async () => (await readFlow(page)).map(({ n }) => n);
    const everyone = async () => (await readClasses(page)).rows.at(-1).cells[0].n;
    const rows = async () => parseCsv((await save(page, "Classified rows (CSV)")).bytes.toString().slice(1)).slice(1);
    const figure = page.locator(".study figure canvas").first();
    const picture = async () => {
        await figure.scrollIntoViewIfNeeded();
        await drawn(page);
        return figure.evaluate((canvas) => canvas.toDataURL());
    };
    assert.deepEqual([await going(), await everyone()], [[10, 10, 10, 10, 10], 10]);
    assert.equal((await rows()).length, 10);
    const before = await picture();

    const filter = page.getByRole("note", { name: "Filter" });
    await page.getByRole("group", { name: "Etiology" }).getByLabel("Known etiology", { exact: true }).check();
    await page.getByLabel("Age from").fill("36");
    await shows(filter.locator("p").first(), "Filter: known etiology; age 36 or more. This page and what it saves count 4 of 10 women in the file.");
    await provenance(page, "Filter: known etiology; age 36 or more");
    // How many women the file holds stays in sight, and the steps add up.
    assert.deepEqual(await going(), [10, 10, 4, 4, 4, 4]);
    const [, , step] = await readFlow(page);
    assert.deepEqual(step, {
        name: "Records within the filter", n: 4,
        leaving: [
            { name: "Outside the filter: another etiology, or not given", n: 4 },
            { name: "Outside the filter: another age, or not given", n: 2 },
        ],
    });
    assert.equal(await everyone(), 4);
    assert.ok(await picture() !== before, "the figure is drawn anew");
    await shows(page.getByRole("table", { name: /^How the pregnancies/ }), /live birth\s*4\s*live birth/i);
    await shows(page.getByRole("table", { name: "Cytotoxicity rules compared" }), /0 of 4/);
    const saved = await save(page, "Classified rows (CSV)");
    assert.match(saved.name, /^classified-rows-filtered-[0-9a-f]{8}\.csv$/);
    assert.deepEqual((await rows()).map(([id]) => id), ["A7", "A8", "A9", "A10"]);
    const report = JSON.parse((await save(page, "Report (JSON)")).bytes.toString());
    assert.deepEqual([report.filter.etiology, report.flow.n_records, report.flow.n_analyzed], ["known", 10, 4]);

    // A cut-off that is tried keeps the filter.
    await page.getByLabel("Categories of previous losses").fill("2, 5");
    await page.getByRole("slider").first().fill("9");
    await shows(page.getByRole("table", { name: "Cytotoxicity rules compared" }), /4 of 4/);
    assert.deepEqual(await going(), [10, 10, 4, 4, 4, 4]);

    await filter.getByRole("button", { name: "Count all women" }).click();
    await hides(filter);
    await provenance(page, "All women");
    assert.deepEqual(await going(), [10, 10, 10, 10, 10]);
    assert.equal((await rows()).length, 10);
    assert.equal(await page.getByLabel("Categories of previous losses").inputValue(), "2, 5");
});
