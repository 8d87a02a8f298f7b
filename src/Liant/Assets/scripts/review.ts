// The review desk by keyboard: one letter an act, as written on its button. Never while somebody types or chooses in a field; Escape leaves the field, Ctrl+Enter accepts from within one.
export function reviewOn(desk: HTMLElement): void {
  const text = desk.querySelector<HTMLElement>('.review-text');
  const first = text?.querySelector('mark');
  if (text && first) text.scrollTop = first.getBoundingClientRect().top - text.getBoundingClientRect().top - text.clientHeight / 3;

  const press = (key: string) => desk.querySelector<HTMLElement>(`[data-key="${key}"]`)?.click();
  const acts: Record<string, () => void> = {
    e: () => desk.querySelector<HTMLElement>('#f-title')?.focus(),
    d: () => text?.focus(),
    f: () => {
      const ways = [...desk.querySelectorAll<HTMLInputElement>('input[name="into"]')];
      const next = ways[(ways.findIndex((way) => way.checked) + 1) % ways.length];
      if (next) { next.checked = true; next.focus(); }
    },
    '?': () => {
      const keys = desk.querySelector<HTMLDetailsElement>('.review-keys');
      if (keys) { keys.open = !keys.open; keys.querySelector('summary')?.focus(); }
    },
  };

  document.addEventListener('keydown', (event) => {
    const at = event.target as HTMLElement;
    const inField = at.matches('input:not([type="radio"], [type="checkbox"]), textarea, select, [contenteditable]');
    if (inField && event.key === 'Escape') { at.blur(); return; }
    if (event.ctrlKey && event.key === 'Enter') { event.preventDefault(); press('a'); return; }
    if (inField || event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
    const act = acts[event.key] ?? ('arjku'.includes(event.key) ? () => press(event.key) : undefined);
    if (!act) return;
    event.preventDefault();
    act();
  });
}
