/** Medians, percentiles, and how figures are written. */

/** The value below which this share of the values lies (nearest rank). */
export function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))];
}

export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

export const p50 = (values) => percentile(values, 0.5);
export const p95 = (values) => percentile(values, 0.95);

/** Three significant digits, and none lost from whole numbers. */
export function digits(value) {
  if (value === undefined || Number.isNaN(value)) return "–";
  if (value >= 100) return Math.round(value).toLocaleString("en-GB");
  return String(Number(value.toPrecision(3)));
}

export const ms = (value) => (value === undefined ? "–" : `${digits(value)} ms`);
export const times = (value) => (value === undefined ? "–" : `${digits(value)} ×`);
export const kB = (bytes) => (bytes === undefined ? "–" : `${digits(bytes / 1e3)} kB`);
export const MB = (bytes) => (bytes === undefined ? "–" : `${digits(bytes / 1e6)} MB`);
export const number = (value) => value.toLocaleString("en-GB");
