// An import under way: its numbers are asked for every two seconds; when it ends, the page is read again. The words for a screen reader
// come every ten per cent only.
const every = 2000;

export function followImport(box: HTMLElement): void {
  const said = document.querySelector<HTMLElement>('[data-import-said]');
  let spoken = -1;

  const look = async () => {
    try {
      const answer = await fetch(location.pathname, { headers: { Accept: 'text/html' } });
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
      const now = page.querySelector<HTMLElement>('[data-import]');
      if (!now || now.dataset.import !== box.dataset.import) {
        location.replace(location.pathname);
        return;
      }
      box.replaceChildren(...now.childNodes);
      const bar = box.querySelector('progress');
      const tens = bar ? Math.floor((10 * bar.value) / bar.max) : 0;
      if (said && tens > spoken) {
        spoken = tens;
        said.textContent = `${tens * 10} ${said.dataset.words ?? ''}`;
      }
    } catch { /* The link « Actualiser » is there. */ }
    setTimeout(look, every);
  };

  setTimeout(look, every);
}
