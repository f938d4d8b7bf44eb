// The engine for scripts: in the console of the page, and in pages of others.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import path from "node:path";
import { test } from "node:test";

import { DIST, shows, useSite } from "./support/browser.mjs";
import { cohort } from "./support/files.mjs";

/** A page of somebody else on the same host, which imports the module by its address. */
const OTHER_PAGE = "/other/page.html";

const site = useSite({
    pages: {
        [OTHER_PAGE]: `<!doctype html><title>Other</title><link rel="icon" href="data:,"><h1>Other</h1><div id="app">untouched</div>
<script type="module">
import init, { analyze, classify, defaultProtocol, study, version } from "/some/where/rpl-immune-profile.js";
await init();
globalThis.module = { analyze, classify, defaultProtocol, study, version };
</script>`,
    },
});

/** Calls a function of the interface in the page; an error comes back as what it is. */
function call(page, name, ...parameters) {
    return page.evaluate(([name, parameters]) => {
        try {
            return { value: (globalThis.module ?? globalThis.rplImmuneProfile)[name](...parameters) };
        } catch (error) {
            return {
                isError: error instanceof Error,
                message: error.message,
                hasStack: typeof error.stack === "string",
            };
        }
    }, [name, parameters]);
}

const NORMAL = { nk_percent: 10, nk_cyto_50: 20, nk_cyto_25: 15, nk_cyto_12_5: 5, th1_th2_ratio: 20 };

test("classify gives the class, the trace and the fingerprint of the rule set", async (t) => {
    const page = await site.open(t);
    const { value } = await call(page, "classify", { ...NORMAL, nk_percent: 16.2 });
    const { value: protocol } = await call(page, "defaultProtocol");
    const comparison = (quantity, value, cutoff, finding) => (
        { quantity, value, bound: "exact", cutoff: { value: cutoff, source: "han2025" }, finding }
    );
    const { fingerprint, ...rest } = value;
    assert.match(fingerprint, /^[0-9a-f]{64}$/);
    assert.deepEqual(rest, {
        verdict: { kind: "determined", profile: "nk" },
        nk_level: comparison("nk_percent", 16.2, 16.1, "high"),
        nk_cytotoxicity: {
            rule: "any",
            comparisons: {
                nk_cyto_50: comparison("nk_cyto_50", 20, 34.3, "not_high"),
                nk_cyto_25: comparison("nk_cyto_25", 15, 23.8, "not_high"),
                nk_cyto_12_5: comparison("nk_cyto_12_5", 5, 9.6, "not_high"),
            },
            finding: "not_high",
        },
        th1_th2: comparison("th1_th2_ratio", 20, 36.2, "not_high"),
    });
    assert.equal(protocol.cytotoxicity_rule, "any");
    assert.equal(protocol.minimum_losses, 2);
});

test("classify takes missing values as left out, null or undefined, and never as normal", async (t) => {
    const page = await site.open(t);
    for (const nk_percent of [null, undefined]) {
        const { value } = await call(page, "classify", { ...NORMAL, nk_percent });
        assert.deepEqual(value.verdict, {
            kind: "indeterminate", at_least_one_abnormality: false, possible: ["normal", "nk"],
        });
        assert.equal(value.nk_level.value, null);
    }
    const { value } = await call(page, "classify", { th1_th2_ratio: 40 });
    assert.deepEqual(value.verdict, {
        kind: "indeterminate",
        at_least_one_abnormality: true,
        possible: ["th1_th2", "nk_th1_th2", "cytotoxicity_th1_th2", "all"],
    });
});

test("A protocol may be given in part; the rest is the default", async (t) => {
    const page = await site.open(t);
    const record = { ...NORMAL, nk_cyto_50: 40 };
    const profile = async (protocol) => (await call(page, "classify", record, protocol)).value.verdict.profile;
    assert.equal(await profile(), "cytotoxicity");
    assert.equal(await profile({}), "cytotoxicity");
    assert.equal(await profile({ cytotoxicity_rule: "all" }), "normal");
    assert.equal(await profile({ nk_percent: { value: 9, source: "own_laboratory" } }), "nk_cytotoxicity");
    const fingerprint = async (protocol) => (await call(page, "classify", record, protocol)).value.fingerprint;
    const { value: whole } = await call(page, "defaultProtocol");
    assert.equal(await fingerprint({}), await fingerprint(whole));
    assert.notEqual(await fingerprint({ minimum_losses: 3 }), await fingerprint({}));
});

