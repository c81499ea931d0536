// Draws what a page lists on a map beside the list: every element with `data-point` (latitude and
// longitude in degrees), called what its `data-called` says, and leading where the first link in it
// leads. The list is for everybody; without this script, or without a point, nothing is missing.

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

/** A pin, which says what it stands for. */
function pin({ at, called, leads }) {
  const icon = L.divIcon({ className: 'pin', iconSize: [22, 22], iconAnchor: [11, 11] });
  const marker = L.marker(at, { icon, title: called, keyboard: Boolean(leads) });
  marker.on('add', () => {
    marker.getElement().setAttribute('role', leads ? 'link' : 'img');
    marker.getElement().setAttribute('aria-label', called);
  });
  const go = () => location.assign(leads);
  if (leads) marker.on('click', go).on('keypress', ({ originalEvent }) => originalEvent.key === 'Enter' && go());
  return marker;
}

function draw(element, points) {
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
  map.fitBounds(points.map((point) => point.at), { padding: [28, 28], maxZoom: 16, animate: false });
  for (const point of points) pin(point).addTo(map);
}

const points = listed();
for (const element of document.querySelectorAll('[data-map]')) {
  // Without tiles one point alone says nothing.
  if (points.length > (element.dataset.tiles ? 0 : 1)) draw(element, points);
}
