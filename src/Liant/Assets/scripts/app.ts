// Everything works without this file: it adds suggestions while typing and draws the interactive map when one is on screen.
import { followImport } from './imports';
import { passkeyOn } from './passkey';
import { reviewOn } from './review';
import { suggestOn } from './suggest';

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-suggest]')) suggestOn(form);

document.getElementById('resume-erreurs')?.focus();

for (const form of document.querySelectorAll<HTMLFormElement>('form[data-passkey]')) passkeyOn(form);

const underWay = document.querySelector<HTMLElement>('[data-import]');
if (underWay) followImport(underWay);

const desk = document.querySelector<HTMLElement>('[data-review]');
if (desk) reviewOn(desk);

// A form sent twice by a double click is sent once; the server would notice anyway.
for (const form of document.querySelectorAll<HTMLFormElement>('form[method="post"]')) {
  let sent = false;
  form.addEventListener('submit', (event) => {
    if (sent) event.preventDefault();
    sent = true;
    setTimeout(() => { sent = false; }, 4000);
  });
}

const maps = document.querySelectorAll<HTMLElement>('[data-map]');
if (maps.length > 0 && 'IntersectionObserver' in window) {
  const seen = new IntersectionObserver((entries) => {
    for (const entry of entries) {
      if (!entry.isIntersecting) continue;
      seen.unobserve(entry.target);
      const address = new URL('./map.js', import.meta.url).href;
      import(address).then((map: { draw(box: HTMLElement): Promise<void> }) => map.draw(entry.target as HTMLElement))
        .catch(() => { /* The picture that the server drew stays. */ });
    }
  });
  maps.forEach((map) => seen.observe(map));
}
