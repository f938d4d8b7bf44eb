// A figure of the calculator and one of the report: read out by keys and by the pointer,
// and saved as pictures that say where they are from.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, read, save, useSite } from "./support/browser.mjs";
import { openExample } from "./support/cohort.mjs";
import { answers, fillGroups } from "./support/tables.mjs";

const site = useSite();

const RATIOS = "Ratios with their intervals";

/** Opens the calculator on the women of the paper, with the figure of the ratios. */
async function openRatios(t) {
    const page = await site.open(t, { fragment: "#tables" });
    await fillGroups(page, [163, 34, 217, 52]);
    await answers(page, /^82\.74% \(163\/197\) in group 1 /);
    const figure = page.getByRole("figure").filter({ hasText: RATIOS });
    await figure.scrollIntoViewIfNeeded();
    await drawn(page);
    return { page, figure };
}

/** The texts of the chunks of a PNG that hold text, and its width in pixels. */
function readPng(bytes) {
    assert.equal(bytes.subarray(1, 4).toString("latin1"), "PNG");
    const texts = [];
    for (let at = 8; at < bytes.length;) {
        const length = bytes.readUInt32BE(at);
        if (bytes.subarray(at + 4, at + 8).toString("latin1") === "iTXt") {
            texts.push(bytes.subarray(at + 8, at + 8 + length).toString("utf8"));
        }
        at += 12 + length;
    }
    return { width: bytes.readUInt32BE(16), texts };
}

test("The arrow keys read a figure of the calculator out, value by value", async (t) => {
    const { page, figure } = await openRatios(t);
    await figure.locator("canvas").focus();
    const reading = figure.locator(".figure-reading");
    assert.match(await read(reading), /^Point at the figure/);
    await page.keyboard.press("ArrowRight");
    // fisher.test(matrix(c(163, 34, 217, 52), 2, byrow = TRUE)): 1.1485 (0.6914 to 1.9278).
    assert.match(await read(reading), /^Odds ratio, exact: 1\.148 \(0\.69\d* to 1\.9\d*\)$/);
    await page.keyboard.press("ArrowLeft");
    assert.match(await read(reading), /^Risk ratio, /);
    await page.keyboard.press("Escape");
    assert.match(await read(reading), /^Point at the figure/);
});

test("Pointing at a square of the calculator reads it out", async (t) => {
    const { figure } = await openRatios(t);
    const canvas = figure.locator("canvas");
    const width = await canvas.evaluate((one) => one.clientWidth);
    // The first row lies below the label of the line of no difference; within reach of its
    // square the pointer reads it out, and nothing else does on this line.
    const said = new Set();
    for (let x = 10; x < width; x += 20) {
        await canvas.hover({ position: { x, y: 44 } });
        said.add(await read(figure.locator(".figure-reading")));
    }
    const values = [...said].filter((text) => !text.startsWith("Point at the figure"));
    assert.ok(values.some((text) => text.startsWith("Odds ratio, exact: 1.148 (")), values.join(" | "));
    assert.ok(values.length < said.size, "far from every value nothing is read out");
});

test("A figure of the calculator is saved as SVG that says what it is and where it is from", async (t) => {
    const { page } = await openRatios(t);
    const saved = await save(page, `Save SVG: ${RATIOS}`);
    assert.equal(saved.name, "two-by-two-groups-1.svg");
    const text = saved.bytes.toString("utf8");
    const problem = await page.evaluate((svg) => {
        const document = new DOMParser().parseFromString(svg, "image/svg+xml");
        return document.querySelector("parsererror")?.textContent ?? null;
    }, text);
    assert.equal(problem, null);
    assert.ok(text.includes(`<title>${RATIOS}</title>`));
    assert.match(text, /Calculator: Two groups, one event\. Confidence level 95%; rpl-immune-profile \d+\.\d+\.\d+\./);
    assert.ok(text.includes("Odds ratio, exact"));
});

test("A figure of the calculator is saved as PNG that says the same", async (t) => {
    const { page } = await openRatios(t);
    const saved = await save(page, `Save PNG: ${RATIOS}`);
    assert.equal(saved.name, "two-by-two-groups-1.png");
    const { width, texts } = readPng(saved.bytes);
    // 900 pixels of 96 to the inch, painted at 300.
    assert.ok(width >= 2812 && width <= 2813, `${width}`);
    assert.equal(texts.length, 1);
    assert.match(texts[0], /^Description\0+Ratios with their intervals .*Confidence level 95%; rpl-immune-profile /s);
});

test("A figure of the study is read out and saved as well", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    await drawn(page);
    const figure = page.locator(".report").getByRole("figure").first();
    await figure.locator("canvas").focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await read(figure.locator(".figure-reading")), /^NK cell level, idiopathic: \d+ of \d+, \d+\.\d% \(/);
    const [download] = await Promise.all([
        page.waitForEvent("download"),
        figure.getByRole("button", { name: /^Save SVG/ }).click(),
    ]);
    assert.match(download.suggestedFilename(), /^SYNTHETIC-abnormalities-\w{8}\.svg$/);
});
