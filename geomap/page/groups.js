'use strict';
/*
 * What shares a symbol: places that could not be told apart at this zoom, and what the symbol
 * says of them. Where too many would hide the map, places are dots instead (dots.js).
 */
(function (geomap) {
  const { MIXED } = geomap.counting;
  // Symbols closer than this, in pixels, could not be told apart or hit: they join.
  const JOIN = 20;
  // More symbols than this hide the map, or one on so many square pixels; and more places
  // need not be tried.
  const MOST_SYMBOLS = 220;
  const ROOM = 4500;
  const MOST_PLACES = 3000;
  const MARGIN = 20;

  /** Places with chosen events that lie on the canvas, and where on it; areas apart. */
  function inSight(store, sight) {
    const { counts, x, y, at, placeCount } = store;
    const { scale, left, top, width, height } = sight;
    const seen = (store.seen ??= {
      points: new Int32Array(placeCount),
      xs: new Float32Array(placeCount),
      ys: new Float32Array(placeCount),
    });
    const { points, xs, ys } = seen;
    const areas = [];
    let found = 0;
    for (let p = 1; p < placeCount; p += 1) {
      if (!counts[p]) continue;
      if (at.area[p]) {
        areas.push(p);
        continue;
      }
      const px = x[p] * scale - left;
      const py = y[p] * scale - top;
      if (px < -MARGIN || py < -MARGIN || px > width + MARGIN || py > height + MARGIN) continue;
      points[found] = p;
      xs[found] = px;
      ys[found] = py;
      found += 1;
    }
    return { points: points.subarray(0, found), xs, ys, areas };
  }

  /** Groups of places, the fullest first, or null where they are too many for symbols. */
  function join(store, sight, points) {
    if (points.length > MOST_PLACES) return null;
    const { counts, x, y } = store;
    const most = Math.min(MOST_SYMBOLS, (sight.width * sight.height) / ROOM);
    const ordered = [...points].sort((a, b) => counts[b] - counts[a] || a - b);
    const groups = [];
    const cells = new Map();
    for (const place of ordered) {
      const px = x[place] * sight.scale - sight.left;
      const py = y[place] * sight.scale - sight.top;
      const [column, line] = [Math.floor(px / JOIN), Math.floor(py / JOIN)];
      let home = null;
      for (let i = column - 1; i <= column + 1 && !home; i += 1) {
        for (let j = line - 1; j <= line + 1 && !home; j += 1) {
          home = cells.get(`${i}:${j}`)?.find((one) => (one.x - px) ** 2 + (one.y - py) ** 2 < JOIN ** 2);
        }
      }
      if (home) {
        home.places.push(place);
        continue;
      }
      if (groups.length >= most) return null;
      const group = { places: [place], x: px, y: py, area: false };
      groups.push(group);
      const cell = `${column}:${line}`;
      if (cells.has(cell)) cells.get(cell).push(group);
      else cells.set(cell, [group]);
    }
    return groups;
  }

  /** What a symbol says: how many events, of which types, and its size in pixels. */
  function measure(store, group) {
    const { event } = store.rows;
    const types = store.facets.get('event_type');
    const precision = store.rows.geo_precision;
    group.types = new Map();
    group.hollow = Boolean(precision);
    const [only] = group.places;
    const alone = group.places.length === 1;
    if (alone && store.kinds[only] !== MIXED && !precision) {
      group.count = store.counts[only];
      group.types.set(types.words[store.kinds[only] - 1] ?? '', group.count);
    } else {
      const byCode = new Map();
      // Rows of one event stand together at a place, but not at several.
      const seen = alone ? null : new Set();
      let last = -1;
      group.count = 0;
      for (const place of group.places) {
        const rows = store.rowsOf(place);
        for (let k = 0; k < rows.length; k += 1) {
          const row = rows[k];
          if (!store.shown[row]) continue;
          if (precision && precision[row] <= 1) group.hollow = false;
          const e = event[row];
          if (e === last || seen?.has(e)) continue;
          seen?.add(e);
          last = e;
          group.count += 1;
          const code = types.codes[row];
          byCode.set(code, (byCode.get(code) ?? 0) + 1);
        }
      }
      for (const [code, n] of byCode) group.types.set(types.words[code] ?? '', n);
    }
    group.size = group.count === 1 ? 22 : group.count < 5 ? 26 : group.count < 20 ? 31 : 37;
    group.width = group.size;
    group.height = group.size;
    group.name = store.placeWord('place_name', group.places[0]);
    return group;
  }

  geomap.groups = { inSight, join, measure };
})(window.geomap);
