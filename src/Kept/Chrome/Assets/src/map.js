// The map: shows a place, or lets somebody choose one. Addresses and descriptions are equal ways and need none of this.
import { startMaps } from './parts/place-map.js';

startMaps();
