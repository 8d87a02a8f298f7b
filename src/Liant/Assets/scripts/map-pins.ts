// The results of the list, under the same numbers.
import type * as MapLibre from 'maplibre-gl';

export interface Pin { id: string; n: number; lat: number; lon: number; title: string; url: string; approximate: boolean }

export interface Named { title: string; url: string; place?: string }

export const pinsOf = (box: HTMLElement): Pin[] => JSON.parse(box.dataset.pins || '[]') as Pin[];

/** The first one last, so that it lies above the others. */
export const addPins = (maplibre: typeof MapLibre, map: MapLibre.Map, pins: Pin[]): MapLibre.Marker[] => [...pins].reverse().map((pin) => add(maplibre, map, pin));

function add(maplibre: typeof MapLibre, map: MapLibre.Map, pin: Pin): MapLibre.Marker {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = `map-pin${pin.n === 1 ? ' first' : ''}${pin.approximate ? ' approximate' : ''}`;
  button.setAttribute('aria-label', `${pin.n}. ${pin.title}`);
  const number = document.createElement('span');
  number.textContent = String(pin.n);
  button.append(number);
  button.addEventListener('click', (event) => { event.stopPropagation(); popup(maplibre, map, new maplibre.LngLat(pin.lon, pin.lat), [pin]); });
  const holder = document.createElement('div');
  holder.append(button);
  return new maplibre.Marker({ element: holder, anchor: 'bottom' }).setLngLat([pin.lon, pin.lat]).addTo(map);
}

/** Sheets of one place, and where to find the others if there are more. */
export function popup(maplibre: typeof MapLibre, map: MapLibre.Map, at: MapLibre.LngLat, sheets: Named[], more?: HTMLAnchorElement): void {
  const content = document.createElement('div');
  content.className = 'map-popup';
  for (const sheet of sheets) {
    const link = document.createElement('a');
    link.href = sheet.url;
    link.textContent = sheet.title;
    content.append(link);
    if (sheet.place) content.append(sheet.place);
  }
  if (more) content.append(more);
  new maplibre.Popup({ offset: 18, focusAfterOpen: true, maxWidth: '20rem' }).setLngLat(at).setDOMContent(content).addTo(map);
}
