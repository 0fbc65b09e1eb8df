'use strict';
/* What follows from the rings of control: the line of contact, and what changed between days. */
(function (geomap) {
  // A line that data draw themselves has no label.
  const LINE = 0;

  /**
   * The line of contact of a snapshot, as stretches of x, y, x, y ... on a map of the world of
   * size 1: edges of the main side, less what runs along coasts and state borders.
   */
  function contact(series, number) {
    const main = series.days.main[number];
    const found = [];
    let open = null;
    const point = (a, b, share) => [
      series.x[a] + share * (series.x[b] - series.x[a]),
      series.y[a] + share * (series.y[b] - series.y[a]),
    ];
    const add = (a, b, begin, end) => {
      if (begin > 0 || !open) found.push((open = [...point(a, b, begin)]));
      open.push(...point(a, b, end));
      if (end < 1) open = null;
    };
    for (const ring of series.ringsOf(number, main)) {
      open = null;
      const edges = main === LINE ? ring.length - 1 : ring.length;
      for (let i = 0; i < edges; i += 1) {
        const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
        const parts = main === LINE ? ALL : partsOf(series, a, b);
        for (const [begin, end] of parts) add(a, b, begin, end);
        if (!parts.length) open = null;
      }
    }
    return found;
  }

  const ALL = [[0, 1]];
  const NONE = [];

  /** The shares of the edge from a to b that are the line of contact. */
  function partsOf(series, a, b) {
    const parts = series.parts.get(series.key(a, b));
    if (!parts) return series.vertices.inland[a] && series.vertices.inland[b] ? ALL : NONE;
    return a < b ? parts : parts.map(([begin, end]) => [1 - end, 1 - begin]).reverse();
  }

  /**
   * Rings round what one of two snapshots has and the other has not, under an even-odd rule.
   * Edges that both have bound nothing; were they drawn, a hair of colour would show along them.
   */
  function changed(series, number, base) {
    const label = series.days.main[number];
    const left = new Map();
    for (const each of [number, base]) {
      for (const ring of series.ringsOf(each, label)) {
        for (let i = 0; i < ring.length; i += 1) {
          const [a, b] = [ring[i], ring[(i + 1) % ring.length]];
          const key = series.key(a, b);
          if (!left.delete(key)) left.set(key, [a, b]);
        }
      }
    }
    return loops(left.values());
  }

  /** Edges joined to rings: an even number of them meets at every vertex. */
  function loops(edges) {
    const beside = new Map();
    const join = (a, b) => (beside.has(a) ? beside.get(a).push(b) : beside.set(a, [b]));
    for (const [a, b] of edges) {
      join(a, b);
      join(b, a);
    }
    const found = [];
    for (const [start, next] of beside) {
      while (next.length) {
        const ring = [start];
        let at = start;
        do {
          const to = beside.get(at).pop();
          const back = beside.get(to);
          back.splice(back.indexOf(at), 1);
          ring.push(to);
          at = to;
        } while (at !== start);
        ring.pop();
        found.push(ring);
      }
    }
    return found;
  }

  geomap.control = { contact, changed };
})(window.geomap);
