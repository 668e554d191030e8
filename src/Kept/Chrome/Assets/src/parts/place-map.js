import { control, divIcon, map as leafletMap, marker, tileLayer } from 'leaflet';

const pin = () => divIcon({ className: 'kept-map__pin', iconSize: [30, 30], iconAnchor: [15, 36] });

export function startMaps() {
  document.querySelectorAll('[data-kept-map]').forEach(start);
}

function start(place) {
  const canvas = place.querySelector('.kept-map__canvas');
  canvas.hidden = false;
  const at = [Number(place.dataset.latitude), Number(place.dataset.longitude)];
  const map = leafletMap(canvas, { zoomControl: false, attributionControl: false, scrollWheelZoom: false })
    .setView(at, Number(place.dataset.zoom));
  control.attribution({ prefix: false }).addAttribution(place.dataset.attribution).addTo(map);
  control.zoom({ zoomInTitle: place.dataset.zoomIn, zoomOutTitle: place.dataset.zoomOut }).addTo(map);
  // The tile server learns which site asks, as its rules of use want, and never which page.
  const tiles = tileLayer(place.dataset.tiles, { maxZoom: 19, referrerPolicy: 'origin' }).addTo(map);
  const said = place.querySelector('.kept-map__said');
  if (said) {
    tiles.once('tileerror', () => { said.textContent = place.dataset.saysNoTiles; });
  }
  // A map that was laid out while it was folded away knows no size.
  place.closest('details')?.addEventListener('toggle', () => map.invalidateSize());
  // Once somebody has turned to the map, the wheel may zoom it; before that it scrolls the page.
  map.once('click focus', () => map.scrollWheelZoom.enable());
  if (place.dataset.chosen === 'true') {
    marker(at, { icon: pin(), interactive: false, keyboard: false }).addTo(map);
  }
  if (place.dataset.choose === 'true') {
    letChoose(place, canvas, map, at);
  }
}

function letChoose(place, canvas, map, at) {
  const [latitude, longitude] = place.querySelectorAll('input[type=hidden]');
  const said = place.querySelector('.kept-map__said');
  map.eachLayer(layer => layer.getLatLng && layer.remove());
  const shown = marker(at, { icon: pin(), interactive: false, keyboard: false });
  const clear = place.querySelector('.kept-map__clear');
  clear.hidden = !latitude.value;
  clear.addEventListener('click', () => {
    shown.remove();
    [latitude.value, longitude.value] = ['', ''];
    said.textContent = place.dataset.saysNone;
    clear.hidden = true;
    place.querySelector('.kept-map__mark').focus();
  });
  if (latitude.value) {
    shown.addTo(map);
    said.textContent = place.dataset.saysChosen;
  }

  const choose = position => {
    shown.setLatLng(position).addTo(map);
    latitude.value = position.lat.toFixed(6);
    longitude.value = position.lng.toFixed(6);
    said.textContent = place.dataset.saysChosen;
    clear.hidden = false;
  };
  offerButtons(place, map, choose);
  map.on('click', event => choose(event.latlng));
  chooseWithKeys(canvas, map, choose);
  offerOwnPosition(place, map, choose, said);
}

// For those who can neither tap the map nor use its keys: the place in the middle, by a button.
function offerButtons(place, map, choose) {
  const mark = place.querySelector('.kept-map__mark');
  mark.hidden = false;
  mark.addEventListener('click', () => choose(map.getCenter()));
}

// The arrow keys move the map; Enter chooses what lies under the aim in its middle.
function chooseWithKeys(canvas, map, choose) {
  const aim = document.createElement('div');
  aim.className = 'kept-map__aim';
  canvas.append(aim);
  canvas.addEventListener('keydown', event => {
    if (event.key === 'Enter' && event.target === canvas) {
      event.preventDefault();
      choose(map.getCenter());
    }
  });
}

function offerOwnPosition(place, map, choose, said) {
  const button = place.querySelector('.kept-map__here');
  if (!navigator.geolocation || !button) {
    return;
  }
  button.hidden = false;
  button.addEventListener('click', () => navigator.geolocation.getCurrentPosition(
    ({ coords }) => {
      const position = { lat: coords.latitude, lng: coords.longitude };
      map.setView(position, 17);
      choose(position);
    },
    () => { said.textContent = place.dataset.saysUnknown; },
    { enableHighAccuracy: true, timeout: 10000 }));
}
