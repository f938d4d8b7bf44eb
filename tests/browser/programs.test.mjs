// The page is two programs, the front and the workbench. To the user they are one.

import assert from "node:assert/strict";
import { test } from "node:test";

import { shows, SINGLE_FILE, useSite } from "./support/browser.mjs";
import {
    control, cutoff, laboratory, laboratoryRule, showsClass, typeLaboratory, unfoldLaboratory,
} from "./support/patient.mjs";

const site = useSite();
const PAGES = ["Patient", "Cohort", "Tables", "Evidence", "About"];

const go = (page, name) => page.getByRole("link", { name, exact: true }).click();

test("What the laboratory decides on one page holds on the other, both ways", async (t) => {
    const page = await site.open(t);
    await unfoldLaboratory(page);
    await laboratoryRule(page, "All three").check();
    await cutoff(page, "NK cell level").fill("12");
    await go(page, "Cohort");
    await shows(laboratory(page), /1 of your laboratory; cytotoxicity: all three;/);
    await unfoldLaboratory(page);
    await laboratory(page).getByRole("button", { name: "Back to Han 2025" }).click();
    await laboratoryRule(page, "25:1 only").check();
    await go(page, "Patient");
    await shows(laboratory(page), /: cut-offs of Han 2025; cytotoxicity: 25:1 only;/);
    await typeLaboratory(page, ["13", "", "10", "", "10"]);
    await showsClass(page, "No abnormality");
});

test("A cut-off that is being typed stays as it is typed while another page is looked at", async (t) => {
    const page = await site.open(t);
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("12.");
    await go(page, "Cohort");
    await go(page, "Patient");
    await unfoldLaboratory(page);
    assert.equal(await cutoff(page, "NK cell level").inputValue(), "12.");
});

test("Every page stands once, under one header and over one footer", async (t) => {
    const page = await site.open(t);
    for (const name of [...PAGES, "Patient"]) {
        await go(page, name);
        // The address changes after the click, and the programs follow it.
        await page.getByRole("link", { name, exact: true }).and(page.locator("[aria-current=page]")).waitFor();
        await page.waitForFunction(() => document.querySelectorAll("main").length === 1);
        for (const role of ["banner", "main", "contentinfo"]) {
            assert.equal(await page.getByRole(role).count(), 1, `${role} of ${name}`);
        }
        assert.equal(await page.locator(".nav [aria-current=page]").count(), 1);
    }
});

// The single file has its programs inside.
if (SINGLE_FILE === null) {
    const onWorkbench = (act) => (page) => page.route("**/workbench_bg.wasm", act);

    test("Patients are classified before the workbench has come, and what was asked of it waits", async (t) => {
        let letThrough;
        const held = new Promise((resolve) => { letThrough = resolve; });
        const page = await site.open(t, {
            waitsForEngine: false,
            prepare: onWorkbench(async (route) => {
                await held;
                await route.continue();
            }),
        });
        await typeLaboratory(page, ["17", "30", "20", "5", "20"]);
        await showsClass(page, "NK cell level");
        await go(page, "Cohort");
        await shows(page.getByRole("status"), "Loading…");
        letThrough();
        await page.getByRole("heading", { name: "Open a cohort file" }).waitFor();
        await go(page, "Patient");
        await shows(page.getByRole("table", { name: "Her class by the cut-offs of each laboratory" }), /In force here/);
        await showsClass(page, "NK cell level");
    });

    test("A workbench that cannot be loaded is said, the network is sealed, and patients are classified", async (t) => {
        const page = await site.open(t, {
            fragment: "#tables",
            waitsForEngine: false,
            expectsComplaints: true,
            prepare: onWorkbench((route) => route.abort()),
        });
        await shows(page.getByRole("alert"), /This part of the page could not be loaded/);
        await page.getByRole("link", { name: "Sealed: this page has no network" }).waitFor();
        await go(page, "Patient");
        await typeLaboratory(page, ["17", "30", "20", "5", "20"]);
        await showsClass(page, "NK cell level");
        assert.equal(await control(page, "Known etiology").isChecked(), false);
    });
}
