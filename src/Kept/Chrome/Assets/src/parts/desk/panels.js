// Forms behind their names: a button or a key opens one and puts the cursor into it.
export function startPanels() {
  function open(name) {
    const panel = document.getElementById(`form-${name}`) ?? firstOf(name);
    if (!panel) {
      return false;
    }
    if (panel instanceof HTMLDetailsElement) {
      panel.open = true;
    }
    panel.scrollIntoView({ block: 'nearest' });
    panel.querySelector('textarea, input:not([type="hidden"]), select')?.focus();
    return true;
  }

  document.addEventListener('click', event => {
    const opener = event.target.closest('[data-opens]');
    if (opener && open(opener.dataset.opens)) {
      event.preventDefault();
    }
  });

  return { open };
}

/** The form for a new date stands with each promise; the first is the one that is due next. */
function firstOf(name) {
  return document.querySelector(`form[action$="/${name}"]`)?.closest('details') ?? null;
}
