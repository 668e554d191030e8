import { startKeys } from './keys.js';
import { startLive } from './live.js';
import { startPanels } from './panels.js';
import { startPresence } from './presence.js';
import { startQueue } from './queue.js';
import { startSearch } from './search.js';

/** Everything the desk does better with script than without. */
export function startDesk() {
  startKeys(startQueue(), startPanels());
  startSearch();
  startLive();
  startPresence();
}
