// Keys for people who work here all day. Everything they do is a click away too.
const typing = 'input, textarea, select, [contenteditable], dialog';

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
    '?': () => (help?.open ? help.close() : help?.showModal()),
  };

  document.addEventListener('keydown', event => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.target.closest(typing)) {
      if (event.key === '?' && event.target.closest('dialog')) {
        help.close();
      }
      return;
    }
    const act = actions[event.key];
    if (act) {
      event.preventDefault();
      act();
    }
  });

  const button = document.querySelector('[data-opens-help]');
  if (button && help) {
    button.hidden = false;
    button.addEventListener('click', () => help.showModal());
    help.querySelector('button')?.addEventListener('click', () => help.close());
  }
}
