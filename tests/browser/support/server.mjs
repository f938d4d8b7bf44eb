// A web server for one test file. It remembers every request it receives, so
// that a test can say what was asked for, and above all what was not.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".json": "application/json",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".ts": "text/plain",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
};

/**
 * Serves a folder below the path `base`, and `pages` (path to HTML) as they are,
 * all with `headers`. The folder may be exchanged, and files be replaced, later.
 * The server that has neither answers everything with "not found"; it stands for
 * a foreign host whose log has to stay empty.
 */
export async function startServer({ folder = null, base = "/", pages = {}, headers = {} } = {}) {
    const requests = [];
    const state = { folder, replaced: {}, isDown: false };
    const waiting = new Map();
    const note = (request) => {
        requests.push(request);
        waiting.get(request.url)?.();
    };
    const server = createServer(async (request, response) => {
        const body = [];
        for await (const piece of request) {
            body.push(piece);
        }
        note({ method: request.method, url: request.url, headers: request.headers, body: Buffer.concat(body).toString("latin1") });
        answer(response, decodeURIComponent(new URL(request.url, "http://host").pathname));
    });
    const answer = (response, pathname) => {
        // Any origin may read what is here, and nothing is cached: only the page
        // itself, not a header, keeps a request from being made.
        const shared = { "access-control-allow-origin": "*", "cache-control": "no-store", ...headers };
        const file = fileOf(state.folder, base, pathname);
        const name = pathname.slice(base.length);
        if (state.isDown) {
            response.destroy();
        } else if (pathname in pages) {
            const type = TYPES[path.extname(pathname)] ?? "text/html";
            response.writeHead(200, { ...shared, "content-type": type });
            response.end(pages[pathname]);
        } else if (name in state.replaced) {
            response.writeHead(200, { ...shared, "content-type": TYPES[path.extname(name)] ?? "text/html" });
            response.end(state.replaced[name]);
        } else if (file) {
            response.writeHead(200, { ...shared, "content-type": TYPES[path.extname(file)] });
            createReadStream(file).pipe(response);
        } else {
            response.writeHead(404, shared);
            response.end();
        }
    };
    // An attempted WebSocket is a request too; it is noted and refused.
    server.on("upgrade", ({ method, url, headers }, socket) => {
        note({ method, url, headers, body: "" });
        socket.destroy();
    });
    await new Promise((resolve) => server.listen(0, "127.0.0.1", resolve));
    const origin = `http://127.0.0.1:${server.address().port}`;
    return {
        origin,
        url: origin + base,
        requests,
        state,
        /** Resolves once a path has been asked for. */
        received: (pathname) => new Promise((resolve) => {
            waiting.set(pathname, resolve);
            if (requests.some(({ url }) => url === pathname)) {
                resolve();
            }
        }),
        close: () => new Promise((resolve) => {
            server.close(resolve);
            server.closeAllConnections();
        }),
    };
}

/** The file behind a path, or null; never one outside of the folder. */
function fileOf(folder, base, pathname) {
    if (folder === null || !pathname.startsWith(base)) {
        return null;
    }
    const name = pathname.slice(base.length) || "index.html";
    const file = path.join(folder, name);
    const isInside = file.startsWith(folder + path.sep);
    return isInside && statSync(file, { throwIfNoEntry: false })?.isFile() ? file : null;
}
