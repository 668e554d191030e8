// Scripts of the pages for residents. Every page works without them.
import { initAll } from 'govuk-frontend';
import './parts/supported.js';

initAll();
