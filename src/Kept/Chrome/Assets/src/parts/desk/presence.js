// Tells colleagues that this case is open here, and shows who else has it open.
const every = 20_000;

export function startPresence() {
  const shown = document.querySelector('[data-case]');
  const viewers = document.getElementById('viewers');
  const token = document.querySelector('input[name="__RequestVerificationToken"]')?.value;
  if (!shown || !viewers || !token) {
    return;
  }
  const address = `/desk/cases/${shown.dataset.case}/here`;
  let writing = false;

  function say(more) {
    const form = new FormData();
    form.append('__RequestVerificationToken', token);
    form.append('writing', String(writing));
    for (const [name, value] of Object.entries(more ?? {})) {
      form.append(name, value);
    }
    return form;
  }

  async function here() {
    if (document.visibilityState !== 'visible') {
      return;
    }
    try {
      const answer = await fetch(address, { method: 'POST', body: say() });
      if (answer.ok && answer.status === 200) {
        viewers.innerHTML = await answer.text();
      }
    } catch {
      // The line is gone for a moment; the next time is soon.
    }
  }

  shown.addEventListener('input', event => {
    const now = event.target.value !== '';
    if (now && !writing) {
      writing = true;
      here();
    }
  });
  setInterval(here, every);
  addEventListener('pagehide', () => navigator.sendBeacon(address, say({ leaving: 'true' })));
}
