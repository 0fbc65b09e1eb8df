'use strict';
/* The outlines of what is not exact, dashed: the border of a region, or a circle. */
(function (geomap) {
  const LINE = '#3d4f63';
  const DASHED = [5, 5];
  const DOTTED = [1.5, 4.5];
  // More circles than this would be a grey cloud; regions and what is pointed at always show.
  const MOST_CIRCLES = 400;

  geomap.Extents = class {
    constructor(store, outlines) {
      this.store = store;
      this.outlines = outlines;
      this.hot = new Set();
      this.radii = this.measure();
    }

    /** The radius of each place that is not exact, in kilometres; null where all are exact. */
    measure() {
      const { rows, at, placeCount, length } = this.store;
      if (!rows.radius_km) return null;
      const radii = new Float32Array(placeCount);
      for (let i = 0; i < length; i += 1) {
        const place = rows.place[i];
        if (!at.area[place] && (rows.geo_precision?.[i] ?? 1) <= 1) continue;
        const km = this.store.number('radius_km', i);
        if (km > radii[place]) radii[place] = km;
      }
      return radii;
    }

    get any() {
      return this.radii !== null || Boolean(this.store.at.region);
    }

    region(place) {
      return this.store.placeWord('region', place);
    }

    /** The pixels that a distance takes at a place. */
    pixels(place, km, scale) {
      const [latitude] = this.store.latLng(place);
      return (km / (40075 * Math.cos((latitude * Math.PI) / 180))) * scale;
    }

    paint(pen, sight) {
      const { store } = this;
      const drawn = new Set();
      let circles = 0;
      pen.strokeStyle = LINE;
      pen.fillStyle = LINE;
      pen.lineJoin = 'round';
      for (let place = 1; place < store.placeCount; place += 1) {
        if (!store.counts[place]) continue;
        const hot = this.hot.has(place);
        const region = this.region(place);
        if (region) {
          if (drawn.has(region) && !hot) continue;
          drawn.add(region);
          this.stroke(pen, this.path(region, sight), hot, DASHED);
          continue;
        }
        const km = this.radii?.[place];
        if (!km || (!hot && circles > MOST_CIRCLES)) continue;
        const r = this.pixels(place, km, sight.scale);
        const x = store.x[place] * sight.scale - sight.left;
        const y = store.y[place] * sight.scale - sight.top;
        if (r < 6 || x < -r || y < -r || x > sight.width + r || y > sight.height + r) continue;
        circles += 1;
        const circle = new Path2D();
        circle.arc(x, y, r, 0, 2 * Math.PI);
        this.stroke(pen, circle, hot, this.isSector(place) ? DOTTED : DASHED);
      }
    }

    /** A sector of the front has no border: its circle is dotted. */
    isSector(place) {
      return this.store.placeWord('place_kind', place) === 'sector';
    }

    stroke(pen, path, hot, dash) {
      pen.globalAlpha = hot ? 0.14 : 0.05;
      pen.fill(path, 'evenodd');
      pen.globalAlpha = hot ? 0.95 : 0.75;
      pen.lineWidth = hot ? 2.2 : 1.2;
      pen.setLineDash(dash);
      pen.stroke(path);
      pen.setLineDash([]);
      pen.globalAlpha = 1;
    }

    path(region, sight) {
      const path = new Path2D();
      for (const ring of this.rings(region)) {
        for (let i = 0; i < ring.length; i += 2) {
          const x = ring[i] * sight.scale - sight.left;
          const y = ring[i + 1] * sight.scale - sight.top;
          if (i) path.lineTo(x, y);
          else path.moveTo(x, y);
        }
        path.closePath();
      }
      return path;
    }

    /** The outline of a region as rings of x, y on a map of the world of size 1. */
    rings(region) {
      const area = this.outlines?.region(region);
      return area ? this.outlines.rings(area) : [];
    }

    /** [[south, west], [north, east]] of the outline of a place, or null where it has none. */
    bounds(place) {
      const region = this.region(place);
      const area = region && this.outlines?.region(region);
      if (area) return L.latLngBounds(this.outlines.bounds(area));
      const km = this.radii?.[place];
      return km ? L.latLng(this.store.latLng(place)).toBounds(2000 * km) : null;
    }

    /** How wide the outline of a place is, in pixels; areas of unknown size are wide. */
    span(place, sight) {
      const region = this.region(place);
      const area = region && this.outlines?.region(region);
      if (area) {
        const [[, west], [, east]] = this.outlines.bounds(area);
        return ((east - west) / 360) * sight.scale;
      }
      const km = this.radii?.[place];
      return km ? 2 * this.pixels(place, km, sight.scale) : Infinity;
    }
  };
})(window.geomap);
