// Every way in which a page could send something to a host. Each of them runs in
// the page and gets the address to reach.

import { createSocket } from "node:dgram";

/** Ways that a policy can stop, by name. */
const WAYS = {
    "fetch": (address) => { fetch(address, { mode: "no-cors" }).catch(() => {}); },
    "fetch with a body": (address) => { fetch(address, { mode: "no-cors", method: "POST", body: "x" }).catch(() => {}); },
    "XMLHttpRequest": (address) => {
        const request = new XMLHttpRequest();
        request.open("GET", address);
        request.send();
    },
    "sendBeacon": (address) => { navigator.sendBeacon(address, "x"); },
    "WebSocket": (address) => { new WebSocket(address.replace("http", "ws")); },
    "EventSource": (address) => { new EventSource(address); },
    "WebTransport": (address) => { new WebTransport(address.replace("http:", "https:")).ready.catch(() => {}); },
    "image": (address) => { new Image().src = address; },
    "style sheet": (address) => {
        document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
    },
    "font": (address) => { new FontFace("leak", `url(${address})`).load().catch(() => {}); },
    "script": (address) => {
        document.head.append(Object.assign(document.createElement("script"), { src: address }));
    },
    "imported module": (address) => { import(address).catch(() => {}); },
    "video": (address) => { document.createElement("video").src = address; },
    "frame": (address) => {
        document.body.append(Object.assign(document.createElement("iframe"), { src: address }));
    },
    "object": (address) => {
        document.body.append(Object.assign(document.createElement("object"), { data: address }));
    },
    "prefetch": (address) => {
        document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: address }));
    },
    "ping of a link": (address) => {
        const link = Object.assign(document.createElement("a"), { href: location.hash || "#about", ping: address });
        document.body.append(link);
        link.click();
    },
    "fetch in a worker": (address) => {
        const text = `addEventListener("securitypolicyviolation", () => postMessage("blocked"));
            fetch("${address}", { mode: "no-cors" }).catch(() => {});`;
        const worker = new Worker(URL.createObjectURL(new Blob([text], { type: "text/javascript" })));
        worker.onmessage = () => globalThis.sayBlocked();
    },
    "form": (address) => {
        const form = Object.assign(document.createElement("form"), { action: address, method: "post", target: "leak" });
        const frame = Object.assign(document.createElement("iframe"), { name: "leak" });
        document.body.append(frame, form);
        form.submit();
    },
};

/** Ways to the page's own host only: a browser takes these scripts from nowhere else. */
const OWN_WAYS = {
    "worker": (address) => { new Worker(address).onerror = () => {}; },
    "shared worker": (address) => { new SharedWorker(address).onerror = () => {}; },
    "service worker": (address) => { navigator.serviceWorker.register(address).catch(() => {}); },
};

/** Ways that only some policies of a header stop, or none. */
const LEAKS = {
    "window.open": (address) => { window.open(address); },
    // The page stays where it is, and all that is seen is a download.
    "link that saves": (address) => {
        const link = Object.assign(document.createElement("a"), { href: address, download: "x" });
        document.body.append(link);
        link.click();
    },
    "navigation": (address) => { location.href = address; },
};

/**
 * Ways to another page of the same host that has no policy, and to the host itself
 * when the page is loaded anew. Each runs in the page and gets the address of the
 * other page, which hands on what it hears; or loads the page anew.
 */
export const DETOURS = {
    "broadcast channel": () => { new BroadcastChannel("leak").postMessage("x"); },
    "local storage": () => { localStorage.setItem("leak", String(Math.random())); },
    "shared worker of another page": (address) => { new SharedWorker(address).port.postMessage("x"); },
    "window of another page of the host": (_, open) => { globalThis.opened = window.open(open); },
    "cookie and reload": () => { document.cookie = "leak=x"; location.reload(); },
    "changed address and reload": () => { history.pushState(null, "", "?leak=x"); location.reload(); },
};

/** Names of the ways out that a page's policy has to stop, to any host. */
export const WAYS_OUT = Object.keys(WAYS);

/** Names of those that only reach the page's own host. */
export const OWN_WAYS_OUT = Object.keys(OWN_WAYS);

/** Names of those that no policy of the page itself stops. */
export const OPEN_WAYS_OUT = Object.keys(LEAKS);

const ALL = { ...WAYS, ...OWN_WAYS, ...LEAKS };

/**
 * Tries one way out to a server, behind the `?` of a `file` of the page when one is named. The outcome is the first that happens: the page's
 * policy reports that it blocked the attempt, or the server receives it.
 */
export async function attempt(page, way, { server, base = "/", file = null, datagrams = null }) {
    const pathname = `${base}${file === null ? "" : `${file}?`}leak/${encodeURIComponent(way)}.js`;
    const address = way === "WebTransport" && datagrams ? `https://127.0.0.1:${datagrams.port}/` : server.origin + pathname;
    await page.evaluate(([way, pathname]) => {
        globalThis.blocked = new Promise((resolve) => {
            globalThis.sayBlocked = () => resolve("blocked");
            document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
                const address = URL.canParse(blockedURI) ? new URL(blockedURI) : { pathname: "", search: "" };
                const reported = address.pathname + address.search;
                // The report on what would be shown in a frame names the origin alone.
                if (reported === pathname || (reported === "/" && ["frame", "object", "WebTransport"].includes(way))) {
                    resolve("blocked");
                }
            });
        });
    }, [way, pathname]);
    const arrived = way === "WebTransport" && datagrams ? datagrams.received() : server.received(pathname);
    // Not awaited: a page that is being left does not answer.
    page.evaluate(ALL[way], address).catch(() => {});
    return Promise.race([
        arrived.then(() => "arrived"),
        patience("neither arrived nor blocked"),
        // A page that was left behind has no word on it any more.
        page.evaluate(() => globalThis.blocked).catch(() => new Promise(() => {})),
    ]);
}

/** Whether a page reaches a server of datagrams through WebRTC. */
export async function attemptPeer(page, datagrams) {
    const arrived = datagrams.received();
    await page.evaluate(async (port) => {
        const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${port}` }] });
        peer.createDataChannel("leak");
        await peer.setLocalDescription(await peer.createOffer());
    }, datagrams.port);
    return Promise.race([arrived.then(() => "arrived"), patience("did not arrive")]);
}

/** What is said when nothing happens for a while. */
function patience(outcome) {
    return new Promise((resolve) => { setTimeout(resolve, 8000, outcome).unref(); });
}

/** A server that notes datagrams, which WebRTC and WebTransport send. */
export async function startDatagrams() {
    const socket = createSocket("udp4");
    await new Promise((resolve) => socket.bind(0, "127.0.0.1", resolve));
    let n = 0;
    socket.on("message", () => { n += 1; });
    return {
        port: socket.address().port,
        count: () => n,
        received: () => new Promise((resolve) => socket.once("message", resolve)),
        close: () => new Promise((resolve) => socket.close(resolve)),
    };
}
