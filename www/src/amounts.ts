/** Numbers, lengths of time and dates as a person reads them. */

const whole = new Intl.NumberFormat("en", { maximumFractionDigits: 0 });
const tenth = new Intl.NumberFormat("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 });
export const hundredth = new Intl.NumberFormat("en", { minimumFractionDigits: 2, maximumFractionDigits: 2 });
export const bytes = new Intl.NumberFormat("en", { maximumFractionDigits: 1 });

/** `1 resource`, `3 resources`. */
export const count = (n: number, one: string, many = `${one}s`): string => `${whole.format(n)} ${n === 1 ? one : many}`;

/** A length of time: `45 min`, `2 h`, `2 h 30 min`. */
export const duration = (minutes: number): string => {
  const hours = Math.floor(minutes / 60);
  const rest = Math.round(minutes % 60);
  if (hours === 0) return `${rest} min`;
  return rest === 0 ? `${hours} h` : `${hours} h ${rest} min`;
};

/** A level with one decimal: `1.8`. */
export const level = (value: number): string => tenth.format(value);

/** A share as a whole percentage, never rounded up. */
export const percent = (share: number): string => `${whole.format(Math.floor(share * 100 + 1e-9))} %`;

/** `module` → `Module`, `research-summary` → `Research summary`. */
export const title = (word: string): string => {
  const spaced = word.replace(/[-_]/g, " ");
  return spaced.charAt(0).toUpperCase() + spaced.slice(1);
};

const dayMonth = new Intl.DateTimeFormat("en-GB", { day: "numeric", month: "short", timeZone: "UTC" });

/** A date written `YYYY-MM-DD`: `3 Dec`, or as it stands where it is none. */
export const day = (date: string): string => {
  const time = Date.parse(`${date.slice(0, 10)}T00:00:00Z`);
  return Number.isNaN(time) ? date : dayMonth.format(time);
};
