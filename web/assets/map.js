// Draws what a page lists on a map beside the list: every element with `data-point` (latitude and
// longitude in degrees), called what its `data-called` says, and leading where the first link in it
// leads. The list is for everybody; without this script, or without a point, nothing is missing.
//
// Where a form asks for a point, in a field with `data-picks`, a click on the map types it there.

/* global L -- leaflet.js, which stands before this */

const still = matchMedia('(prefers-reduced-motion: reduce)').matches;

/** The points of the page. */
function listed() {
  return [...document.querySelectorAll('[data-point]')].map((element) => ({
    at: element.dataset.point.split(',').map(Number),
    called: element.dataset.called,
    leads: element.querySelector('a[href]')?.href,
  }));
}

/** Who is to be thanked for the tiles, as words or a link. */
function credit({ credit, creditLink }) {
  const thanks = document.createElement(creditLink ? 'a' : 'span');
  thanks.textContent = credit;
  if (creditLink) thanks.href = creditLink;
  return thanks.outerHTML;
}

const ICON = { className: 'pin', iconSize: [22, 22], iconAnchor: [11, 11] };

/** A pin, which says what it stands for. */
function pin({ at, called, leads }) {
  const marker = L.marker(at, { icon: L.divIcon(ICON), title: called, keyboard: Boolean(leads) });
  marker.on('add', () => {
    marker.getElement().setAttribute('role', leads ? 'link' : 'img');
    marker.getElement().setAttribute('aria-label', called);
  });
  const go = () => location.assign(leads);
  if (leads) marker.on('click', go).on('keypress', ({ originalEvent }) => originalEvent.key === 'Enter' && go());
  return marker;
}

/** A map with nothing on it but its tiles, where there are any. */
function ground(element) {
  element.hidden = false;
  const map = L.map(element, {
    scrollWheelZoom: false, zoomControl: false, maxZoom: 19,
    zoomAnimation: !still, fadeAnimation: !still, markerZoomAnimation: !still,
  });
  const { tiles, closer, farther } = element.dataset;
  L.control.zoom({ zoomInTitle: closer, zoomOutTitle: farther }).addTo(map);
  L.control.scale({ imperial: false }).addTo(map);
  map.attributionControl.setPrefix(false);
  if (tiles) {
    // Servers of tiles want to know for whom they work: the site, and not the page.
    L.tileLayer(tiles, { maxZoom: 19, attribution: credit(element.dataset), referrerPolicy: 'origin' })
      .addTo(map);
  }
  return map;
}

function draw(element, points) {
  const map = ground(element);
  map.fitBounds(points.map((point) => point.at), { padding: [28, 28], maxZoom: 16, animate: false });
  for (const point of points) pin(point).addTo(map);
}

/** The areas the page tells of, GeoJSON in `data-outline`, each with what its `data-called` says. */
function areas(map) {
  const all = L.featureGroup().addTo(map);
  for (const { dataset } of document.querySelectorAll('[data-outline]')) {
    const name = document.createElement('span');
    name.textContent = dataset.called;
    L.geoJSON(JSON.parse(dataset.outline), { className: 'area', interactive: false })
      .bindTooltip(name, { className: 'area-name', direction: 'center', permanent: true })
      .addTo(all);
  }
  return all;
}

/** What is looked at where a city says nothing of its areas: the whole country. */
const INDONESIA = [[-11, 95], [6, 141]];

/** Two numbers that are a point, out of what somebody typed. */
function typed(text) {
  const numbers = text.match(/-?\d+(\.\d+)?/g)?.map(Number) ?? [];
  const [latitude, longitude] = numbers;
  return numbers.length === 2 && Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180 ? numbers : null;
}

function pick(element, field) {
  element.classList.add('picks');
  const map = ground(element);
  const all = areas(map);
  const marker = L.marker([0, 0], { icon: L.divIcon(ICON), interactive: false, keyboard: false });
  const show = (at) => (at ? marker.setLatLng(at).addTo(map) : marker.remove());
  const before = typed(field.value);
  if (before) map.setView(before, 16);
  else map.fitBounds(all.getLayers().length ? all.getBounds() : INDONESIA, { animate: false });
  show(before);
  field.addEventListener('input', () => show(typed(field.value)));
  map.on('click', ({ latlng }) => {
    const { lat, lng } = latlng.wrap();
    // To six decimals, a tenth of a metre.
    field.value = `${lat.toFixed(6)}, ${lng.toFixed(6)}`;
    show([lat, lng]);
  });
  for (const hint of document.querySelectorAll('[data-with-map]')) hint.hidden = false;
}

const points = listed();
const field = document.querySelector('[data-picks]');
for (const element of document.querySelectorAll('[data-map]')) {
  const bare = !element.dataset.tiles;
  if (field) {
    // Without tiles or areas nobody would know where she clicks.
    if (!bare || document.querySelector('[data-outline]')) pick(element, field);
  } else if (points.length > (bare ? 1 : 0)) {
    // Without tiles one point alone says nothing.
    draw(element, points);
  }
}
