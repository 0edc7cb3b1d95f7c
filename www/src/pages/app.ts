/** The main page: the elements, and the service worker that keeps the page for use without a network. */
import "../elements/index.js";
import { applyTheme } from "../theme.js";

applyTheme();

if ("serviceWorker" in navigator) {
  // A first visit is not held up by fetching the files a second time.
  window.addEventListener("load", () => {
    register().catch((error: unknown) => {
      console.warn("Without a service worker the page needs the network.", error);
    });
  });
}

async function register(): Promise<void> {
  const registration = await navigator.serviceWorker.register("service-worker.js");
  const offer = () => offerNewVersion(registration);
  offer();
  registration.addEventListener("updatefound", () => {
    registration.installing?.addEventListener("statechange", offer);
  });
}

/** A new version waits until it is asked for, so that nobody is interrupted. */
function offerNewVersion({ waiting }: ServiceWorkerRegistration): void {
  const app = document.querySelector("gapwise-app");
  if (!waiting || !navigator.serviceWorker.controller || !app) return;
  app.takeNewVersion = () => {
    navigator.serviceWorker.addEventListener("controllerchange", () => window.location.reload(), { once: true });
    waiting.postMessage("activate");
  };
}
