// One patient as a file: saved, cleared and opened again, as FHIR and as JSON; what is no
// file of one patient is refused, and another protocol is said and never taken over.

import assert from "node:assert/strict";
import { test } from "node:test";

import { Fhir } from "fhir/fhir.js";

import { hides, save, saved as savedBy, shows, useSite, wipe } from "./support/browser.mjs";
import { showsReport } from "./support/cohort.mjs";
import { file } from "./support/files.mjs";
import { control, cutoff, LABORATORY, notices, showsClass, typeLaboratory, unfoldLaboratory } from "./support/patient.mjs";

const site = useSite();

/** A bound, a decimal comma and a repeated measurement, as they are typed. */
const TYPED = ["18.2; 17.4", ">60", "22,4", "5", "20"];
const CLASS = "NK cell level + cytotoxicity";
const FORMS = { FHIR: /^patient-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.fhir\.json$/, JSON: /^patient-\d{4}-\d\d-\d\d-[0-9a-f]{8}\.json$/ };

const panel = (page) => page.getByRole("region", { name: "Save and open this patient" });
const said = (page) => panel(page).getByRole("status");
const clear = (page) => page.getByRole("button", { name: "Clear", exact: true }).click();

/** Chooses a file in the panel. */
function open(page, name, text) {
    return panel(page).locator("#patient-file").setInputFiles(file(name, text));
}

/** Drops files on the page. */
function drop(page, files) {
    return page.locator("body").evaluate((place, files) => {
        const transfer = new DataTransfer();
        for (const [name, text] of files) {
            transfer.items.add(new File([text], name));
        }
        for (const kind of ["dragover", "drop"]) {
            place.dispatchEvent(new DragEvent(kind, { dataTransfer: transfer, bubbles: true, cancelable: true }));
        }
    }, files);
}

async function typePatient(page) {
    await typeLaboratory(page, TYPED);
    await control(page, "Age").fill("34");
    await control(page, "Known etiology").check();
    await control(page, "Which cause or causes").fill("thyroid");
    await showsClass(page, CLASS);
}

async function showsPatient(page) {
    await showsClass(page, CLASS);
    for (const [index, label] of LABORATORY.entries()) {
        assert.equal(await control(page, label).inputValue(), TYPED[index], label);
    }
    assert.equal(await control(page, "Age").inputValue(), "34");
    assert.equal(await control(page, "Which cause or causes").inputValue(), "thyroid");
}

/** The text of the patient saved in a form. */
async function saved(page, form) {
    const { name, bytes } = await save(page, `Save as ${form}`);
    assert.match(name, FORMS[form]);
    return bytes.toString();
}

for (const form of Object.keys(FORMS)) {
    test(`${form}: saved, cleared and opened she has the same values and the same class`, async (t) => {
        const page = await site.open(t);
        await typePatient(page);
        const text = await saved(page, form);
        await shows(said(page), /^Saved as “patient-/);
        await clear(page);
        await showsClass(page, "No values yet");
        assert.equal(await panel(page).getByRole("button", { name: /^Save as/ }).count(), 0);
        await open(page, "hers.json", text);
        await showsPatient(page);
        await shows(said(page), /^Opened “hers\.json”, saved on \d{4}-\d\d-\d\d\.$/);
        // Saved once more it is the same but for the moment.
        const again = await saved(page, form);
        const timeless = (text) => text
            .replace(/\d{4}-\d\d-\d\dT[\d:.]+[+-]\d\d:\d\d/g, "")
            .replace(/[0-9a-f]{8}-[0-9a-f]{4}-8[0-9a-f]{3}-[0-9a-f]{4}-[0-9a-f]{12}/g, "")
            .replace(/"sha256": "[0-9a-f]{64}"/, "");
        assert.equal(timeless(again), timeless(text));
    });

    test(`${form}: dropped while the patient page is shown, it is opened there`, async (t) => {
        const page = await site.open(t);
        await typePatient(page);
        const text = await saved(page, form);
        await clear(page);
        await control(page, "NK cell level").fill("3");
        await drop(page, [["hers.json", text]]);
        await showsPatient(page);
        // What was typed before can be taken back.
        await page.getByRole("button", { name: "Take back", exact: true }).click();
        assert.equal(await control(page, "NK cell level").inputValue(), "3");
        await page.getByText("Opened “hers.json”").waitFor({ state: "detached" });
    });
}

test("What is no file of one patient, or a damaged one, is refused and leaves the fields alone", async (t) => {
    const page = await site.open(t);
    await typePatient(page);
    const fhir = await saved(page, "FHIR");
    for (const [text, reason] of [
        ["patient_id,nk_percent\nA,17\n", /no file of one patient/],
        [fhir.slice(0, fhir.length / 2), /damaged/],
        [fhir.replace('"value": 60', '"value": 50'), /changed after it was saved/],
        [fhir.replace(/"code": "%"/, '"code": "pg/mL"'), /“pg\/mL”/],
        ['{"resourceType":"Bundle","type":"collection","entry":[]}', /another program/],
    ]) {
        assert.notEqual(text, fhir);
        await open(page, "other.json", text);
        await shows(said(page), reason);
        await showsPatient(page);
    }
    await drop(page, [["one.json", fhir], ["two.json", fhir]]);
    await page.getByText("One saved patient at a time, please, and no other file with it.").waitFor();
});

