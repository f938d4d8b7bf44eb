// The patient page: what a person sees who types one woman's values.

import assert from "node:assert/strict";
import { test } from "node:test";

import { read, readAll, shows, useSite } from "./support/browser.mjs";
import {
    control, cutoff, fact, laboratory, LABORATORY, messageOf, NORMAL, piece, readOtherRules, readTrace,
    rule, showsClass, typeLaboratory, unfoldLaboratory, unitOf, verdict,
} from "./support/patient.mjs";
import { interval } from "./support/wilson.mjs";

const site = useSite();

/** Values that are above the cut-off of each test, and of no other. */
const HIGH = { nk: { "NK cell level": "17" }, cytotoxicity: { "50:1": "40" }, ratio: { "Th1/Th2 ratio": "40" } };

/** The eight classes, as the page names them, and the tests that are high in each. */
const CLASSES = [
    ["No abnormality", []],
    ["NK cell level", ["nk"]],
    ["NK cytotoxicity", ["cytotoxicity"]],
    ["Th1/Th2", ["ratio"]],
    ["NK cell level + cytotoxicity", ["nk", "cytotoxicity"]],
    ["NK cell level + Th1/Th2", ["nk", "ratio"]],
    ["Cytotoxicity + Th1/Th2", ["cytotoxicity", "ratio"]],
    ["All three", ["nk", "cytotoxicity", "ratio"]],
];

/** Types values of the class in which these tests are high. */
async function typeClass(page, high, above = HIGH) {
    const values = { ...Object.fromEntries(LABORATORY.map((label, index) => [label, NORMAL[index]])) };
    for (const test of high) {
        Object.assign(values, above[test]);
    }
    await typeLaboratory(page, LABORATORY.map((label) => values[label]));
}

test("The patient page opens first and asks for values", async (t) => {
    const page = await site.open(t);
    await shows(page.getByRole("heading", { level: 1 }), "One patient");
    await showsClass(page, "No values yet");
    assert.equal(await page.getByRole("link", { name: "Patient" }).getAttribute("aria-current"), "page");
});

test("Every field stands under its label with its unit", async (t) => {
    const page = await site.open(t);
    const units = [
        ["NK cell level", "% of lymphocytes"], ["50:1", "% lysis"], ["25:1", "% lysis"],
        ["12.5:1", "% lysis"], ["Previous losses", "losses"],
        ["Age", "years"], ["Body mass index", "kg/m²"],
    ];
    for (const [label, unit] of units) {
        await shows(unitOf(page, label), unit);
    }
    assert.equal(await unitOf(page, "Th1/Th2 ratio").textContent(), "");
    await page.getByRole("group", { name: "NK cytotoxicity, by effector-to-target ratio" }).waitFor();
    await page.getByRole("group", { name: "Th1/Th2: TNF-α+ CD4+ over IL-10+ CD4+ cells" }).waitFor();
});

test("Every keystroke classifies; no button is pressed", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["", ...NORMAL.slice(1)]);
    await showsClass(page, "Not determinable yet");
    const field = control(page, "NK cell level");
    for (const [key, name] of [
        ["1", "No abnormality"], ["6", "No abnormality"], [".", "No abnormality"], ["2", "NK cell level"],
        ["Backspace", "No abnormality"], ["1", "No abnormality"],
    ]) {
        await field.press(key);
        await showsClass(page, name);
    }
});

test("A value at its cut-off is not high, the next one is", async (t) => {
    const page = await site.open(t);
    const atCutoffs = ["16.1", "34.3", "23.8", "9.6", "36.2"];
    await typeLaboratory(page, atCutoffs);
    await showsClass(page, "No abnormality");
    const next = [
        ["NK cell level", "16.2", "NK cell level"], ["50:1", "34.4", "NK cytotoxicity"],
        ["25:1", "23.9", "NK cytotoxicity"], ["12.5:1", "9.7", "NK cytotoxicity"],
        ["Th1/Th2 ratio", "36.3", "Th1/Th2"],
    ];
    for (const [index, [label, above, name]] of next.entries()) {
        await control(page, label).fill(above);
        await showsClass(page, name);
        await control(page, label).fill(atCutoffs[index]);
        await showsClass(page, "No abnormality");
    }
});

