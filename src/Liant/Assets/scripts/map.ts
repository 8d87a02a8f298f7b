// The interactive map over the picture that the server drew. Loaded only when a map is on screen.
import type * as MapLibre from 'maplibre-gl';

interface Pin { id: string; n: number; lat: number; lon: number; title: string; url: string; approximate: boolean }

const dark = matchMedia('(prefers-color-scheme: dark)').matches;
const colours = dark
  ? { sea: '#1b2a2c', land: '#26353a', line: '#45575c', point: '#7fd0cf', ring: '#16201f', text: '#0c2021' }
  : { sea: '#e7ede8', land: '#fcfbf8', line: '#cdc6b6', point: '#0b5a5e', ring: '#ffffff', text: '#ffffff' };

export async function draw(box: HTMLElement): Promise<void> {
  const here = new URL('.', import.meta.url);
  const maplibre = (await import(new URL('./maplibre.js', here).href)) as typeof MapLibre;
  await style(new URL('./map.css', here).href);
  maplibre.setWorkerUrl(new URL('./maplibre-gl-worker.mjs', here).href);

  const pins = JSON.parse(box.dataset.pins ?? '[]') as Pin[];
  const points = await (await fetch(box.dataset.map!)).json() as GeoJSON;
  const canvas = document.createElement('div');
  canvas.className = 'map-canvas';
  // Over the server's picture until it is drawn, then in its place.
  const picture = box.querySelector('img');
  canvas.classList.add('pending');
  box.prepend(canvas);

  const map = new maplibre.Map({
    container: canvas, attributionControl: false, cooperativeGestures: matchMedia('(pointer: coarse)').matches,
    bounds: frameOf(pins, points), fitBoundsOptions: { padding: 50, maxZoom: 8 }, maxZoom: 16, style: background(box),
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
    map.fitBounds(frameOf(pins, points), { padding: 50, maxZoom: 8, animate: false });
    addOthers(map, pins, points);
    for (const pin of [...pins].reverse()) addPin(maplibre, map, pin);
    box.dataset.drawn = 'true';
  });
  map.on('click', 'others', (event) => {
    const feature = event.features?.[0];
    if (feature) popup(maplibre, map, event.lngLat, feature.properties as { title: string; url: string; place?: string });
  });
  map.on('click', 'clusters', async (event) => {
    const cluster = event.features?.[0]?.properties?.cluster_id as number | undefined;
    if (cluster === undefined) return;
    const zoom = await (map.getSource('others') as MapLibre.GeoJSONSource).getClusterExpansionZoom(cluster);
    map.easeTo({ center: event.lngLat, zoom });
  });
  for (const layer of ['others', 'clusters']) {
    map.on('mouseenter', layer, () => { map.getCanvas().style.cursor = 'pointer'; });
    map.on('mouseleave', layer, () => { map.getCanvas().style.cursor = ''; });
  }
  offerSearchHere(map, box);
}

interface GeoJSON { type: 'FeatureCollection'; features: { id: string; geometry: { type: 'Point'; coordinates: [number, number] }; properties: Record<string, unknown> }[] }

function frameOf(pins: Pin[], points: GeoJSON): [number, number, number, number] {
  const all = pins.length > 0 ? pins.map((pin) => [pin.lon, pin.lat] as const) : points.features.map((feature) => feature.geometry.coordinates);
  const metropolitan = all.filter(([lon, lat]) => lon! > -6 && lon! < 10 && lat! > 41 && lat! < 52);
  const shown = metropolitan.length > 0 ? metropolitan : all;
  if (shown.length === 0) return [-5.3, 41.2, 9.8, 51.3];
  const lons = shown.map(([lon]) => lon!), lats = shown.map(([, lat]) => lat!);
  const margin = shown.length === 1 ? 0.8 : 0.3;
  return [Math.min(...lons) - margin, Math.min(...lats) - margin, Math.max(...lons) + margin, Math.max(...lats) + margin];
}

