// The rows of a list: one is chosen, and is shown beside the list where there is room.
import htmx from 'htmx.org';

const roomForPreview = matchMedia('(min-width: 1200px)');

export function startQueue() {
  const rows = [...document.querySelectorAll('[data-queue] tr[data-reference]')];
  const preview = document.getElementById('preview');
  let chosen = -1;
  let waiting;

  function choose(index, focus) {
    if (index < 0 || index >= rows.length) {
      return;
    }
    rows[chosen]?.classList.remove('kept-row--chosen');
    chosen = index;
    rows[chosen].classList.add('kept-row--chosen');
    if (focus) {
      rows[chosen].querySelector('a').focus();
      rows[chosen].scrollIntoView({ block: 'nearest' });
    }
    clearTimeout(waiting);
    if (preview && roomForPreview.matches) {
      waiting = setTimeout(show, 120, rows[chosen].dataset.reference);
    }
  }

  function show(reference) {
    htmx.ajax('GET', `/desk/preview/${reference}`, { target: preview, swap: 'innerHTML' });
  }

  rows.forEach((row, index) => {
    row.addEventListener('click', event => {
      if (!event.target.closest('a, button') && !String(getSelection())) {
        choose(index, true);
      }
    });
    row.addEventListener('focusin', () => index !== chosen && choose(index, false));
    row.addEventListener('dblclick', () => row.querySelector('a').click());
  });
  if (preview && roomForPreview.matches) {
    choose(0, false);
  }

  return {
    move: step => choose(chosen < 0 ? 0 : chosen + step, true),
    open: () => (rows[chosen] ?? document).querySelector('.kept-row__link, .kept-preview__title a')?.click(),
  };
}