test("Each of the eight classes is named, in words and in marks", async (t) => {
    const page = await site.open(t);
    for (const [name, high] of CLASSES) {
        await typeClass(page, high);
        await showsClass(page, name);
        const word = (test) => (high.includes(test) ? "high" : "not high");
        const marks = `NK cell level ${word("nk")}, NK cytotoxicity ${word("cytotoxicity")}, Th1/Th2 ratio ${word("ratio")}`;
        await verdict(page).getByRole("img", { name: marks, exact: true }).waitFor();
    }
});

test("Text that is no number is refused beside its field and not used", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, NORMAL);
    const several = "Has something beside the number, or several numbers";
    for (const [text, sentence = "Is not a number"] of [["abc"], ["1 2", several], ["NaN"], ["1e999"], ["--3", several]]) {
        await control(page, "NK cell level").fill(text);
        await shows(messageOf(page, "NK cell level"), sentence);
        await showsClass(page, "Not determinable yet");
    }
    assert.equal(await control(page, "NK cell level").getAttribute("aria-invalid"), "true");
    await shows(verdict(page), /NK cell level: needs a value \(what is typed is not understood\)/);
});

test("A value that cannot be is refused beside its field with the possible range", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, NORMAL);
    for (const [label, text, sentence] of [
        ["NK cell level", "161", "Must lie between 0 and 100 % of lymphocytes"],
        ["50:1", "-1", "Must lie between 0 and 100 % lysis"],
        ["Th1/Th2 ratio", "1001", "Must lie between 0 and 1000"],
        ["Age", "350", "Must lie between 10 and 60 years"],
        ["Body mass index", "5", "Must lie between 10 and 80 kg/m²"],
        ["Previous losses", "2.5", "Must be a whole number"],
    ]) {
        await control(page, label).fill(text);
        await shows(messageOf(page, label), sentence);
        assert.equal(await control(page, label).getAttribute("aria-invalid"), "true", label);
    }
    await showsClass(page, "Not determinable yet");
});

test("A value that looks like a slip is doubted beside its field and still used", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, NORMAL);
    for (const [label, text, question] of [
        ["NK cell level", "0.16", /typed as a fraction\?/],
        ["50:1", "95", /are these lytic units\?/],
        ["Th1/Th2 ratio", "0.36", /typed as a fraction, or the two percentages swapped\?/],
        ["NK cell level", "60", /outside the range that this page expects \(its own assumption, between 1 and 50/],
    ]) {
        await control(page, label).fill(text);
        await shows(messageOf(page, label), question);
        assert.equal(await control(page, label).getAttribute("aria-invalid"), null, label);
    }
    await showsClass(page, "In doubt: NK cell level + cytotoxicity");
});

