// A thousand random acts of a user, the same every time: nothing complains, and
// the page shows what follows from what stands in its fields.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, isSealed, useSite, wipe } from "./support/browser.mjs";
import { cohort, file, manyRows } from "./support/files.mjs";

const site = useSite();

const SEED = 20251546602;
const N_ACTS = 1000;
const N_BETWEEN_CHECKS = 100;

const TEXTS = ["", "0", "5", "17", "16.1", "34.4", "40", "9.6", "100", "161", "-1", "3", "1e3", "abc", "  12 ", "=1+1", "갑상선", "0,5"];
const FILES = [
    file("good.csv", cohort([{}, { nk_percent: "17" }])),
    file("issues.csv", cohort([{ nk_percent: "high" }, { etiology: "thyroid" }, { outcome: "ongoing" }])),
    file("empty.csv", ""),
    file("many.csv", manyRows(5_000)),
    file("other.csv", "a;b\n1;2\n"),
];

/** Numbers between 0 and 1, the same for the same seed (Park and Miller 1988). */
function randomOf(seed) {
    let state = seed % 2147483647;
    return () => {
        state = (state * 48271) % 2147483647;
        return state / 2147483647;
    };
}

/** One act on whatever can be acted on; says what it was. */
function act(page, draw, text) {
    return page.evaluate(([draw, text]) => {
        // Not pressed: what loads the page anew, and the test whose attempts the console reports.
        const isLeftOut = (element) => element.matches("a[href^='?']") || element.textContent.includes("Test the network");
        const all = [...document.querySelectorAll("a[href], button, summary, input:not([type=file]), select")]
            .filter((element) => element.checkVisibility() && !element.disabled && !isLeftOut(element));
        const element = all[Math.floor(draw * all.length)];
        if (element.matches("input[type=text]")) {
            element.value = text;
            element.dispatchEvent(new InputEvent("input", { bubbles: true }));
        } else if (element.matches("select")) {
            element.selectedIndex = Math.floor(draw * 1000) % element.options.length;
            element.dispatchEvent(new Event("change", { bubbles: true }));
        } else {
            element.click();
        }
        return `${element.tagName} ${element.id || element.textContent.trim().slice(0, 40)}`;
    }, [draw, text]);
}

/** What is chosen and typed on the patient page, and what it shows. */
function readPatient(page) {
    return page.evaluate(() => ({
        radios: [...document.querySelectorAll("main input[type=radio]:checked")].map(({ id }) => id),
        texts: [...document.querySelectorAll("main input[type=text]")].map(({ id, value }) => [id, value]),
        // What can be taken back is there for a while only.
        shown: document.querySelector("main").innerText.replace(/\s+/g, " ").replace("Cleared. Undo for ten seconds ", ""),
    }));
}

/** Types and chooses the same on a page that knows nothing yet. */
async function typeAgain(page, { radios, texts }) {
    await page.evaluate(async ([radios, texts]) => {
        const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
        for (const details of document.querySelectorAll("details")) {
            details.open = true;
        }
        // What is tried is tried in the place of what the laboratory decided.
        for (const id of radios.toSorted((one, other) => one.startsWith("try-") - other.startsWith("try-"))) {
            document.getElementById(id)?.click();
            await frame();
        }
        for (const [id, value] of texts) {
            const field = document.getElementById(id);
            if (field && field.value !== value) {
                field.value = value;
                field.dispatchEvent(new InputEvent("input", { bubbles: true }));
                await frame();
            }
        }
    }, [radios, texts]);
}

/** The laboratory in force, as the link that brings it to another page. */
async function linkOfLaboratory(page) {
    await page.evaluate(() => {
        navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); };
        window.copied = null;
    });
    await page.getByRole("button", { name: "Copy the link", exact: true }).click();
    await page.waitForFunction(() => window.copied !== null);
    return page.evaluate(() => new URL(window.copied).hash);
}

/** Shows a page by its link in the header. */
async function go(page, name) {
    await page.getByRole("navigation", { name: "Pages" }).getByRole("link", { name }).click();
    await drawn(page);
}

/** Opens every detail, so that what is shown does not depend on it. */
function unfold(page) {
    return page.evaluate(() => {
        for (const details of document.querySelectorAll("details")) {
            details.open = true;
        }
    });
}

test("A thousand random acts leave no complaint and no wrong state", async (t) => {
    const page = await site.open(t, { viewport: null });
    page.on("download", (download) => download.cancel());
    const random = randomOf(SEED);
    const said = [];
    for (let n = 1; n <= N_ACTS; n += 1) {
        const [draw, kind, text] = [random(), random(), TEXTS[Math.floor(random() * TEXTS.length)]];
        const chooser = page.locator("input[type=file]").first();
        if (kind < 0.05 && await chooser.count() > 0) {
            const one = FILES[Math.floor(draw * FILES.length)];
            await chooser.setInputFiles(one);
            said.push(`file ${one.name}`);
        } else {
            said.push(await act(page, draw, text));
        }
        const trail = () => `after act ${n}: ${said.slice(-5).join("; ")}`;
        // A part of the page that is still being fetched has none yet.
        await page.locator("h1:visible").first().waitFor().catch(() => assert.fail(`no heading ${trail()}`));
        assert.equal(await page.locator("h1:visible").count(), 1, trail());
        assert.deepEqual(page.complaints, [], trail());
        if (n % N_BETWEEN_CHECKS === 0) {
            // What was said of the last act ends with the page.
            await go(page, "About");
            await go(page, "Patient");
            await unfold(page);
            await drawn(page);
            const here = await readPatient(page);
            const fresh = await page.context().newPage();
            await fresh.goto(`${site.address}${await linkOfLaboratory(page)}`);
            await isSealed(fresh);
            await typeAgain(fresh, here);
            await drawn(fresh);
            assert.deepEqual(await readPatient(fresh), here, trail());
            await fresh.close();
        }
    }
    assert.ok(new Set(said).size > 30, `only ${new Set(said).size} different acts`);
    // Wiped, the page is as if it had just been opened.
    const fresh = await page.context().newPage();
    await fresh.goto(site.address);
    await isSealed(fresh);
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    for (const name of ["Patient", "Cohort"]) {
        await go(page, name);
        await go(fresh, name);
        assert.equal(await page.getByRole("main").innerText(), await fresh.getByRole("main").innerText(), name);
    }
});
