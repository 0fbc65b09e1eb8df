'use strict';
/*
 * Names on the map that never overlap: each takes the first free spot beside its place,
 * and waits for a closer view where there is none. Places with events come first.
 */
(function (geomap) {
  const { Taken } = geomap.boxes;
  // Pixels of air around a name.
  const GAP = 3;
  const HEIGHT = 16;
  const FAMILY = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';
  // Letter spacing in pixels; a halo keeps a name readable over lines.
  const FONTS = {
    event: { font: '600 12.5px', colour: '#16202a', halo: '#fff' },
    capital: { font: '600 12.5px', colour: '#333d47', halo: '#fff' },
    city: { font: '12px', colour: '#4a5560', halo: '#fff' },
    town: { font: '11px', colour: '#66717c', halo: '#fff' },
    country: { font: '600 13px', colour: '#7b838c', halo: '#fff', spacing: 1.6, capitals: true },
    region: { font: '11px', colour: '#98a0a8', halo: '#fff', spacing: 0.9 },
    sea: { font: 'italic 12.5px', colour: '#6d93ab', spacing: 1.2 },
  };
  // Diameter and line in pixels; the line lies inside.
  const DOTS = {
    capital: { size: 7, line: 1.4, fill: '#5b6670', edge: '#fff' },
    city: { size: 5, line: 1.4, fill: '#fff', edge: '#5b6670' },
    town: { size: 3, line: 0, fill: '#87919a', edge: '#87919a' },
  };
  // From the middle of a place to where its name may begin.
  const REACH = { capital: 4, city: 4, town: 1 };
  // The last zoom whose towns are drawn as cities.
  const CITIES = 7;

  geomap.Labels = L.Layer.extend({
    initialize(data, language) {
      this.language = language;
      this.own = true;
      this.symbols = [];
      this.placed = [];
      this.widths = new Map();
      this.names = [...named(data, language), ...towns(data)];
      this.pen = document.createElement('canvas').getContext('2d');
    },

    onAdd(map) {
      this.map = map;
      const pane = map.getPane('names') ?? map.createPane('names');
      // Over all that is drawn: where dots cover the land, names stay readable.
      pane.style.zIndex = 455;
      pane.style.pointerEvents = 'none';
      pane.setAttribute('aria-hidden', 'true');
      this.box = geomap.el('div', { class: 'names' });
      // One element for each kind, so that its look is set once and not at every name.
      this.groups = new Map(Object.keys(FONTS).map((kind) => [kind, group(kind)]));
      this.box.append(...this.groups.values());
      this.shown = new Map();
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
      /** Where dots cover the land, names need a ground of their own. */
      this.dense = Boolean(event.dense);
      this.box.classList.toggle('dense', this.dense);
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
      const size = this.map.getSize();
      this.view = { x1: 0, y1: 0, x2: size.x, y2: size.y };
      this.taken = new Taken();
      this.placed = [];
      for (const box of this.controls()) this.taken.add(box);
      const spots = this.takeSpots();
      for (const spot of spots) {
        if (!spot.name) continue;
        // A little lower, clear of the badge.
        const y = spot.badge ? spot.y + 4 : spot.y;
        this.place('event', spot.name, { x: spot.x, y }, spot.width / 2);
      }
      if (this.own) this.placeOwn(spots.filter((spot) => spot.name));
      this.show();
      this.box.classList.remove('moving');
    },

    /** The symbols of events: nothing may cover them. */
    takeSpots() {
      return this.symbols.map((symbol) => {
        const { x, y } = this.map.latLngToContainerPoint(symbol.at);
        const w = symbol.width / 2;
        const h = symbol.height / 2;
        this.taken.add({ x1: x - w, y1: y - h, x2: x + w, y2: y + h });
        if (symbol.badge) {
          this.taken.add({ x1: x + w - 10, y1: y - h - 7, x2: x + w + 10, y2: y - h + 6 });
        }
        return { ...symbol, x, y };
      });
    },

    /** The names of the base map, the most important first; `spots` have theirs already. */
    placeOwn(spots) {
      const zoom = this.map.getZoom();
      const scale = this.map.options.crs.scale(zoom);
      const { x, y } = this.map.containerPointToLayerPoint([0, 0]).add(this.map.getPixelOrigin());
      for (const name of this.names) {
        if (this.dense && name.kind === 'region') continue;
        if (zoom < name.zoom || zoom >= name.until) continue;
        // Thousands of towns: no object is made for those out of view.
        const point = { x: name.x * scale - x, y: name.y * scale - y };
        if (point.x < 0 || point.y < 0 || point.x > this.view.x2 || point.y > this.view.y2) continue;
        const reach = REACH[name.kind] ?? null;
        if (reach !== null && spots.some((spot) => isNamed(spot, name.text, point))) continue;
        let dot = name.kind in DOTS ? point : null;
        if (dot && this.taken.hit(around(dot, 2))) {
          // A great city shows even where a symbol lies on it, a town does not.
          if (name.minor) continue;
          dot = null;
        }
        const placed = this.place(name.kind, name.text, point, reach, dot);
        if (placed && dot) this.taken.add(around(dot, 3));
      }
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
    place(kind, name, point, reach, dot = null) {
      const text = FONTS[kind].capitals ? name.toUpperCase() : name;
      const width = this.measure(text, kind);
      const { view } = this;
      for (const [x, y] of spotsAround(point, reach, width)) {
        const box = { x1: x - GAP, y1: y - 1, x2: x + width + GAP, y2: y + HEIGHT + 1 };
        const inside = box.x1 > view.x1 && box.x2 < view.x2 && box.y1 > view.y1 && box.y2 < view.y2;
        if (!inside || this.taken.hit(box)) continue;
        this.taken.add(box);
        this.placed.push({ text, kind, x, y, width, dot });
        return true;
      }
      return false;
    },

    /** Show what was placed. Names that stay keep their elements: drawing a text anew is slow. */
    show() {
      const corner = this.map.containerPointToLayerPoint([0, 0]);
      const before = this.shown;
      this.shown = new Map();
      for (const { text, kind, x, y, dot } of this.placed) {
        let key = `${kind} ${dot ? 'dot' : ''} ${text}`;
        while (this.shown.has(key)) key += '+'; // namesakes
        const elements = before.get(key) ?? this.element(kind, text, dot);
        before.delete(key);
        this.shown.set(key, elements);
        L.DomUtil.setPosition(elements[0], corner.add([x, y]).round());
        if (dot) L.DomUtil.setPosition(elements[1], corner.add([dot.x, dot.y]).round());
      }
      for (const elements of before.values()) elements.forEach((element) => element.remove());
    },

    /** The name, and the dot that it may have. */
    element(kind, text, dot) {
      const elements = [geomap.el('span', { class: `name ${kind}` }, text)];
      if (dot) elements.push(geomap.el('span', { class: `dot ${kind}` }));
      this.groups.get(kind).append(...elements);
      return elements;
    },

    /** The width of a text in pixels, asked of the canvas once for each. */
    measure(text, kind) {
      const key = `${kind} ${text}`;
      let width = this.widths.get(key);
      if (width === undefined) {
        const { font, spacing = 0 } = FONTS[kind];
        if (this.penKind !== kind) this.pen.font = `${font} ${FAMILY}`;
        this.penKind = kind;
        width = Math.ceil(this.pen.measureText(text).width + text.length * spacing) + 2;
        this.widths.set(key, width);
      }
      return width;
    },
  });

  /** How each kind of name and of dot is drawn, for whoever draws `placed` elsewhere. */
  geomap.Labels.FONTS = FONTS;
  geomap.Labels.FAMILY = FAMILY;
  geomap.Labels.DOTS = DOTS;
  geomap.Labels.HEIGHT = HEIGHT;

  /** Cities, countries, seas and regions: the reviewed names, in the order of importance. */
  function named(data, language) {
    const order = { city: 0, country: 1, region: 2, sea: 3 };
    const labels = data.labels.map((label) => ({ ...label, text: label[language] ?? label.en }));
    const regions = data.regions
      // A city that is a region shows as the city.
      .filter((region) => !region.name.endsWith(' City'))
      .map((region) => ({
        kind: 'region',
        at: region.at,
        zoom: 6.5,
        until: 10,
        text: region.names[language] ?? region.name,
      }));
    return [...labels, ...regions]
      .sort((a, b) => order[a.kind] - order[b.kind] || a.zoom - b.zoom)
      .map(({ kind, at, zoom, until, capital, text }) => ({
        kind: capital ? 'capital' : kind,
        zoom,
        until: until ?? Infinity,
        text,
        ...geomap.project(at[0], at[1]),
      }));
  }

  /** The towns of the gazetteer: few from afar, more with every zoom. */
  function towns(data) {
    return (data.towns ?? []).flatMap(({ zoom, at, names }) =>
      names.map((text, index) => ({
        kind: zoom <= CITIES ? 'city' : 'town',
        minor: true,
        zoom,
        until: Infinity,
        text,
        ...geomap.project(at[2 * index] / data.scale, at[2 * index + 1] / data.scale),
      })),
    );
  }

  /** Whether an event names this place already: it stands there, or close by with the name. */
  function isNamed(spot, text, point) {
    const away = Math.max(Math.abs(spot.x - point.x), Math.abs(spot.y - point.y));
    return away < 12 || (away < 40 && spot.name === text);
  }

  function around(point, reach) {
    return geomap.boxes.around(point, 2 * reach, 2 * reach);
  }

  function group(kind) {
    const { font, colour, halo, spacing } = FONTS[kind];
    const made = geomap.el('div', { class: 'names-of-a-kind' });
    made.style.font = `${font} ${FAMILY}`;
    made.style.color = colour;
    if (spacing) made.style.letterSpacing = `${spacing}px`;
    if (halo) made.style.textShadow = [2, 2, 4, 4].map((blur) => `0 0 ${blur}px ${halo}`).join();
    const dot = DOTS[kind];
    for (const key of dot ? ['size', 'line', 'fill', 'edge'] : []) {
      const unit = typeof dot[key] === 'number' ? 'px' : '';
      made.style.setProperty(`--dot-${key}`, `${dot[key]}${unit}`);
    }
    return made;
  }

  function spotsAround(point, reach, width) {
    const left = point.x - width / 2;
    const middle = point.y - HEIGHT / 2;
    if (reach === null) return [[left, middle]];
    return [
      [point.x + reach + 5, middle],
      [point.x - reach - 4 - width, middle],
      [left, point.y + reach + 2],
      [left, point.y - reach - 2 - HEIGHT],
      [point.x + reach + 3, point.y + reach - 1],
      [point.x + reach + 3, point.y - reach + 1 - HEIGHT],
    ];
  }
})(window.geomap);