test("A doubtful value takes the verdict with it: amber, named, on a phone and for screen readers", async (t) => {
    const page = await site.open(t, { viewport: { width: 360, height: 780 } });
    await typeLaboratory(page, ["0.182", "30", "22", "9", "25.1"]);
    await showsClass(page, "In doubt: No abnormality");
    // The region that is announced names the value, not the field alone.
    await shows(page.getByRole("status"), /NK cell level 0\.182 is below 1%: typed as a fraction\?/);
    assert.match(await verdict(page).getAttribute("class"), /verdict-doubtful/);
    const bar = page.locator(".page-bar");
    assert.ok(await bar.isVisible());
    await shows(bar, /In doubt: No abnormality\s*Check NK cell level 0\.182/);
    // The bar of the laboratory, further down, has the same doubt.
    const below = page.locator(".annex-bar");
    await shows(below, /In doubt: No abnormality\s*Check NK cell level 0\.182/);
    assert.match(await below.getAttribute("class"), /verdict-bar-doubtful/);
    assert.equal(await page.locator(".fact-of-class").count(), 0);
    // No mark calls a test normal that rests on the value.
    await verdict(page).getByRole("img", { name: /^NK cell level not determinable/ }).waitFor();
    assert.equal((await readTrace(page))[0].at(-1), "not high in doubt");
    await control(page, "NK cell level").fill("16,104 or so");
    await shows(bar, /Not understood: NK cell level “16,104 or so”/);
    assert.equal((await readTrace(page))[0][1], "not understood");
    await control(page, "NK cell level").fill("18.2");
    await showsClass(page, "NK cell level");
    assert.match(await verdict(page).getAttribute("class"), /verdict-abnormal/);
});

test("The verdict says when a choice decides it", async (t) => {
    const page = await site.open(t, { viewport: { width: 360, height: 780 } });
    await typeLaboratory(page, ["18.2", "30", "22", "11", "25.1"]);
    await shows(page.getByRole("status"), /By 1 of 4 rules for cytotoxicity; the other three say: NK cell level\./);
    await shows(page.getByRole("status"), /hangs on one ratio alone: 12\.5:1, where 11 is above 9\.6\./);
    await shows(page.locator(".page-bar"), /By 1 of 4 rules for cytotoxicity/);
});

test("A value just above its cut-off is printed with the digits that decide", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["16.1004", "20", "15", "5", "20"]);
    await showsClass(page, "NK cell level");
    assert.deepEqual((await readTrace(page))[0].slice(1, 4), ["16.1004 % of lymphocytes", ">", "16.1"]);
});

test("Cytotoxicity that rises as the ratio falls is doubted where it rises", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["10", "20", "21", "5", "20"]);
    await shows(messageOf(page, "25:1"), /higher than at the ratio above, which has more effector cells/);
    await shows(messageOf(page, "50:1"), "");
    await showsClass(page, "In doubt: No abnormality");
    await control(page, "25:1").fill("19");
    await shows(messageOf(page, "25:1"), "");
});

test("The message of a field is tied to it for screen readers", async (t) => {
    const page = await site.open(t);
    await control(page, "NK cell level").fill("abc");
    await shows(messageOf(page, "NK cell level"), "Is not a number");
    const description = await control(page, "NK cell level").evaluate((input) => input
        .getAttribute("aria-describedby").split(" ")
        .map((id) => document.getElementById(id).textContent).join(" "));
    assert.equal(description, "% of lymphocytes Is not a number");
});

test("A known high decides: what is certain, what is open and which classes remain", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["17", "", "", "", "20"]);
    await showsClass(page, "At least one abnormality");
    await shows(verdict(page), /Certain: at least one of the three tests is above its cut-off/);
    await shows(verdict(page), /Still open:\s*NK cytotoxicity: the rule “any of the three” needs 50:1, 25:1 and 12.5:1/);
    await shows(verdict(page), /Possible classes: NK cell level, NK cell level \+ cytotoxicity(?!.*,)/);
    // One high ratio is enough for the rule in force, whatever the others are.
    await control(page, "12.5:1").fill("9.7");
    await showsClass(page, "NK cell level + cytotoxicity");
});

test("A missing test never counts as normal, whichever it is", async (t) => {
    const page = await site.open(t);
    for (const label of LABORATORY) {
        await typeLaboratory(page, NORMAL);
        await showsClass(page, "No abnormality");
        await control(page, label).fill("");
        await showsClass(page, "Not determinable yet");
        await shows(verdict(page), /A missing test never counts as normal/);
        await shows(verdict(page), /Still open:/);
        await shows(verdict(page), /Possible classes: No abnormality, /);
        assert.doesNotMatch(await read(verdict(page)), /Certain:/);
    }
});

