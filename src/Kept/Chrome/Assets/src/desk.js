// Scripts of the pages for agents.
import { initAll } from 'govuk-frontend';
import './parts/supported.js';

initAll();
