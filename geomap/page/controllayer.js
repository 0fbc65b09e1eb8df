'use strict';
/*
 * Control on the map: one Leaflet layer below the symbols, which shows the last snapshot at or
 * before the end of the chosen time. It fires 'control' on the map when what it shows changes.
 */
(function (geomap) {
  const CHOICES = ['none', 'day', 'week', 'month'];

  /** The layer; its data is unpacked meanwhile. */
  geomap.controlLayer = function (id, map) {
    const layer = new ControlLayer(geomap.data(`${id}_data`), map);
    map.control = layer;
    if (typeof DecompressionStream === 'undefined') return layer;
    const { block, unsqueeze } = geomap.unpack;
    layer.loaded = unsqueeze(block(`${id}_columns`, true)).then((buffer) => layer.begin(buffer));
    return layer;
  };

  const ControlLayer = L.Layer.extend({
    initialize(about, map) {
      this.about = about;
      this.page = map.page;
      this.home = map;
      this.series = null;
      this.since = 'none';
      this.number = -1;
      this.day = about.span[1];
      this.canvas = new geomap.MapCanvas('extents', (pen, sight) => this.paint(pen, sight));
      // Leaflet fires these when the map knows that the layer is there, or gone.
      this.on('add remove', () => map.fire('control'));
    },

    begin(buffer) {
      this.series = new geomap.ControlSeries(this.about, buffer);
      this.looks = geomap.control.styles(this.series.labels);
      this.show();
      return this;
    },

    /**
     * Show control at the end of what a store has chosen, from now on; on the day of the last
     * event while nothing is chosen, for the events are not held against a later line.
     */
    follow(store, last) {
      const end = () => this.goTo(store.time ? store.time[1] : last);
      store.addEventListener('change', end);
      end();
    },

    goTo(day) {
      if (day === this.day && this.series) return;
      this.day = day;
      this.show();
    },

    setSince(since) {
      this.since = CHOICES.includes(since) ? since : 'none';
      this.show();
    },

    show() {
      if (!this.series) return;
      const before = `${this.number} ${this.drawnSince}`;
      this.number = this.series.at(this.day);
      this.drawnSince = this.since;
      if (before !== `${this.number} ${this.since}`) this.canvas.redraw();
      this.home.fire('control');
    },

    /** The snapshot that changes are shown against, null where there is none. */
    base() {
      const { series, number, since } = this;
      if (!series || number < 0 || since === 'none') return null;
      const base = series.days[`base_${since}`][number];
      return base >= 0 && series.number(`gained_${since}`, number) !== null ? base : null;
    },

    isOn() {
      return this.home.hasLayer(this);
    },

    onAdd(map) {
      // In the pane of outlines, below these; the pane of the layer of events, if that was first.
      const pane = map.getPane('extents') ?? map.createPane('extents');
      pane.style.zIndex = 240;
      pane.style.pointerEvents = 'none';
      this.canvas.addTo(map);
      pane.prepend(this.canvas._container);
    },

    onRemove() {
      this.canvas.remove();
    },

    paint(pen, sight) {
      const { series, number } = this;
      if (!series || number < 0) return;
      geomap.control.snapshot(pen, sight, series, this.looks, number, this.base());
    },
  });

  geomap.control.CHOICES = CHOICES;
})(window.geomap);
