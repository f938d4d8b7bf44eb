// The page without a mouse and without eyes: keys alone, names and roles.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, hides, shows, useSite } from "./support/browser.mjs";
import { choose, openExample, readLeavingOut, showsQuestions, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import { control, cutoff, rule, showsClass, unfoldLaboratory } from "./support/patient.mjs";
import { STATES } from "./support/states.mjs";

const site = useSite();

/** More stops of the Tab key than any page has. */
const STOPS = 80;

/** What has the focus: its label or its text. */
function focused(page) {
    return page.evaluate(() => {
        const element = document.activeElement;
        return (element.labels?.[0] ?? element).textContent.trim();
    });
}

/** Presses Tab until the control of that name has the focus. */
async function tabTo(page, name, key = "Tab") {
    const passed = [];
    while (passed.length < STOPS) {
        await page.keyboard.press(key);
        const now = await focused(page);
        if (now === name) {
            return;
        }
        passed.push(now);
    }
    assert.fail(`${key} never reaches “${name}”; it passes ${passed.join(" | ")}`);
}

/** The nodes of the accessibility tree that a person operates. */
async function operable(page) {
    const roles = ["textbox", "radio", "checkbox", "button", "link", "combobox", "DisclosureTriangle"];
    const session = await page.context().newCDPSession(page);
    const { nodes } = await session.send("Accessibility.getFullAXTree");
    return nodes
        .filter((node) => !node.ignored && roles.includes(node.role?.value))
        .map((node) => ({ role: node.role.value, name: node.name?.value ?? "" }));
}

test("A result is reached by keys alone", async (t) => {
    const page = await site.open(t);
    for (const [label, text] of [
        ["NK cell level", "17"], ["50:1", "40"], ["25:1", "20"], ["12.5:1", "5"],
    ]) {
        await tabTo(page, label);
        await page.keyboard.type(text);
    }
    // Radio buttons: Tab enters the group, arrows choose.
    await tabTo(page, "Ratio");
    await page.keyboard.press("ArrowRight");
    await tabTo(page, "TNF-α+ CD4+ cells");
    await page.keyboard.type("20");
    await tabTo(page, "IL-10+ CD4+ cells");
    await page.keyboard.type("1");
    await showsClass(page, "NK cell level + cytotoxicity");

    await tabTo(page, "Previous losses");
    await page.keyboard.type("3");
    await tabTo(page, "Not stated");
    await page.keyboard.press("ArrowDown");
    await page.keyboard.press("ArrowDown");
    await tabTo(page, "Which cause or causes");
    await page.keyboard.type("thyroid");
    await tabTo(page, "Any of the three");
    await page.keyboard.press("ArrowRight");
    assert.ok(await rule(page, "All three").isChecked());
    await showsClass(page, "NK cell level");

    await tabTo(page, "Change it for Patient and Cohort");
    await page.keyboard.press("Enter");
    await tabTo(page, "NK cell level");
    assert.ok(await cutoff(page, "NK cell level").evaluate((input) => input === document.activeElement));
    await page.keyboard.press("Control+A");
    await page.keyboard.type("18");
    await showsClass(page, "No abnormality");

    await tabTo(page, "Clear", "Shift+Tab");
    await page.keyboard.press("Space");
    await showsClass(page, "No values yet");
});

test("Enter in a field neither reloads the page nor clears it", async (t) => {
    const page = await site.open(t);
    await control(page, "NK cell level").fill("17");
    await control(page, "NK cell level").press("Enter");
    await showsClass(page, "At least one abnormality");
    assert.equal(await control(page, "NK cell level").inputValue(), "17");
    assert.equal(page.url(), site.address);
});

test("The skip link leads past the header and stays on the page shown", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Skip to the page");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => document.activeElement?.id === "main");
    await shows(page.getByRole("heading", { level: 1 }), "A cohort file");
    await page.keyboard.press("Tab");
    assert.equal(await focused(page), "Choose a file");
});