test("Fewer than two losses are said plainly, and the result stays", async (t) => {
    const page = await site.open(t);
    await typeClass(page, ["nk"]);
    const history = page.getByRole("region", { name: "History" });
    for (const losses of ["0", "1"]) {
        await control(page, "Previous losses").fill(losses);
        await shows(history.getByRole("note"), /Not recurrent pregnancy loss by this definition, which needs 2 or more losses/);
        await shows(verdict(page), /Fewer losses than recurrent pregnancy loss needs/);
        await showsClass(page, "NK cell level");
    }
    await control(page, "Previous losses").fill("2");
    await history.getByRole("note").waitFor({ state: "detached" });
    assert.doesNotMatch(await read(verdict(page)), /Fewer losses/);
});

test("Age, BMI, losses and etiology do not change the class", async (t) => {
    const page = await site.open(t);
    await typeClass(page, ["cytotoxicity"]);
    for (const [label, text] of [["Age", "44"], ["Body mass index", "31"], ["Previous losses", "6"]]) {
        await control(page, label).fill(text);
        await showsClass(page, "NK cytotoxicity");
    }
    await control(page, "Known etiology").check();
    await control(page, "Which cause or causes").fill("thyroid");
    await showsClass(page, "NK cytotoxicity");
    await control(page, "Idiopathic").check();
    await control(page, "Which cause or causes").waitFor({ state: "detached" });
    await showsClass(page, "NK cytotoxicity");
});

test("The decision trace shows test, value, unit, comparison, cut-off, source and result", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["17.25", "34.3", "", "x", "40"]);
    await showsClass(page, "At least one abnormality");
    assert.deepEqual(await readTrace(page), [
        ["NK cell level", "17.25 % of lymphocytes", ">", "16.1", "Han 2025, Fig. 2", "high"],
        ["NK cytotoxicity, E:T 50:1", "34.3 % lysis", "≤", "34.3", "Han 2025, Fig. 2", "not high"],
        ["NK cytotoxicity, E:T 25:1", "not given", "?", "23.8", "Han 2025, Fig. 2", "not determinable"],
        ["NK cytotoxicity, E:T 12.5:1", "not understood", "?", "9.6", "Han 2025, Fig. 2", "not determinable"],
        ["Th1/Th2 ratio", "40", ">", "36.2", "Han 2025, Fig. 2", "high"],
    ]);
    const sum = page.getByRole("table", { name: /^Decision trace/ }).locator("tfoot");
    await shows(sum, /NK cytotoxicity by the rule “any of the three”\s*not determinable/);
    await control(page, "12.5:1").fill("9.7");
    await shows(sum, /“any of the three”\s*high/);
});

test("The cytotoxicity rule changes the result, and the other rules are told beside it", async (t) => {
    const page = await site.open(t);
    // Above the cut-off at 50:1 and 12.5:1, not at 25:1.
    await typeLaboratory(page, ["10", "40", "20", "12", "20"]);
    const lines = {
        "Any of the three": "NK cytotoxicity", "All three": "No abnormality",
        "25:1 only": "No abnormality", "Two of three": "NK cytotoxicity",
    };
    const sentences = {
        "Any of the three": /at any ratio/, "All three": /at all three ratios/,
        "25:1 only": /Only 25:1 is read/, "Two of three": /at two or more ratios/,
    };
    const settings = page.getByRole("region", { name: "Rule in force" });
    for (const chosen of Object.keys(lines)) {
        await rule(page, chosen).check();
        await showsClass(page, lines[chosen]);
        const others = Object.keys(lines).filter((name) => name !== chosen).map((name) => (
            `${name} ${lines[name]}${lines[name] === lines[chosen] ? "" : " differs"}`
        ));
        assert.deepEqual(await readOtherRules(page), others, chosen);
        await shows(settings, sentences[chosen]);
        await shows(page.getByRole("table", { name: /^Decision trace/ }).locator("tfoot"), new RegExp(`“${chosen}”`, "i"));
    }
    await shows(settings, /which of these rules the study used is not known here/);
    await shows(page.getByRole("heading", { name: "Under the other cytotoxicity rules" }), /./);
});