test("analyze takes bytes, a buffer or text, and gives the same report for each", async (t) => {
    const page = await site.open(t);
    const text = cohort([{}, { nk_percent: "17", etiology: "갑상선" }, { nk_percent: "high" }]);
    const reports = await page.evaluate((text) => {
        const { analyze } = globalThis.rplImmuneProfile;
        const bytes = new TextEncoder().encode(text);
        const padded = new Uint8Array(bytes.length + 2);
        padded.set(bytes, 1);
        return [text, bytes, bytes.buffer, padded.subarray(1, -1)].map((file) => JSON.stringify(analyze(file, {}, { unreadable: "leave_out" })));
    }, text);
    assert.equal(new Set(reports).size, 1);
    const report = JSON.parse(reports[0]);
    assert.deepEqual(report.flow, {
        n_rows: 3, n_rejected: 1, n_merged: 0, n_records: 2,
        outside_filter: { etiology: 0, age_years: 0, previous_losses: 0, year: 0, own: 0 }, n_losses_unknown: 0, n_too_few_losses: 0, n_enrolled: 2,
        n_immunity_indeterminate: 0, n_indeterminate_abnormal: 0, n_classified: 2, n_outcome_unknown: 0, n_analyzed: 2,
    });
    assert.deepEqual(report.causes, [{ name: "갑상선", n: 1 }]);
    assert.deepEqual(report.issues.listed.map(({ row, column, found }) => [row, column, found]), [[4, "nk_percent", "high"]]);
    assert.equal(report.classes.find(({ group }) => group === "nk").cells[0].live_birth_rate.estimate, 1);
});

test("analyze follows the protocol it is given", async (t) => {
    const page = await site.open(t);
    const text = cohort([{ nk_cyto_50: "40", previous_losses: "2" }]);
    const { value: any } = await call(page, "analyze", text);
    const { value: all } = await call(page, "analyze", text, { cytotoxicity_rule: "all", interval_level: 0.9 });
    const { value: three } = await call(page, "analyze", text, { minimum_losses: 3 });
    const n = (report, wanted) => report.classes.find(({ group }) => group === wanted).cells[0].n;
    assert.deepEqual([n(any, "cytotoxicity"), n(all, "cytotoxicity"), n(all, "normal")], [1, 0, 1]);
    assert.equal(all.classes[0].cells[0].live_birth_rate.interval.level, 0.9);
    assert.equal(three.flow.n_too_few_losses, 1);
});

test("study gives what the page's study holds, under the choices it is given", async (t) => {
    const page = await site.open(t);
    const women = Array.from({ length: 40 }, (_, place) => ({
        age_years: String(28 + place % 12), nk_percent: String(8 + place % 13), previous_losses: String(2 + place % 3),
        etiology: place % 2 === 0 ? "idiopathic" : "thyroid", outcome: place % 3 === 0 ? "miscarriage" : "live_birth",
    }));
    const text = cohort(women);
    const { value: all } = await call(page, "study", text);
    assert.equal(all.schema, "rpl-immune-profile/analysis/1");
    assert.equal(all.flow.counts.n_enrolled, 40);
    assert.equal(all.curves.Ok[0].result.Ok.n, 40);
    assert.deepEqual([all.options.seed, all.options.effort], [2025, "full"]);
    const options = { filter: { etiology: "idiopathic" }, seed: 7, bootstrap_replicates: 300, loss_categories: [2, 4] };
    const { value: some } = await call(page, "study", text, { cytotoxicity_rule: "all", interval_level: 0.9 }, {}, options);
    assert.deepEqual([some.flow.counts.n_enrolled, some.options.seed, some.protocol.cytotoxicity_rule], [20, 7, "all"]);
    assert.deepEqual(some.by_losses.Ok.categories, [{ from: 2, to: 3 }, { from: 4, to: null }]);
    const { interval, n_drawn } = some.curves.Ok[0].result.Ok.youden_cutoff.Ok;
    assert.deepEqual([interval.level, n_drawn], [0.9, 300]);
    const { value: again } = await call(page, "study", text, { cytotoxicity_rule: "all", interval_level: 0.9 }, {}, options);
    assert.deepEqual(again, some);
    const { value: nobody } = await call(page, "study", text, {}, {}, { filter: { age_years: { minimum: 50 } } });
    assert.deepEqual(nobody.outcome, { Err: { filtered_out: { n_enrolled: 40 } } });
});

