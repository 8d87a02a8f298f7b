// Every match, from the tiles of this site: single sheets as points, the others as counted clusters that open.
import type * as MapLibre from 'maplibre-gl';
import { colours } from './map-background';
import { popup, type Named, type Pin } from './map-pins';

/** Degrees around a cluster that no zoom opens: what it holds is within some metres. */
const SAME_PLACE = 0.0001;

const MOST_LISTED = 10;

export function addSheets(map: MapLibre.Map, source: { tiles: string[]; minzoom: number; maxzoom: number }): void {
  map.addSource('sheets', { type: 'vector', ...source });
  const common = { source: 'sheets', 'source-layer': 'sheets' } as const;
  map.addLayer({ id: 'points', type: 'circle', ...common, filter: ['!', ['has', 'count']],
    paint: { 'circle-color': ['case', ['has', 'approximate'], colours.land, colours.point], 'circle-radius': 7, 'circle-stroke-width': 2,
      'circle-stroke-color': ['case', ['has', 'approximate'], colours.point, colours.ring] } });
  // Small ones first, so that the large ones lie above them.
  map.addLayer({ id: 'clusters', type: 'circle', ...common, filter: ['has', 'count'], layout: { 'circle-sort-key': ['get', 'count'] },
    paint: { 'circle-color': colours.point, 'circle-radius': ['interpolate', ['linear'], ['log10', ['get', 'count']], 0.3, 11, 2, 16, 4, 22],
      'circle-stroke-width': 4, 'circle-stroke-opacity': 0.35, 'circle-stroke-color': colours.point } });
  map.addLayer({ id: 'counts', type: 'symbol', ...common, filter: ['has', 'count'],
    layout: { 'text-field': ['case', ['>=', ['get', 'count'], 10000], ['concat', ['to-string', ['round', ['/', ['get', 'count'], 1000]]], '\u00A0k'], ['to-string', ['get', 'count']]],
      'text-size': 12, 'text-allow-overlap': true, 'text-ignore-placement': true }, paint: { 'text-color': colours.text } });
}

/** A sheet that bears a number has its pin instead. */
export function hidePins(map: MapLibre.Map, pins: Pin[]): void {
  map.setFilter('points', ['all', ['!', ['has', 'count']], ['!', ['in', ['get', 'id'], ['literal', pins.map((pin) => pin.id)]]]]);
}

export const placeOf = (feature: MapLibre.GeoJSONFeature): [number, number] => (feature.geometry as unknown as { coordinates: [number, number] }).coordinates;

/** Nearer, until its sheets part; where they never do, their names. */
export async function openCluster(maplibre: typeof MapLibre, map: MapLibre.Map, box: HTMLElement, cluster: MapLibre.GeoJSONFeature): Promise<void> {
  const { count, zoom, at } = cluster.properties as { count: number; zoom?: number; at?: string };
  if (at === undefined) {
    map.easeTo({ center: placeOf(cluster), zoom: Math.max(zoom ?? 0, map.getZoom() + 1) });
    return;
  }
  const [lon, lat] = at.split(',').map(Number) as [number, number];
  const frame = [lon - SAME_PLACE, lat - SAME_PLACE, lon + SAME_PLACE, lat + SAME_PLACE].map((side) => side.toFixed(5)).join(',');
  const address = new URL(box.dataset.map!, location.href);
  address.pathname = '/api/v1/search';
  address.searchParams.set('bbox', frame);
  address.searchParams.set('size', String(MOST_LISTED));
  const found = await (await fetch(address)).json() as { total: number; items: (Named & { place?: { name: string } })[] };
  const more = document.createElement('a');
  const page = new URL(box.dataset.page || '/', location.href);
  page.searchParams.set('cadre', frame);
  more.href = page.href;
  more.textContent = (box.dataset.more ?? '').replace('{0}', count.toLocaleString(document.documentElement.lang));
  popup(maplibre, map, new maplibre.LngLat(lon, lat), found.items.map(({ title, url }) => ({ title, url })), found.total > MOST_LISTED ? more : undefined);
}
