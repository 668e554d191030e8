// Scripts of the pages for agents.
import { initAll } from 'govuk-frontend';
import htmx from 'htmx.org';
import './parts/supported.js';
import { startDesk } from './parts/desk/start.js';
import { sayWhatFailed } from './parts/failed.js';

initAll();
htmx.on('htmx:load', event => initAll(event.detail.elt));
sayWhatFailed();
startDesk();
