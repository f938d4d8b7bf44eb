// What a slip of the hand costs: leaving asks, clearing and closing can be taken back
// for ten seconds, and a wipe asks because it cannot.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hides, isSealed, shows, useSite, wipe } from "./support/browser.mjs";
import { choose, showsQuestions, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import { control, cutoff, rule, showsClass, typeLaboratory, unfoldLaboratory } from "./support/patient.mjs";

const site = useSite();

const WOMEN = cohort([{ nk_percent: "18.2", etiology: "idiopathic" }, { nk_percent: "25", etiology: "thyroid" }]);

function go(page, name) {
    return page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
}

function undo(page) {
    return page.getByRole("button", { name: "Undo" });
}

/**
 * Waits until the page would have the browser ask, or would not: it says so once it has
 * drawn what was typed, which on a slow computer is after the next step of a test.
 */
function wouldAsk(page, isAsked) {
    return page.waitForFunction((isAsked) => {
        const leaving = new Event("beforeunload", { cancelable: true });
        return window.dispatchEvent(leaving) !== isAsked;
    }, isAsked);
}

/** What the browser asks when the page is loaded anew. */
async function asked(page, leave = () => page.reload()) {
    const kinds = [];
    const hear = (dialog) => {
        kinds.push(dialog.type());
        void dialog.accept();
    };
    page.on("dialog", hear);
    await leave();
    await isSealed(page);
    page.off("dialog", hear);
    return kinds;
}

/** Waits until what has this label, or this text, has the focus: the page gives it once it has drawn. */
function hasFocus(page, text) {
    return page.waitForFunction((text) => {
        const element = document.activeElement;
        return (element.labels?.[0] ?? element).textContent.trim() === text;
    }, text);
}

test("Leaving asks only where something would be lost", async (t) => {
    const page = await site.open(t);
    const says = async (kinds, why) => {
        await wouldAsk(page, kinds.length > 0).catch((error) => assert.fail(`${why}: ${error.message}`));
        assert.deepEqual(await asked(page), kinds, why);
    };
    const nothing = (why) => says([], why);
    const something = (why) => says(["beforeunload"], why);
    await control(page, "NK cell level").click();
    await nothing("nothing was typed");
    await control(page, "NK cell level").fill("17");
    await something("a value was typed");
    await control(page, "NK cell level").fill("17");
    await page.getByRole("button", { name: "Clear" }).click();
    await nothing("it was cleared");
    await control(page, "Known etiology").check();
    await something("an etiology was chosen");
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("12");
    await something("a cut-off was typed");

    await go(page, "Cohort");
    await page.getByText("What the columns hold").click();
    await nothing("no file is open");
    await choose(page, file("a.csv", WOMEN));
    await showsReport(page, "a.csv");
    await something("a file is open");
    await choose(page, file("a.csv", WOMEN));
    await showsReport(page, "a.csv");
    await page.getByRole("button", { name: "Close file" }).click();
    await nothing("it was closed");

    await go(page, "Tables");
    await page.getByRole("button", { name: "Try a published example" }).click();
    await nothing("an example is typed again at once");
    await page.getByRole("textbox").first().fill("7");
    await something("something was typed into the calculator");
    await go(page, "Patient");
    await control(page, "NK cell level").fill("17");
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    await nothing("everything was wiped");
});

test("What loads the page anew by a link asks as well", async (t) => {
    const page = await site.open(t);
    await control(page, "NK cell level").fill("17");
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    const keep = page.getByRole("link", { name: "Keep a copy" });
    const kinds = [];
    page.on("dialog", (dialog) => {
        kinds.push(dialog.type());
        void dialog.dismiss();
    });
    await keep.click();
    await go(page, "Patient");
    assert.deepEqual(kinds, ["beforeunload"]);
    assert.equal(await control(page, "NK cell level").inputValue(), "17", "who stays loses nothing");
    page.removeAllListeners("dialog");
});

test("Clearing a patient can be taken back, with what was tried on her", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["10", "40", "20", "5", "20"]);
    await control(page, "Known etiology").check();
    await rule(page, "All three").check();
    await showsClass(page, "No abnormality");
    await page.getByRole("button", { name: "Clear" }).click();
    await showsClass(page, "No values yet");
    await shows(page.getByRole("status", { name: "Undo" }), "Cleared.");
    await hasFocus(page, "Undo");
    await page.keyboard.press("Enter");
    await showsClass(page, "No abnormality");
    assert.ok(await rule(page, "All three").isChecked());
    assert.ok(await control(page, "Known etiology").isChecked());
    await hasFocus(page, "NK cell level");
    await hides(undo(page));

    // Who types on has decided.
    await page.getByRole("button", { name: "Clear" }).click();
    await page.keyboard.press("Tab");
    await control(page, "NK cell level").pressSequentially("1");
    await hides(undo(page));
    assert.equal(await control(page, "NK cell level").inputValue(), "1");
});

