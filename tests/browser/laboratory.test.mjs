// My laboratory: one list, how precisely it measures, a file and a link that hold its
// settings and nothing of a patient, and her class under other cut-offs.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, readRows, save, shows, useSite } from "./support/browser.mjs";
import { control, cutoff, notices, readTrace, showsClass, typeLaboratory, unfoldLaboratory } from "./support/patient.mjs";

const site = useSite();

const CLIPBOARD = { permissions: ["clipboard-read", "clipboard-write"] };

/** Above the cut-off of the study and not above that of King 2010. */
const BETWEEN = ["17.3", "31", "21", "8", "27"];

const mine = (page) => page.getByRole("region", { name: "My laboratory", exact: true });
const button = (page, name) => mine(page).getByRole("button", { name, exact: true });

/** The table of her class under each laboratory, row by row. */
const others = (page) => readRows(page.getByRole("table", { name: "Her class by the cut-offs of each laboratory" }));

/** How near the NK cell level is to its cut-off. */
const nearness = async (page) => (await readRows(page.getByRole("table", { name: /^How near/ })))[0];

async function unfoldList(page) {
    await mine(page).getByText("Choose, save or open a laboratory").click();
}

async function unfoldPrecision(page) {
    await mine(page).getByText("Precision and notes of each test").click();
}

async function openFile(page, name, text) {
    await mine(page).locator("input[type=file]").setInputFiles({ name, mimeType: "application/json", buffer: Buffer.from(text) });
}

test("The cut-offs of another source are chosen from one list, and her class is shown under each", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, BETWEEN);
    await showsClass(page, "NK cell level");
    const rows = await others(page);
    const names = ["In force here", "Han 2025 (the paper)", "Yamada 2003, Japan", "King 2010, Sydney", "Winger 2011, Chicago"];
    assert.equal(rows.length, names.length);
    names.forEach((name, place) => assert.ok(rows[place][0].startsWith(`${name} `), rows[place][0]));
    assert.match(rows[3].at(-1), /Not determinable yet\s*differs/);
    await unfoldList(page);
    await button(page, "Use these cut-offs: King 2010, Sydney").click();
    await showsClass(page, "No abnormality");
    assert.deepEqual((await readTrace(page))[0].slice(3, 6), ["18", "King 2010", "not high"]);
    await shows(mine(page), /In force: King 2010, Sydney, NK cell level > 18\. It states no cut-off for NK cytotoxicity/);
    await shows(notices(page), /is not that of Han 2025/);
    await button(page, "Use these cut-offs: Han 2025 (the paper)").click();
    await showsClass(page, "NK cell level");
    assert.equal(await read(notices(page)), "");
});

test("What is decided of the laboratory has her class in view", async (t) => {
    const page = await site.open(t, { viewport: { width: 360, height: 740 } });
    await typeLaboratory(page, BETWEEN);
    const bar = mine(page).locator(".annex-bar");
    await shows(bar, "NK cell level");
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("18.5");
    await shows(bar, "No abnormality");
    // Who types looks at the field; what Firefox is told to fill is not scrolled to.
    await cutoff(page, "NK cell level").scrollIntoViewIfNeeded();
    const isInView = (one) => { const { top, bottom } = one.getBoundingClientRect(); return top >= 0 && bottom <= innerHeight; };
    assert.ok(await bar.evaluate(isInView));
});

