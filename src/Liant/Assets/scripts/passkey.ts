// Passkeys: the server says what to ask of the browser, the browser answers, the form carries the answer. The form is shown only where the browser can.
export function passkeyOn(form: HTMLFormElement): void {
  if (typeof PublicKeyCredential === 'undefined' || !('parseRequestOptionsFromJSON' in PublicKeyCredential)) return;
  form.hidden = false;
  const answer = form.elements.namedItem('cle') as HTMLInputElement;
  const trouble = form.querySelector<HTMLElement>('[data-passkey-error]');

  form.addEventListener('submit', async (event) => {
    if (answer.value) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (trouble) trouble.hidden = true;
    try {
      const asked = new URL(form.action, location.href);
      asked.searchParams.set('handler', 'KeyOptions');
      const options = await fetch(asked, { method: 'POST', body: new FormData(form) });
      if (!options.ok) throw new Error(options.statusText);
      const json = await options.json();
      const credential = form.dataset.passkey === 'create'
        ? await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(json) })
        : await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(json) });
      answer.value = JSON.stringify((credential as PublicKeyCredential).toJSON());
      form.requestSubmit();
    } catch {
      // Given up, or no key of this site on this device.
      if (trouble) trouble.hidden = false;
    }
  }, { capture: true });
}
