/** A small static server for the tests: right MIME types, the strict Content-Security-Policy, loopback only. */
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { extname, join, normalize, sep } from "node:path";

const TYPES: Record<string, string> = {
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

/** Folders by the prefix of the address under which they are served; the longer prefixes first. */
export type Folders = [prefix: string, folder: string][];

/** Serves folders on a free port. */
export function serve(folders: Folders): Promise<{ server: Server; address: string }> {
  const server = createServer(async (request, response) => {
    const path = decodeURIComponent(new URL(request.url ?? "/", "http://localhost").pathname);
    const found = await fileOf(folders, path);
    if (!found) {
      response.writeHead(404, { "content-type": "text/plain" }).end("not found\n");
      return;
    }
    response.writeHead(200, {
      "content-type": TYPES[extname(found.file)] ?? "application/octet-stream",
      "content-length": found.size,
      "content-security-policy": POLICY,
      "cache-control": "no-cache",
    });
    createReadStream(found.file).pipe(response);
  });
  return new Promise((resolve) => {
    server.listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      resolve({ server, address: `http://127.0.0.1:${port}/` });
    });
  });
}

/** The file that a path stands for; nothing if there is none or it would leave the folder. */
async function fileOf(folders: Folders, path: string): Promise<{ file: string; size: number } | undefined> {
  const mounted = folders.find(([prefix]) => path.startsWith(prefix));
  if (!mounted) return undefined;
  const [prefix, folder] = mounted;
  const file = normalize(join(folder, path.slice(prefix.length)));
  if (file !== folder && !file.startsWith(folder + sep)) return undefined;
  for (const candidate of [file, join(file, "index.html")]) {
    const found = await stat(candidate).catch(() => undefined);
    if (found?.isFile()) return { file: candidate, size: found.size };
  }
  return undefined;
}
