// A laboratory slip as it is pasted into the patient page: what it fills, what it says.

import assert from "node:assert/strict";
import { test } from "node:test";

import { readAll, shows, useSite } from "./support/browser.mjs";
import { control, LABORATORY, showsClass } from "./support/patient.mjs";

const site = useSite();

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** Slips as laboratories print them, and what stands in the five fields afterwards. */
const SLIPS = [
    ["a line", "NK 18.2% / K562 50:1 30.1, 25:1 22.0, 12.5:1 9.1; Th1/Th2 28.5", ["18.2", "30.1", "22.0", "9.1", "28.5"]],
    ["a value a line, with flags", "NK cells (CD3-CD16+CD56+)\t18.2 % H\nNK cytotoxicity 50:1\t30.1 %\nNK cytotoxicity 25:1\t22.0 %\nNK cytotoxicity 12.5:1\t9.1 % ↑\nTh1/Th2 ratio\t28.5", ["18.2", "30.1", "22.0", "9.1", "28.5"]],
    ["Korean", "NK세포 18.2%\nNK세포 독성 50:1 30.1%\nTh1/Th2 비율 28.5", ["18.2", "30.1", "", "", "28.5"]],
];

async function unfold(page) {
    await page.getByText("Paste a laboratory slip", { exact: true }).first().click();
}

const values = (page) => Promise.all(LABORATORY.map((label) => control(page, label).inputValue()));

for (const [name, slip, expected] of SLIPS) {
    test(`${name}: the values of a pasted slip stand in the fields`, async (t) => {
        const page = await site.open(t, CLIPBOARD);
        await unfold(page);
        await page.evaluate((slip) => navigator.clipboard.writeText(slip), slip);
        await page.locator("#slip").focus();
        await page.keyboard.press("Control+V");
        const n = expected.filter((value) => value !== "").length;
        await shows(page.locator(".slip-summary").first(), new RegExp(`^\\s*${n} values were taken`));
        // A unit, a flag or a bound may stand in a field as on the slip.
        const found = await values(page);
        assert.deepEqual(found.map((text) => (text.match(/[\d.]+/) ?? [""])[0]), expected);
        assert.equal(await readAll(page.locator(".slip-list").first().getByRole("listitem")).then((lines) => lines.length), n);
    });
}

test("What is typed waits for the button, says what it left and why, and can be taken back", async (t) => {
    const page = await site.open(t);
    await control(page, "Age").fill("36");
    await unfold(page);
    await page.locator("#slip").fill("NK 18.2%; NK LU 7; 182");
    await shows(page.locator(".slip-summary").first(), "1 value was taken; 2 parts of the slip were left.");
    assert.equal(await control(page, "NK cell level").inputValue(), "");
    await page.getByRole("button", { name: "Fill in the fields" }).click();
    await showsClass(page, "At least one abnormality");
    assert.match(await control(page, "NK cell level").inputValue(), /^18\.2/);
    assert.equal(await control(page, "Age").inputValue(), "36");
    const left = await readAll(page.locator(".slip-list").last().getByRole("listitem"));
    assert.equal(left.length, 2);
    assert.match(left[0], /^“NK LU 7”: ./);
    await page.getByRole("button", { name: "Take back", exact: true }).click();
    assert.equal(await control(page, "NK cell level").inputValue(), "");
    assert.equal(await control(page, "Age").inputValue(), "36");
    await page.getByRole("button", { name: "Redo", exact: true }).click();
    assert.match(await control(page, "NK cell level").inputValue(), /^18\.2/);
});

test("Clear takes the slip away, and it does not come back with Undo", async (t) => {
    const page = await site.open(t);
    await unfold(page);
    await page.locator("#slip").fill("NK 18.2%");
    await page.getByRole("button", { name: "Fill in the fields" }).click();
    await page.getByRole("button", { name: "Clear", exact: true }).click();
    assert.equal(await page.locator("#slip").inputValue(), "");
    assert.equal(await page.locator(".slip-summary").count(), 0);
    await page.getByRole("button", { name: "Undo", exact: true }).click();
    assert.match(await control(page, "NK cell level").inputValue(), /^18\.2/);
    assert.equal(await page.locator("#slip").inputValue(), "");
});
