// Reads every tile of a map with a decoder that is not ours: node read.mjs ADDRESS DEEPEST, a line of JSON for each zoom.
import http from 'node:http';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { VectorTile } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

const [address, deepest] = process.argv.slice(2);
const agent = new http.Agent({ keepAlive: true, maxSockets: 8 });
const get = (tile) => new Promise((done, failed) => {
  http.get(address.replace('{z}/{x}/{y}', tile.join('/')), { agent, headers: { 'accept-encoding': 'br, gzip' } }, (answer) => {
    const chunks = [];
    answer.on('data', (chunk) => chunks.push(chunk));
    answer.on('end', () => {
      const bytes = Buffer.concat(chunks);
      if (answer.statusCode !== 200 && answer.statusCode !== 204) return failed(new Error(`${tile}: ${answer.statusCode}`));
      const encoding = answer.headers['content-encoding'];
      done([bytes.length, encoding === 'br' ? brotliDecompressSync(bytes) : encoding === 'gzip' ? gunzipSync(bytes) : bytes]);
    });
  }).on('error', failed);
});

let tiles = [[0, 0, 0]];
for (let zoom = 0; zoom <= Number(deepest); zoom++) {
  const next = [];
  let [read, sum, themes, largest, clusters, singles] = [0, 0, 0, 0, 0, 0];
  const queue = tiles.values();
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (const tile of queue) {
      const [compressed, bytes] = await get(tile);
      if (bytes.length === 0) continue;
      const layer = new VectorTile(new PbfReader(bytes)).layers.sheets;
      read++;
      largest = Math.max(largest, compressed);
      for (let i = 0; i < layer.length; i++) {
        const feature = layer.feature(i);
        feature.loadGeometry();
        const { count, ...tags } = feature.properties;
        if (count === undefined) { singles++; sum++; themes++; continue; }
        clusters++;
        sum += count;
        for (const [key, value] of Object.entries(tags)) if (key.startsWith('theme.')) themes += value;
      }
      const [z, x, y] = tile;
      next.push([z + 1, 2 * x, 2 * y], [z + 1, 2 * x + 1, 2 * y], [z + 1, 2 * x, 2 * y + 1], [z + 1, 2 * x + 1, 2 * y + 1]);
    }
  }));
  console.log(JSON.stringify({ zoom, tiles: read, sum, themes, clusters, singles, largest }));
  tiles = next;
}
agent.destroy();
