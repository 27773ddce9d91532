// Maps: the places of a list, or one place to choose. The pages say the same without them.

function mapOn(element) {
  element.hidden = false;
  const map = L.map(element, { scrollWheelZoom: false, zoomSnap: 0.5 });
  map.attributionControl.setPrefix("Leaflet");
  if (element.dataset.tiles) {
    L.tileLayer(element.dataset.tiles, { maxZoom: 19, attribution: element.dataset.tilesBy }).addTo(map);
  }
  return map;
}

function pin(at, name) {
  const icon = L.divIcon({ className: "map-pin", iconSize: [28, 28], iconAnchor: [14, 28], popupAnchor: [0, -26] });
  return L.marker(at, { icon, title: name, alt: name, riseOnHover: true });
}

function linkTo(place) {
  const words = document.createElement("p");
  const link = document.createElement("a");
  link.href = place.url;
  link.textContent = place.name;
  words.append(link, document.createElement("br"), place.about);
  return words;
}

// Places that a finger could not tell apart share a pin, at this zoom.
const APART = 56;
function together(map, places) {
  const groups = [];
  for (const place of places) {
    const point = map.latLngToContainerPoint(place.at);
    const near = groups.find((group) => group.point.distanceTo(point) < APART);
    if (near) near.places.push(place);
    else groups.push({ point, places: [place] });
  }
  return groups.map((group) => group.places);
}

function showPlaces(element) {
  const places = JSON.parse(document.getElementById(element.dataset.places).textContent);
  if (!places.length) return;
  const map = mapOn(element);
  const pins = L.layerGroup().addTo(map);
  map.on("zoomend", () => {
    pins.clearLayers();
    for (const near of together(map, places)) {
      const words = document.createElement("div");
      words.append(...near.map(linkTo));
      pin(near[0].at, near.map((place) => place.name).join(", ")).bindPopup(words).addTo(pins);
    }
  });
  map.fitBounds(L.latLngBounds(places.map((place) => place.at)).pad(0.2), { maxZoom: 15 });
  if (!pins.getLayers().length) map.fire("zoomend");
}

function choosePlace(element) {
  const latitude = document.querySelector("[name=latitude]");
  const longitude = document.querySelector("[name=longitude]");
  const said = () => [Number.parseFloat(latitude.value), Number.parseFloat(longitude.value)];
  const map = mapOn(element);
  const start = said();
  const known = start.every(Number.isFinite);
  map.setView(known ? start : [48.39, -4.49], known ? 15 : 11);
  const marker = pin(known ? start : map.getCenter(), element.dataset.words);
  if (known) marker.addTo(map);
  map.on("click", (event) => {
    marker.setLatLng(event.latlng).addTo(map);
    latitude.value = event.latlng.lat.toFixed(5);
    longitude.value = event.latlng.lng.toFixed(5);
  });
  for (const input of [latitude, longitude]) {
    input.addEventListener("change", () => {
      const at = said();
      if (!at.every(Number.isFinite)) return;
      marker.setLatLng(at).addTo(map);
      map.setView(at, 15);
    });
  }
}

for (const element of document.querySelectorAll("[data-map]")) {
  (element.dataset.map === "choose" ? choosePlace : showPlaces)(element);
}
