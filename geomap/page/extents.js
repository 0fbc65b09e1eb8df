'use strict';
/* The outlines of what is not exact, dashed: the border of a region, or a circle. */
(function (geomap) {
  const LINE = { color: '#3d4f63', weight: 1.2, dashArray: '5 5', opacity: 0.75 };
  const FILL = 0.05;

  geomap.Extents = class {
    constructor(store) {
      this.store = store;
      this.shapes = new Map();
    }

    addTo(map) {
      this.map = map;
      const pane = map.getPane('extents') ?? map.createPane('extents');
      // Over the land (150), under the names (250).
      pane.style.zIndex = 240;
      pane.style.pointerEvents = 'none';
      this.renderer ??= L.svg({ pane: 'extents', padding: 0.5 });
    }

    remove() {
      for (const shape of this.shapes.values()) shape.remove();
      this.shapes.clear();
    }

    /** Draw those of the rows that show, each outline once. */
    draw() {
      const wanted = new Map();
      for (const row of this.store.rows) {
        if (row.place === undefined || !this.store.isShown(row)) continue;
        const key = this.key(row);
        if (key && !wanted.has(key)) wanted.set(key, row);
      }
      for (const [key, shape] of this.shapes) {
        if (wanted.has(key)) continue;
        shape.remove();
        this.shapes.delete(key);
      }
      for (const [key, row] of wanted) {
        if (!this.shapes.has(key)) this.shapes.set(key, this.shape(row).addTo(this.map));
      }
    }

    /** What outline a row has; none where its place is exact. */
    key(row) {
      const place = this.store.places[row.place];
      if (row.region) return `region ${row.region}`;
      if (!row.radius_km || (!place.area && (row.geo_precision ?? 1) <= 1)) return null;
      return `circle ${place.number} ${row.radius_km}`;
    }

    of(row) {
      return this.shapes.get(this.key(row));
    }

    shape(row) {
      const style = {
        ...LINE,
        pane: 'extents',
        renderer: this.renderer,
        interactive: false,
        fillColor: LINE.color,
        fillOpacity: FILL,
        className: 'extent',
      };
      const outlines = this.map.page.outlines;
      const region = row.region && outlines?.region(row.region);
      if (region) return L.polygon(outlines.polygons(region), style);
      const { at } = this.store.places[row.place];
      return L.circle(at, { ...style, radius: (row.radius_km ?? 1) * 1000 });
    }

    /** Bring out the outlines of some rows. */
    highlight(rows) {
      const keys = new Set(rows.map((row) => this.key(row)));
      for (const [key, shape] of this.shapes) {
        const on = keys.has(key);
        shape.setStyle({ weight: on ? 2.2 : LINE.weight, fillOpacity: on ? 0.14 : FILL });
      }
    }
  };
})(window.geomap);
