// The figures of a section as they are drawn: pixels, not markup.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, useSite } from "./support/browser.mjs";
import { choose, openExample, readClasses, showsReport } from "./support/cohort.mjs";
import { cohort, file } from "./support/files.mjs";
import { rule } from "./support/patient.mjs";

const site = useSite();

/** The canvases of a section with two figures. */
const FIGURES = "[aria-labelledby=prevalence-title] figure canvas";
const fragment = "#cohort/prevalence";

/** Figures are drawn when they come near the window: here both are in it. */
const viewport = { width: 1280, height: 3000 };

/** Opens the example and waits until both figures are drawn. */
async function openFigures(t, options) {
    const page = await site.open(t, { fragment, prepare: givePixels, viewport, ...options });
    await openExample(page);
    await isDrawn(page);
    return page;
}

/** Waits until both canvases have the width of their frames, or those from `first` on. */
function isDrawn(page, first = 0) {
    return page.waitForFunction((first) => {
        const canvases = [...document.querySelectorAll(globalThis.figures)];
        return canvases.length === 2 && canvases.slice(first).every((canvas) => (
            canvas.width === Math.round(canvas.parentElement.clientWidth * devicePixelRatio)
        ));
    }, first);
}

/**
 * Puts a reader of pixels into the page. It reads a copy, because Chromium
 * complains about a canvas that is read often.
 */
function givePixels(page) {
    return page.addInitScript((figures) => {
        globalThis.figures = figures;
        globalThis.pixelsOf = (canvas) => {
            const copy = new OffscreenCanvas(canvas.width, canvas.height);
            const context = copy.getContext("2d", { willReadFrequently: true });
            context.drawImage(canvas, 0, 0);
            return context.getImageData(0, 0, canvas.width, canvas.height).data;
        };
    }, FIGURES);
}

/** Of each canvas: its sizes, its ground, how many colors, the share of pixels that is ink, a digest. */
function readCanvases(page) {
    return page.locator(FIGURES).evaluateAll((canvases) => canvases.map((canvas) => {
        const { width, height, clientWidth, clientHeight } = canvas;
        const data = globalThis.pixelsOf(canvas);
        const pixels = new Uint32Array(data.buffer);
        const ink = pixels.filter((pixel) => pixel !== pixels[0]).length;
        let digest = 0;
        for (const pixel of pixels) {
            digest = (Math.imul(digest, 31) + pixel) | 0;
        }
        return {
            width, height, clientWidth, clientHeight, digest,
            ground: [...data.slice(0, 4)],
            colors: new Set(pixels).size,
            ink: ink / pixels.length,
        };
    }));
}

for (const deviceScaleFactor of [1, 2]) {
    test(`The figures are sharp and not blank at ${deviceScaleFactor} device pixels a pixel`, async (t) => {
        const page = await openFigures(t, { deviceScaleFactor });
        const canvases = await readCanvases(page);
        assert.equal(canvases.length, 2);
        for (const { width, height, clientWidth, clientHeight, colors, ink } of canvases) {
            assert.ok(clientWidth > 300 && clientHeight > 100, `${clientWidth} x ${clientHeight}`);
            assert.equal(width, clientWidth * deviceScaleFactor);
            assert.equal(height, clientHeight * deviceScaleFactor);
            assert.ok(colors > 10, `${colors} colors`);
            assert.ok(ink > 0.02 && ink < 0.9, `${ink} of the pixels are drawn on`);
        }
    });
}

test("A figure is not drawn before it comes near the window", async (t) => {
    const page = await site.open(t, { fragment: "#cohort", prepare: givePixels, viewport: { width: 1280, height: 400 } });
    await openExample(page);
    await drawn(page);
    const canvas = page.locator(FIGURES).last();
    const isBlank = () => canvas.evaluate((one) => globalThis.pixelsOf(one).every((value) => value === 0));
    assert.equal(await isBlank(), true);
    await canvas.scrollIntoViewIfNeeded();
    await isDrawn(page, 1);
    await drawn(page);
    assert.equal(await isBlank(), false);
});

test("The figures are drawn again at the width of a narrower window", async (t) => {
    const page = await openFigures(t);
    const [{ width: before }] = await readCanvases(page);
    await page.setViewportSize({ width: 400, height: 6000 });
    await isDrawn(page);
    const [{ width, clientWidth, colors }] = await readCanvases(page);
    assert.ok(width < before / 2, `${before} to ${width}`);
    assert.equal(width, clientWidth);
    assert.ok(colors > 10);
});

test("The figures follow the color scheme", async (t) => {
    const page = await openFigures(t, { colorScheme: "light" });
    const light = await readCanvases(page);
    await page.emulateMedia({ colorScheme: "dark" });
    await page.waitForFunction((before) => {
        const [red] = globalThis.pixelsOf(document.querySelector(globalThis.figures));
        return red !== before;
    }, light[0].ground[0]);
    const dark = await readCanvases(page);
    for (const index of [0, 1]) {
        assert.ok(light[index].ground[0] > 200 && dark[index].ground[0] < 60);
        assert.ok(dark[index].colors > 10);
    }
});

test("The figures are printed light, and are dark again afterwards", async (t) => {
    const page = await openFigures(t, { colorScheme: "dark" });
    const [dark] = await readCanvases(page);
    await page.evaluate(() => {
        addEventListener("beforeprint", () => {
            [globalThis.printedGround] = globalThis.pixelsOf(document.querySelector(globalThis.figures));
        });
    });
    await page.pdf();
    const printed = await page.evaluate(() => globalThis.printedGround);
    assert.ok(dark.ground[0] < 60 && printed > 200, `${dark.ground[0]} on the screen, ${printed} on paper`);
    await drawn(page);
    assert.deepEqual((await readCanvases(page))[0].ground, dark.ground);
});

test("The figures change with the rule", async (t) => {
    const page = await openFigures(t);
    const before = await readCanvases(page);
    const classes = JSON.stringify(await readClasses(page));
    await rule(page, "All three").check();
    await page.waitForFunction(() => /cytotoxicity: all three/.test(document.body.textContent));
    await isDrawn(page);
    await drawn(page);
    assert.notEqual(JSON.stringify(await readClasses(page)), classes, "the example tells the rules apart");
    // The rule is chosen at the end of the page, far below the figures.
    await page.locator(FIGURES).first().scrollIntoViewIfNeeded();
    const isOther = async () => (await readCanvases(page)).every(({ digest }, place) => digest !== before[place].digest);
    for (let turn = 0; turn < 50 && !await isOther(); turn += 1) {
        await drawn(page);
    }
    assert.ok(await isOther());
});

test("A figure that has nothing to show is a sentence, not an empty frame", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await choose(page, file("open.csv", cohort([{ nk_percent: "" }])));
    await showsReport(page, "open.csv");
    await page.getByText("No woman has an immune class, so there is no prevalence and no live birth rate.").waitFor();
    assert.equal(await page.locator(FIGURES).count(), 0);
});
