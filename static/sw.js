// The copy for work without a network. It holds exactly the files of one build,
// named by the SHA-256 of the build's list in this script's own address, and is
// never renewed by itself: another build is another address, which only the user
// asks for.

const build = self.location.search.slice(1);
const scope = new URL("./", self.location.href);

/** Other pages of the same host may keep caches too; the folder tells them apart. */
const PREFIX = `${scope.pathname} `;
const CACHE = PREFIX + build;

/** Headers that a file keeps in the copy. */
const HEADERS = ["content-type", "content-security-policy", "permissions-policy", "referrer-policy", "x-content-type-options"];

/** A host may forward the name of the page itself, so it is asked for by its folder. */
const address = (name) => new URL(name === "index.html" ? "./" : name, scope).href;

/** Why a copy cannot be made. */
class Refusal extends Error {
    constructor(reason) {
        super(reason);
        this.reason = reason;
    }
}

/** Loads a file and holds it against its SHA-256. */
async function load(name, sha256) {
    const answer = await fetch(address(name), { cache: "no-cache", signal: AbortSignal.timeout(60_000) })
        .catch(() => { throw new Refusal("unreachable"); });
    const bytes = await answer.arrayBuffer();
    const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", bytes));
    if (!answer.ok || digest.length !== 32 || [...digest].map((byte) => byte.toString(16).padStart(2, "0")).join("") !== sha256) {
        throw new Refusal("different");
    }
    const headers = HEADERS.map((header) => [header, answer.headers.get(header)]).filter(([, value]) => value !== null);
    return { bytes, response: new Response(bytes, { headers }) };
}

async function keep() {
    const isNew = !(await caches.has(CACHE));
    try {
        const list = await load("build.json", build);
        const { files } = JSON.parse(new TextDecoder().decode(list.bytes));
        const kept = await Promise.all(Object.entries(files).map(async ([name, sha256]) => (
            [name, (await load(name, sha256)).response]
        )));
        // Nothing is written before everything has been checked.
        const cache = await caches.open(CACHE);
        await Promise.all([["build.json", list.response], ...kept].map(([name, response]) => cache.put(address(name), response)));
        await self.skipWaiting();
    } catch (error) {
        if (isNew) {
            await caches.delete(CACHE);
        }
        const reason = error.reason ?? (error.name === "QuotaExceededError" ? "full" : "denied");
        for (const client of await self.clients.matchAll({ includeUncontrolled: true })) {
            client.postMessage({ reason });
        }
        throw error;
    }
}

async function dropOthers() {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(PREFIX) && name !== CACHE).map((name) => caches.delete(name)));
    await self.clients.claim();
}

/** A file of the copy. What the copy lacks is not there, so that no page is a mixture of two builds. */
async function answer(request) {
    if (!(await caches.has(CACHE))) {
        return fetch(request);
    }
    const { origin, pathname } = new URL(request.url);
    const name = pathname.slice(scope.pathname.length);
    const file = origin === scope.origin && pathname.startsWith(scope.pathname) ? address(name || "index.html") : request.url;
    return (await (await caches.open(CACHE)).match(file)) ?? Response.error();
}

self.addEventListener("install", (event) => event.waitUntil(keep()));
self.addEventListener("activate", (event) => event.waitUntil(dropOthers()));
self.addEventListener("fetch", (event) => {
    // The list of the newest build is asked for past the copy, when the user looks for it.
    if (event.request.cache !== "no-store") {
        event.respondWith(answer(event.request));
    }
});
