// The patient page in the words of its user.

import { readAll, readRows, shows } from "./browser.mjs";

/** The labels of the fields that the class depends on, in the order of the page. */
export const LABORATORY = ["NK cell level", "50:1", "25:1", "12.5:1", "Th1/Th2 ratio"];

/** Values that are not above any cut-off. */
export const NORMAL = ["10", "20", "15", "5", "20"];

/** A control of the form, by its label. The cut-offs have fields with like names. */
export function control(page, label) {
    return form(page).getByLabel(label, { exact: true });
}

/** The unit behind a field. */
export function unitOf(page, label) {
    return fieldOf(page, label).locator(".field-unit");
}

/** What stands below a field. */
export function messageOf(page, label) {
    return fieldOf(page, label).locator(".field-message");
}

function fieldOf(page, label) {
    return form(page).locator(".field").filter({ has: page.getByLabel(label, { exact: true }) });
}

/** The two sections of values; the settings are another one. */
function form(page) {
    return page.locator("section[aria-labelledby='laboratory-title'], section[aria-labelledby='history-title']");
}

/** The panel of the laboratory's protocol, which is the same on both pages. */
export function laboratory(page) {
    return page.getByRole("region", { name: "The laboratory’s protocol" });
}

/** Unfolds what can be changed of the laboratory's protocol. */
export async function unfoldLaboratory(page) {
    await laboratory(page).getByText("Change it for Patient and Cohort").click();
}

/** A cut-off of the laboratory, by its label; its panel has to be unfolded. */
export function cutoff(page, label) {
    return laboratory(page).getByLabel(`${label}, cut-off`, { exact: true });
}

/** A cytotoxicity rule of the laboratory, by its label; its panel has to be unfolded. */
export function laboratoryRule(page, label) {
    return laboratory(page).getByLabel(label, { exact: true });
}

/** A cytotoxicity rule that is tried on this page, by its label. */
export function rule(page, label) {
    return page.getByRole("group", { name: /^Try a rule/ }).getByLabel(label, { exact: true });
}

/** What stands out where results are not the laboratory's or not the study's. */
export function notices(page) {
    return page.getByRole("status", { name: "Protocol" });
}

/** Types the five laboratory values, where they are not there yet. */
export async function typeLaboratory(page, values) {
    for (const [index, label] of LABORATORY.entries()) {
        if (await control(page, label).inputValue() !== values[index]) {
            await control(page, label).fill(values[index]);
        }
    }
}

/** Waits until the page names a class, or says that it cannot. */
export async function showsClass(page, name) {
    await shows(page.getByRole("status").getByRole("heading"), name);
}

/** The card with the class and what is certain and open. */
export function verdict(page) {
    return page.locator(".verdict");
}

/** The cells of the decision trace, row by row. */
export function readTrace(page) {
    return readRows(page.getByRole("table", { name: /^Decision trace/ }));
}

/** What the page says under the other rules, a line a rule. */
export function readOtherRules(page) {
    return readAll(page.locator(".rules").getByRole("listitem"));
}

/** One fact of the published context, by its subject. */
export function fact(page, subject) {
    return page.locator(".fact").filter({ has: page.getByText(subject, { exact: true }) });
}

/** One piece of a fact together with the tag that says how it came to be. */
export function piece(place, tag, text) {
    return place.getByRole("listitem").filter({ has: place.page().getByText(tag, { exact: true }) }).filter({ hasText: text });
}
