'use strict';
/* The Leaflet map itself: its frame, its controls and its first view. */
(function (geomap) {
  geomap.map = function (id, page) {
    const words = new geomap.Words(page.texts, page.language);
    const map = L.map(id, {
      zoomControl: false,
      attributionControl: false,
      minZoom: 3,
      maxZoom: 13,
      zoomSnap: 0.5,
      wheelPxPerZoomLevel: 90,
      maxBounds: [
        [-84, -200],
        [84, 200],
      ],
      zoomAnimation: !geomap.calm(),
      fadeAnimation: !geomap.calm(),
    });
    map.page = {
      words,
      title: page.title,
      symbols: new geomap.Symbols(page.symbols),
      font: getComputedStyle(document.body).fontFamily,
    };
    map.getContainer().setAttribute('role', 'region');
    map.getContainer().setAttribute('aria-label', words.t('map.label'));
    L.control
      .attribution({ prefix: false })
      .addAttribution(words.t('map.attribution'))
      .addTo(map);
    L.control.scale({ imperial: false, maxWidth: 120 }).addTo(map);
    L.control
      .zoom({
        position: 'topright',
        zoomInTitle: words.t('map.zoom_in'),
        zoomOutTitle: words.t('map.zoom_out'),
      })
      .addTo(map);
    // Leaflet follows the window alone; the panel folds and notebooks resize as well.
    new ResizeObserver(() => map.invalidateSize({ animate: false })).observe(map.getContainer());
    // A view must be set before layers of the reader's own are drawn.
    map.setView([48.6, 33], 6, { animate: false });
    return map;
  };

  /** Put panel, time bar and address beside a layer of events that is loaded. */
  geomap.furnish = function (map, layer, names) {
    const container = map.getContainer();
    geomap.homeButton(map, layer.store.view);
    const { span, undatedRows } = layer.store;
    if (span && (span[0] < span[1] || undatedRows)) {
      map.timeBar = new geomap.TimeBar(layer.store, map.page);
      container.parentElement.append(map.timeBar.element);
    }
    const box = document.getElementById(`${container.id}_panel`);
    const panel = new geomap.Panel(box, map, layer, names, geomap.tools(map, layer));
    map.invalidateSize({ animate: false, pan: false });
    geomap.fit(map, layer.store.view);
    if (map.hasLayer(layer)) layer.show();
    map.state = new geomap.State(map, layer, panel);
    geomap.opened.push({ map, layer, store: layer.store, panel });
  };

  /** Fit the map to [[south, west], [north, east]]; a single place keeps its surroundings. */
  geomap.fit = function (map, bounds) {
    const padding = geomap.narrow() ? [36, 36] : [70, 70];
    map.fitBounds(bounds, { padding, maxZoom: 9, animate: false });
  };

  /** A button that goes back to the first view. */
  geomap.homeButton = function (map, bounds) {
    const Home = L.Control.extend({
      onAdd() {
        const text = map.page.words.t('map.home');
        const button = geomap.el(
          'button',
          { type: 'button', title: text, 'aria-label': text, click: () => geomap.fit(map, bounds) },
          geomap.svg(
            'svg',
            { viewBox: '0 0 16 16', width: 16, height: 16, 'aria-hidden': 'true' },
            geomap.svg('path', {
              d: 'M2.5 6V2.5H6M10 2.5h3.5V6M13.5 10v3.5H10M6 13.5H2.5V10',
              fill: 'none',
              stroke: 'currentColor',
              'stroke-width': 1.6,
            }),
          ),
        );
        const box = geomap.el('div', { class: 'leaflet-bar home' }, button);
        L.DomEvent.disableClickPropagation(box);
        return box;
      },
    });
    new Home({ position: 'topright' }).addTo(map);
  };
})(window.geomap);
