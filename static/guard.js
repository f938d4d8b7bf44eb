// What keeps data inside: the seal of the network, the test of the seal, the
// copy for work without a network, and the wipe. Every call that could reach out
// or keep something stands in this file, so that the others hold none. It is the
// first script that runs, so that nothing else has ever been without it.

/** Every file that is loaded, and the script of the copy. */
const FILES = [
    "build.json", "app.webmanifest", "style.css", "guard.js", "boot.js", "page.js", "page_bg.wasm",
    "workbench.js", "workbench_bg.wasm", "rpl-immune-profile.js", "rpl-immune-profile_bg.wasm",
];
const COPY_SCRIPT = "sw.js";

/**
 * From here on nothing can be loaded or sent any more: policies only ever add up,
 * so no script can take this one back. What stays allowed comes from the page's
 * own memory, and compiling the program for another worker.
 */
const SEAL = "default-src 'none'; connect-src 'none'; script-src 'wasm-unsafe-eval'; worker-src blob:; " +
    "img-src blob: data:; manifest-src blob:; base-uri 'none'; form-action 'none'; object-src 'none'";

const IS_FILE = location.protocol === "file:";

/**
 * What can connect, or be made to connect later. Workers and open connections keep
 * the policies that are in force when they are made and never get later ones. So
 * none of these exists in the page before the seal; only this file can load.
 */
const WITHHELD = [
    "fetch", "fetchLater", "XMLHttpRequest", "WebSocket", "WebSocketStream", "EventSource", "WebTransport",
    "Worker", "SharedWorker", "BroadcastChannel",
].map((name) => [globalThis, name]).concat([
    // What can hide a frame from this script, or outlive its frame.
    [Element.prototype, "attachShadow"], [Element.prototype, "setHTMLUnsafe"], [ShadowRoot.prototype, "setHTMLUnsafe"],
]).map(([owner, name]) => [owner, name, Object.getOwnPropertyDescriptor(owner, name)]).filter(([, , found]) => found !== undefined);

const { fetch, Worker } = globalThis;

/** What can hold a page of its own, which would keep the policies of its birth. */
const FRAMES = "iframe, frame, object, embed, fencedframe, portal";

/** Workers that the page has now. */
const workersInUse = new Set();

for (const [owner, name] of WITHHELD) {
    Reflect.deleteProperty(owner, name);
}
narrow();

function forbid(content) {
    document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content }));
}

/**
 * While it loads, the page needs its own files and nothing else of its host. Their
 * whole addresses are known only here, so this is a policy beside the one in the
 * markup. Policies cannot name a host by a bare IPv6 address: there the whole host stays.
 */
function narrow() {
    const own = document.querySelector("meta[http-equiv=Content-Security-Policy]")?.content ?? "";
    if (!own.includes("'self'") || location.hostname.startsWith("[")) {
        return;
    }
    // The script of the copy is among them, because Firefox holds what that answers out of
    // its copy against the address of the script.
    // What ends a source or a directive cannot stand in an address of a policy.
    const address = (name) => new URL(name, document.baseURI).href.replace(/[;,]/g, encodeURIComponent);
    forbid(own
        .replace("worker-src 'self'", `worker-src ${address(COPY_SCRIPT)}`)
        .replaceAll("'self'", [...FILES, COPY_SCRIPT].map(address).join(" ")));
}

/** Loads a file of the page. */
export function load(name) {
    return fetch(new URL(name, document.baseURI));
}

/**
 * Seals the network once everything has been loaded. `build` is the list of the
 * build's files, or null. Gives what the privacy page shows and can do.
 */
export async function seal(build) {
    const isSingleFile = document.getElementById("build.json") !== null;
    const copy = isSingleFile ? { state: "unsupported" } : await offlineCopy();
    if (!isSingleFile) {
        await offerInstallation().catch(() => {});
    }
    document.querySelectorAll(FRAMES).forEach((frame) => frame.remove());
    if (globalThis.length > 0) {
        throw new Error("Another page is held inside of this one.");
    }
    forbid(SEAL);
    for (const [owner, name, found] of WITHHELD) {
        Object.defineProperty(owner, name, found);
    }
    watchWorkers();
    return { build, copy, isSingleFile, loaded, testNetwork, wipe };
}

