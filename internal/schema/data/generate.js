// Writes countries.tsv, currencies.tsv and timezones.tsv from the Unicode CLDR,
// and its licence. Run it as `npm ci && npm run generate`: the same packages
// give the same bytes on every machine.
import { copyFileSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";

// The day as of which a currency counts as tender; move it when the packages
// are updated. Reading the clock instead would make the lists differ by day.
const asOf = "2026-11-01";

const require = createRequire(import.meta.url);
const load = (path) => JSON.parse(readFileSync(require.resolve(path), "utf8"));
const version = load("cldr-core/package.json").version;

const write = (name, columns, rows) => {
  const lines = rows.map((row) => row.join("\t")).sort((a, b) => (a < b ? -1 : 1));
  const head = `# ${columns.join("\t")} (made by generate.js from CLDR ${version}; do not edit)`;
  writeFileSync(new URL(`${name}.tsv`, import.meta.url), [head, ...lines, ""].join("\n"));
};

// Countries: the codes that ISO 3166 assigns (those with a number below 900,
// which leaves out reserved and private ones), and what other codes stand for.
const mappings = load("cldr-core/supplemental/codeMappings.json").supplemental.codeMappings;
const aliases = load("cldr-core/supplemental/aliases.json").supplemental.metadata.alias.territoryAlias;
const assigned = (code) => {
  const number = mappings[code]?._numeric;
  return /^[A-Z]{2}$/.test(code) && number !== undefined && Number(number) < 900 && !(code in aliases);
};
const countries = Object.keys(mappings).filter(assigned).map((code) => [code, ""]);
for (const [code, alias] of Object.entries(aliases)) {
  if (/^[A-Z]{2,3}$/.test(code) && assigned(alias._replacement)) countries.push([code, alias._replacement]);
}
for (const [code, mapping] of Object.entries(mappings)) {
  if (assigned(code) && mapping._alpha3 && !(mapping._alpha3 in aliases)) countries.push([mapping._alpha3, code]);
}
write("countries", ["code", "written today"], countries);

// Currencies: those that are tender somewhere; of the others the day on which
// they ceased to be, and the one currency that took their place, if it is one.
const regions = load("cldr-core/supplemental/currencyData.json").supplemental.currencyData.region;
const names = load("cldr-bcp47/bcp47/currency.json").keyword.u.cu;
const isTender = (use) => use._tender !== "false" && (use._to === undefined || use._to > asOf);
const uses = new Map();
const today = new Map();
for (const [region, list] of Object.entries(regions)) {
  for (const [code, use] of list.flatMap((entry) => Object.entries(entry))) {
    if (!uses.has(code)) uses.set(code, []);
    uses.get(code).push({ region, ...use });
    if (region !== "ZZ" && isTender(use)) {
      if (!today.has(region)) today.set(region, []);
      today.get(region).push({ code, from: use._from ?? "" });
    }
  }
}
const currencies = [];
for (const [code, list] of uses) {
  const name = names[code.toLowerCase()]?._description ?? code;
  const real = list.filter((use) => use.region !== "ZZ" && use._tender !== "false");
  if (real.some(isTender)) {
    currencies.push([code, name, "", ""]);
    continue;
  }
  const ends = real.map((use) => use._to).sort();
  // Where it was tender last, it is plain what came after it.
  const successors = new Set();
  for (const use of real.filter((use) => use._to === ends.at(-1))) {
    const latest = (today.get(use.region) ?? []).sort((a, b) => (a.from < b.from ? 1 : -1))[0];
    if (latest) successors.add(latest.code);
  }
  const successor = successors.size === 1 ? [...successors][0] : "";
  currencies.push([code, name, ends.at(-1) ?? "never", successor]);
}
write("currencies", ["code", "name", "tender until", "followed by"], currencies);

// Time zones: the names of IANA, and for older names the one of today.
const zones = load("cldr-bcp47/bcp47/timezone.json").keyword.u.tz;
const timezones = new Map();
for (const [id, zone] of Object.entries(zones)) {
  if (id.startsWith("_") || id === "unk" || zone._deprecated || !zone._alias) continue;
  const all = zone._alias.split(" ");
  const current = zone._iana ?? all[0];
  timezones.set(current, "");
  for (const alias of all) if (alias !== current) timezones.set(alias, current);
}
timezones.set("UTC", "");
write("timezones", ["name", "called today"], [...timezones]);

copyFileSync(require.resolve("cldr-core/LICENSE"), new URL("LICENSE.cldr", import.meta.url));
