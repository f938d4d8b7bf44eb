// Sessions and saved choices, as a person brings them: first or last, chosen or
// dropped, alone or with the file with the women.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hides, save, shows, useSite } from "./support/browser.mjs";
import { choose, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import { notices } from "./support/patient.mjs";

const site = useSite();

const WOMEN = cohort([{ nk_percent: "18.2", etiology: "idiopathic" }, { nk_percent: "25", etiology: "thyroid" }]);
/** A column whose name asks, so that choices are needed. */
const ASKS = "Study ID,NK activity\nA,30.5\n";

function news(page) {
    return page.getByRole("status", { name: "Session or saved choices" });
}

/** Drops files on whatever stands there. */
function dropOn(locator, files) {
    return locator.evaluate((place, files) => {
        const transfer = new DataTransfer();
        for (const { name, text } of files) {
            transfer.items.add(new File([text], name));
        }
        for (const kind of ["dragover", "drop"]) {
            place.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
    }, files);
}

/** A session of WOMEN with a filter and a what-if. */
async function saveSession(page) {
    await choose(page, file("women.csv", WOMEN));
    await showsReport(page, "women.csv");
    await page.getByRole("group", { name: "Etiology" }).getByLabel("Idiopathic", { exact: true }).check();
    const provenance = page.getByText(/^Filter: idiopathic\. Rule set/).first();
    const before = await provenance.innerText();
    await page.getByRole("slider", { name: "NK cell level" }).fill("19.1");
    // Until the numbers are those of the slider, the buttons may be the ones from before.
    await page.waitForFunction((before) => (
        ![...document.querySelectorAll(".provenance")].some(({ innerText }) => innerText === before)
    ), before);
    await page.getByRole("button", { name: "Session", exact: true }).waitFor();
    const { bytes } = await save(page, "Session");
    await page.getByRole("button", { name: "Close file" }).click();
    return bytes.toString();
}

/** Waits until the session of saveSession is in force. */
async function isInForce(page, name = "s.json") {
    await shows(news(page), `${name} is in force for this file.`);
    await page.getByText(/^Filter: idiopathic\. Rule set/).first().waitFor();
    await shows(notices(page), /What if: NK cell level > 19\.1 instead of > 16\.1/);
}

test("A session that is chosen first says what it holds, asks for its file, and is in force for it", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const session = await saveSession(page);
    await choose(page, file("s.json", session));
    await shows(news(page), /s\.json: It is a session: 4 of 5 cut-offs of Han 2025, 1 tried as a what-if; .*; filter: idiopathic; how its file is read\. Now choose or drop the file with the women\. It was made with the file whose SHA-256 begins with [0-9a-f]{16}\./);
    await choose(page, file("women.csv", WOMEN));
    await showsReport(page, "women.csv");
    await isInForce(page);
    // It ends with its file.
    await page.getByRole("button", { name: "Close file" }).click();
    await choose(page, file("next.csv", WOMEN));
    await showsReport(page, "next.csv");
    await page.getByText(/^All women\. Rule set/).first().waitFor();
    assert.equal((await news(page).innerText()).trim(), "");
});

test("A session can be dropped last, first, on another page, and together with its file", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const session = { name: "s.json", text: await saveSession(page) };
    const women = { name: "women.csv", text: WOMEN };
    const close = async () => {
        await isInForce(page);
        await page.getByRole("button", { name: "Close file" }).click();
    };
    await choose(page, file("women.csv", WOMEN));
    await showsReport(page, "women.csv");
    await dropOn(page.getByRole("heading", { name: "Participants", exact: true }), [session]);
    await close();
    for (const both of [[session, women], [women, session]]) {
        await dropOn(page.locator("footer"), both);
        await showsReport(page, "women.csv");
        await close();
    }
    await page.getByRole("link", { name: "Patient" }).click();
    await dropOn(page.locator("header"), [session]);
    await shows(news(page), /Now choose or drop the file with the women\./);
    await dropOn(page.locator("header"), [women]);
    await showsReport(page, "women.csv");
    await close();
    await dropOn(page.locator("footer"), [session]);
    await page.getByRole("button", { name: "Forget it" }).click();
    await choose(page, file("women.csv", WOMEN));
    await showsReport(page, "women.csv");
    await page.getByText(/^All women\. Rule set/).first().waitFor();
});

