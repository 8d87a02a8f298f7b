// supercluster over the same points and the same tiles: node cluster.mjs POINTS TILES, prints JSON.
import { readFileSync } from 'node:fs';
import Supercluster from 'supercluster';
import vtpbf from 'vt-pbf';

const [points, tiles] = process.argv.slice(2);
const features = readFileSync(points, 'utf8').split('\n').filter(Boolean).map((line) => {
  const [id, theme, lon, lat] = line.split(',');
  return { type: 'Feature', properties: { id, theme }, geometry: { type: 'Point', coordinates: [Number(lon), Number(lat)] } };
});
const before = performance.now();
const index = new Supercluster({
  radius: 40, extent: 512, maxZoom: 16,
  map: ({ theme }) => ({ themes: { [theme]: 1 } }),
  reduce: (sum, one) => { sum.themes = { ...sum.themes }; for (const [theme, count] of Object.entries(one.themes)) sum.themes[theme] = (sum.themes[theme] ?? 0) + count; },
}).load(features);
const buildSeconds = (performance.now() - before) / 1000;
const asked = readFileSync(tiles, 'utf8').split('\n').filter(Boolean).map((line) => line.split('/').map(Number));
const run = () => {
  const [cut, encoded] = [[], []];
  for (const [z, x, y] of asked) {
    const start = performance.now();
    const tile = index.getTile(z, x, y);
    const middle = performance.now();
    if (tile) {
      // A tile holds plain values: the counts of the themes become tags of their own.
      for (const feature of tile.features) { if (feature.tags.themes) { feature.tags = { ...feature.tags, ...feature.tags.themes, themes: undefined }; delete feature.tags.themes; } }
      vtpbf.fromGeojsonVt({ sheets: tile });
    }
    cut.push(middle - start);
    encoded.push(performance.now() - start);
  }
  return { cut, encoded };
};
run();
run();
console.log(JSON.stringify({ buildSeconds, ...run(), residentBytes: process.memoryUsage.rss() }));
