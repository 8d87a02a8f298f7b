// The list beside the map follows the part that is on screen, unless the reader would rather say when.
import type * as MapLibre from 'maplibre-gl';
import { pinsOf, type Pin } from './map-pins';

const PAUSE = 350;

/** What of the page is about the results. */
const PARTS = ['.answer-head', '#liste', '#filtres'];

export function follow(map: MapLibre.Map, box: HTMLElement, renumber: (pins: Pin[]) => void): void {
  if (!box.dataset.page) return;
  const bar = document.createElement('div');
  bar.className = 'map-bar';
  const label = document.createElement('label');
  const choice = document.createElement('input');
  choice.type = 'checkbox';
  // Where the list is not beside the map, a list that changes unseen is of no use.
  choice.checked = matchMedia('(min-width: 801px)').matches;
  label.append(choice, box.dataset.follow ?? '');
  const link = document.createElement('a');
  link.className = 'button small';
  link.textContent = box.dataset.here ?? '';
  link.hidden = true;
  const status = document.createElement('p');
  status.setAttribute('role', 'status');
  status.className = 'visually-hidden';
  bar.append(label, link);
  box.append(bar, status);

  let timer = 0;
  let asked: AbortController | undefined;
  const show = async () => {
    asked?.abort();
    asked = new AbortController();
    const address = addressOf(map, box);
    try {
      const answer = await fetch(address, { signal: asked.signal });
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      if (!answer.ok) throw new Error(String(answer.status));
      for (const part of PARTS) {
        const [now, then] = [document.querySelector(part), page.querySelector(part)];
        if (now && then) now.replaceWith(then);
      }
      const found = page.getElementById('carte');
      const note = box.querySelector('.map-note');
      if (found && note) note.replaceWith(found.querySelector('.map-note')!);
      history.replaceState(history.state, '', address);
      status.classList.add('visually-hidden');
      status.textContent = document.querySelector('.answer-head h1')?.textContent ?? '';
      renumber(found ? pinsOf(found) : []);
    } catch (problem) {
      if (problem instanceof DOMException && problem.name === 'AbortError') return;
      status.classList.remove('visually-hidden');
      status.textContent = box.dataset.failed ?? '';
    }
  };
  const offer = () => {
    link.href = addressOf(map, box).href;
    link.hidden = choice.checked;
    if (choice.checked) void show();
  };

  // Only once the reader moved it: a change of size, and the first drawing, also move the map.
  let isMoved = false;
  const moved = () => { isMoved = true; };
  for (const gesture of ['dragstart', 'boxzoomstart', 'zoomstart', 'movestart'] as const) {
    map.on(gesture, (event) => { if ('originalEvent' in event && event.originalEvent instanceof UIEvent) moved(); });
  }
  map.getContainer().addEventListener('click', moved);
  map.getContainer().addEventListener('keydown', moved);
  box.addEventListener('click', (event) => { if ((event.target as HTMLElement).closest('.map-shown button')) moved(); });
  map.on('moveend', () => {
    if (!isMoved) return;
    clearTimeout(timer);
    timer = window.setTimeout(offer, PAUSE);
  });
  choice.addEventListener('change', () => { if (isMoved) offer(); });
}

function addressOf(map: MapLibre.Map, box: HTMLElement): URL {
  const frame = map.getBounds();
  const clamp = (n: number, most: number) => Math.max(-most, Math.min(most, n)).toFixed(4);
  const address = new URL(box.dataset.page!, location.href);
  address.searchParams.set('cadre', [clamp(frame.getWest(), 180), clamp(frame.getSouth(), 85), clamp(frame.getEast(), 180), clamp(frame.getNorth(), 85)].join(','));
  return address;
}