test("The rule “25:1 only” reads 25:1 alone and says that the others are not read", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["10", "", "20", "", "20"]);
    await showsClass(page, "Not determinable yet");
    await rule(page, "25:1 only").check();
    await showsClass(page, "No abnormality");
    const results = (await readTrace(page)).map((cells) => cells.at(-1));
    assert.deepEqual(results, ["not high", "not read", "not high", "not read", "not high"]);
});

test("Own cut-offs change the result and are named as the source", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, NORMAL);
    await showsClass(page, "No abnormality");
    const settings = laboratory(page);
    await shows(settings, /^The laboratory’s protocol\s*Han 2025: cut-offs of Han 2025;/);
    await unfoldLaboratory(page);
    await cutoff(page, "NK cell level").fill("9.9");
    await showsClass(page, "NK cell level");
    await shows(settings, /without a name: 4 of 5 cut-offs of Han 2025, 1 of your laboratory;/);
    const [own, published] = await readTrace(page);
    assert.deepEqual(own, ["NK cell level", "10 % of lymphocytes", ">", "9.9", "Own laboratory", "high"]);
    assert.equal(published[4], "Han 2025, Fig. 2");
    // A text that is no cut-off changes nothing, and says what stays in force.
    await cutoff(page, "NK cell level").fill("161");
    await shows(settings, /must lie between 0 and 100 % of lymphocytes\. In force: 9\.9\./);
    await showsClass(page, "NK cell level");
    await settings.getByRole("button", { name: "Back to Han 2025" }).click();
    await showsClass(page, "No abnormality");
    await shows(settings, /^The laboratory’s protocol\s*Han 2025: cut-offs of Han 2025;/);
    assert.equal(await cutoff(page, "NK cell level").inputValue(), "16.1");
});

test("The Th1/Th2 ratio can be given as two percentages", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, NORMAL);
    await control(page, "Two percentages").check();
    await showsClass(page, "Not determinable yet");
    await shows(verdict(page), /Th1\/Th2 ratio: needs both percentages/);
    await control(page, "TNF-α+ CD4+ cells").fill("36.3");
    await control(page, "IL-10+ CD4+ cells").fill("1");
    await shows(messageOf(page, "IL-10+ CD4+ cells"), "Th1/Th2 ratio 36.3");
    await showsClass(page, "Th1/Th2");
    await control(page, "IL-10+ CD4+ cells").fill("0");
    await shows(messageOf(page, "IL-10+ CD4+ cells"), /must lie between/);
    await showsClass(page, "Not determinable yet");
    // The ratio that was typed before is still there, and used again.
    await control(page, "Ratio").check();
    assert.equal(await control(page, "Th1/Th2 ratio").inputValue(), NORMAL[4]);
    await showsClass(page, "No abnormality");
});

test("The BMI can be given as height and weight", async (t) => {
    const page = await site.open(t);
    await control(page, "Height and weight").check();
    await control(page, "Height").fill("160");
    await control(page, "Weight").fill("64");
    await shows(messageOf(page, "Weight"), "Body mass index 25");
    await control(page, "Height").fill("1.60");
    await shows(messageOf(page, "Height"), "Must lie between 100 and 220 cm");
    await shows(messageOf(page, "Weight"), "");
});

test("A decimal comma is understood, and one that could mean thousands is refused", async (t) => {
    const page = await site.open(t);
    await typeLaboratory(page, ["16,2", "34,3", "23,8", "9,6", "36,2"]);
    await showsClass(page, "NK cell level");
    assert.equal((await readTrace(page))[0][1], "16.2 % of lymphocytes");
    await control(page, "NK cell level").fill("1,234");
    await shows(messageOf(page, "NK cell level"), /could be thousands or decimals/i);
    await showsClass(page, "Not determinable yet");
});

