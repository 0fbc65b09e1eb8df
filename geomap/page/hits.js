'use strict';
/* What lies under the pointer: a part of the layer of events. */
(function (geomap) {
  // How near a click must come to a dot, in pixels; fingers are less exact.
  const NEAR = 8;
  const NEAR_TOUCH = 14;

  geomap.hits = {
    /** The group under a container point, or null; `touch` where a finger points. */
    hit(point, touch = false) {
      if (!this.sight) return null;
      const { min } = this.sight;
      const at = this._map.containerPointToLayerPoint(point).subtract(min);
      const covers = (group) =>
        Math.abs(group.x - at.x) <= group.width / 2 + 2 && Math.abs(group.y - at.y) <= group.height / 2 + 2;
      const chip = this.chips.find(covers);
      if (chip) return chip;
      const found = this.groups.find(covers);
      if (found && !this.dotted) return found;
      return this.dotted ? this.dotsAt(at, found, touch ? NEAR_TOUCH : NEAR) : null;
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
  };
})(window.geomap);