/** What is called, and what the message of the error says. */
const WRONG = {
    "A field that there is not": [
        ["classify", [{ nk_pct: 10 }], /^record: unknown field nk_pct; there are nk_percent, nk_cyto_50, nk_cyto_25, nk_cyto_12_5, th1_th2_ratio$/],
        ["classify", [{ ...NORMAL, age: 33 }], /^record: .*age/],
        ["classify", [NORMAL, { rule: "any" }], /^protocol: .*rule/],
        ["classify", [NORMAL, { nk_percent: { value: 9, source: "own_laboratory", unit: "%" } }], /^nk_percent: .*unit/],
        ["analyze", [cohort([{}]), { minimum_loss: 3 }], /^protocol: .*minimum_loss/],
        ["study", [cohort([{}]), { minimum_loss: 3 }], /^protocol: .*minimum_loss/],
        ["study", [cohort([{}]), {}, {}, { seeds: 1 }], /^options: .*seeds/],
        ["study", [cohort([{}]), {}, {}, { filter: { ages: null } }], /^options: .*ages/],
    ],
    "A value that cannot be": [
        ["classify", [{ ...NORMAL, nk_percent: 161 }], /^record: nk_percent must lie between 0 and 100$/],
        ["classify", [{ ...NORMAL, nk_cyto_25: -1 }], /^record: nk_cyto_25 must lie between 0 and 100$/],
        ["classify", [{ ...NORMAL, th1_th2_ratio: NaN }], /^record: th1_th2_ratio must lie between/],
        ["classify", [{ ...NORMAL, nk_cyto_50: "20" }], /^record: nk_cyto_50 must be a number$/],
        ["classify", ["17"], /^record: expected an object$/],
        ["classify", [17], /^record: expected an object$/],
    ],
    "A protocol that cannot be": [
        ["classify", [NORMAL, { cytotoxicity_rule: "some" }], /^protocol: cytotoxicity_rule must be one of any, all, ratio_25_only, two_of_three, not some$/],
        ["classify", [NORMAL, { nk_percent: { value: 161, source: "own_laboratory" } }], /^protocol: the cut-off for nk_percent must lie between 0 and 100, not 161$/],
        ["classify", [NORMAL, { nk_percent: 16 }], /^nk_percent: expected an object$/],
        ["classify", [NORMAL, { nk_percent: { value: 16 } }], /^nk_percent: the field source is missing$/],
        ["classify", [NORMAL, { interval_level: 2 }], /^protocol: the interval level must lie between 0\.5 and 1, not 2$/],
        ["classify", [NORMAL, "any"], /^protocol: expected an object$/],
        ["analyze", [cohort([{}]), { cytotoxicity_rule: 1 }], /^protocol: "cytotoxicity_rule": 1 is a name or a value that is not known there$/],
    ],
    "A file that cannot be used": [
        ["analyze", [""], /^The file is empty\.$/],
        ["analyze", ["patient_id,previous_losses,nk_percent\n"], /^The file has a header and no rows below it\.$/],
        ["analyze", ["a;b\n1;2\n"], /^The file can be read once 1 question is answered\. No column is a laboratory value by its name:/],
        ["analyze", [17], /^file: expected a Uint8Array, an ArrayBuffer or a string$/],
        ["analyze", [null], /^file: expected a Uint8Array, an ArrayBuffer or a string$/],
        ["study", [""], /^The file is empty\.$/],
        ["study", [null], /^file: expected a Uint8Array, an ArrayBuffer or a string$/],
        ["study", [cohort([{}]), {}, {}, "all"], /^options: "all" is a name or a value that is not known there$/],
    ],
};