/** Values that every rule for cytotoxicity reads alike. */
const HIGH_BY_EVERY_RULE = { ...HIGH, cytotoxicity: { "50:1": "40", "25:1": "30", "12.5:1": "12" } };

test("The published rates of a class are those of the abstract, and no others", async (t) => {
    const page = await site.open(t);
    await control(page, "Idiopathic").check();
    const ofClass = page.locator(".fact-of-class");
    const said = {
        "NK cell level + cytotoxicity": /published\s*90\.5% of women with idiopathic losses, treated with IVIG: the highest/,
        "NK cell level + Th1/Th2": /published\s*75% of women with idiopathic losses, treated with IVIG: the lowest/,
        "No abnormality": /published\s*80\.7% of women not treated with IVIG/,
    };
    for (const [name, high] of CLASSES) {
        await typeClass(page, high, HIGH_BY_EVERY_RULE);
        await showsClass(page, name);
        if (name in said) {
            await shows(ofClass, said[name]);
        } else {
            // Of the other classes no rate is known, so no percentage may stand here.
            await shows(ofClass, new RegExp(`Live births in this class, ${name.replace("+", "\\+")}`));
            assert.doesNotMatch(await read(ofClass), /%/, name);
        }
    }
});

test("The class that nobody had says “no patient in the study”, never 0 %", async (t) => {
    const page = await site.open(t);
    await control(page, "Idiopathic").check();
    await typeClass(page, ["cytotoxicity", "ratio"], HIGH_BY_EVERY_RULE);
    await showsClass(page, "Cytotoxicity + Th1/Th2");
    await shows(page.locator(".fact-of-class"), /no patient in the study had this combination/);
    const context = await read(page.getByRole("region", { name: "What the study reports" }));
    assert.doesNotMatch(context, /(?<![\d.])0(\.0+)?\s?%/);
    assert.doesNotMatch(context, /(?<![\d.])0\/\d/);
});

test("The two overall rates stand with counts marked as inferred and Wilson intervals", async (t) => {
    const page = await site.open(t);
    const rates = [
        ["Live births, treated with IVIG", "82.7%", "inferred", 163, 197],
        ["Live births, not treated with IVIG", "80.7%", "inferred", 217, 269],
        ["At least one abnormality, idiopathic losses", "46.5%", "published", 100, 215],
        ["At least one abnormality, known etiology", "38.6%", "published", 97, 251],
    ];
    for (const [subject, percent, tag, events, total] of rates) {
        const place = fact(page, subject);
        await shows(place, new RegExp(percent.replace(".", "\\.")));
        await piece(place, tag, new RegExp(`${events}/${total}`)).waitFor();
        await piece(place, "computed here", `95% confidence interval (Wilson) ${interval(events, total)}`).waitFor();
    }
    await piece(fact(page, rates[0][0]), "published", /82\.7% of women with at least one abnormality/).waitFor();
});

test("No rate of the study is hers under a known etiology, another rule or own cut-offs", async (t) => {
    const page = await site.open(t);
    const first = page.getByRole("region", { name: "What the study reports" }).locator(".fact").first();
    const isNotHers = async (sentence) => {
        await shows(first, sentence);
        assert.equal(await page.locator(".fact-of-class").count(), 0);
    };
    await typeClass(page, ["nk", "cytotoxicity"], HIGH_BY_EVERY_RULE);
    await isNotHers(/her etiology is not stated; .* applies only if hers are idiopathic/);
    await control(page, "Known etiology").check();
    await isNotHers(/for women with a known etiology the abstract prints no rate of any class/);
    await control(page, "Idiopathic").check();
    await page.locator(".fact-of-class").waitFor();
    await control(page, "25:1").fill("20");
    await isNotHers(/another rule for cytotoxicity gives another class/);
    await control(page, "25:1").fill("30");
    await page.locator(".fact-of-class").waitFor();
    await control(page, "NK cell level").fill("0.17");
    await isNotHers(/a value in doubt or not understood has to be checked first/);
});

