// Suggestions while typing, after two letters: a combobox (WAI-ARIA 1.2) over the two fields of the search.
interface Suggestion { kind: string; label: string; url: string; detail?: string }

export function suggestOn(form: HTMLFormElement): void {
  for (const [name, places] of [['q', false], ['lieu', true]] as const) {
    const input = form.elements.namedItem(name);
    if (input instanceof HTMLInputElement) combobox(form, input, places);
  }
}

function combobox(form: HTMLFormElement, input: HTMLInputElement, placesOnly: boolean): void {
  const list = document.createElement('ul');
  list.className = 'suggestions';
  list.id = `${input.id}-liste`;
  list.setAttribute('role', 'listbox');
  list.setAttribute('aria-label', input.placeholder);
  list.hidden = true;
  form.append(list);
  input.setAttribute('role', 'combobox');
  input.setAttribute('aria-autocomplete', 'list');
  input.setAttribute('aria-controls', list.id);
  input.setAttribute('aria-expanded', 'false');

  let items: Suggestion[] = [];
  let active = -1;
  let asked = 0;
  let timer = 0;

  const close = () => { list.hidden = true; active = -1; input.setAttribute('aria-expanded', 'false'); input.removeAttribute('aria-activedescendant'); };

  const choose = (item: Suggestion) => {
    close();
    if (placesOnly) input.value = item.label;
    else location.href = item.url;
  };

  const show = () => {
    list.replaceChildren(...items.map((item, index) => {
      const option = document.createElement('li');
      option.id = `${list.id}-${index}`;
      option.setAttribute('role', 'option');
      option.setAttribute('aria-selected', String(index === active));
      const label = document.createElement('span');
      label.textContent = item.label;
      option.append(label);
      if (item.detail && item.detail !== item.label) {
        const detail = document.createElement('span');
        detail.className = 'soft';
        detail.textContent = item.detail;
        option.append(detail);
      }
      option.addEventListener('pointerdown', (event) => { event.preventDefault(); choose(item); });
      return option;
    }));
    list.hidden = items.length === 0;
    input.setAttribute('aria-expanded', String(!list.hidden));
    if (active >= 0) input.setAttribute('aria-activedescendant', `${list.id}-${active}`);
    else input.removeAttribute('aria-activedescendant');
  };

  const ask = async () => {
    const typed = input.value.trim();
    if (typed.length < 2 || typed.length > 100) { close(); return; }
    const rank = ++asked;
    try {
      const answer = await fetch(`/api/v1/suggest?q=${encodeURIComponent(typed)}`);
      if (!answer.ok || rank !== asked || document.activeElement !== input) return;
      const all = ((await answer.json()) as { items: Suggestion[] }).items;
      items = placesOnly ? all.filter((item) => item.kind === 'territory') : all;
      active = -1;
      show();
    } catch { close(); }
  };

  input.addEventListener('input', () => { clearTimeout(timer); timer = setTimeout(ask, 150); });
  input.addEventListener('blur', close);
  input.addEventListener('keydown', (event) => {
    if (list.hidden) return;
    // The first Escape closes the list; without a list, a search field clears itself.
    if (event.key === 'Escape') { event.preventDefault(); close(); return; }
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      active = (active + step + items.length + 1) % (items.length + 1);
      if (active === items.length) active = -1;
      show();
    }
    const chosen = items[active];
    if (event.key === 'Enter' && chosen) { event.preventDefault(); choose(chosen); }
  });
}