for (const [what, calls] of Object.entries(WRONG)) {
    test(`${what} is an Error whose message names it, and the engine goes on`, async (t) => {
        const page = await site.open(t);
        for (const [name, parameters, message] of calls) {
            const outcome = await call(page, name, ...parameters);
            const shown = `${name}(${JSON.stringify(parameters)})`;
            assert.deepEqual([outcome.isError, outcome.hasStack], [true, true], `${shown} gives no Error`);
            assert.match(outcome.message, message, shown);
        }
        assert.equal((await call(page, "classify", NORMAL)).value.verdict.profile, "normal");
    });
}

test("Scripts give plain objects that survive copying and JSON", async (t) => {
    const page = await site.open(t);
    const isPlain = await page.evaluate((text) => {
        const { analyze, classify, defaultProtocol, study } = globalThis.rplImmuneProfile;
        const walk = (value) => value === null || typeof value !== "object" ? typeof value !== "bigint" && value !== undefined
            : (Array.isArray(value) || Object.getPrototypeOf(value) === Object.prototype) && Object.values(value).every(walk);
        return [analyze(text), classify({}), defaultProtocol(), study(text)].every((value) => (
            walk(value) && JSON.stringify(structuredClone(value)) === JSON.stringify(value)
        ));
    }, cohort([{}, { nk_percent: "" }]));
    assert.equal(isPlain, true);
});

test("version is the version that the page shows", async (t) => {
    const page = await site.open(t);
    const { value } = await call(page, "version");
    assert.match(value, /^\d+\.\d+\.\d+/);
    await shows(page.getByRole("contentinfo"), new RegExp(`Version ${value.replaceAll(".", "\\.")}\\s*$`));
});

test("Scripts of others cannot replace the interface of the page", async (t) => {
    const page = await site.open(t);
    assert.equal(await page.evaluate(() => Object.isFrozen(globalThis.rplImmuneProfile)), true);
});

test("Another page imports the module by its address; nothing is mounted there", async (t) => {
    const page = await site.open(t);
    await page.goto(site.server.origin + OTHER_PAGE);
    await page.waitForFunction(() => globalThis.module !== undefined);
    assert.equal((await call(page, "classify", { ...NORMAL, nk_percent: 17 })).value.verdict.profile, "nk");
    assert.equal((await call(page, "analyze", cohort([{}]))).value.flow.n_analyzed, 1);
    const outcome = await call(page, "analyze", "");
    assert.deepEqual([outcome.isError, outcome.message], [true, "The file is empty."]);
    assert.equal(await page.locator("#app").innerText(), "untouched");
    assert.equal(await page.evaluate(() => document.body.children.length), 3);
    assert.equal(page.workers().length, 0);
});

test("The declarations name every function and the fields of every object", async (t) => {
    const page = await site.open(t);
    const declared = readFileSync(path.join(DIST, "rpl-immune-profile.d.ts"), "utf8");
    const names = await page.evaluate(() => Object.keys(globalThis.rplImmuneProfile));
    assert.deepEqual(names.sort(), ["analyze", "classify", "defaultProtocol", "study", "version"]);
    for (const name of names) {
        assert.match(declared, new RegExp(`export function ${name}\\(`));
    }
    const { value: report } = await call(page, "analyze", cohort([{}, { etiology: "thyroid" }, { nk_percent: "x" }]), {}, { unreadable: "leave_out" });
    const { value: reply } = await call(page, "classify", NORMAL);
    const fields = new Set();
    const collect = (value) => {
        for (const [name, below] of Object.entries(value ?? {})) {
            if (!Array.isArray(value)) {
                fields.add(name);
            }
            if (typeof below === "object" && name !== "problem") {
                collect(below);
            }
        }
    };
    collect(report);
    collect(reply);
    assert.ok(fields.size > 50, `${fields.size} fields`);
    const missing = [...fields].filter((name) => !new RegExp(`\\b${name}\\??:`).test(declared));
    assert.deepEqual(missing, []);
});
