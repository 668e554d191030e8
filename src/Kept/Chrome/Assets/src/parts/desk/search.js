// Results below the search box: arrows go through them, Escape and a click elsewhere put them away.
export function startSearch() {
  const field = document.getElementById('search');
  const found = document.getElementById('found');
  if (!field || !found) {
    return;
  }
  const clear = () => found.replaceChildren();

  field.form.addEventListener('keydown', event => {
    const links = [...found.querySelectorAll('a')];
    const at = links.indexOf(document.activeElement);
    if (event.key === 'ArrowDown' && links.length > 0) {
      event.preventDefault();
      links[Math.min(at + 1, links.length - 1)].focus();
    } else if (event.key === 'ArrowUp' && at >= 0) {
      event.preventDefault();
      (links[at - 1] ?? field).focus();
    } else if (event.key === 'Escape') {
      clear();
      field.blur();
    }
  });
  document.addEventListener('click', event => {
    if (!field.form.contains(event.target)) {
      clear();
    }
  });
}
