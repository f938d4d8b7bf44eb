// Nothing leaves the browser: what is requested, what is kept, what is blocked.

import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";

import { DIST, readRows, save, shows, SINGLE_FILE, useSite, wipe, workerOf } from "./support/browser.mjs";
import { choose, drop, openExample, showsReport, showsReportLeavingOut } from "./support/cohort.mjs";
import { cohort, file, manyRows } from "./support/files.mjs";
import { control, rule, showsClass, typeLaboratory, unfoldLaboratory } from "./support/patient.mjs";
import { startServer } from "./support/server.mjs";

/** A text that must not be found anywhere but on the page and in the files that the user saves. */
const SENTINEL = "SENTINEL-7f3a";

const site = useSite();

/** Another host, whose log has to stay empty. */
let elsewhere;

before(async () => { elsewhere = await startServer(); });
after(() => elsewhere.close());

/** Opens the page and notes every request that the browser makes from the start, and every word it writes. */
async function openWatched(t, options) {
    const asked = [];
    const said = [];
    const nServed = site.server.requests.length;
    const page = await site.open(t, {
        ...options,
        prepare: (page) => {
            page.context().on("request", (request) => {
                asked.push({ method: request.method(), url: request.url(), body: request.postData() ?? "" });
            });
            page.context().on("console", (message) => said.push(message.text()));
        },
    });
    return { page, asked, said, served: () => site.server.requests.slice(nServed) };
}

/** Whether a request names something outside of what the page itself holds. */
function isOutgoing({ url }) {
    return !url.startsWith("blob:") && !url.startsWith("data:");
}

/** Everything a person can do with the page, with the sentinel in the data. */
async function journey(page) {
    await typeLaboratory(page, ["17", "40", "20", "5", "20"]);
    await control(page, "Known etiology").check();
    await control(page, "Which cause or causes").fill(SENTINEL);
    await control(page, "Age").fill(SENTINEL);
    await rule(page, "Two of three").check();
    await showsClass(page, "NK cell level");

    await page.getByRole("link", { name: "Cohort" }).click();
    const text = cohort([
        { patient_id: SENTINEL, etiology: `cause ${SENTINEL}` }, { patient_id: `=${SENTINEL}`, nk_percent: "17" },
        { nk_percent: SENTINEL },
    ]);
    await choose(page, file(`${SENTINEL}.csv`, text));
    await showsReportLeavingOut(page, `${SENTINEL}.csv`, "proposed");
    for (const button of ["Classified rows (CSV)", "Report (JSON)", "Changes and rows not used (CSV)"]) {
        assert.ok((await save(page, button)).bytes.includes(SENTINEL), `${button} holds the data of the file`);
    }
    await rule(page, "Any of the three").check();
    await shows(page.getByText(/^Rule set [0-9a-f]{8}:/), /cytotoxicity: any of the three;/);
    await page.getByRole("button", { name: "Close file" }).click();
    await save(page, "Save the template");

    // Stopping ends the worker; the next file needs another one.
    await (await workerOf(page)).evaluate(() => {
        self.postMessage = () => { for (;;) { /* hears nothing */ } };
    });
    await choose(page, file(`${SENTINEL}-large.csv`, manyRows(20_000).replaceAll("P", SENTINEL)));
    await page.getByRole("heading", { name: `Reading ${SENTINEL}-large.csv` }).waitFor();
    await page.getByRole("button", { name: "Stop" }).click();
    await shows(page.getByRole("status"), /^\s*Stopped\./);
    await drop(page, [{ name: `${SENTINEL}.csv`, text: `${SENTINEL}\n` }]);
    await shows(page.getByRole("alert"), /could not be analyzed/);
    await drop(page, [{ name: `${SENTINEL}.csv`, text }]);
    await showsReportLeavingOut(page, `${SENTINEL}.csv`, "proposed");
    await page.evaluate((text) => {
        globalThis.rplImmuneProfile.analyze(text, {}, { unreadable: "leave_out" });
        globalThis.rplImmuneProfile.classify({ nk_percent: 17 });
    }, text);
    await page.pdf();
    await page.getByRole("link", { name: "About" }).click();
    await page.getByRole("heading", { name: "About this tool" }).waitFor();
}

