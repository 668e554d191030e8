// The map door of the question "Where is it?": an improvement of a page that works without it.
import { CRS, divIcon, map as createMap, marker, tileLayer } from 'leaflet';

const DECIMALS = 6;
const CLOSE = 17;

function start(element) {
  const door = element.closest('[data-kept-map-door]');
  const part = name => door.querySelector(`[data-kept-map-${name}]`);
  const [latitude, longitude, state] = [part('latitude'), part('longitude'), part('state')];
  const { tiles, attribution, zoomIn, zoomOut } = element.dataset;
  const chosen = latitude.value && longitude.value ? [Number(latitude.value), Number(longitude.value)] : null;
  const map = createMap(element, { crs: CRS.EPSG3857, zoomControl: false })
    .setView(chosen ?? [Number(element.dataset.latitude), Number(element.dataset.longitude)], chosen ? CLOSE : Number(element.dataset.zoom));
  const layer = tileLayer(tiles, { attribution, maxZoom: 19 }).addTo(map);
  layer.once('tileerror', () => say('noTiles'));
  addZoom(map, zoomIn, zoomOut);

  let mark = null;
  function say(what) {
    state.textContent = state.dataset[what];
  }

  function show(point) {
    mark?.remove();
    mark = marker(point, { icon: divIcon({ className: 'kept-map__pin', iconSize: [32, 32], iconAnchor: [16, 32] }), keyboard: false, interactive: false }).addTo(map);
    part('clear').hidden = false;
  }

  function set(point) {
    const { lat, lng } = point.wrap();
    [latitude.value, longitude.value] = [lat.toFixed(DECIMALS), lng.toFixed(DECIMALS)];
    show(point);
    say('marked');
  }

  map.on('click', event => set(event.latlng));
  part('mark').addEventListener('click', () => set(map.getCenter()));
  part('clear').addEventListener('click', () => {
    mark?.remove();
    [mark, latitude.value, longitude.value] = [null, '', ''];
    part('clear').hidden = true;
    say('unmarked');
  });
  part('locate').addEventListener('click', () => {
    say('locating');
    map.locate({ setView: true, maxZoom: CLOSE, enableHighAccuracy: true, timeout: 15000 });
  });
  map.on('locationfound', event => set(event.latlng));
  map.on('locationerror', () => say('notLocated'));
  if (chosen) {
    show(map.getCenter());
  }

  // A map that was laid out while its door was shut knows no size.
  door.addEventListener('toggle', () => map.invalidateSize());
}

// Leaflet's own control has links in place of buttons, which nothing but a mouse understands.
function addZoom(map, zoomIn, zoomOut) {
  const box = document.createElement('div');
  box.className = 'kept-map__zoom';
  for (const [sign, name, act] of [['+', zoomIn, () => map.zoomIn()], ['−', zoomOut, () => map.zoomOut()]]) {
    const button = document.createElement('button');
    button.type = 'button';
    button.className = 'kept-map__zoom-button';
    button.textContent = sign;
    button.setAttribute('aria-label', name);
    button.addEventListener('click', act);
    box.append(button);
  }
  map.getContainer().parentElement.append(box);
}

document.querySelectorAll('[data-kept-map]').forEach(start);
