// What changes while a page is open: counts of the lists, and a newer version of the case it shows.
export function startLive() {
  if (!document.querySelector('[data-count]')) {
    return;
  }
  const shown = document.querySelector('[data-case]');
  const stream = new EventSource('/desk/live' + (shown ? `?about=${shown.dataset.case}` : ''));

  stream.addEventListener('counts', event => {
    for (const [view, count] of Object.entries(JSON.parse(event.data))) {
      for (const place of document.querySelectorAll(`[data-count="${view}"]`)) {
        place.textContent = count;
      }
    }
  });

  stream.addEventListener('version', event => {
    const newer = document.getElementById('newer');
    if (newer && Number(event.data) > Number(shown.dataset.version)) {
      newer.hidden = false;
    }
  });

  addEventListener('pagehide', () => stream.close());
}
