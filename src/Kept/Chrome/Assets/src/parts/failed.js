// A part of the page that could not be loaded or sent says so; the page itself stays as it is, with all that was typed.
export function sayWhatFailed() {
  const message = document.querySelector('.kept-desk__failed');
  for (const event of ['htmx:responseError', 'htmx:sendError', 'htmx:timeout']) {
    document.body.addEventListener(event, () => { message.hidden = false; });
  }
  document.body.addEventListener('htmx:afterOnLoad', event => {
    message.hidden = message.hidden || event.detail.successful !== false;
  });
}
