/**
 * Keeps the whole site for use without a network: pages, scripts, the engine and the pack, each by content hash.
 * A new version waits until the page asks for it, so that a page never meets scripts of another version.
 */
import { cleanupOutdatedCaches, type PrecacheEntry, precacheAndRoute } from "workbox-precaching";
import { NavigationRoute, registerRoute } from "workbox-routing";

declare const self: ServiceWorkerGlobalScope & {
  /** Filled in by www/build.mjs. */
  readonly __WB_MANIFEST: (PrecacheEntry | string)[];
};

cleanupOutdatedCaches();
// A page's own parameters do not make it another page.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/.*/] });

// An address within the site that is not one of its pages: the server may know it; without a network, go to the start.
registerRoute(
  new NavigationRoute(async ({ request }) => {
    try {
      return await fetch(request);
    } catch {
      return Response.redirect(self.registration.scope);
    }
  }),
);

self.addEventListener("message", ({ data }) => {
  if (data === "activate") void self.skipWaiting();
});

// The first visit can then go offline without a reload.
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));
