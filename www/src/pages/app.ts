/** The main page: the elements, and the service worker that keeps the page for use without a network. */
import "../elements";
import { applyTheme } from "../theme";

applyTheme();

if ("serviceWorker" in navigator) {
  window.addEventListener("load", () => {
    navigator.serviceWorker.register("service-worker.js").catch((error: unknown) => {
      console.warn("Without a service worker the page needs the network.", error);
    });
  });
}
