// The same as the map, as a list of buttons and links: for the keyboard, for a screen reader, for who prefers to read.
import type * as MapLibre from 'maplibre-gl';
import type { Named, Pin } from './map-pins';
import { openCluster, placeOf } from './map-sheets';

const MOST = 40;

export function listShown(maplibre: typeof MapLibre, map: MapLibre.Map, box: HTMLElement, pins: () => Pin[]): void {
  const details = document.createElement('details');
  details.className = 'map-shown';
  const summary = document.createElement('summary');
  summary.textContent = box.dataset.shown ?? '';
  const list = document.createElement('ul');
  details.append(summary, list);
  box.append(details);
  let shown = '';
  const update = () => {
    if (!details.open) return;
    const features = featuresIn(map);
    const frame = map.getBounds();
    const pinned = pins().filter(({ lat, lon }) => frame.contains([lon, lat]));
    const now = JSON.stringify([pinned, features.map((feature) => feature.properties)]);
    // Unchanged, it is left alone: the focus may be in it.
    if (now === shown && list.childElementCount > 0) return;
    shown = now;
    const hadFocus = list.contains(document.activeElement);
    list.replaceChildren(...pinned.map((pin) => sheet(pin, `${pin.n}. `)), ...features.map((feature) => item(maplibre, map, box, feature)));
    if (list.childElementCount === 0) list.append(words(box.dataset.empty ?? ''));
    if (hadFocus) (list.querySelector<HTMLElement>('button, a') ?? summary).focus();
  };
  details.addEventListener('toggle', update);
  map.on('idle', update);
}

/** Each once: a feature on the edge of two tiles is in one of them only, but a tile may be drawn twice at small zooms. */
function featuresIn(map: MapLibre.Map): MapLibre.GeoJSONFeature[] {
  const known = new Map<string, MapLibre.GeoJSONFeature>();
  for (const feature of map.queryRenderedFeatures({ layers: ['clusters', 'points'] })) {
    known.set(JSON.stringify([placeOf(feature).map((n) => n.toFixed(5)), feature.properties]), feature);
  }
  const count = (feature: MapLibre.GeoJSONFeature) => (feature.properties.count as number | undefined) ?? 1;
  return [...known.values()].sort((a, b) => count(b) - count(a)).slice(0, MOST);
}

function item(maplibre: typeof MapLibre, map: MapLibre.Map, box: HTMLElement, feature: MapLibre.GeoJSONFeature): HTMLLIElement {
  const { count, near } = feature.properties as { count?: number; near?: string };
  if (count === undefined) return sheet(feature.properties as Named);
  const line = document.createElement('li');
  const button = document.createElement('button');
  button.type = 'button';
  button.textContent = (near ? box.dataset.cluster ?? '' : box.dataset.nowhere ?? '').replace('{0}', count.toLocaleString(document.documentElement.lang)).replace('{1}', near ?? '');
  button.addEventListener('click', () => { void openCluster(maplibre, map, box, feature); });
  line.append(button);
  return line;
}

function sheet({ title, url, place }: Named, number = ''): HTMLLIElement {
  const line = document.createElement('li');
  const link = document.createElement('a');
  link.href = url;
  link.textContent = number + title;
  line.append(link);
  if (place) line.append(` · ${place}`);
  return line;
}

function words(text: string): HTMLLIElement {
  const line = document.createElement('li');
  line.textContent = text;
  return line;
}
