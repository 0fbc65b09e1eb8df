'use strict';
/*
 * Names on the map that never overlap: each takes the first free spot beside its place,
 * and waits for a closer view where there is none. Places with events come first.
 */
(function (geomap) {
  const { overlaps } = geomap.boxes;
  // Pixels of air around a name.
  const GAP = 3;
  const FONTS = {
    event: '600 12.5px',
    city: '12px',
    capital: '600 12.5px',
    country: '600 13px',
    region: '11px',
    sea: 'italic 12.5px',
  };
  // Letter spacing of the style sheet, in pixels, for measuring.
  const SPACING = { country: 1.6, region: 0.9, sea: 1.2 };
  const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

  geomap.Labels = L.Layer.extend({
    initialize(data, language) {
      this.language = language;
      this.own = true;
      this.symbols = [];
      const order = { city: 0, country: 1, sea: 3 };
      const names = data.labels.map((label) => ({ ...label, order: order[label.kind] }));
      for (const region of data.regions) {
        const text = region.names[language] ?? region.name;
        // A city that is a region shows as the city.
        if (region.name.endsWith(' City')) continue;
        names.push({ kind: 'region', at: region.at, zoom: 6.5, until: 10, order: 2, text });
      }
      this.names = names.sort((a, b) => a.order - b.order || a.zoom - b.zoom);
      this.pen = document.createElement('canvas').getContext('2d');
    },

    onAdd(map) {
      this.map = map;
      const pane = map.getPane('names') ?? map.createPane('names');
      pane.style.zIndex = 250;
      pane.style.pointerEvents = 'none';
      pane.setAttribute('aria-hidden', 'true');
      this.box = geomap.el('div', { class: 'names' });
      pane.append(this.box);
      map.on('moveend zoomend resize', this.layout, this);
      map.on('symbols', this.takeSymbols, this);
      map.on('zoomanim', this.hide, this);
    },

    onRemove(map) {
      map.off('moveend zoomend resize', this.layout, this);
      map.off('symbols', this.takeSymbols, this);
      map.off('zoomanim', this.hide, this);
      this.box.remove();
    },

    /** Show the names of the base map, or only those of places with events. */
    useOwnNames(own) {
      if (this.own === own) return;
      this.own = own;
      this.layout();
    },

    takeSymbols(event) {
      this.symbols = event.symbols;
      this.layout();
    },

    hide() {
      this.box.classList.add('moving');
    },

    layout() {
      cancelAnimationFrame(this.waiting);
      this.waiting = requestAnimationFrame(() => this.draw());
    },

    draw() {
      if (!this.map) return;
      const zoom = this.map.getZoom();
      const size = this.map.getSize();
      const view = { x1: 0, y1: 0, x2: size.x, y2: size.y };
      const taken = this.controls();
      const out = document.createDocumentFragment();
      const spots = this.symbols.map((symbol) => {
        const point = this.map.latLngToContainerPoint(symbol.at);
        const w = symbol.width / 2;
        const h = symbol.height / 2;
        taken.push({ x1: point.x - w, y1: point.y - h, x2: point.x + w, y2: point.y + h });
        if (symbol.badge) {
          const right = point.x + w;
          taken.push({ x1: right - 10, y1: point.y - h - 7, x2: right + 10, y2: point.y - h + 6 });
        }
        return { ...symbol, point };
      });
      for (const spot of spots) {
        if (!spot.name) continue;
        // A little lower, clear of the badge.
        const point = spot.badge ? spot.point.add([0, 4]) : spot.point;
        this.place(spot, 'event', spot.name, point, spot.width / 2, view, taken, out);
      }
      for (const name of this.own ? this.names : []) {
        if (zoom < name.zoom || zoom >= (name.until ?? 99)) continue;
        const point = this.map.latLngToContainerPoint(name.at);
        if (!overlaps({ x1: point.x, y1: point.y, x2: point.x, y2: point.y }, view)) continue;
        const city = name.kind === 'city';
        // A town with events has its name already.
        if (city && spots.some((spot) => spot.name && spot.point.distanceTo(point) < 12)) continue;
        const kind = name.capital ? 'capital' : name.kind;
        const text = name.text ?? name[this.language] ?? name.en;
        const placed = this.place(name, kind, text, point, city ? 4 : null, view, taken, out);
        if (city && placed) out.append(this.dot(point, kind, taken));
      }
      this.box.replaceChildren(out);
      this.box.classList.remove('moving');
    },

    /** What the buttons, the scale and the credits cover. */
    controls() {
      const map = this.map.getContainer();
      const edge = map.getBoundingClientRect();
      return [...map.querySelectorAll('.leaflet-control')].map((control) => {
        const box = control.getBoundingClientRect();
        return {
          x1: box.left - edge.left,
          y1: box.top - edge.top,
          x2: box.right - edge.left,
          y2: box.bottom - edge.top,
        };
      });
    },

    /** Put a name at its first free spot; `reach` is the half width of what it stands beside. */
    place(name, kind, text, point, reach, view, taken, out) {
      const { width, height } = this.measure(text, kind);
      for (const [x, y] of spotsAround(point, reach, width, height)) {
        const box = { x1: x - GAP, y1: y - 1, x2: x + width + GAP, y2: y + height + 1 };
        const inside = box.x1 > view.x1 && box.x2 < view.x2 && box.y1 > view.y1 && box.y2 < view.y2;
        if (!inside || taken.some((other) => overlaps(box, other))) continue;
        taken.push(box);
        const at = this.map.containerPointToLayerPoint([x, y]);
        const label = geomap.el('span', { class: `name ${kind}` }, text);
        L.DomUtil.setPosition(label, at.round());
        out.append(label);
        return true;
      }
      return false;
    },

    dot(point, kind, taken) {
      taken.push({ x1: point.x - 3, y1: point.y - 3, x2: point.x + 3, y2: point.y + 3 });
      const dot = geomap.el('span', { class: `dot ${kind}` });
      L.DomUtil.setPosition(dot, this.map.containerPointToLayerPoint(point).round());
      return dot;
    },

    measure(text, kind) {
      this.pen.font = `${FONTS[kind]} ${FAMILY}`;
      // The style sheet writes these in capitals.
      const drawn = kind === 'country' ? text.toUpperCase() : text;
      const width = this.pen.measureText(drawn).width + drawn.length * (SPACING[kind] ?? 0);
      return { width: Math.ceil(width) + 2, height: 16 };
    },
  });

  function spotsAround(point, reach, width, height) {
    const left = point.x - width / 2;
    const middle = point.y - height / 2;
    if (reach === null) return [[left, middle]];
    return [
      [point.x + reach + 5, middle],
      [point.x - reach - 4 - width, middle],
      [left, point.y + reach + 2],
      [left, point.y - reach - 2 - height],
      [point.x + reach, point.y + reach - 2],
      [point.x + reach, point.y - reach + 2 - height],
    ];
  }
})(window.geomap);