/** Everything that a page can leave behind in the browser. A page from a file is denied some stores. */
function traces(page) {
    return page.evaluate(async () => {
        const names = async (list) => {
            try {
                return await list();
            } catch (error) {
                return location.protocol === "file:" ? [] : [error.message];
            }
        };
        return {
            url: location.href,
            title: document.title.replace(/^(Patient|Cohort|Tables|About|Privacy) – /, ""),
            name: window.name,
            referrer: document.referrer,
            history: JSON.stringify(history.state),
            local: JSON.stringify({ ...localStorage }),
            session: JSON.stringify({ ...sessionStorage }),
            databases: await names(() => indexedDB.databases()),
            caches: await names(() => caches.keys()),
            files: await names(async () => Array.fromAsync((await navigator.storage.getDirectory()).keys())),
            workers: await names(() => navigator.serviceWorker.getRegistrations()),
            cookie: document.cookie,
        };
    });
}

/** What there is when nothing was left behind. */
const NO_TRACES = {
    title: "RPL Immune Profile", name: "", referrer: "", history: "null", local: "{}", session: "{}",
    databases: [], caches: [], files: [], workers: [], cookie: "",
};

/** The names of the files of the build. */
const BUILD = Object.keys(JSON.parse(readFileSync(path.join(DIST, "build.json"), "utf8")).files);

if (SINGLE_FILE === null) {
    test("Loading asks for the files of the build, and for nothing else", async (t) => {
        const { asked, served } = await openWatched(t);
        const base = new URL(site.server.url).pathname;
        const requests = served();
        // The declarations are for people, and the script of the copy is loaded when a copy is asked for.
        const unused = ["rpl-immune-profile.d.ts", "sw.js", "index.html"];
        const expected = ["", "build.json", ...BUILD.filter((name) => !unused.includes(name))];
        assert.deepEqual([...new Set(requests.map(({ url }) => url))].sort(), expected.map((name) => base + name).sort());
        // The engine's script is loaded as a module, and once more as text for the workers.
        for (const name of expected) {
            const count = requests.filter(({ url }) => url === base + name).length;
            assert.ok(count === 1 || (count === 2 && name === "rpl-immune-profile.js"), `${name}: ${count} times`);
        }
        for (const { method, url, body } of requests) {
            assert.deepEqual([method, body], ["GET", ""], url);
        }
        assert.deepEqual(asked.filter(isOutgoing).filter(({ url }) => !url.startsWith(site.server.url)), []);
    });
} else {
    test("The single file asks for itself, and for nothing else", async (t) => {
        const { asked, served } = await openWatched(t);
        assert.deepEqual(asked.filter(isOutgoing).map(({ url }) => url), [site.address]);
        assert.deepEqual(served(), []);
    });
}

test("A whole journey makes no request, leaves no trace, and is forgotten by reloading", async (t) => {
    const { page, asked, said, served } = await openWatched(t);
    const before = { asked: asked.length, served: served().length };
    await journey(page);
    await t.test("no request", () => {
        assert.deepEqual(asked.slice(before.asked).filter(isOutgoing), []);
        assert.deepEqual(served().slice(before.served), []);
        assert.deepEqual(elsewhere.requests, []);
    });
    await t.test("no trace in address, title, console, stores and cookies", async () => {
        assert.deepEqual(await traces(page), { url: `${site.address}#about`, ...NO_TRACES });
        assert.deepEqual(await page.context().cookies(), []);
        assert.doesNotMatch(JSON.stringify([asked, served(), said]), new RegExp(SENTINEL, "i"));
    });
    await t.test("forgotten by reloading", async () => {
        await page.reload();
        await page.getByRole("link", { name: "Cohort" }).click();
        await page.getByRole("heading", { name: "Open a cohort file" }).waitFor();
        await page.getByRole("link", { name: "Patient" }).click();
        await showsClass(page, "No values yet");
        assert.doesNotMatch(await page.content(), new RegExp(SENTINEL));
    });
});

test("Moving between the pages makes no request, not even for the icon of the tab", async (t) => {
    const { page, served } = await openWatched(t);
    const before = served().length;
    for (const name of ["Cohort", "About", "Patient"]) {
        await page.getByRole("link", { name }).click();
        await page.waitForFunction((name) => document.querySelector("[aria-current=page]").textContent === name, name);
    }
    await page.goBack();
    await page.getByRole("heading", { name: "About this tool" }).waitFor();
    // Reloading asks for the page itself, after everything that was asked for before.
    await page.reload();
    const asked = served().slice(before).map(({ url }) => url);
    const next = SINGLE_FILE === null ? asked.indexOf(new URL(site.server.url).pathname) : asked.length;
    assert.deepEqual(asked.slice(0, next), []);
});

