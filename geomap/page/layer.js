'use strict';
/*
 * The events on the map: one Leaflet layer that draws them on a canvas, knows what lies under
 * the pointer, and opens it. It draws what the store has chosen.
 */
(function (geomap) {
  // Names and handles follow when the slider rests.
  const REST = 120;

  /** The layer, its panel and its time bar; the data is unpacked meanwhile. */
  geomap.eventLayer = function (id, map) {
    const layer = new EventLayer(map.page);
    if (typeof DecompressionStream === 'undefined') {
      const panel = document.getElementById(`${map.getContainer().id}_panel`);
      panel.append(geomap.el('p', { class: 'empty' }, map.page.words.t('map.old')));
      return layer;
    }
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
    includes: [geomap.hits, geomap.opening],

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
      const key = group ? `${group.places[0]} ${group.places.length}` : null;
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
      const group = this.hit(event.containerPoint, touch);
      if (group) this.open(group);
    },
  });
})(window.geomap);