test("After ten seconds it is too late, wherever the page stands, and the keyboard is not lost", async (t) => {
    const page = await site.open(t);
    await control(page, "NK cell level").fill("17");
    await page.getByRole("button", { name: "Clear" }).click();
    const started = Date.now();
    await undo(page).waitFor();
    await hides(undo(page));
    assert.ok(Date.now() - started > 8_000, "ten seconds, not fewer");
    await hasFocus(page, "NK cell level");
    assert.equal(await control(page, "NK cell level").inputValue(), "");

    await go(page, "Cohort");
    await choose(page, file("a.csv", WOMEN));
    await showsReport(page, "a.csv");
    await page.getByRole("button", { name: "Close file" }).click();
    await undo(page).waitFor();
    await go(page, "Patient");
    await page.waitForFunction((end) => Date.now() > end, Date.now() + 10_500);
    await go(page, "Cohort");
    assert.equal(await undo(page).count(), 0);
});

test("A file that was closed is read again with all that was chosen for it", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("a.csv", WOMEN));
    await showsReport(page, "a.csv");
    await page.getByLabel("Age from").fill("20");
    await page.getByRole("group", { name: "Etiology" }).getByLabel("Idiopathic", { exact: true }).check();
    await page.getByRole("slider", { name: "NK cell level" }).fill("19.1");
    await page.getByRole("button", { name: "Close file" }).click();
    await shows(page.getByRole("status", { name: "Undo" }), "a.csv was closed.");
    await hasFocus(page, "Undo");
    await page.keyboard.press("Enter");
    await showsReport(page, "a.csv");
    await page.getByText(/Filter: idiopathic; age 20 or more\. Rule set/).first().waitFor();
    assert.equal(await page.getByLabel("Age from").inputValue(), "20");
    await page.getByRole("slider", { name: "NK cell level" }).waitFor();
    assert.equal(await page.getByRole("slider", { name: "NK cell level" }).inputValue(), "19.1");
    assert.notEqual(await page.evaluate(() => document.activeElement.tagName), "BODY");

    // Another file takes the place of the offer.
    await page.getByRole("button", { name: "Close file" }).click();
    await undo(page).waitFor();
    await choose(page, file("b.csv", WOMEN));
    await showsReport(page, "b.csv");
    assert.equal(await undo(page).count(), 0);
});

test("A file that was still asking comes back with its questions", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("asks.csv", WOMEN.replace("18.2", "high")));
    await showsQuestions(page, "asks.csv");
    await page.getByRole("button", { name: "Close file" }).click();
    await undo(page).click();
    await showsQuestions(page, "asks.csv");
});

test("Clearing the calculator can be taken back, from another question too", async (t) => {
    const page = await site.open(t, { fragment: "#tables" });
    const field = page.getByRole("main").getByRole("textbox").first();
    await field.fill("7");
    const title = await page.locator("#question-title").innerText();
    await page.getByRole("button", { name: "Clear" }).click();
    await shows(page.getByRole("status", { name: "Undo" }), `Cleared: ${title}.`);
    assert.equal(await field.inputValue(), "");
    await page.getByRole("group", { name: "What do you want to know?" }).getByRole("radio").last().check({ force: true });
    await page.waitForFunction((title) => document.querySelector("#question-title").innerText !== title, title);
    await undo(page).click();
    await shows(page.locator("#question-title"), title);
    assert.equal(await field.inputValue(), "7");
    await hasFocus(page, title);
});

test("A wipe asks in the page, and forgets nothing before it is told to", async (t) => {
    const page = await site.open(t);
    await control(page, "NK cell level").fill("17");
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await page.getByRole("button", { name: "Wipe" }).click();
    const question = page.getByRole("group", { name: "Forget everything?" });
    await shows(question, /Forget everything\? This cannot be undone\./);
    assert.ok(await question.evaluate((question) => document.activeElement === question), "the question has the focus");
    await question.getByRole("button", { name: "Keep everything" }).click();
    await hasFocus(page, "Wipe");
    await go(page, "Patient");
    assert.equal(await control(page, "NK cell level").inputValue(), "17");
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    await hasFocus(page, "Wipe");
    await go(page, "Patient");
    assert.equal(await control(page, "NK cell level").inputValue(), "");
    assert.equal(await undo(page).count(), 0);
});
