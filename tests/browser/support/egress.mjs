// Every way in which a page could send something to another host. Each of them
// runs in the page and gets the address to reach.

/** Ways out, by name; the last one may leave the page behind. */
const WAYS = {
    "fetch": (address) => { fetch(address, { mode: "no-cors" }).catch(() => {}); },
    "fetch with a body": (address) => { fetch(address, { mode: "no-cors", method: "POST", body: "x" }).catch(() => {}); },
    "XMLHttpRequest": (address) => {
        const request = new XMLHttpRequest();
        request.open("GET", address);
        request.send();
    },
    "WebSocket": (address) => { new WebSocket(address.replace("http", "ws")); },
    "EventSource": (address) => { new EventSource(address); },
    "sendBeacon": (address) => { navigator.sendBeacon(address, "x"); },
    "image": (address) => { new Image().src = address; },
    "style sheet": (address) => {
        document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: address }));
    },
    "prefetch": (address) => {
        document.head.append(Object.assign(document.createElement("link"), { rel: "prefetch", href: address }));
    },
    "script": (address) => {
        document.head.append(Object.assign(document.createElement("script"), { src: address }));
    },
    "imported module": (address) => { import(address).catch(() => {}); },
    "font": (address) => { new FontFace("leak", `url(${address})`).load().catch(() => {}); },
    "video": (address) => { document.createElement("video").src = address; },
    "frame": (address) => {
        document.body.append(Object.assign(document.createElement("iframe"), { src: address }));
    },
    "object": (address) => {
        document.body.append(Object.assign(document.createElement("object"), { data: address }));
    },
    "ping of a link": (address) => {
        const link = Object.assign(document.createElement("a"), { href: "#about", ping: address });
        document.body.append(link);
        link.click();
    },
    "form": (address) => {
        const form = Object.assign(document.createElement("form"), { action: address, method: "post" });
        document.body.append(form);
        form.submit();
    },
};

/** Names of the ways out. */
export const WAYS_OUT = Object.keys(WAYS);

/**
 * Tries one way out to a server. The outcome is the first that happens: the page's
 * policy reports that it blocked the attempt, or the server receives it.
 */
export async function attempt(page, way, server) {
    const pathname = `/leak/${encodeURIComponent(way)}`;
    // The report on what would be shown in a frame names the origin alone.
    const reported = ["frame", "object"].includes(way) ? "/" : pathname;
    await page.evaluate((reported) => {
        globalThis.blocked = new Promise((resolve) => {
            document.addEventListener("securitypolicyviolation", ({ blockedURI }) => {
                if (new URL(blockedURI).pathname === reported) {
                    resolve("blocked");
                }
            });
        });
    }, reported);
    await page.evaluate(WAYS[way], server.origin + pathname);
    return Promise.race([
        server.received(pathname).then(() => "arrived"),
        // A page that was left behind has no word on it any more.
        page.evaluate(() => globalThis.blocked).catch(() => new Promise(() => {})),
    ]);
}