test("Another protocol than the laboratory’s is said with both classes, and tried only where that is wished", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["18.2", "20", "15", "5", "20"]);
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("19.5");
    await showsClass(page, "No abnormality");
    const text = await saved(page, "JSON");
    await cutoff(page, "NK cell level").fill("16.1");
    await clear(page);
    await open(page, "hers.json", text);
    await showsClass(page, "NK cell level");
    await shows(said(page), /NK cell level > 19\.5 instead of > 16\.1\. By the file the class is: No abnormality\. By the cut-offs and the rule in force here it is: NK cell level\./);
    await page.getByRole("button", { name: "Try the cut-offs and the rule of the file on her" }).click();
    await showsClass(page, "No abnormality");
    await shows(notices(page), /What if/);
    await page.getByText("By the file the class is").waitFor({ state: "detached" });
    await page.getByRole("button", { name: /^Back to the laboratory/ }).click();
    await showsClass(page, "NK cell level");
});

test("A name goes into the file only where that is chosen, and nowhere else", async (t) => {
    const page = await site.open(t);
    await typePatient(page);
    const box = panel(page).getByRole("checkbox");
    assert.equal(await box.count(), 0);
    await page.getByLabel("Name or number, for this print only").fill("Ms. 4711");
    assert.doesNotMatch(await saved(page, "FHIR"), /4711/);
    await box.check();
    const named = await saved(page, "FHIR");
    assert.match(named, /"text": "Ms\. 4711"/);
    await open(page, "hers.json", named);
    await shows(said(page), /holds a name or number, which is not shown here/);
    assert.equal(await page.getByLabel("Name or number, for this print only").inputValue(), "");
});

test("The FHIR file of one patient is a cohort of one woman on the cohort page", async (t) => {
    const page = await site.open(t);
    await typePatient(page);
    const text = await saved(page, "FHIR");
    await page.getByRole("link", { name: "Cohort" }).click();
    await page.getByText("Choose a file").first().waitFor();
    await drop(page, [["hers.json", text]]);
    await showsReport(page, "hers.json");
});

test("With the keyboard alone she is saved and the button that opens is reached; wiping forgets all", async (t) => {
    // In Firefox keys reach the newest window only.
    const page = await site.open(t, { viewport: { width: 1280, height: 900 } });
    await typePatient(page);
    const until = async (is) => {
        for (let presses = 0; !await page.evaluate(is); presses += 1) {
            assert.ok(presses < 90, "the keyboard does not get there");
            await page.keyboard.press("Tab");
        }
    };
    await until(() => document.activeElement.textContent === "Save as JSON");
    await savedBy(page, () => page.keyboard.press("Enter"));
    await shows(said(page), /^Saved as/);
    await until(() => document.activeElement.id === "patient-file");
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    await page.getByRole("link", { name: "Patient" }).click();
    await hides(page.getByText(/^Saved as/));
});

/** What a validator that others wrote finds wrong with a resource by the definitions of R4. */
function faults(resource) {
    const { messages } = new Fhir().validate(resource, { errorOnUnexpected: true });
    return messages.filter(({ severity }) => ["error", "fatal"].includes(severity)).map(({ location, message }) => `${location}: ${message}`);
}

test("Every saved document is valid by the definitions of FHIR R4, whatever was typed", async (t) => {
    const page = await site.open(t);
    const patients = [
        TYPED, ["10", "20", "15", "5", "20"], ["", "", "", "", "40"], ["17", "", "", "", ""], [">16.1", "<34.3", "≥23.8", "≤9.6", "36; 37; 38"],
        ["161", "x", "22", "9", "0.3"], ["0.18", "36", "22", "8", "28"],
    ];
    for (const values of patients) {
        for (const label of LABORATORY) {
            await control(page, label).fill("");
        }
        await typeLaboratory(page, values);
        for (const [age, losses] of [["", ""], ["34", "3"]]) {
            await control(page, "Age").fill(age);
            await control(page, "Previous losses").fill(losses);
            assert.deepEqual(faults(JSON.parse(await saved(page, "FHIR"))), [], values.join(" | "));
        }
    }
    // The validator finds what is wrong.
    const broken = JSON.parse(await saved(page, "FHIR"));
    const observation = broken.entry.find(({ resource }) => resource.resourceType === "Observation").resource;
    delete observation.status;
    observation.valueText = "7";
    assert.equal(faults(broken).length, 2, JSON.stringify(faults(broken)));
});
