'use strict';
/* Areas on the map: a label with the name and the count, laid where it hides no symbol. */
(function (geomap) {
  const { spiral, around, overlaps, inside } = geomap.boxes;
  const HEIGHT = 26;
  const BARE = 56;
  const WIDEST = 240;
  // The fullest areas first; more labels than this would hide the map.
  const MOST = 60;

  /** Lay the labels of areas clear of `groups` and `controls`; returns them as groups. */
  geomap.layChips = function (store, extents, sight, areas, groups, controls, textWidth) {
    const boxes = [...groups.map((group) => room(group)), ...controls];
    const ordered = [...areas].sort((a, b) => store.counts[b] - store.counts[a] || a - b);
    const chips = [];
    for (const place of ordered.slice(0, MOST)) {
      const chip = geomap.groups.measure(store, { places: [place], area: true });
      const width = Math.min(textWidth(chip.name ?? '') + 62, WIDEST);
      // From afar a name would be larger than the area it names.
      chip.text = extents.span(place, sight) > width / 2 ? (chip.name ?? '') : '';
      chip.width = chip.text ? width : BARE;
      chip.height = HEIGHT;
      if (lay(store, extents, sight, chip, place, boxes)) chips.push(chip);
    }
    return chips;
  };

  /** The pixels that a symbol takes, with its badge at the upper right. */
  function room(group) {
    const box = around(group, group.width + 4, group.height + 4);
    return group.count > 1 ? { ...box, x2: box.x2 + 8, y1: box.y1 - 7 } : box;
  }

  /** Find the spot; false where the area is out of sight. */
  function lay(store, extents, sight, chip, place, boxes) {
    const region = extents.region(place);
    const area = region && extents.outlines.region(region);
    const { x, y } = area ? geomap.project(...area.at) : { x: store.x[place], y: store.y[place] };
    const middle = { x: x * sight.scale - sight.left, y: y * sight.scale - sight.top };
    // A label stays in view as long as its area may reach into it.
    const start = within(middle, sight.view, chip);
    const reach = extents.span(place, sight);
    const far = Number.isFinite(reach) ? reach / 2 : 100;
    if (Math.abs(start.x - middle.x) > far || Math.abs(start.y - middle.y) > far) return false;
    const rings = area ? pixelRings(extents.rings(region), sight) : null;
    const km = area ? 0 : extents.radii?.[place];
    const radius = km ? extents.pixels(place, km, sight.scale) : 0;
    const free = [...spiral(radius)]
      .map(([dx, dy]) => within({ x: start.x + dx, y: start.y + dy }, sight.view, chip))
      .filter((point) => {
        const box = around(point, chip.width + 4, chip.height + 4);
        return !boxes.some((other) => overlaps(box, other));
      });
    const best = free.find((point) => rings && inside(point, rings)) ?? free[0] ?? start;
    boxes.push(around(best, chip.width + 4, chip.height + 4));
    chip.x = best.x;
    chip.y = best.y;
    return true;
  }

  /** The point of a view that is nearest to another and leaves room for a label. */
  function within({ x, y }, view, { width, height }) {
    const clamp = (value, low, high) => Math.min(Math.max(value, low), Math.max(low, high));
    return {
      x: clamp(x, view.x1 + width / 2 + 4, view.x2 - width / 2 - 4),
      y: clamp(y, view.y1 + height / 2 + 4, view.y2 - height / 2 - 4),
    };
  }

  function pixelRings(rings, sight) {
    return rings.map((ring) => {
      const points = [];
      for (let i = 0; i < ring.length; i += 2) {
        points.push({ x: ring[i] * sight.scale - sight.left, y: ring[i + 1] * sight.scale - sight.top });
      }
      return points;
    });
  }
})(window.geomap);
