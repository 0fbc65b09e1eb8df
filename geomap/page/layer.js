'use strict';
/*
 * The events on the map: one Leaflet layer that draws them on a canvas, knows what lies under
 * the pointer, and opens it. It draws what the store has chosen.
 */
(function (geomap) {
  // A symbol of more places than this opens by moving closer.
  const LIST = 12;
  // How near a click must come to a dot, in pixels; fingers are less exact.
  const NEAR = 8;
  const NEAR_TOUCH = 14;
  // Names and handles follow when the slider rests.
  const REST = 120;

  /** The layer, its panel and its time bar; the data is unpacked meanwhile. */
  geomap.eventLayer = function (id, map) {
    const layer = new EventLayer(map.page);
    layer.loaded = load(id).then(({ store, reader, names }) => {
      layer.begin(store, reader);
      // The panel and the time bar first: the map has its size when it draws.
      geomap.furnish(map, layer, names);
      geomap.readyAt = performance.now();
      return layer;
    });
    return layer;
  };

  async function load(id) {
    const { block, unsqueeze } = geomap.unpack;
    const about = geomap.data(`${id}_data`);
    const buffer = await unsqueeze(block(`${id}_columns`, true));
    const store = new geomap.Store(about, buffer);
    const reader = new geomap.Rows(store, about, block(`${id}_texts`));
    return { store, reader, names: () => geomap.unpack.json(block(`${id}_names`)) };
  }

  const EventLayer = L.Layer.extend({
    initialize(page) {
      this.page = page;
      this.groups = [];
    },

    begin(store, reader) {
      this.store = store;
      this.reader = reader;
      this.page.symbols.assign(this.typesByCount());
      this.extents = new geomap.Extents(store, this.page.outlines);
      this.canvas = new geomap.MapCanvas('events', (pen, sight) => this.paint(pen, sight));
      this.under = new geomap.MapCanvas('extents', (pen, sight) => this.extents.paint(pen, sight));
      this.handles = new geomap.Handles(this);
      store.addEventListener('change', () => {
        this.draw();
        this.stale = true;
      });
    },

    typesByCount() {
      const { typeCounts } = this.store;
      const types = this.store.facets.get('event_type').words.map((word, code) => [word, code]);
      return types.sort((a, b) => typeCounts[b[1]] - typeCounts[a[1]]).map(([word]) => word);
    },

    onAdd() {
      if (this.store) this.show();
    },

    /** Draw for the first time, or again after it was switched off. */
    show() {
      const map = this._map;
      // Outlines over the land (150), symbols over what others draw (400), names over all.
      for (const [name, z] of [['extents', 240], ['events', 450]]) {
        const pane = map.getPane(name) ?? map.createPane(name);
        pane.style.zIndex = z;
        pane.style.pointerEvents = 'none';
      }
      this.handles.addTo(map);
      if (this.extents.any) this.under.addTo(map);
      this.canvas.addTo(map);
      map.on('mousemove', this.hover, this);
      map.on('mouseout', this.leave, this);
      map.on('click', this.click, this);
    },

    onRemove(map) {
      if (!this.store) return;
      map.off('mousemove', this.hover, this);
      map.off('mouseout', this.leave, this);
      map.off('click', this.click, this);
      clearTimeout(this.resting);
      this.leave();
      this.handles.remove();
      this.under.remove();
      this.canvas.remove();
      map.fire('symbols', { symbols: [] });
    },

    draw() {
      if (!this._map || !this.canvas) return;
      if (this.extents.any) this.under.redraw();
      this.canvas.redraw();
    },

    paint(pen, sight) {
      const { store, page } = this;
      const seen = geomap.groups.inSight(store, sight);
      const { points, areas } = seen;
      this.sight = sight;
      this.points = points;
      const groups = geomap.groups.join(store, sight, points);
      this.dotted = groups === null;
      if (groups) {
        for (const group of groups) geomap.groups.measure(store, group);
        this.groups = groups;
      } else {
        this.groups = geomap.dots.paint(pen, sight, store, seen, page.symbols);
      }
      const standing = this.dotted ? this.groups.filter((group) => group.stands) : this.groups;
      const controls = areas.length ? this.controls(sight) : [];
      this.chips = geomap.layChips(store, this.extents, sight, areas, standing, controls, (text) => {
        pen.font = `12px ${page.font}`;
        return Math.ceil(pen.measureText(text).width);
      });
      // The fullest last, so that it is on top.
      if (groups) for (const group of [...groups].reverse()) geomap.paint.symbol(pen, group, page);
      for (const chip of this.chips) geomap.paint.chip(pen, chip, page);
      clearTimeout(this.resting);
      if (this.settled) this.resting = setTimeout(() => this.settle(), REST);
      else this.settle();
    },

    /** What the buttons, the scale and the credits cover of the canvas. */
    controls({ view }) {
      return (this.page.labels?.controls() ?? []).map((box) => ({
        x1: box.x1 + view.x1,
        y1: box.y1 + view.y1,
        x2: box.x2 + view.x1,
        y2: box.y2 + view.y1,
      }));
    },

    /** What may wait: the names on the map and the buttons of the keyboard. */
    settle() {
      this.settled = true;
      if (!this._map || !this.sight) return;
      if (this.stale) this.refresh();
      this.stale = false;
      const { min } = this.sight;
      const standing = this.dotted ? this.groups.filter((group) => group.stands) : this.groups;
      const inView = [...standing, ...this.chips].filter((group) => this.isInView(group));
      this.handles.sync(inView, min);
      this._map.fire('symbols', {
        symbols: inView.map((group) => ({
          at: this._map.layerPointToLatLng([group.x + min.x, group.y + min.y]),
          width: group.width,
          height: group.height,
          badge: !this.dotted && !group.area && group.count > 1,
          name: group.area ? null : group.name,
        })),
        dense: this.dotted,
      });
    },

    isInView(group) {
      const point = this.containerPoint(group);
      const size = this._map.getSize();
      return point.x >= 0 && point.y >= 0 && point.x <= size.x && point.y <= size.y;
    },

    containerPoint({ x, y }) {
      const { min } = this.sight;
      return this._map.layerPointToContainerPoint([x + min.x, y + min.y]);
    },

    /** The container point of a place. */
    pointOf(place) {
      const { scale, left, top } = this.sight;
      return this.containerPoint({
        x: this.store.x[place] * scale - left,
        y: this.store.y[place] * scale - top,
      });
    },

    label(group) {
      const { words } = this.page;
      const [place] = group.places;
      const name = group.name ?? geomap.coordinates(this.store.latLng(place));
      const events = words.count('counts.events', group.count);
      const label = words.t('symbol.label', { place: name, events });
      const others = group.places.length - 1;
      return others ? `${label}, ${words.count('symbol.more_places', others)}` : label;
    },

    /** The group under a container point, or null. */
    hit(point, reach = NEAR) {
      if (!this.sight) return null;
      const { min } = this.sight;
      const at = this._map.containerPointToLayerPoint(point).subtract(min);
      const covers = (group) =>
        Math.abs(group.x - at.x) <= group.width / 2 + 2 && Math.abs(group.y - at.y) <= group.height / 2 + 2;
      const chip = this.chips.find(covers);
      if (chip) return chip;
      const found = this.groups.find(covers);
      if (found && !this.dotted) return found;
      return this.dotted ? this.dotsAt(at, found, reach) : null;
    },

    /** The dots about a point of the canvas, as one group. */
    dotsAt(at, disc, reach) {
      const { x, y } = this.store;
      const { scale, left, top } = this.sight;
      const places = [];
      for (const p of this.points) {
        const dx = x[p] * scale - left - at.x;
        const dy = y[p] * scale - top - at.y;
        if (Math.abs(dx) <= reach && Math.abs(dy) <= reach) places.push([dx * dx + dy * dy, p]);
      }
      places.sort((a, b) => a[0] - b[0]);
      const near = places.map(([, p]) => p);
      const all = disc ? [...disc.places, ...near.filter((p) => !disc.places.includes(p))] : near;
      if (!all.length) return null;
      const [first] = all;
      const group = {
        places: all,
        x: x[first] * scale - left,
        y: y[first] * scale - top,
        area: false,
      };
      geomap.groups.measure(this.store, group);
      group.width = disc?.width ?? 8;
      group.height = disc?.height ?? 8;
      return group;
    },

    hover(event) {
      if (this._map.dragging?.moving() || geomap.narrow()) return;
      const inside = event.originalEvent.target.closest?.('.leaflet-popup, .leaflet-control');
      this.point(inside ? null : this.hit(event.containerPoint));
    },

    leave() {
      this.point(null);
    },

    /** Show what a group is, and bring out its outline; null for nothing. */
    point(group) {
      const key = group ? group.places.slice(0, LIST).join('.') : null;
      if (key === this.pointed) return;
      this.pointed = key;
      if (!this._map) return;
      this._map.getContainer().classList.toggle('pointing', Boolean(group));
      this.tip?.remove();
      this.tip = null;
      if (group && !geomap.narrow()) {
        this.tip = L.tooltip({ direction: 'top', offset: [0, -group.height / 2], className: 'tip' })
          .setLatLng(this.latLng(group))
          .setContent(geomap.el('span', {}, this.label(group)))
          .addTo(this._map);
      }
      this.lightUp(group?.places ?? []);
    },

    latLng(group) {
      const { min } = this.sight;
      return this._map.layerPointToLatLng([group.x + min.x, group.y + min.y]);
    },

    click(event) {
      const touch = event.originalEvent.pointerType === 'touch';
      const group = this.hit(event.containerPoint, touch ? NEAR_TOUCH : NEAR);
      if (group) this.open(group);
    },

    /** Open what lies under a container point; false where nothing does. */
    async openAt(point) {
      const group = this.hit(point);
      return group ? this.open(group) : false;
    },

    /**
     * Open the popup of a group; `chosen` is the number of an event to show first. A group of
     * very many places is come closer to instead. Tells whether a popup opened.
     */
    async open(group, chosen) {
      if (!group) return false;
      if (group.places.length > LIST && this._map.getZoom() < this._map.getMaxZoom()) {
        const bounds = L.latLngBounds(group.places.map((place) => this.store.latLng(place)));
        this._map.fitBounds(bounds, { padding: [60, 60], animate: false });
        return false;
      }
      const { places } = group;
      const content = await this.content(places, chosen);
      if (!this._map) return false;
      this.point(null);
      this.popup = geomap.openPopup(this._map, group, this.latLng(group), content, this.label(group), () =>
        this.closed(places),
      );
      this.opened = { places, chosen };
      this.selected = chosen ?? this.store.rows.event[this.store.rowsAt(places[0])[0]];
      this.lightUp(places);
      this._map.fire('selected');
      return true;
    },

    content(places, chosen) {
      return geomap.placeCards(this.page, this.store, this.reader, places, chosen);
    },

    closed(places) {
      this.popup = null;
      this.selected = null;
      this.lightUp([]);
      this._map?.fire('selected');
      const held = document.activeElement;
      if (!held || held === document.body || held.closest('.event-popup')) {
        this.handles.focus(places[0]);
      }
    },

    /** An open popup follows time and filters, and goes when nothing is left of it. */
    async refresh() {
      const { popup, opened } = this;
      if (!popup) return;
      if (!opened.places.some((place) => this.store.counts[place])) {
        popup.close();
        return;
      }
      const content = await this.content(opened.places, opened.chosen);
      if (popup === this.popup) popup.setContent(content);
    },

    /** Bring out the outlines of some places. */
    lightUp(places) {
      if (!this.extents.any) return;
      this.extents.hot = new Set(places);
      this.under.redraw();
    },

    /** Go to the event of a row and open it, at its own place if that is on the map. */
    async goTo(row) {
      const { store } = this;
      const placed = store.siblings(row).filter((one) => store.isPlaced(one) && store.shown[one]);
      const target = placed.includes(row) ? row : placed[0];
      if (target === undefined || !this._map) return false;
      const place = store.rows.place[target];
      const bounds = store.at.area[place] ? this.extents.bounds(place) : null;
      if (bounds) {
        this._map.fitBounds(bounds, { padding: [30, 30], animate: false });
      } else {
        const zoom = Math.max(this._map.getZoom(), store.at.area[place] ? 6 : 9);
        this._map.setView(store.latLng(place), zoom, { animate: false });
      }
      return this.openRow(target);
    },

    /** Open the event of a row where the map stands; of a crowd, its place alone. */
    openRow(row) {
      const place = this.store.rows.place[row];
      const group = this.groupAt(place);
      const alone = group.places.length > LIST ? this.lone(place) : group;
      return this.open(alone, this.store.rows.event[row]);
    },

    /** The group that a place belongs to as the map stands. */
    groupAt(place) {
      return (
        [...this.groups, ...this.chips].find((group) => group.places.includes(place)) ??
        this.lone(place)
      );
    },

    lone(place) {
      const { scale, left, top } = this.sight;
      const group = geomap.groups.measure(this.store, { places: [place], area: false });
      return Object.assign(group, {
        x: this.store.x[place] * scale - left,
        y: this.store.y[place] * scale - top,
        width: 8,
        height: 8,
      });
    },
  });
})(window.geomap);
