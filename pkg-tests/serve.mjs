/** A small static server for the tests: right MIME types, the strict Content-Security-Policy, loopback only. */
import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { dirname, extname, join, normalize, sep } from "node:path";
import { pipeline } from "node:stream/promises";

/** @type {Record<string, string>} */
const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".gwpack": "application/octet-stream",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
};

const POLICY =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; object-src 'none'; base-uri 'none'";

/**
 * Serves folders on a free port.
 *
 * @param {[prefix: string, folder: string][]} folders by the prefix of the address under which they are served; the
 * longer prefixes first
 * @param {{ headers?: Record<string, string>, writable?: string }} options more headers for every answer; the prefix
 * under which a page may put files
 * @returns {Promise<{ server: import("node:http").Server, address: string }>}
 */
export function serve(folders, { headers = {}, writable } = {}) {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    if (request.method === "PUT" && writable && path.startsWith(writable)) {
      const file = inFolder(folders, path);
      if (!file) return response.writeHead(403).end();
      await mkdir(dirname(file), { recursive: true });
      await pipeline(request, createWriteStream(file));
      return response.writeHead(204).end();
    }
    const found = await fileOf(folders, path);
    if (!found) return response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
    response.writeHead(200, {
      "content-type": TYPES[extname(found.file)] ?? "application/octet-stream",
      "content-length": found.size,
      "content-security-policy": POLICY,
      "cache-control": "no-cache",
      ...headers,
    });
    createReadStream(found.file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = /** @type {import("node:net").AddressInfo} */ (server.address());
      resolve({ server, address: `http://127.0.0.1:${port}/` });
    });
  });
}

/**
 * The file that a path stands for; nothing if there is none or it would leave the folder.
 *
 * @param {[string, string][]} folders
 * @param {string} path
 */
async function fileOf(folders, path) {
  const file = inFolder(folders, path);
  if (!file) return undefined;
  for (const candidate of [file, join(file, "index.html")]) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile()) return { file: candidate, size: found.size };
  }
  return undefined;
}

/**
 * @param {[string, string][]} folders
 * @param {string} path
 */
function inFolder(folders, path) {
  const mounted = folders.find(([prefix]) => path.startsWith(prefix));
  if (!mounted) return undefined;
  const [prefix, folder] = mounted;
  const file = normalize(join(folder, path.slice(prefix.length)));
  return file === folder || file.startsWith(folder + sep) ? file : undefined;
}
