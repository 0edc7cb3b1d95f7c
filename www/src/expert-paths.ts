/** The experts' paths that lie beside a pack, fetched once. */
import type { ExpertPath } from "./engine/index.js";

const fetched = new Map<string, Promise<ExpertPath[]>>();

export function expertPaths(address: string): Promise<ExpertPath[]> {
  const href = new URL(address, document.baseURI).href;
  let paths = fetched.get(href);
  if (!paths) {
    paths = fetchPaths(href);
    fetched.set(href, paths);
    paths.catch(() => fetched.delete(href));
  }
  return paths;
}

async function fetchPaths(href: string): Promise<ExpertPath[]> {
  const answer = await fetch(href);
  if (!answer.ok) throw new Error(`${href}: ${answer.status} ${answer.statusText}`);
  return answer.json();
}