/** Has every worker that is made from here on known to the test of the network. */
function watchWorkers() {
    globalThis.Worker = class extends Worker {
        constructor(...how) {
            super(...how);
            workersInUse.add(this);
        }

        terminate() {
            workersInUse.delete(this);
            super.terminate();
        }
    };
}

/**
 * Lets the browser install the page as an application. It reads the description
 * when the user asks for that, which is after the seal; so it gets one out of the
 * page's memory, whose addresses have to be whole.
 */
async function offerInstallation() {
    const description = await (await load("app.webmanifest")).json();
    const here = new URL("./", document.baseURI).href;
    const whole = JSON.stringify({ ...description, id: here, start_url: here, scope: here });
    const href = URL.createObjectURL(new Blob([whole], { type: "application/manifest+json" }));
    document.head.append(Object.assign(document.createElement("link"), { rel: "manifest", href }));
}

/** What has been loaded since the page was opened, by address. */
function loaded() {
    const base = new URL("./", document.baseURI).href;
    // Some browsers have no address for a page that was opened from a file.
    const page = performance.getEntriesByType("navigation").map(({ decodedBodySize }) => ({ name: location.href, decodedBodySize }));
    return [...page, ...performance.getEntriesByType("resource")]
        .filter(({ name }) => !name.startsWith(TARGET))
        .map(({ name, decodedBodySize }) => ({
            address: name.startsWith(base) ? name.slice(base.length).replace(/[?#].*$/, "") || "index.html" : name,
            is_own: name.startsWith(base) || name.startsWith("blob:"),
            n_bytes: decodedBodySize,
        }));
}

// The copy for work without a network. It is made only when the user asks for it,
// by a link that loads the page anew, because a sealed page cannot load anything.

/** The state of the copy in this browser, after what the address asks for was done. */
async function offlineCopy() {
    try {
        if (!globalThis.isSecureContext || !("serviceWorker" in navigator)) {
            return { state: "unsupported" };
        }
        const container = navigator.serviceWorker;
        const registration = await container.getRegistration();
        const kept = registration?.active ? new URL(registration.active.scriptURL).search.slice(1) : null;
        const wish = new URL(location.href).searchParams.get("offline");
        if (wish !== null) {
            history.replaceState(null, "", location.pathname + location.hash);
        }
        if (wish === "keep") {
            return await keep(container, kept);
        }
        if (wish === "look" && kept !== null) {
            return await lookForNewer(kept);
        }
        return { state: kept === null ? "none" : "kept" };
    } catch (error) {
        return { state: "failed", reason: error.name === "SecurityError" ? "denied" : "unreachable" };
    }
}

/** The list of the newest build from the host, past every copy, and its SHA-256. */
async function newestBuild() {
    const answer = await fetch(new URL("build.json", document.baseURI), { cache: "no-store" });
    if (!answer.ok) {
        throw new Error("There is no list of the build.");
    }
    const bytes = await answer.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    const hash = [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("");
    return { hash, version: JSON.parse(new TextDecoder().decode(bytes)).version };
}

async function lookForNewer(kept) {
    const { hash, version } = await newestBuild();
    return hash === kept ? { state: "newest" } : { state: "newer", hash, version };
}

/** Has the newest build kept, and waits until it is, or is not. */
async function keep(container, kept) {
    const { hash, version } = await newestBuild();
    if (hash === kept) {
        return { state: "kept" };
    }
    const told = new Promise((resolve) => {
        container.addEventListener("message", ({ data }) => data.reason && resolve(data.reason));
        container.startMessages();
    });
    const registration = await container.register(new URL(`${COPY_SCRIPT}?${hash}`, document.baseURI));
    const worker = registration.installing ?? registration.waiting ?? registration.active;
    const isKept = worker !== null && await new Promise((resolve) => {
        const look = () => {
            if (worker.state === "activated" || worker.state === "redundant") {
                resolve(worker.state === "activated");
            }
        };
        worker.addEventListener("statechange", look);
        look();
    });
    if (!isKept) {
        const untold = new Promise((resolve) => { setTimeout(resolve, PATIENCE_MS, "unreachable"); });
        return { state: "failed", reason: await Promise.race([told, untold]) };
    }
    return kept === null ? { state: "kept" } : { state: "updated", hash, version };
}

/** Forgets whatever this browser keeps for the address of the page. */
async function wipe() {
    const forget = [
        () => localStorage.clear(),
        () => sessionStorage.clear(),
        async () => Promise.all((await indexedDB.databases()).map(({ name }) => indexedDB.deleteDatabase(name))),
        async () => Promise.all((await caches.keys()).map((name) => caches.delete(name))),
        async () => Promise.all((await navigator.serviceWorker.getRegistrations()).map((one) => one.unregister())),
        async () => {
            const folder = await navigator.storage.getDirectory();
            for await (const name of folder.keys()) {
                await folder.removeEntry(name, { recursive: true });
            }
        },
        () => document.cookie.split(/;\s*/).forEach((cookie) => {
            document.cookie = `${cookie.split("=")[0]}=; max-age=0`;
        }),
    ];
    // A store that this browser denies holds nothing either.
    await Promise.allSettled(forget.map(async (act) => act()));
}

// The test of the seal. Each way out is tried for real, with an address that holds
// no data; only the browser's own report that the policy blocked it counts as blocked.

/** How long a report may take. */
const PATIENCE_MS = 1500;

/**
 * A file of the page, which could still be asked for before the seal, and for anything
 * behind its `?`: the seal excludes even that. From a file, a name that no host can have.
 */
const TARGET = IS_FILE ? "https://self-test.invalid/" : new URL("page.js?self-test/", document.baseURI).href;

const add = (tag, properties, place = document.head) => {
    const element = Object.assign(document.createElement(tag), properties);
    place.append(element);
    return element;
};

/** What a way out gives once something has gone out by it. */
const sent = () => "sent";

/** Ways out by name. What they give is awaited; elements they give are removed again. */
const WAYS = {
    "Request (fetch)": (address) => fetch(address, { mode: "no-cors" }).then(sent),
    "Request (XMLHttpRequest)": (address) => new Promise((resolve, reject) => {
        const request = new XMLHttpRequest();
        request.onload = () => resolve("sent");
        request.onerror = reject;
        request.open("GET", address);
        request.send();
    }),
    "Beacon": (address) => navigator.sendBeacon(address, "self-test") && "sent",
    "WebSocket": (address) => { new WebSocket(address.replace(/^http/, "ws")); },
    "Event stream": (address) => { new EventSource(address); },
    "WebTransport": (address) => new WebTransport(address.replace(/^http:/, "https:")).ready.then(sent),
    "Image": (address) => { new Image().src = address; },
    "Style sheet": (address) => add("link", { rel: "stylesheet", href: address }),
    "Font": (address) => new FontFace("self-test", `url(${address})`).load().then(sent),
    "Script": (address) => add("script", { src: address }),
    "Script module": (address) => import(address).then(sent),
    "Video": (address) => { document.createElement("video").src = address; },
    "Frame": (address) => add("iframe", { src: address, hidden: true }, document.body),
    "Embedded object": (address) => add("object", { data: address }, document.body),
    "Prefetch": (address) => add("link", { rel: "prefetch", href: address }),
    "Ping of a link": (address) => {
        const link = add("a", { href: location.hash || "#", ping: address, hidden: true }, document.body);
        link.click();
        return link;
    },
    "Worker from a file": (address) => { new Worker(address).onerror = (event) => event.preventDefault(); },
    "Shared worker": (address) => { new SharedWorker(address).onerror = (event) => event.preventDefault(); },
    "Service worker": (address) => navigator.serviceWorker.register(address).then(sent),
    // Into a frame, so that the page stays where it is whatever happens.
    "Form": (address) => {
        const form = add("form", { action: address, method: "post", target: "self-test", hidden: true }, document.body);
        add("iframe", { name: "self-test" }, form);
        form.submit();
        return form;
    },
};

/**
 * Tries every way out, one after the other, then those of every worker that the
 * page has. Each is `blocked` by the policy, `refused` by the browser without it,
 * `open` when something went out, or `silent` when the browser reported nothing at all.
 */
async function testNetwork() {
    const results = [];
    for (const [place, [channel, act]] of Object.entries(WAYS).entries()) {
        results.push({ channel, outcome: await outcomeOf(channel, act, `${TARGET}${place}`) });
    }
    const workers = [...workersInUse].map((worker, place) => testWorker(worker, `Worker ${place + 1} of the page`));
    return [...results, ...(await Promise.all(workers)).flat()];
}

/** How long a worker may take to answer; one that computes hears nothing meanwhile. */
const WORKER_PATIENCE_MS = 4 * PATIENCE_MS;

/** What came of the ways out of a worker, as itself reports it. */
async function testWorker(worker, name) {
    const { port1, port2 } = new MessageChannel();
    const answer = new Promise((resolve) => { port1.onmessage = ({ data }) => resolve(data); });
    const patience = new Promise((resolve) => { setTimeout(resolve, WORKER_PATIENCE_MS, [{ channel: "busy, not tried", outcome: "silent" }]); });
    worker.postMessage({ selfTest: TARGET, answer: port2 }, [port2]);
    const results = await Promise.race([answer, patience]);
    port1.close();
    return results.map(({ channel, outcome }) => ({ channel: `${name}: ${channel}`, outcome }));
}

/**
 * The script of a worker that can be asked to test its network. The page's workers
 * are made of such scripts only, so that the test asks those that are really used.
 */
export function testable(script) {
    const parts = [isRefusal, outcomeOf, waysOfWorker, answerSelfTest].map(String).join("\n");
    return `"use strict";\n{\nconst IS_FILE = ${IS_FILE}, PATIENCE_MS = ${PATIENCE_MS};\n` +
        `const sent = ${sent};\n${parts}\nanswerSelfTest();\n}\n${script}`;
}

/** Ways out of a worker. This and what follows runs in workers, as text. */
function waysOfWorker() {
    return {
        "request (fetch)": (address) => fetch(address, { method: "POST", mode: "no-cors", body: "self-test" }).then(sent),
        "request (XMLHttpRequest)": (address) => new Promise((resolve, reject) => {
            const request = new XMLHttpRequest();
            request.onload = () => resolve("sent");
            request.onerror = reject;
            request.open("POST", address);
            request.send("self-test");
        }),
        "WebSocket": (address) => { new WebSocket(address.replace(/^http/, "ws")); },
        "event stream": (address) => { new EventSource(address); },
        "script": (address) => { importScripts(address); return "sent"; },
    };
}

/** Answers the page's test; the worker's own listeners never hear of it. */
function answerSelfTest() {
    addEventListener("message", (event) => {
        const { selfTest, answer } = event.data ?? {};
        if (selfTest === undefined) {
            return;
        }
        event.stopImmediatePropagation();
        const outcomes = Object.entries(waysOfWorker()).map(async ([channel, act], place) => (
            { channel, outcome: await outcomeOf(channel, act, `${selfTest}worker/${place}`) }
        ));
        Promise.all(outcomes).then((results) => answer.postMessage(results));
    });
}

/**
 * Whether an error says that the browser did not even try. Others may come from a
 * host that did not answer. Files have no service workers, which some browsers say
 * with an error of a general kind.
 */
function isRefusal(channel, error) {
    return error.name === "SecurityError" || (IS_FILE && channel === "Service worker");
}

async function outcomeOf(channel, act, address) {
    const events = new AbortController();
    const { host, pathname, search } = new URL(address);
    const blocked = new Promise((resolve) => {
        (globalThis.document ?? globalThis).addEventListener("securitypolicyviolation", ({ blockedURI }) => {
            const reported = URL.canParse(blockedURI) ? new URL(blockedURI) : { host: "", pathname: "", search: "" };
            // The report on what would be shown in a frame names the host alone.
            if (reported.host === host && ["/", pathname + search].includes(reported.pathname + reported.search)) {
                resolve("blocked");
            }
        }, { signal: events.signal });
    });
    const tried = (async () => act(address))();
    const unreported = new Promise((resolve) => {
        const otherwise = () => (performance.getEntriesByName(address).length > 0 ? "open" : "silent");
        setTimeout(() => tried.then(
            (value) => resolve(value === "sent" ? "open" : otherwise()),
            (error) => resolve(isRefusal(channel, error) ? "refused" : otherwise()),
        ), PATIENCE_MS);
        setTimeout(() => resolve(otherwise()), 2 * PATIENCE_MS);
    });
    const outcome = await Promise.race([blocked, unreported]);
    // Each policy in force reports for itself; the reports on one way shall not be taken for those on the next.
    await new Promise((resolve) => setTimeout(resolve, 50));
    events.abort();
    tried.then((value) => value?.remove?.(), () => {});
    return outcome;
}
