// A figure of the calculator and one of the report: read out by keys and by the pointer,
// and saved as pictures that say where they are from.

import assert from "node:assert/strict";
import { test } from "node:test";

import { drawn, read, save, unfold, useSite } from "./support/browser.mjs";
import { openExample } from "./support/cohort.mjs";
import { readByPython } from "./support/python.mjs";
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
    await unfold(page, RATIOS);
    const saved = await save(page, `Save SVG: ${RATIOS}`);
    assert.equal(saved.name, "two-by-two-groups-1-170mm.svg");
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
    await unfold(page, RATIOS);
    const saved = await save(page, `Save PNG: ${RATIOS}`);
    assert.equal(saved.name, "two-by-two-groups-1-170mm-300dpi.png");
    const { width, texts } = readPng(saved.bytes);
    assert.equal(width, Math.round(170 / 25.4 * 300));
    assert.equal(texts.length, 1);
    assert.match(texts[0], /^Description\0+Ratios with their intervals .*Confidence level 95%; rpl-immune-profile /s);
});

test("A figure of the study is read out and saved as well", async (t) => {
    const page = await site.open(t, { fragment: "#cohort" });
    await openExample(page);
    await drawn(page);
    const figure = page.getByRole("figure").filter({ hasText: "How common is each abnormality?" });
    await figure.locator("canvas").focus();
    await page.keyboard.press("ArrowRight");
    assert.match(await read(figure.locator(".figure-reading")), /^NK cell level, idiopathic: \d+ of \d+, \d+\.\d% \(/);
    await unfold(page, "How common is each abnormality?");
    const saved = await save(page, "Save SVG: How common is each abnormality?");
    assert.match(saved.name, /^SYNTHETIC-prevalence-1-170mm-\w{8}\.svg$/);
});

/** Width and height in millimeters and the two resolutions of a PNG, as python-docx reads them. */
const PRINTED_SIZE = `
from docx.image.image import Image
one = Image.from_file(sys.argv[1])
print(json.dumps([one.width / 36000, one.height / 36000, one.horz_dpi, one.vert_dpi]))
`;

/** Every pixel of a PNG as the browser shows it: whether all are gray, and how many are not white. */
function colors(page, bytes) {
    return page.evaluate(async (bytes) => {
        const image = await createImageBitmap(new Blob([Uint8Array.from(bytes)], { type: "image/png" }));
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext("2d");
        context.drawImage(image, 0, 0);
        const { data } = context.getImageData(0, 0, image.width, image.height);
        let [nColored, nMarked] = [0, 0];
        for (let at = 0; at < data.length; at += 4) {
            const [red, green, blue] = data.subarray(at, at + 3);
            nColored += red !== green || green !== blue;
            nMarked += red < 250;
        }
        return { nColored, nMarked };
    }, [...bytes]);
}

test("A figure is as wide in print as was chosen, at the resolution that was chosen", async (t) => {
    const { page, figure } = await openRatios(t);
    await unfold(page, RATIOS);
    for (const millimeters of [85, 114, 170]) {
        await figure.getByRole("radio", { name: `${millimeters} mm` }).check();
        for (const dpi of [300, 600]) {
            await figure.getByRole("radio", { name: `${dpi} dpi` }).check();
            const { name, bytes } = await save(page, `Save PNG: ${RATIOS}`);
            assert.equal(name, `two-by-two-groups-1-${millimeters}mm-${dpi}dpi.png`);
            assert.equal(readPng(bytes).width, Math.round(millimeters / 25.4 * dpi));
            const [width, height, ...resolution] = readByPython(PRINTED_SIZE, bytes, "figure.png");
            assert.deepEqual(resolution, [dpi, dpi]);
            // Half a pixel at 300 dpi is 0.04 mm.
            assert.ok(Math.abs(width - millimeters) < 0.05, `${width} mm`);
            assert.ok(height > 20 && height < 250, `${height} mm`);
        }
        // The drawing has the same width wherever it is placed: an inch has 96 pixels there.
        const drawing = await save(page, `Save SVG: ${RATIOS}`);
        const shown = await page.evaluate(async (svg) => {
            const image = new Image();
            image.src = URL.createObjectURL(new Blob([svg], { type: "image/svg+xml" }));
            await image.decode();
            return [image.naturalWidth, image.naturalHeight];
        }, drawing.bytes.toString("utf8"));
        assert.equal(shown[0], Math.round(millimeters / 25.4 * 96));
    }
});

test("A figure is saved in grays, without its title and without its source line", async (t) => {
    const { page, figure } = await openRatios(t);
    await unfold(page, RATIOS);
    const svg = async () => (await save(page, `Save SVG: ${RATIOS}`)).bytes.toString("utf8");
    // What is drawn; title and origin are told to other programs either way.
    const drawn = (text) => text.replace(/<title>.*?<\/title><desc>.*?<\/desc>/s, "");
    const source = /Calculator: Two groups/;
    const full = await svg();
    assert.ok(drawn(full).includes(RATIOS) && source.test(drawn(full)));
    const colored = await save(page, `Save PNG: ${RATIOS}`);
    assert.ok((await colors(page, colored.bytes)).nColored > 100);
    await figure.getByRole("checkbox", { name: "Grays" }).check();
    const gray = await save(page, `Save PNG: ${RATIOS}`);
    assert.equal(gray.name, "two-by-two-groups-1-170mm-300dpi-gray.png");
    const { nColored, nMarked } = await colors(page, gray.bytes);
    assert.equal(nColored, 0);
    assert.ok(nMarked > 1000);
    await figure.getByRole("checkbox", { name: "Title" }).uncheck();
    const untitled = await svg();
    assert.ok(!drawn(untitled).includes(RATIOS) && source.test(drawn(untitled)));
    await figure.getByRole("checkbox", { name: "Source line" }).uncheck();
    const bare = await svg();
    assert.ok(!source.test(drawn(bare)));
    assert.ok(bare.includes(`<title>${RATIOS}</title>`) && source.test(bare));
    const height = (text) => Number(/height="([\d.]+)mm"/.exec(text)[1]);
    assert.ok(height(full) > height(untitled) && height(untitled) > height(bare));
});
