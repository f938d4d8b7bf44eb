// A file that is dropped anywhere is caught: it opens, or the page asks first.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hides, shows, SINGLE_FILE, useSite } from "./support/browser.mjs";
import { openExample, showsReport } from "./support/cohort.mjs";
import { cohort } from "./support/files.mjs";

const site = useSite();
const SMALL = cohort([{}, { nk_percent: "17" }]);

/** Drops a file on whatever stands there; whether the browser was kept from opening it. */
function dropOn(locator, name, text = SMALL) {
    return locator.evaluate((place, [name, text]) => {
        const transfer = new DataTransfer();
        transfer.items.add(new File([text], name, { type: "text/csv" }));
        return ["dragover", "drop"].map((kind) => (
            !place.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }))
        ));
    }, [name, text]);
}

for (const fragment of ["#patient", "#tables", "#evidence", "#about", "#privacy", "#cohort"]) {
    test(`A file dropped on ${fragment} is opened as a cohort`, async (t) => {
        const page = await site.open(t, { fragment });
        assert.deepEqual(await dropOn(page.locator("footer"), "dropped.csv"), [true, true]);
        await showsReport(page, "dropped.csv");
        assert.equal(await page.evaluate(() => location.hash), "#cohort");
    });
}

test("A file dropped over an open report asks first, wherever it is dropped", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    const question = page.getByRole("alertdialog", { name: "Open other.csv?" });
    assert.deepEqual(await dropOn(page.getByRole("heading", { name: "Participants", exact: true }), "other.csv"), [true, true]);
    await shows(question, /It takes the place of SYNTHETIC-example\.csv/);
    assert.ok(await question.evaluate((question) => document.activeElement === question), "the question has the focus");
    await page.keyboard.press("Escape");
    await hides(question);
    await showsReport(page, "SYNTHETIC-example.csv");
    await page.getByRole("link", { name: "Patient" }).click();
    await dropOn(page.locator("header"), "other.csv");
    await question.getByRole("button", { name: "Keep what is open" }).click();
    await hides(question);
    assert.equal(await page.evaluate(() => location.hash), "#patient");
    await dropOn(page.locator("header"), "other.csv");
    await question.getByRole("button", { name: "Open it" }).click();
    await showsReport(page, "other.csv");
});

test("A text that is dropped into a field is the browser's, as ever", async (t) => {
    const page = await site.open(t);
    const isPrevented = await page.locator("input[type=text]").first().evaluate((field) => {
        const transfer = new DataTransfer();
        transfer.setData("text/plain", "17");
        return !field.dispatchEvent(new DragEvent("drop", { dataTransfer: transfer, bubbles: true, cancelable: true }));
    });
    assert.equal(isPrevented, false);
});

// The single file has its programs inside.
if (SINGLE_FILE === null) {
    test("A file that is dropped before the page has loaded is not opened by the browser", async (t) => {
        const page = await site.open(t, {
            waitsForEngine: false,
            prepare: (page) => page.route("**/workbench_bg.wasm", () => {}),
        });
        assert.deepEqual(await dropOn(page.locator("footer"), "early.csv"), [true, true]);
    });
}
