/** Light, dark, or as the device has it. Kept in this browser; every page applies it before it draws. */
export type Theme = "auto" | "light" | "dark";

const KEY = "gapwise-theme";

export function theme(): Theme {
  try {
    const kept = localStorage.getItem(KEY);
    return kept === "light" || kept === "dark" ? kept : "auto";
  } catch {
    return "auto";
  }
}

/** Applies a theme to the page and remembers it. */
export function chooseTheme(chosen: Theme): void {
  apply(chosen);
  try {
    if (chosen === "auto") localStorage.removeItem(KEY);
    else localStorage.setItem(KEY, chosen);
  } catch {
    // Without storage the choice lasts as long as the page.
  }
}

export function applyTheme(): void {
  apply(theme());
}

function apply(chosen: Theme): void {
  const { dataset } = document.documentElement;
  if (chosen === "auto") delete dataset.theme;
  else dataset.theme = chosen;
}