function background(box: HTMLElement): MapLibre.StyleSpecification {
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

/** Results of the other pages: points, gathered into counted clusters when they are close. */
function addOthers(map: MapLibre.Map, pins: Pin[], points: GeoJSON): void {
  const numbered = new Set(pins.map((pin) => pin.id));
  const others = { ...points, features: points.features.filter((feature) => !numbered.has(feature.id)) };
  map.addSource('others', { type: 'geojson', data: others as never, cluster: true, clusterRadius: 36, clusterMaxZoom: 11 });
  map.addLayer({ id: 'clusters', type: 'circle', source: 'others', filter: ['has', 'point_count'],
    paint: { 'circle-color': colours.point, 'circle-radius': ['step', ['get', 'point_count'], 12, 10, 15, 50, 20], 'circle-stroke-width': 4, 'circle-stroke-opacity': 0.35, 'circle-stroke-color': colours.point } });
  map.addLayer({ id: 'counts', type: 'symbol', source: 'others', filter: ['has', 'point_count'],
    layout: { 'text-field': ['get', 'point_count_abbreviated'], 'text-size': 13, 'text-allow-overlap': true }, paint: { 'text-color': colours.text } });
  map.addLayer({ id: 'others', type: 'circle', source: 'others', filter: ['!', ['has', 'point_count']],
    paint: { 'circle-color': ['case', ['get', 'approximate'], colours.land, colours.point], 'circle-radius': 7, 'circle-stroke-width': 2,
      'circle-stroke-color': ['case', ['get', 'approximate'], colours.point, colours.ring] } });
}

function addPin(maplibre: typeof MapLibre, map: MapLibre.Map, pin: Pin): void {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `map-pin${pin.n === 1 ? ' first' : ''}${pin.approximate ? ' approximate' : ''}`;
  button.setAttribute('aria-label', `${pin.n}. ${pin.title}`);
  const number = document.createElement('span');
  number.textContent = String(pin.n);
  button.append(number);
  button.addEventListener('click', (event) => { event.stopPropagation(); popup(maplibre, map, new maplibre.LngLat(pin.lon, pin.lat), pin); });
  const holder = document.createElement('div');
  holder.append(button);
  new maplibre.Marker({ element: holder, anchor: 'bottom' }).setLngLat([pin.lon, pin.lat]).addTo(map);
}

function popup(maplibre: typeof MapLibre, map: MapLibre.Map, at: MapLibre.LngLat, sheet: { title: string; url: string; place?: string }): void {
  const content = document.createElement('div');
  content.className = 'map-popup';
  const link = document.createElement('a');
  link.href = sheet.url;
  link.textContent = sheet.title;
  content.append(link);
  if (sheet.place) content.append(sheet.place);
  new maplibre.Popup({ offset: 18, focusAfterOpen: true }).setLngLat(at).setDOMContent(content).addTo(map);
}

/** The list follows the map when the reader asks for it: a link that keeps every other choice. */
function offerSearchHere(map: MapLibre.Map, box: HTMLElement): void {
  if (!box.dataset.frame) return;
  const link = document.createElement('a');
  link.className = 'button small map-here';
  link.textContent = box.dataset.here ?? '';
  link.hidden = true;
  box.append(link);
  map.on('moveend', (event) => {
    // Only when the reader moved it: a change of size also moves the map.
    if (!('originalEvent' in event) || !(event.originalEvent instanceof UIEvent)) return;
    const frame = map.getBounds();
    const address = new URL(box.dataset.frame!, location.href);
    const clamp = (n: number, most: number) => Math.max(-most, Math.min(most, n)).toFixed(3);
    address.searchParams.set('cadre', [clamp(frame.getWest(), 180), clamp(frame.getSouth(), 85), clamp(frame.getEast(), 180), clamp(frame.getNorth(), 85)].join(','));
    link.href = address.href;
    link.hidden = false;
  });
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
