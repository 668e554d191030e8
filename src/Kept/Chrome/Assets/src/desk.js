// Scripts of the pages for agents.
import { initAll } from 'govuk-frontend';
import htmx from 'htmx.org';
import './parts/supported.js';
import { startDesk } from './parts/desk/start.js';
import { sayWhatFailed } from './parts/failed.js';

initAll();
// Parts that are loaded later bring components of their own; the first load is the page itself.
htmx.on('htmx:load', event => {
  if (event.detail.elt !== document.body) {
    initAll(event.detail.elt);
  }
});
sayWhatFailed();
startDesk();