test("A cohort is opened, saved and closed by keys alone", async (t) => {
    const page = await site.open(t);
    // Asked for early, because the browser has to be told not to open a window of its own.
    const chooser = page.waitForEvent("filechooser");
    await tabTo(page, "Cohort");
    await page.keyboard.press("Enter");
    await page.getByRole("heading", { name: "Open a cohort file" }).waitFor();
    await tabTo(page, "Choose a file");
    await page.keyboard.press("Enter");
    await chooser;
    await tabTo(page, "Open the synthetic example");
    await page.keyboard.press("Enter");
    await showsReport(page, "SYNTHETIC-example.csv");
    await tabTo(page, "Report (JSON)");
    const saved = page.waitForEvent("download");
    await page.keyboard.press("Enter");
    assert.match((await saved).suggestedFilename(), /\.json$/);
    await tabTo(page, "The numbers behind this figure");
    await page.keyboard.press("Enter");
    await page.getByRole("table", { name: "Flow of women through the analysis" }).waitFor();
    await tabTo(page, "Close file", "Shift+Tab");
    await page.keyboard.press("Enter");
    await hides(page.getByRole("heading", { name: "Participants", exact: true }));
});

test("The place that has the focus can be seen", async (t) => {
    const page = await site.open(t);
    const outline = () => page.evaluate(() => {
        const element = document.activeElement;
        const box = element.closest(".field-box") ?? (element.type === "radio" ? element.labels[0] : element);
        const { outlineStyle, outlineWidth } = getComputedStyle(box);
        return outlineStyle === "none" ? 0 : parseFloat(outlineWidth);
    });
    for (const name of ["Skip to the page", "Cohort", "NK cell level", "Ratio", "Not stated", "Change it for Patient and Cohort"]) {
        await tabTo(page, name);
        assert.ok(await outline() >= 2, `${name} shows no outline`);
    }
});

test("Everything that is operated has a name, on every page and in every state", async (t) => {
    const page = await site.open(t);
    const check = async (state, least) => {
        const nodes = await operable(page);
        assert.ok(nodes.length >= least, `${state}: only ${nodes.length} controls`);
        assert.deepEqual(nodes.filter(({ name }) => name.trim() === ""), [], state);
    };
    await control(page, "Two percentages").check();
    await control(page, "Height and weight").check();
    await control(page, "Known etiology").check();
    await unfoldLaboratory(page);
    await check("patient", 30);
    await page.getByRole("link", { name: "Cohort" }).click();
    await page.getByRole("heading", { name: "A cohort file", exact: true }).waitFor();
    await check("cohort", 12);
    await openExample(page);
    await check("report", 15);
});

test("Fields that ask for different values have different names", async (t) => {
    const page = await site.open(t);
    const names = (await operable(page)).filter(({ role }) => role === "textbox").map(({ name }) => name);
    assert.equal(names.length, 8);
    assert.equal(new Set(names).size, 8, names.join(" | "));
});

test("A choice is called by its label, whether it is chosen or not", async (t) => {
    const page = await site.open(t);
    const names = (await operable(page)).filter(({ role }) => role === "radio").map(({ name }) => name);
    assert.deepEqual(names.sort(), [
        "25:1 only", "All three", "Any of the three", "BMI", "Height and weight", "Idiopathic", "Known etiology",
        "Not stated", "Ratio", "Two of three", "Two percentages",
    ]);
});

test("The title of the window names the page", async (t) => {
    const page = await site.open(t);
    assert.equal(await page.title(), "Patient – RPL Immune Profile");
    for (const name of ["Cohort", "Tables", "About", "Patient"]) {
        await page.getByRole("link", { name, exact: true }).click();
        await page.waitForFunction((title) => document.title === title, `${name} – RPL Immune Profile`);
    }
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await page.waitForFunction(() => document.title === "Privacy – RPL Immune Profile");
});

test("The keyboard goes to the heading of a file once it is open, and stays where somebody is at work", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    const isAtFile = () => page.evaluate(() => document.activeElement?.id === "file-name");
    await openExample(page);
    assert.equal(await focused(page), "SYNTHETIC-example.csv");
    assert.ok(await isAtFile());
    await page.getByRole("link", { name: "Patient" }).focus();
    await page.keyboard.press("Enter");
    await page.getByRole("link", { name: "Cohort" }).focus();
    await page.keyboard.press("Enter");
    await showsReport(page, "SYNTHETIC-example.csv");
    assert.equal(await focused(page), "Cohort");
    await page.getByRole("button", { name: "Close file" }).click();
    await choose(page, file("asks.csv", cohort([{}, { nk_percent: "high" }])));
    await showsQuestions(page, "asks.csv");
    assert.ok(await page.evaluate(() => document.activeElement.matches(".question-title")));
    await readLeavingOut(page);
    await showsReport(page, "asks.csv");
    assert.ok(await isAtFile());
});

