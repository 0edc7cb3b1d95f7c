/** Tables as CSV (RFC 4180), safe to open in a spreadsheet. */

/** A field as CSV; what a spreadsheet would take for a formula is made text. */
function field(value: string | number): string {
  if (typeof value === "number") return String(value);
  const text = /^[=+\-@\t\r]/.test(value) ? `'${value}` : value;
  return /[",\r\n]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}

export function csv(lines: (string | number)[][]): string {
  return `${lines.map((line) => line.map(field).join(",")).join("\r\n")}\r\n`;
}