test("The same journey works with the network cut after loading", async (t) => {
    const { page, asked } = await openWatched(t);
    await page.context().setOffline(true);
    assert.equal(await page.evaluate(() => navigator.onLine), false);
    const before = asked.length;
    await journey(page);
    assert.deepEqual(asked.slice(before).filter(isOutgoing), []);
});

// What no policy blocks (a new window, another address, peer to peer) is closed
// by absence: the built files hold no call of it.

/** The built files, by name; of the single file, itself. */
function readBuilt() {
    if (SINGLE_FILE !== null) {
        return [[path.basename(SINGLE_FILE), readFileSync(SINGLE_FILE, "latin1")]];
    }
    return readdirSync(DIST).map((name) => [name, readFileSync(path.join(DIST, name), "latin1")]);
}

/** The built scripts, by name. */
function readScripts() {
    if (SINGLE_FILE === null) {
        return readBuilt().filter(([name]) => name.endsWith(".js"));
    }
    const [[, page]] = readBuilt();
    return [...page.matchAll(/<script type="module" id="([^"]*)">(.*?)<\/script>/gs)].map(([, name, text]) => [name, text]);
}

test("The built files name no address outside of the page", () => {
    // Names of XML namespaces and of the code systems of FHIR, which look like addresses and
    // are never loaded, and the name that no host can have, with which the single file tests itself.
    const allowed = [
        "http://www.w3.org/1999/xhtml", "http://loinc.org", "http://unitsofmeasure.org",
        "http://hl7.org/fhir/StructureDefinition/", "http://terminology.hl7.org/CodeSystem/",
        "http://www.w3.org/2000/svg", "http://www.w3.org/1998/Math/MathML", "http://www.w3.org/XML/1998/namespace",
        "http://www.w3.org/2000/xmlns/", "http://schemas.openxmlformats.org/", "https://self-test.invalid/",
    ];
    for (const [name, content] of readBuilt()) {
        const rest = allowed.reduce((text, address) => text.replaceAll(address, ""), content);
        assert.deepEqual(rest.match(/(?:https?|wss?|ftp|stun|turn):\/\/[\x20-\x7e]{0,60}/gi) ?? [], [], name);
        assert.doesNotMatch(rest, /["'(]\/\/[a-z0-9-]+\.[a-z]/i, `${name} names a host without a scheme`);
    }
});

/** Calls that no policy stops: they stand nowhere. */
const LEAKS = [
    /\beval\(/, /\bnew Function\b/, /RTCPeerConnection/, /window\.open|(?<!request|indexedDB|caches)\.open\(/,
    /\blocation(\.href)?\s*=[^=]/, /\.assign\(\s*get|location\.(assign|replace|reload)\(/, /preconnect|dns-prefetch/,
    /\.postMessage\([^)]*["']\*["']/, /pushState/, /\blocation\.(search|pathname|host)\s*=[^=]/, /\.target\s*=\s*[^=]/, /showSaveFilePicker/,
];

/** How the program saves files: by one link to an address in its own memory, which the test of saving holds. */
const SAVING = /\.download\s*=|["']download["']/;

/** Calls that the policy stops or that keep something: they stand in the file that guards the page, for its test and its wipe. */
const GUARDED = [
    /WebTransport/, /WebSocket/, /EventSource/, /XMLHttpRequest/, /sendBeacon/, /localStorage/, /sessionStorage/,
    /indexedDB/i, /document\.cookie|\.cookie\s*=/, /serviceWorker/, /\bcaches\b/, /BroadcastChannel/,
    /SharedWorker/, /fetchLater/, /importScripts/, /\bhistory\b/, /["']iframe["']/,
];

test("The built scripts hold no call that could send something or leave the page", () => {
    const scripts = readScripts();
    const expected = ["boot.js", "guard.js", "page.js", "rpl-immune-profile.js", ...(SINGLE_FILE === null ? ["sw.js"] : []), "workbench.js"];
    assert.deepEqual(scripts.map(([name]) => name).sort(), expected);
    for (const [name, content] of scripts) {
        const forbidden = [
            ...LEAKS, ...(["guard.js", "sw.js"].includes(name) ? [] : GUARDED), ...(name === "workbench.js" ? [] : [SAVING]),
        ];
        for (const call of forbidden) {
            assert.doesNotMatch(content, call, name);
        }
        // Loading the program is all that the scripts fetch; the guard's test has an address without data.
        const fetches = content.match(/\bfetch\([^)]*\)?/g) ?? [];
        const isOwn = (call) => [
            /^fetch\(module_or_path/,
            ...(name === "guard.js" ? [
                /^fetch\(new URL\(name, document\.baseURI\)/, /^fetch\(new URL\("build\.json", document\.baseURI\)/, /^fetch\(address, /, /^fetch\)$/,
            ] : []),
            ...(name === "sw.js" ? [/^fetch\(address\(name\)/, /^fetch\(request\)$/] : []),
        ].some((own) => own.test(call));
        assert.deepEqual(fetches.filter((call) => !isOwn(call)), [], name);
    }
});

test("The policies of the built page are strict, and the seal is stricter", async (t) => {
    const { page } = await openWatched(t);
    const policies = await page.evaluate(() => (
        [...document.querySelectorAll("meta[http-equiv=Content-Security-Policy]")].map(({ content }) => content)
    ));
    const [own, ...added] = policies.map((policy) => Object.fromEntries(policy.split(";").map((directive) => {
        const [name, ...sources] = directive.trim().split(/\s+/);
        return [name, sources.sort().join(" ")];
    })));
    const [narrow, seal] = SINGLE_FILE === null ? added : [own, ...added];
    assert.equal(added.length, SINGLE_FILE === null ? 2 : 1);
    const isHash = /^('sha256-[A-Za-z0-9+/=]{44}' ?)+('wasm-unsafe-eval')?$/;
    if (SINGLE_FILE === null) {
        assert.deepEqual(own, {
            "default-src": "'none'", "script-src": "'self' 'wasm-unsafe-eval'", "style-src": "'self'", "img-src": "blob: data:",
            "connect-src": "'self'", "worker-src": "'self' blob:", "manifest-src": "blob:",
            "base-uri": "'none'", "form-action": "'none'", "object-src": "'none'",
        });
        // While it loads, it may ask for the files of the build that it needs, by their whole addresses;
        // and for the script of the copy, by whose address Firefox judges what the copy answers.
        const needed = ["build.json", ...BUILD.filter((name) => !["index.html", "rpl-immune-profile.d.ts"].includes(name))];
        const addresses = needed.map((name) => site.server.url + name).sort().join(" ");
        assert.deepEqual(narrow, {
            ...own, "connect-src": addresses, "style-src": addresses, "worker-src": `blob: ${site.server.url}sw.js`,
            "script-src": `'wasm-unsafe-eval' ${addresses}`,
        });
    } else {
        assert.match(own["script-src"], isHash);
        assert.match(own["style-src"], isHash);
        assert.deepEqual({ ...own, "script-src": "", "style-src": "" }, {
            "default-src": "'none'", "script-src": "", "style-src": "", "img-src": "blob: data:",
            "connect-src": "'none'", "worker-src": "blob:", "base-uri": "'none'", "form-action": "'none'", "object-src": "'none'",
        });
    }
    assert.deepEqual(seal, {
        "default-src": "'none'", "connect-src": "'none'", "script-src": "'wasm-unsafe-eval'", "worker-src": "blob:",
        "img-src": "blob: data:", "manifest-src": "blob:", "base-uri": "'none'", "form-action": "'none'", "object-src": "'none'",
    });
    for (const policy of policies) {
        const rest = policy.replaceAll(site.server.url, "");
        assert.doesNotMatch(rest, /unsafe-inline|'unsafe-eval'|\*|https?:/);
    }
    const [, index] = SINGLE_FILE === null ? ["", readFileSync(path.join(DIST, "index.html"), "utf8")] : readBuilt()[0];
    const markup = index.replace(/<script[^>]*>.*?<\/script>/gs, (script) => (SINGLE_FILE === null ? script : ""));
    assert.doesNotMatch(markup, /<script(?![^>]*\bsrc=)/, "an inline script");
    assert.doesNotMatch(markup, /\s(style|on\w+)=/, "an inline style or handler");
});

test("The privacy page names what was loaded, what runs, and what is stored", async (t) => {
    const { page } = await openWatched(t, { fragment: "#privacy" });
    const hash = createHash("sha256").update(readFileSync(path.join(DIST, "build.json"))).digest("hex");
    await shows(page.locator(".line").filter({ hasText: "Build, SHA-256" }).locator("dd"), hash);
    const { fingerprint } = await page.evaluate(() => globalThis.rplImmuneProfile.classify({}));
    await shows(page.locator(".line").filter({ hasText: "The laboratory’s protocol" }).locator("dd"), fingerprint);
    const files = await readRows(page.getByRole("table", { name: "Files loaded since the page was opened" }));
    if (SINGLE_FILE === null) {
        for (const name of ["index.html", "boot.js", "page_bg.wasm", "workbench_bg.wasm", "rpl-immune-profile_bg.wasm"]) {
            assert.ok(files.some(([file, from]) => file === name && from === "The page’s own host"), name);
        }
    } else {
        assert.deepEqual(files, [[path.basename(SINGLE_FILE), "This file"]]);
    }
    await shows(page.getByText(/^\d+ files?, /), /none of them from another host\.$/);
    await shows(page.getByRole("region", { name: "What is stored here" }), /Nothing: no cookie/);
});

test("The page counts as its own where a browser has no address for it, as Firefox for files", async (t) => {
    const page = await site.open(t, { fragment: "#privacy", prepare: (page) => page.addInitScript(() => {
        const entries = performance.getEntriesByType.bind(performance);
        performance.getEntriesByType = (type) => (type === "navigation" ? [{ name: "document", decodedBodySize: 0 }] : entries(type));
    }) });
    await shows(page.getByText(/^\d+ files?, /), /none of them from another host\.$/);
});

test("What is saved comes from the page's own memory", async (t) => {
    const { page } = await openWatched(t, { fragment: "#cohort", viewport: null });
    await page.evaluate(() => {
        globalThis.saved = [];
        const click = HTMLAnchorElement.prototype.click;
        HTMLAnchorElement.prototype.click = function () {
            globalThis.saved.push(this.protocol);
            click.call(this);
        };
    });
    await save(page, "Save the template");
    await openExample(page);
    for (const button of ["Classified rows (CSV)", "Report (JSON)", "Changes and rows not used (CSV)"]) {
        await save(page, button);
    }
    assert.deepEqual(await page.evaluate(() => globalThis.saved), Array(4).fill("blob:"));
});

test("A wipe clears fields, results, opened files and everything stored", async (t) => {
    const { page } = await openWatched(t);
    await typeLaboratory(page, ["17", "40", "20", "5", "20"]);
    await control(page, "Known etiology").check();
    await control(page, "Which cause or causes").fill(SENTINEL);
    await rule(page, "All three").check();
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
    const worker = await workerOf(page);
    const ended = worker.waitForEvent("close");
    const isFile = SINGLE_FILE !== null;
    await page.evaluate(async (isFile) => {
        localStorage.setItem("a", "b");
        sessionStorage.setItem("a", "b");
        if (!isFile) {
            document.cookie = "a=b";
            await caches.open("a");
            await (await navigator.storage.getDirectory()).getFileHandle("a", { create: true });
            await new Promise((resolve) => { indexedDB.open("a").onsuccess = ({ target }) => resolve(target.result.close()); });
        }
    }, isFile);
    await page.getByRole("link", { name: "Sealed: this page has no network" }).click();
    await wipe(page);
    await ended;
    assert.deepEqual(await traces(page), { url: `${site.address}#privacy`, ...NO_TRACES });
    await page.getByRole("link", { name: "Cohort" }).click();
    await page.getByRole("heading", { name: "Open a cohort file" }).waitFor();
    await page.getByRole("link", { name: "Patient" }).click();
    await showsClass(page, "No values yet");
    assert.equal(await rule(page, "Any of the three").isChecked(), true);
    assert.doesNotMatch(await page.content(), new RegExp(SENTINEL));
    // And the page goes on working.
    await page.getByRole("link", { name: "Cohort" }).click();
    await openExample(page);
});

test("No field is offered to the browser for completion", async (t) => {
    const { page } = await openWatched(t);
    await typeLaboratory(page, ["17", "40", "20", "5", "20"]);
    await control(page, "Known etiology").check();
    await unfoldLaboratory(page);
    const open = await page.locator("input[type=text]").evaluateAll((fields) => (
        fields.filter(({ autocomplete }) => autocomplete !== "off").map(({ id }) => id)
    ));
    assert.deepEqual(open, []);
});
