/** The Chromium that the machine has, and how it is started for tests: no window, no sandbox (containers forbid it). */
export const launchOptions = {
  executablePath: process.env.GAPWISE_CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--headless=new",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};