test("What others say stands beside the study, with year and tag", async (t) => {
    const page = await site.open(t);
    const others = page.getByRole("region", { name: "What others say" });
    await shows(others, /RCOG \(United Kingdom\), Green-top Guideline 17, 2023\s*published\s*No routine immunological screening/);
    await shows(others, /ESHRE \(Europe\), guideline 2022\s*second hand/);
    await shows(others, /KSRI \(Korea\), guideline 2017/);
});

test("The page says what the comparison of the two rates is not", async (t) => {
    const page = await site.open(t);
    const context = page.getByRole("region", { name: "What the study reports" });
    await shows(context, /there was no untreated group with an abnormality/);
    await shows(context, /not an effect of IVIG/);
    await shows(context, /doi:10\.3389\/fendo\.2025\.1546602/);
});

test("Published, inferred and computed look different, not by color alone", async (t) => {
    const page = await site.open(t);
    const looks = [];
    for (const tag of ["published", "inferred", "computed here"]) {
        const label = page.getByRole("region", { name: "What the study reports" }).getByText(tag, { exact: true }).first();
        looks.push(await label.evaluate((element) => {
            const { color, backgroundColor, borderTopStyle } = getComputedStyle(element);
            return { color, backgroundColor, borderTopStyle };
        }));
    }
    for (const property of ["color", "backgroundColor", "borderTopStyle"]) {
        assert.equal(new Set(looks.map((look) => look[property])).size, 3, `${property}: ${JSON.stringify(looks)}`);
    }
});

test("The class is announced: the live region stays and its content changes", async (t) => {
    const page = await site.open(t);
    const status = verdict(page).getByRole("status");
    assert.equal(await status.getAttribute("aria-live"), "polite");
    assert.equal(await status.getAttribute("aria-atomic"), "true");
    // A live region that is replaced is not announced, so it must be the same element.
    const before = await status.elementHandle();
    await typeClass(page, ["nk"]);
    await showsClass(page, "NK cell level");
    await shows(status, /Above the cut-off: NK cell level\./);
    assert.ok(await status.evaluate((now, before) => now === before, before), "the live region was replaced");
});

test("Clear empties the form, ends what was tried, and rests when there is nothing to clear", async (t) => {
    const page = await site.open(t);
    const clear = page.getByRole("button", { name: "Clear" });
    assert.ok(await clear.isDisabled());
    await typeClass(page, ["nk"]);
    await control(page, "Previous losses").fill("1");
    await control(page, "Known etiology").check();
    await rule(page, "Two of three").check();
    await clear.click();
    await showsClass(page, "No values yet");
    const texts = await page.locator("form section:not(.settings)").getByRole("textbox").evaluateAll((inputs) => inputs.map((input) => input.value));
    assert.deepEqual([...new Set(texts)], [""]);
    assert.ok(await control(page, "Not stated").isChecked());
    assert.ok(await rule(page, "Any of the three").isChecked());
    assert.ok(await clear.isDisabled());
    assert.deepEqual(await readAll(page.getByRole("note")), []);
});

test("The values stay while another page is looked at, and reloading forgets them", async (t) => {
    const page = await site.open(t);
    await typeClass(page, ["ratio"]);
    await page.getByRole("link", { name: "About" }).click();
    await shows(page.getByRole("heading", { level: 1 }), "About this tool");
    await page.getByRole("link", { name: "Patient" }).click();
    await showsClass(page, "Th1/Th2");
    assert.equal(await control(page, "Th1/Th2 ratio").inputValue(), "40");
    await page.reload();
    await showsClass(page, "No values yet");
    assert.equal(await control(page, "Th1/Th2 ratio").inputValue(), "");
});
