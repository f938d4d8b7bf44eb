// Every state of the page at the widths of phones, a tablet and a desk, light and
// dark: nothing sticks out, nothing is too faint, nothing complains. The
// pictures are kept in `artifacts` for human eyes.

import assert from "node:assert/strict";
import { mkdirSync } from "node:fs";
import path from "node:path";
import { before, test } from "node:test";

import { drawn, readAll, useSite } from "./support/browser.mjs";
import { openExample } from "./support/cohort.mjs";
import { faintTexts } from "./support/contrast.mjs";
import { verdict } from "./support/patient.mjs";
import { STATES } from "./support/states.mjs";

const ARTIFACTS = path.join(import.meta.dirname, "artifacts");
const WIDTHS = [320, 360, 768, 1280];
const SCHEMES = ["light", "dark"];

const site = useSite();

before(() => mkdirSync(ARTIFACTS, { recursive: true }));

for (const [name, { fragment, expectsComplaints, act }] of Object.entries(STATES)) {
    test(`${name}: fits every width, and its text can be read in light and dark`, async (t) => {
        const page = await site.open(t, { fragment, expectsComplaints, viewport: { width: WIDTHS.at(-1), height: 900 } });
        await act(page);
        // What is far out of sight is looked at too, so it has to be laid out.
        await page.locator(".study-body > .panel").evaluateAll((panels) => {
            panels.forEach((panel) => { panel.style.contentVisibility = "visible"; });
        });
        // What sticks to the window stands in its place when nothing is scrolled.
        await page.evaluate(() => scrollTo(0, 0));
        const problems = [];
        for (const width of WIDTHS) {
            await page.setViewportSize({ width, height: 900 });
            for (const colorScheme of SCHEMES) {
                await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
                await drawn(page);
                const picture = path.join(ARTIFACTS, `${name}-${width}-${colorScheme}.jpg`);
                await page.screenshot({ path: picture, type: "jpeg", quality: 80, fullPage: true });
                const { faint, n_checked } = await faintTexts(page);
                assert.ok(n_checked > 20, `only ${n_checked} texts were looked at`);
                const found = [...await overflowing(page), ...faint];
                problems.push(...found.map((problem) => `${width} px, ${colorScheme}: ${problem}`));
            }
        }
        assert.deepEqual(problems, []);
    });
}

/**
 * What sticks out of the window: the document as a whole, or an element without
 * a frame of its own to scroll in.
 */
function overflowing(page) {
    return page.evaluate(() => {
        const { scrollWidth, clientWidth } = document.documentElement;
        const outside = [...document.querySelectorAll("body *")]
            .filter((element) => !element.closest(".table-scroll *, .contents *, .visually-hidden, svg *") && element.checkVisibility())
            .filter((element) => element.getBoundingClientRect().right > clientWidth + 1)
            .map((element) => `${element.tagName}.${element.className} sticks out`);
        return scrollWidth > clientWidth ? [`the document is ${scrollWidth} px wide`, ...outside] : outside;
    });
}

/** Letters, words and lines as far apart as WCAG 1.4.12 lets a reader set them. */
const WIDE_TEXT = "* { letter-spacing: 0.12em !important; word-spacing: 0.16em !important; line-height: 1.5 !important; }";

for (const [name, { fragment, expectsComplaints, act }] of Object.entries(STATES)) {
    test(`${name}: letters far apart move nothing sideways on the narrowest phone`, async (t) => {
        const page = await site.open(t, { fragment, expectsComplaints, viewport: { width: WIDTHS[0], height: 900 } });
        await act(page);
        await page.evaluate((text) => {
            const sheet = new CSSStyleSheet();
            sheet.replaceSync(text);
            document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
        }, WIDE_TEXT);
        await drawn(page);
        assert.equal(await page.getByRole("heading", { level: 1 }).evaluate((title) => parseFloat(getComputedStyle(title).wordSpacing) > 2), true);
        assert.deepEqual(await overflowing(page), []);
    });
}

test("On a phone the decision trace is read without scrolling sideways", async (t) => {
    for (const width of [320, 360]) {
        const page = await site.open(t, { viewport: { width, height: 800 } });
        await STATES["patient-open"].act(page);
        const frame = page.getByRole("region", { name: /^Decision trace/ });
        assert.ok(await frame.evaluate(({ scrollWidth, clientWidth }) => scrollWidth <= clientWidth), `${width} px`);
        for (const text of ["17.2", "Han 2025, Fig. 2", "in doubt"]) {
            assert.ok(await frame.getByText(text).first().isVisible(), `${width} px: ${text}`);
        }
    }
});

test("On paper there are no controls, only the values and what they mean", async (t) => {
    const page = await site.open(t, { viewport: { width: 794, height: 1123 } });
    await STATES["patient-full"].act(page);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await isPaper(page, "patient");
    const sheet = page.locator(".sheet");
    assert.ok(await sheet.isVisible());
    assert.equal(await verdict(page).isVisible(), false);
    for (const text of [/What decided it/, /NK cell level: 1[\d.]+ % of lymphocytes; cut-off > 16\.1/, /Date and signature/]) {
        assert.match(await sheet.innerText(), text);
    }
});

test("A printed report holds its flow, its tables and its figures, and no buttons", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", viewport: { width: 794, height: 1123 } });
    await openExample(page);
    await page.locator(".study .download-list").first().waitFor();
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    // What was never in sight is laid out for the paper.
    await page.evaluate(() => dispatchEvent(new Event("beforeprint")));
    await isPaper(page, "report");
    for (const heading of ["Participants", "What was read", "Classes and live births", "What was changed and what is not used"]) {
        assert.ok(await page.getByRole("heading", { name: heading, exact: true }).isVisible(), heading);
    }
    assert.ok(await page.locator(".study canvas:visible").count() > 10);
    // Frames that scroll on the screen show all that they hold.
    const cut = await page.locator(".table-scroll:visible").evaluateAll((frames) => frames
        .filter((frame) => frame.scrollHeight > frame.clientHeight + 1 && getComputedStyle(frame).overflowY !== "visible")
        .map((frame) => frame.getAttribute("aria-label")));
    assert.deepEqual(cut, []);
});

test("Printed results hold every table and chart, and no form", async (t) => {
    const page = await site.open(t, { fragment: "#tables", viewport: { width: 794, height: 1123 } });
    await STATES["tables-two-groups"].act(page);
    await page.emulateMedia({ media: "print", colorScheme: "light" });
    await isPaper(page, "tables");
    assert.ok(await page.getByText("82.74% (163/197) in group 1").isVisible());
    assert.equal(await page.locator("table:visible").count(), 3);
    assert.equal(await page.locator("canvas:visible").count(), 1);
    assert.equal(await page.locator("input:visible, textarea:visible").count(), 0);
});

/** Nothing that can only be operated is printed, and what is printed can be read. */
async function isPaper(page, name) {
    await drawn(page);
    await page.screenshot({ path: path.join(ARTIFACTS, `print-${name}.jpg`), type: "jpeg", quality: 80, fullPage: true });
    assert.deepEqual(await readAll(page.locator("button:visible, .button:visible, nav:visible")), []);
    const { faint, n_checked } = await faintTexts(page);
    assert.ok(n_checked > 20);
    assert.deepEqual(faint, []);
}
