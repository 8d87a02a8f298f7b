// What lies under the sheets: the outlines of this site, and the administrator's own tiles if she gave some.
import type * as MapLibre from 'maplibre-gl';

const dark = matchMedia('(prefers-color-scheme: dark)').matches;

export const colours = dark
  ? { sea: '#1b2a2c', land: '#26353a', line: '#45575c', point: '#7fd0cf', ring: '#16201f', text: '#0c2021' }
  : { sea: '#e7ede8', land: '#fcfbf8', line: '#cdc6b6', point: '#0b5a5e', ring: '#ffffff', text: '#ffffff' };

export function background(box: HTMLElement): MapLibre.StyleSpecification {
  const layers: MapLibre.LayerSpecification[] = [{ id: 'sea', type: 'background', paint: { 'background-color': colours.sea } }];
  const sources: MapLibre.StyleSpecification['sources'] = { land: { type: 'geojson', data: '/carte/fond.json' } };
  layers.push({ id: 'land', type: 'fill', source: 'land', paint: { 'fill-color': colours.land } });
  if (box.dataset.tiles) {
    sources.tiles = { type: 'raster', tiles: [box.dataset.tiles], tileSize: 256 };
    layers.push({ id: 'tiles', type: 'raster', source: 'tiles' });
  }
  layers.push({ id: 'lines', type: 'line', source: 'land', paint: { 'line-color': colours.line, 'line-width': 1 } });
  return { version: 8, sources, layers };
}
