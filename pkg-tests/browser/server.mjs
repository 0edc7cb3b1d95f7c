// A small static server for the tests: right MIME types, the strict Content-Security-Policy, loopback only.
//
//   node server.mjs PORT [PREFIX=]FOLDER…   each folder is served under its prefix; "/" without one
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";

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

/** The file that an address stands for, or nothing if there is none or it would leave the folder. */
async function fileOf(folders, path) {
  for (const [prefix, folder] of folders) {
    if (!path.startsWith(prefix)) continue;
    let file = normalize(join(folder, path.slice(prefix.length)));
    if (file !== folder && !file.startsWith(folder + sep)) return undefined;
    let found = await stat(file).catch(() => undefined);
    if (found?.isDirectory()) {
      file = join(file, "index.html");
      found = await stat(file).catch(() => undefined);
    }
    if (found?.isFile()) return { file, size: found.size };
  }
  return undefined;
}

const [port = "0", ...named] = process.argv.slice(2);
const folders = named.map((entry) => {
  const [folder, prefix = ""] = entry.split("=").reverse();
  return [`/${prefix}`.replace(/([^/])$/, "$1/"), normalize(folder).replace(/[/\\]$/, "")];
});
// The longest prefix first, so that a folder mounted below another is found.
folders.sort(([a], [b]) => b.length - a.length);

const server = createServer(async (request, response) => {
  const path = decodeURIComponent(new URL(request.url, "http://localhost").pathname);
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
server.listen(Number(port), "127.0.0.1", () => console.log(`http://127.0.0.1:${server.address().port}/`));
