// Writes holidays.tsv from date-holidays, and its licence: the code is ISC, the
// data CC BY-SA 3.0, and so is what is made of it. Run it as
// `npm ci && npm run generate`: the same package gives the same bytes everywhere.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

process.env.TZ = "UTC";
const require = createRequire(import.meta.url);
const Holidays = require("date-holidays");
const root = require.resolve("date-holidays").replace(/(node_modules\/date-holidays)\/.*/, "$1");
const version = JSON.parse(readFileSync(`${root}/package.json`, "utf8")).version;
const years = [2026, 2027, 2028, 2029, 2030, 2031, 2032, 2033, 2034, 2035];

const kebab = (text) =>
  text
    .normalize("NFKD")
    .replace(/[\u0300-\u036f'’.]/g, "")
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "")
    .slice(0, 56)
    .replace(/-+$/, "");

const rows = [];
for (const country of Object.keys(new Holidays().getCountries("en")).sort()) {
  const calendar = new Holidays(country, { languages: "en" });
  const zone = calendar.getTimezones()?.[0];
  if (!zone) continue;
  const byName = new Map();
  for (const year of years) {
    const days = new Set();
    for (const day of calendar.getHolidays(year) ?? []) {
      // What begins in the middle of a day does not close it.
      if (day.type !== "public" || !day.date.includes("00:00:00")) continue;
      const length = Math.max(1, Math.round((day.end - day.start) / 86400000));
      for (let i = 0; i < Math.min(length, 14); i++) {
        const at = new Date(Date.parse(`${day.date.slice(0, 10)}T00:00:00Z`) + i * 86400000).toISOString().slice(0, 10).replaceAll("-", "");
        const name = kebab(day.name) || "holiday";
        if (at.startsWith(String(year)) && !days.has(name + at)) {
          days.add(name + at);
          if (!byName.has(name)) byName.set(name, []);
          byName.get(name).push(at);
        }
      }
    }
  }
  if (byName.size === 0) continue;
  rows.push(`${country}\t@\t${zone}`);
  for (const name of [...byName.keys()].sort()) rows.push(`${country}\t${name}\t${byName.get(name).sort().join(" ")}`);
}
const head = `# country\tname\tdays; @: time zone (made by generate.js from date-holidays ${version}, CC BY-SA 3.0, see LICENSE.date-holidays; do not edit)`;
writeFileSync(new URL("holidays.tsv", import.meta.url), [head, ...rows, ""].join("\n"));
copyFileSync(`${root}/LICENSE`, new URL("LICENSE.date-holidays", import.meta.url));