test("A session and another file dropped over an open report ask first, and hold for the new file", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const session = { name: "s.json", text: await saveSession(page) };
    await choose(page, file("old.csv", cohort([{}])));
    await showsReport(page, "old.csv");
    await dropOn(page.getByRole("heading", { name: "Participants", exact: true }), [session, { name: "women.csv", text: WOMEN }]);
    const question = page.getByRole("alertdialog", { name: "Open women.csv?" });
    await question.getByRole("button", { name: "Open it" }).click();
    await showsReport(page, "women.csv");
    await isInForce(page);
});

test("Saved choices are taken at the start, in the import step, with their file and on a report", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("asks.csv", ASKS));
    await page.locator(".question").first().waitFor();
    await page.locator(".question").first().getByRole("button", { name: /^NK cytotoxicity, E:T 50:1/ }).click();
    await page.locator(".question").waitFor({ state: "detached" });
    const saved = (await save(page, "Save these choices")).bytes.toString();
    const close = () => page.getByRole("button", { name: "Close file" }).click();
    await close();
    // First.
    await choose(page, file("choices.json", saved));
    await shows(news(page), /choices\.json: It holds saved choices of how a file is read: 1 column, 0 words\. Now choose or drop the file with the women\./);
    await choose(page, file("asks.csv", ASKS));
    await showsReport(page, "asks.csv");
    await close();
    // With it, under a name that says nothing.
    await dropOn(page.locator("footer"), [{ name: "asks.csv", text: ASKS }, { name: "notes.txt", text: saved }]);
    await showsReport(page, "asks.csv");
    await shows(news(page), "notes.txt is in force for this file.");
    await close();
    // In the import step, dropped.
    await choose(page, file("asks.csv", ASKS));
    await page.locator(".question").first().waitFor();
    await dropOn(page.locator("footer"), [{ name: "choices.json", text: saved }]);
    await page.locator(".question").waitFor({ state: "detached" });
    await page.getByRole("button", { name: "Read the file" }).click();
    await showsReport(page, "asks.csv");
});

test("What is wrong with a session or with saved choices is said, and nothing changes", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const session = await saveSession(page);
    await hides(page.getByRole("button", { name: "Undo" }));
    const alert = page.getByRole("alert");
    for (const [name, text, said] of [
        ["cut.json", session.slice(0, session.length / 2), /cut\.json cannot be used\. The file is damaged, or was changed: it ends too early\./],
        ["later.json", session.replace("session/1", "session/9"), /later\.json cannot be used\. .*session\/9/],
        ["odd.json", session.replace('"seed"', '"sede"'), /odd\.json cannot be used\. .*not known there, "sede"\./],
        ["report.json", '{"schema":"rpl-immune-profile/report/1"}', /report\.json cannot be used\. .*Only sessions and saved choices/],
        ["choices.json", '{"schema":"rpl-immune-profile/import/1","colums":{}}', /choices\.json cannot be used\. .*not known there, "colums"\./],
    ]) {
        await choose(page, file(name, text));
        await shows(alert, said);
    }
    // With a file it is refused with it: read without it, that would not be what was asked for.
    await dropOn(page.locator("footer"), [{ name: "cut.json", text: session.slice(0, 300) }, { name: "women.csv", text: WOMEN }]);
    await shows(alert, /cut\.json cannot be used/);
    await page.getByRole("heading", { name: "Open a cohort file" }).waitFor();
    await dropOn(page.locator("footer"), [{ name: "a.csv", text: WOMEN }, { name: "b.csv", text: WOMEN }]);
    await shows(alert, /One file with a table at a time, please\./);
});
