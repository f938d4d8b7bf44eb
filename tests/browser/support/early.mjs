// Ways out of workers, and of what can be made while the page still loads.

/** Ways out of a worker. Each runs in it and gets the address to reach. */
const WAYS = {
    "fetch": (address) => { fetch(address, { method: "POST", mode: "no-cors", body: "x" }).catch(() => {}); },
    "XMLHttpRequest": (address) => {
        const request = new XMLHttpRequest();
        request.open("POST", address);
        request.send("x");
    },
    "WebSocket": (address) => { new WebSocket(address.replace("http", "ws")); },
    "EventSource": (address) => { new EventSource(address); },
    "importScripts": (address) => { importScripts(address); },
    "imported module": (address) => { import(address).catch(() => {}); },
    "worker of the worker": (address) => {
        const text = `addEventListener("securitypolicyviolation", () => postMessage("blocked"));
            fetch("${address}", { mode: "no-cors" }).catch(() => {});`;
        const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
        worker.onmessage = () => {
            worker.terminate();
            self.sayBlocked();
        };
    },
};

/** Their names. */
export const WORKER_WAYS = Object.keys(WAYS);

/**
 * Tries every way out of a worker to a server, behind the `?` of a file of the page
 * when one is named: what came of each.
 */
export async function tryWorker(worker, server, file = null) {
    const outcomes = {};
    for (const [way, act] of Object.entries(WAYS)) {
        const base = new URL(server.url).pathname;
        const pathname = `${base}${file === null ? "" : `${file}?`}leak/worker-${encodeURIComponent(way)}-${Math.random()}`;
        const arrived = server.received(pathname).then(() => "arrived");
        // A function cannot be handed over, its text can: no policy holds for the debugger.
        const blocked = worker.evaluate(`(${attemptInWorker})(${act}, ${JSON.stringify([server.origin + pathname, pathname])})`);
        outcomes[way] = await Promise.race([arrived, blocked, patience("neither arrived nor blocked")]);
    }
    return outcomes;
}

/** Resolves once the worker's policy has reported that it blocked an attempt. It runs there as text. */
function attemptInWorker(act, [address, pathname]) {
    return new Promise((resolve) => {
        self.sayBlocked = () => resolve("blocked");
        addEventListener("securitypolicyviolation", ({ blockedURI }) => {
            const reported = URL.canParse(blockedURI) ? new URL(blockedURI) : { pathname: "", search: "" };
            if (reported.pathname + reported.search === pathname) {
                resolve("blocked");
            }
        });
        try {
            act(address);
        } catch { /* The report says why. */ }
    });
}

function patience(outcome) {
    return new Promise((resolve) => { setTimeout(resolve, 8000, outcome).unref(); });
}

/**
 * Tries, while the page loads, to send at once and to make what could send later;
 * `globalThis.early` has a function for each of the latter. It runs in the page as text.
 */
export function armEarly(base) {
    globalThis.early = {};
    const attempt = (way, act) => {
        try {
            globalThis.early[way] = act() ?? null;
        } catch { /* What is not there cannot send. */ }
    };
    const blob = (text) => URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
    const post = `(address) => fetch(address, { method: "POST", mode: "no-cors", body: "x" }).catch(() => {})`;
    const send = (window) => (address) => { window.fetch(address, { method: "POST", mode: "no-cors", body: "x" }).catch(() => {}); };
    const frame = (place, properties = {}) => {
        const element = Object.assign(document.createElement("iframe"), properties);
        place.append(element);
        return element;
    };
    const shadow = (mode) => {
        const host = document.createElement("div");
        document.documentElement.append(host);
        return host.attachShadow({ mode });
    };
    // Sent at once, to the page's own host.
    attempt("fetch at once", () => { fetch(`${base}fetch at once`, { method: "POST", body: "x" }).catch(() => {}); });
    attempt("socket at once", () => { new WebSocket(`${base.replace("http", "ws")}socket at once`); });
    attempt("events at once", () => { new EventSource(`${base}events at once`); });
    attempt("beacon at once", () => { navigator.sendBeacon(`${base}beacon at once`, "x"); });
    attempt("module at once", () => { import(`${base}module at once`).catch(() => {}); });
    attempt("script at once", () => { document.head.append(Object.assign(document.createElement("script"), { src: `${base}script at once` })); });
    attempt("prefetch at once", () => { document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: `${base}prefetch at once` })); });
    attempt("frame at once", () => { frame(document.documentElement, { src: `${base}frame at once` }); });
    attempt("fetch of a frame at once", () => { send(frame(document.documentElement).contentWindow)(`${base}fetch of a frame at once`); });
    attempt("worker from a file at once", () => { new Worker(`${base}worker from a file at once`).onerror = () => {}; });
    attempt("service worker at once", () => { navigator.serviceWorker.register(`${base}service worker at once`).catch(() => {}); });
    attempt("fetchLater", () => { fetchLater(`${base}fetchLater`, { method: "POST", body: "x", activateAfter: 3000 }); });
    // Made now, sends later.
    attempt("worker", () => {
        const worker = new Worker(blob(`onmessage = ({ data }) => (${post})(data);`));
        return (address) => worker.postMessage(address);
    });
    attempt("shared worker", () => {
        const worker = new SharedWorker(blob(`onconnect = ({ ports: [port] }) => { port.onmessage = ({ data }) => (${post})(data); };`));
        return (address) => worker.port.postMessage(address);
    });
    attempt("blank frame", () => send(frame(document.documentElement).contentWindow));
    attempt("written frame", () => {
        const element = frame(document.documentElement, { srcdoc: "<p>Frame</p>" });
        let window = element.contentWindow;
        element.onload = () => { window = element.contentWindow; };
        return (address) => send(window)(address);
    });
    attempt("frame in an open shadow", () => send(frame(shadow("open")).contentWindow));
    attempt("frame in a closed shadow", () => send(frame(shadow("closed")).contentWindow));
    attempt("worker of a frame", () => {
        const worker = new (frame(document.documentElement).contentWindow.Worker)(blob(`onmessage = ({ data }) => (${post})(data);`));
        return (address) => worker.postMessage(address);
    });
    attempt("fetchLater of a frame", () => {
        frame(document.documentElement).contentWindow.fetchLater(`${base}fetchLater of a frame`, { method: "POST", body: "x", activateAfter: 3000 });
    });
}

/** Every way that `armEarly` tries. */
export const EARLY_WAYS = [...String(armEarly).matchAll(/attempt\("([^"]*)"/g)].map(([, way]) => way);