test("A coefficient of variation gives each value its probability, and goes with the laboratory it is of", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, BETWEEN);
    assert.match((await nearness(page)).at(-1), /not known/);
    await page.getByRole("button", { name: "Go to My laboratory" }).first().click();
    await page.waitForFunction(() => document.activeElement.id === "my-laboratory-title");
    await unfoldPrecision(page);
    await mine(page).getByLabel("Coefficient of variation: NK cell level", { exact: true }).fill("7,5 %");
    // 1 - pnorm((17.3 - 16.1) / (0.075 * 17.3 * sqrt(2))) in R: 0.2565
    await shows(page.getByRole("table", { name: /^How near/ }), /25\.7%|26%/);
    await mine(page).getByLabel("Coefficient of variation: NK cell level", { exact: true }).fill("0");
    await shows(mine(page), /This must be above 0% and at most 100%\. In force: 7\.5%\./);
    await mine(page).getByLabel("Assay: Th1/Th2 ratio", { exact: true }).fill("flow");
    await unfoldList(page);
    await button(page, "Use these cut-offs: Han 2025 (the paper)").click();
    assert.match((await nearness(page)).at(-1), /not known/);
    assert.equal(await mine(page).getByLabel("Assay: Th1/Th2 ratio", { exact: true }).inputValue(), "");
    // What was given up stays in the list.
    await mine(page).getByRole("button", { name: /^Use this laboratory: / }).click();
    await shows(page.getByRole("table", { name: /^How near/ }), /25\.7%|26%/);
});

test("File and link hold the settings and bring them back, and never a value of a patient", async (t) => {
    const page = await site.open(t, CLIPBOARD);
    await typeLaboratory(page, BETWEEN);
    await control(page, "Age").fill("37.25");
    await unfoldLaboratory(page);
    await mine(page).getByLabel("Name", { exact: true }).fill("Ward “3” & ü");
    await cutoff(page, "NK cell level").fill("18.5");
    await unfoldPrecision(page);
    await mine(page).getByLabel("Coefficient of variation: Th1/Th2 ratio", { exact: true }).fill("9");
    await showsClass(page, "No abnormality");
    const saved = await save(page, "Save as a file");
    assert.equal(saved.name, "laboratory.json");
    const text = saved.bytes.toString();
    await button(page, "Copy the link").click();
    await mine(page).getByText("The link is on the clipboard.").waitFor();
    const link = await page.evaluate(() => navigator.clipboard.readText());
    const decoded = decodeURIComponent(link.split("#patient?lab=")[1]);
    assert.deepEqual(JSON.parse(decoded), {
        name: "Ward “3” & ü",
        precision: { cv: { th1_th2: 0.09 } },
        protocol: { nk_percent: { source: "own_laboratory", value: 18.5 } },
    });
    for (const value of [...BETWEEN, "37.25"]) {
        for (const [what, where] of [["file", text], ["link", decoded], ["address", page.url()]]) {
            assert.ok(!where.match(new RegExp(`(^|[^0-9.])${value.replace(".", "\\.")}([^0-9.]|$)`)), `${value} in the ${what}`);
        }
    }

    const other = await site.open(t);
    await typeLaboratory(other, BETWEEN);
    await showsClass(other, "NK cell level");
    await openFile(other, "laboratory.json", text);
    await showsClass(other, "No abnormality");
    await shows(mine(other), /Opened and in force: “Ward “3” & ü”\./);
    await shows(mine(other), /coefficients of variation: Th1\/Th2 ratio 9%/);

    const linked = await site.open(t, { fragment: `#${link.split("#")[1]}` });
    await shows(mine(linked), /The settings in force were loaded from the address\./);
    await typeLaboratory(linked, BETWEEN);
    await showsClass(linked, "No abnormality");
    await button(linked, "Back to the study’s cut-offs").click();
    await showsClass(linked, "NK cell level");
    assert.equal(new URL(linked.url()).hash, `#${link.split("#")[1]}`);
});

test("A damaged file or link changes nothing and is said", async (t) => {
    const page = await site.open(t, { fragment: "#patient?lab=%7B%22name%22%3A%22Wa" });
    await shows(mine(page), /The address holds settings that cannot be used; nothing was changed\./);
    await typeLaboratory(page, BETWEEN);
    await showsClass(page, "NK cell level");
    for (const [text, said] of [
        ["nk;th\n1;2\n", /Line 1 is not valid JSON/],
        ["{\"schema\": \"rpl-immune-profile/session/1\"}", /which is not that of a laboratory file/],
        ["x".repeat(70000), /This is not a laboratory file: it is no text, or too large\./],
    ]) {
        await openFile(page, "laboratory.json", text);
        await shows(mine(page), said);
        await showsClass(page, "NK cell level");
    }
});