test("After Clear the keyboard is at what takes it back, and then at the first field", async (t) => {
    const page = await site.open(t);
    await control(page, "NK cell level").fill("17");
    await page.getByRole("button", { name: "Clear" }).click();
    await page.getByRole("button", { name: "Undo" }).waitFor();
    assert.equal(await focused(page), "Undo");
    await hides(page.getByRole("button", { name: "Undo" }));
    await page.waitForFunction(() => document.activeElement?.id === "field-nk-level");
});

test("What is opened or refused on the cohort page is announced", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("empty.csv", ""));
    await shows(page.getByRole("alert"), /empty\.csv could not be analyzed\./);
    await openExample(page);
    await shows(page.getByRole("status"), "SYNTHETIC-example.csv");
});

test("The key ? leads to the list of shortcuts unless something is being typed, and can be switched off", async (t) => {
    const page = await site.open(t);
    const list = page.locator("#shortcuts");
    await control(page, "NK cell level").focus();
    await page.keyboard.press("?");
    assert.equal(await list.evaluate((one) => one.open), false);
    await control(page, "NK cell level").fill("17");
    await page.getByRole("button", { name: "Clear" }).focus();
    await page.keyboard.press("?");
    await page.waitForFunction(() => document.activeElement?.id === "shortcuts-title");
    assert.equal(await list.evaluate((one) => one.open), true);
    await shows(list, /C\s*Copy for the record/);
    await list.getByRole("checkbox").uncheck();
    await list.locator("summary").click();
    await page.getByRole("button", { name: "Clear" }).focus();
    await page.keyboard.press("?");
    assert.equal(await list.evaluate((one) => one.open), false);
});

/** Holds Alt and presses a letter, as a keyboard does: the letter comes with the key. */
async function withAlt(page, letter) {
    const session = await page.context().newCDPSession(page);
    const key = { modifiers: 1, key: letter, unmodifiedText: letter, text: letter, windowsVirtualKeyCode: letter.toUpperCase().charCodeAt(0), code: `Key${letter.toUpperCase()}` };
    await session.send("Input.dispatchKeyEvent", { type: "keyDown", ...key });
    await session.send("Input.dispatchKeyEvent", { type: "keyUp", ...key });
    await session.detach();
}

test("The letters of the list press their buttons, also from inside a field, and nothing else", async (t) => {
    const page = await site.open(t);
    await page.evaluate(() => {
        window.prints = [];
        window.print = () => window.prints.push(document.querySelector(".sheet").textContent);
    });
    const level = control(page, "NK cell level");
    await level.fill("17");
    assert.ok(await level.evaluate((one) => one === document.activeElement));
    await withAlt(page, "p");
    await page.waitForFunction(() => window.prints.length === 1);
    await withAlt(page, "w");
    await page.waitForFunction(() => window.prints.length === 2 && /Your blood tests after pregnancy losses/.test(window.prints[1]));
    await withAlt(page, "z");
    assert.equal(await level.inputValue(), "");
    await withAlt(page, "y");
    assert.equal(await level.inputValue(), "17");
    await withAlt(page, "k");
    await showsClass(page, "No values yet");
    const keys = await page.evaluate(() => [...document.querySelectorAll("[accesskey]")].map((one) => one.accessKey));
    assert.equal(new Set(keys).size, keys.length, "each letter once");
});

test("Whatever is typed in whatever field, the field stays and keeps the focus", async (t) => {
    const names = ["patient-full", "patient-open", "patient-laboratory", "evidence", "tables-two-groups", "tables-values", "tables-any-size", "tables-trials", "cohort-report"];
    for (const name of names) {
        const { fragment, act } = STATES[name];
        const page = await site.open(t, { fragment });
        await act(page);
        const fields = page.locator("input[type=text]:visible, textarea:visible");
        const n_fields = await fields.count();
        assert.ok(n_fields > 0, name);
        const lost = [];
        for (let place = 0; place < n_fields; place += 1) {
            const field = fields.nth(place);
            if (await field.count() === 0) {
                break;
            }
            await field.focus();
            const label = await field.evaluate((one) => {
                globalThis.typedIn = one;
                return one.id;
            });
            for (const key of ["9", "x"]) {
                await page.keyboard.press(key);
                await drawn(page);
                await drawn(page);
                if (!await page.evaluate(() => globalThis.typedIn === document.activeElement)) {
                    lost.push(`${name}: ${label} after ${key}`);
                }
            }
            await page.keyboard.press("Backspace");
            await page.keyboard.press("Backspace");
        }
        assert.deepEqual(lost, []);
        await page.close();
    }
});
