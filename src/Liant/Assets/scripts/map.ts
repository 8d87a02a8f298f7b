// The interactive map over the picture that the server drew. Loaded only when a map is on screen.
import type * as MapLibre from 'maplibre-gl';
import { background } from './map-background';
import { follow } from './map-follow';
import { addSheets, hidePins, openCluster } from './map-sheets';
import { listShown } from './map-shown';
import { addPins, pinsOf, popup, type Pin } from './map-pins';

interface TileJson { tiles: string[]; minzoom: number; maxzoom: number; bounds?: [number, number, number, number] }

const FRANCE: [number, number, number, number] = [-5.3, 41.2, 9.8, 51.3];

export async function draw(box: HTMLElement): Promise<void> {
  const here = new URL('.', import.meta.url);
  const [maplibre, described] = await Promise.all([
    import(new URL('./maplibre.js', here).href) as Promise<typeof MapLibre>,
    fetch(box.dataset.map!).then((answer) => answer.json() as Promise<TileJson>),
    style(new URL('./map.css', here).href),
  ]);
  maplibre.setWorkerUrl(new URL('./maplibre-gl-worker.mjs', here).href);

  const canvas = document.createElement('div');
  canvas.className = 'map-canvas';
  // Over the server's picture until it is drawn, then in its place.
  const picture = box.querySelector('img');
  canvas.classList.add('pending');
  box.prepend(canvas);

  let pins = pinsOf(box);
  const frame = frameOf(box, pins, described.bounds);
  const map = new maplibre.Map({
    container: canvas, attributionControl: false, cooperativeGestures: matchMedia('(pointer: coarse)').matches,
    bounds: frame, fitBoundsOptions: fitting(box), maxZoom: 18, style: background(box),
    locale: { 'Map.Title': box.dataset.label ?? 'Carte' },
  });
  map.addControl(new maplibre.NavigationControl({ showCompass: false }), 'top-right');
  if (box.dataset.credit) map.addControl(new maplibre.AttributionControl({ compact: true, customAttribution: box.dataset.credit }));
  map.dragRotate.disable();
  map.touchZoomRotate.disableRotation();

  map.on('load', () => {
    picture?.remove();
    canvas.classList.remove('pending');
    map.resize();
    map.fitBounds(frame, { ...fitting(box), animate: false });
    addSheets(map, { tiles: described.tiles, minzoom: described.minzoom, maxzoom: described.maxzoom });
    hidePins(map, pins);
    let markers = addPins(maplibre, map, pins);
    listShown(maplibre, map, box, () => pins);
    follow(map, box, (found) => {
      pins = found;
      hidePins(map, pins);
      markers.forEach((marker) => marker.remove());
      markers = addPins(maplibre, map, pins);
    });
    map.once('idle', () => { box.dataset.drawn = 'true'; });
  });
  map.on('click', 'points', (event) => {
    const feature = event.features?.[0];
    if (feature) popup(maplibre, map, event.lngLat, [feature.properties as { title: string; url: string; place?: string }]);
  });
  map.on('click', 'clusters', (event) => {
    const feature = event.features?.[0];
    if (feature) void openCluster(maplibre, map, box, feature);
  });
  for (const layer of ['points', 'clusters']) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer'; });
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = ''; });
  }
}

/** The part that was asked for; else the numbered places; else everything. What is overseas does not make mainland France small. */
function frameOf(box: HTMLElement, pins: Pin[], bounds?: [number, number, number, number]): [number, number, number, number] {
  const asked = box.dataset.frame?.split(',').map(Number);
  if (asked?.length === 4 && asked[0]! < asked[2]!) return asked as [number, number, number, number];
  const [west, south, east, north] = FRANCE;
  const mainland = pins.filter(({ lat, lon }) => lon > west && lon < east && lat > south && lat < north);
  const shown = mainland.length > 0 ? mainland : pins;
  if (shown.length > 0) {
    const lons = shown.map(({ lon }) => lon), lats = shown.map(({ lat }) => lat);
    const margin = shown.length === 1 ? 0.8 : 0.3;
    return [Math.min(...lons) - margin, Math.min(...lats) - margin, Math.max(...lons) + margin, Math.max(...lats) + margin];
  }
  if (!bounds || (bounds[0] < east && bounds[2] > west && bounds[1] < north && bounds[3] > south)) return FRANCE;
  return bounds;
}

function fitting(box: HTMLElement): MapLibre.FitBoundsOptions {
  return box.dataset.frame ? { padding: 0, maxZoom: 18 } : { padding: 50, maxZoom: 8 };
}

function style(address: string): Promise<void> {
  return new Promise((done) => {
    const link = document.createElement('link');
    link.rel = 'stylesheet';
    link.href = address;
    link.onload = () => done();
    link.onerror = () => done();
    document.head.append(link);
  });
}
