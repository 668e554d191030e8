// Keys for people who work here all day. Everything they do is a click away too, and whoever dictates or brushes the
// keyboard by accident turns them off; the browser remembers.
const typing = 'input, textarea, select, [contenteditable], dialog';
const remembered = 'kept-keys';

export function startKeys(queue, panels) {
  const help = document.getElementById('keys');
  const actions = {
    '/': () => document.getElementById('search')?.focus(),
    j: () => queue.move(1),
    k: () => queue.move(-1),
    o: () => queue.open(),
    n: () => panels.open('note'),
    r: () => panels.open('write'),
    t: () => document.querySelector('.kept-bar-links a[data-key="t"]')?.click(),
    '?': () => help?.showModal(),
  };

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || localStorage.getItem(remembered) === 'off') {
      return;
    }
    if (isTypedInto(event.target)) {
      leave(event, help);
      return;
    }
    const act = actions[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });
  startHelp(help);
}

/** A closed list of keys keeps the focus until the next frame: what nobody sees is not typed into. */
function isTypedInto(element) {
  return element.closest(typing) && element.checkVisibility();
}

/** Out of a field, so that the next key is one of ours again; out of the list of keys with the key that brought it. */
function leave(event, help) {
  if (event.key === '?' && event.target.closest('dialog')) {
    help.close();
  } else if (event.key === 'Escape' && !event.target.closest('dialog')) {
    event.target.blur();
  }
}

function startHelp(help) {
  const button = document.querySelector('[data-opens-help]');
  const on = help?.querySelector('[data-keys-on]');
  if (!button || !on) {
    return;
  }
  button.hidden = false;
  button.addEventListener('click', () => help.showModal());
  help.querySelector('button').addEventListener('click', () => help.close());
  on.checked = localStorage.getItem(remembered) !== 'off';
  on.addEventListener('change', () => localStorage.setItem(remembered, on.checked ? 'on' : 'off'));
}
