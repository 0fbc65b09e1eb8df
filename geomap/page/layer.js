'use strict';
/*
 * The events on the map: a Leaflet layer of symbols, outlines of what is not exact, and
 * the popup. It draws what the store shows; another way of drawing can take its place by
 * keeping `store`, `show(event)` and the map's 'symbols' event.
 */
(function (geomap) {
  const { el } = geomap;
  const { spiral, around, overlaps, inside } = geomap.boxes;
  // Symbols closer than this, in pixels, could not be told apart or hit: they join. Where
  // there are many places, they would hide the map, and join from farther off.
  const JOIN = 18;
  const JOIN_MANY = 48;
  const MANY = 400;
  // A symbol of more places than this opens by moving closer.
  const LIST = 12;

  geomap.eventLayer = function (table) {
    return new EventLayer(table);
  };

  const EventLayer = L.Layer.extend({
    initialize(table) {
      this.store = new geomap.Store(table);
      this.markers = new Map();
      this.extents = new geomap.Extents(this.store);
      this.redraw = () => this.draw();
      this.store.addEventListener('change', this.redraw);
    },

    onAdd(map) {
      this.page = map.page;
      this.extents.addTo(map);
      map.on('zoomend', this.draw, this);
      if (!this.begun) {
        this.begun = true;
        geomap.fit(map, this.store.view);
        geomap.homeButton(map, this.store.view);
      }
      this.draw();
    },

    onRemove(map) {
      map.off('zoomend', this.draw, this);
      for (const entry of [...this.markers.values()]) entry.marker.remove();
      this.extents.remove();
      this.markers.clear();
      map.fire('symbols', { symbols: [] });
    },

    draw() {
      if (!this._map) return;
      const groups = this.join();
      const boxes = groups.map((group) => this.box(group));
      const chips = this.areas().map((group) => this.chip(group, boxes));
      const all = [...groups, ...chips];
      this.sync(all);
      this.extents.draw();
      this._map.fire('symbols', {
        symbols: all.map((group) => ({
          at: group.at,
          width: group.width,
          height: group.height,
          badge: !group.area && group.count > 1,
          name: group.area ? null : group.places[0].name,
        })),
      });
    },

    /** Places that are points, the fullest first, each with those it covers at this zoom. */
    join() {
      const groups = [];
      const cells = new Map();
      const near = this.store.places.length > MANY ? JOIN_MANY : JOIN;
      for (const place of this.ordered((one) => !one.area)) {
        const point = this._map.project(place.at);
        const [column, line] = [Math.floor(point.x / near), Math.floor(point.y / near)];
        let home = null;
        for (let x = column - 1; x <= column + 1 && !home; x += 1) {
          for (let y = line - 1; y <= line + 1 && !home; y += 1) {
            home = cells.get(`${x}:${y}`)?.find((one) => one.point.distanceTo(point) < near);
          }
        }
        if (home) {
          home.places.push(place);
          continue;
        }
        const group = { places: [place], point, at: place.at, area: false };
        groups.push(group);
        const cell = `${column}:${line}`;
        if (cells.has(cell)) cells.get(cell).push(group);
        else cells.set(cell, [group]);
      }
      for (const group of groups) this.measure(group);
      return groups;
    },

    areas() {
      return this.ordered((place) => place.area).map((place) => {
        const group = { places: [place], at: place.at, area: true };
        this.measure(group);
        return group;
      });
    },

    ordered(wanted) {
      return this.store.places
        .filter((place) => wanted(place) && this.store.rowsAt(place).length)
        .map((place) => [place, geomap.Store.countEvents(this.store.rowsAt(place))])
        .sort(([a, n], [b, m]) => m - n || a.number - b.number)
        .map(([place]) => place);
    },

    /** What a symbol says: its rows, types, count, and its size in pixels. */
    measure(group) {
      group.rows = group.places.flatMap((place) => this.store.rowsAt(place));
      group.count = geomap.Store.countEvents(group.rows);
      group.types = new Map();
      for (const row of group.rows) {
        const type = this.store.typeOf(row);
        group.types.set(type, (group.types.get(type) ?? 0) + 1);
      }
      group.hollow = group.rows.every((row) => (row.geo_precision ?? 1) > 1);
      group.size = group.count === 1 ? 22 : group.count < 5 ? 26 : group.count < 20 ? 31 : 37;
      group.width = group.size;
      group.height = group.size;
      if (group.area) {
        const name = group.places[0].name ?? '';
        const width = Math.min(this.textWidth(name) + 62, 240);
        // From afar a name would be larger than the area it names.
        group.text = this.span(group) > width / 2 ? name : '';
        group.width = group.text ? width : 56;
        group.height = 26;
      }
    },

    /** The pixels that a symbol takes, with its badge at the upper right. */
    box(group) {
      const box = around(group.point, group.width + 4, group.height + 4);
      return group.count > 1 ? { ...box, x2: box.x2 + 8, y1: box.y1 - 7 } : box;
    },

    textWidth(text) {
      this.pen ??= document.createElement('canvas').getContext('2d');
      this.pen.font = `12px ${getComputedStyle(this._map.getContainer()).fontFamily}`;
      return Math.ceil(this.pen.measureText(text).width);
    },

    /** Lay the chip of an area where it hides no symbol, inside the area if it can. */
    chip(group, boxes) {
      const place = group.places[0];
      const region = this.regionOf(group);
      const radius = Math.max(...group.rows.map((row) => row.radius_km ?? 0));
      const start = this._map.project(region ? region.at : place.at);
      const rings = region ? this.rings(region) : null;
      const steps = [...spiral(radius && !region ? this.pixels(place.at, radius) : 0)];
      const free = steps
        .map((step) => start.add(step))
        .filter((point) => {
          const box = around(point, group.width + 4, group.height + 4);
          return !boxes.some((other) => overlaps(box, other));
        });
      const best = free.find((point) => rings && inside(point, rings)) ?? free[0] ?? start;
      boxes.push(around(best, group.width + 4, group.height + 4));
      return { ...group, at: this._map.unproject(best) };
    },

    regionOf(group) {
      const row = group.rows.find((one) => one.region);
      return row ? this.page.outlines?.region(row.region) : undefined;
    },

    rings(region) {
      const outline = this.page.outlines.polygons(region);
      return outline.flat().map((ring) => ring.map((at) => this._map.project(at)));
    },

    /** The width of an area on the screen, in pixels; areas of unknown size are wide. */
    span(group) {
      const region = this.regionOf(group);
      if (region) {
        const xs = this.rings(region).flatMap((ring) => ring.map((point) => point.x));
        return xs.reduce((a, b) => Math.max(a, b)) - xs.reduce((a, b) => Math.min(a, b));
      }
      const radius = Math.max(...group.rows.map((row) => row.radius_km ?? 0));
      return radius ? 2 * this.pixels(group.at, radius) : Infinity;
    },

    pixels(at, km) {
      const north = this._map.project([Math.min(at[0] + km / 111.2, 84), at[1]]);
      return this._map.project(at).y - north.y;
    },

    /** Keep markers that say the same as before, so that focus and popups stay. */
    sync(groups) {
      const before = this.markers;
      this.markers = new Map();
      for (const group of groups) {
        const names = group.places.map((place) => place.number).join('.');
        const types = [...group.types].map(([type, n]) => `${type}=${n}`).join(',');
        const key = `${names}|${types}|${group.count}|${group.text ?? ''}`;
        const kept = before.get(key);
        before.delete(key);
        if (kept) kept.marker.setLatLng(group.at);
        this.markers.set(key, { group, marker: kept?.marker ?? this.marker(group) });
      }
      for (const { marker } of before.values()) marker.remove();
    },

    marker(group) {
      const label = this.label(group);
      const icon = L.divIcon({
        html: group.area ? this.chipBody(group) : this.symbolBody(group),
        className: group.area ? 'event-area' : 'event-symbol',
        iconSize: [group.width, group.height],
      });
      const marker = L.marker(group.at, { icon, keyboard: true, riseOnHover: true });
      marker.on('click', () => this.open(this.groupOf(marker)));
      marker.on('mouseover', () => this.highlight(group));
      marker.on('mouseout', () => this.highlight(null));
      marker.on('add', () => {
        const element = marker.getElement();
        element.setAttribute('aria-label', label);
        element.addEventListener('focus', () => this.highlight(group));
        element.addEventListener('blur', () => this.highlight(null));
        element.addEventListener('keydown', (event) => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          event.stopPropagation();
          this.open(this.groupOf(marker));
        });
      });
      if (!geomap.narrow()) {
        const offset = [0, -group.height / 2];
        marker.bindTooltip(el('span', {}, label), { direction: 'top', offset, className: 'tip' });
      }
      return marker.addTo(this._map);
    },

    symbolBody(group) {
      const { symbols, words } = this.page;
      const drawn =
        group.types.size > 1
          ? symbols.drawMixed(group.types, group.size)
          : symbols.draw([...group.types.keys()][0], group.size, group.hollow);
      const text = words.number.format(group.count);
      const badge = group.count > 1 ? el('span', { class: 'badge' }, text) : null;
      return el('span', { class: 'symbol-box' }, drawn, badge);
    },

    chipBody(group) {
      const { symbols, words } = this.page;
      const drawn =
        group.types.size > 1
          ? symbols.drawMixed(group.types, 15)
          : symbols.draw([...group.types.keys()][0], 15, false);
      const count = el('b', {}, words.number.format(group.count));
      const name = group.text ? el('span', { class: 'chip-name' }, group.text) : null;
      return el('span', { class: 'chip' }, drawn, name, count);
    },

    label(group) {
      const { words } = this.page;
      const place = group.places[0];
      const name = place.name ?? group.rows[0].place_text ?? '';
      const events = words.count('counts.events', group.count);
      const label = words.t('symbol.label', { place: name, events });
      const others = group.places.length - 1;
      return others ? `${label}, ${words.count('symbol.more_places', others)}` : label;
    },

    groupOf(marker) {
      for (const entry of this.markers.values()) if (entry.marker === marker) return entry.group;
      return null;
    },

    /** Open the popup of a group; `chosen` is the number of an event to show first. */
    open(group, chosen) {
      if (!group) return;
      if (group.places.length > LIST && this._map.getZoom() < this._map.getMaxZoom()) {
        const bounds = L.latLngBounds(group.places.map((place) => place.at));
        this._map.fitBounds(bounds, { padding: [60, 60], animate: false });
        return;
      }
      const size = this._map.getSize();
      const content = geomap.placeCards(this.page, this.store, group.places, chosen);
      const popup = L.popup({
        className: 'event-popup',
        minWidth: Math.min(300, size.x - 60),
        maxWidth: Math.min(380, size.x - 32),
        maxHeight: Math.max(180, Math.min(460, size.y - 110)),
        autoPanPaddingTopLeft: [16, 16],
        // Room for the buttons at the right; a phone hides them instead.
        autoPanPaddingBottomRight: [geomap.narrow() ? 16 : 60, 16],
        offset: [0, -group.height / 2 + 4],
      })
        .setLatLng(group.at)
        .setContent(content)
        .openOn(this._map);
      const box = popup.getElement();
      box.setAttribute('role', 'dialog');
      box.setAttribute('aria-label', this.label(group));
      const close = box.querySelector('.leaflet-popup-close-button');
      close?.setAttribute('aria-label', this.page.words.t('popup.close'));
      box.addEventListener('keydown', (event) => {
        if (event.key === 'Escape') popup.close();
      });
      content.focus({ preventScroll: true });
      this.highlight(group);
      popup.on('remove', () => {
        this.highlight(null);
        this.focusOn(group);
      });
    },

    /** After a popup, the keyboard goes back to the symbol it came from. */
    focusOn(group) {
      const held = document.activeElement;
      if (held && held !== document.body && !held.closest('.event-popup')) return;
      for (const entry of this.markers.values()) {
        if (entry.group.places.includes(group.places[0])) {
          entry.marker.getElement()?.focus({ preventScroll: true });
          return;
        }
      }
    },

    /** Go to an event and open it; used by the list. */
    show(event) {
      const row = event.rows.find((one) => one.place !== undefined);
      if (!row || !this._map) return;
      const place = this.store.places[row.place];
      const shape = this.extents.of(row);
      if (place.area && shape) {
        this._map.fitBounds(shape.getBounds(), { padding: [30, 30], animate: false });
      } else {
        const zoom = Math.max(this._map.getZoom(), place.area ? 6 : 9);
        this._map.setView(place.at, zoom, { animate: false });
      }
      for (const { group } of this.markers.values()) {
        if (group.places.includes(place)) this.open(group, event.number);
      }
    },

    highlight(group) {
      this.extents.highlight(group?.rows ?? []);
    },
  });
})(window.geomap);
