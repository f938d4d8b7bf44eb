// A web server for one test file. It remembers every request it receives, so
// that a test can say what was asked for, and above all what was not.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import path from "node:path";

const TYPES = {
    ".css": "text/css",
    ".html": "text/html",
    ".js": "text/javascript",
    ".svg": "image/svg+xml",
    ".ts": "text/plain",
    ".wasm": "application/wasm",
};

/**
 * Serves a folder below the path `base`, and `pages` (path to HTML) as they are.
 * The server that has neither answers everything with "not found"; it stands for
 * a foreign host whose log has to stay empty.
 */
export async function startServer({ folder = null, base = "/", pages = {} } = {}) {
    const requests = [];
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
        const { method, url, headers } = request;
        note({ method, url, headers, body: Buffer.concat(body).toString("latin1") });
        answer(response, decodeURIComponent(new URL(url, "http://host").pathname));
    });
    const answer = (response, pathname) => {
        // Any origin may read what is here, and nothing is cached: only the page
        // itself, not a header, keeps a request from being made.
        const shared = { "access-control-allow-origin": "*", "cache-control": "no-store" };
        const file = fileOf(folder, base, pathname);
        if (pathname in pages) {
            response.writeHead(200, { ...shared, "content-type": "text/html" });
            response.end(pages[pathname]);
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
