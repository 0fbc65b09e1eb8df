'use strict';
/*
 * Very many places as dots: single events are set pixel by pixel, which a million can be in the
 * blink of an eye; places with more events are larger discs, the largest with their count.
 */
(function (geomap) {
  const { MIXED } = geomap.counting;
  // Places with at least this many events are discs of their own; of these, so many at most.
  const DISC_FROM = 3;
  const MOST_DISCS = 1500;
  // Discs of several types are rings from this radius on, the fullest so many.
  const RING_FROM = 7;
  const MOST_RINGS = 400;
  // Discs that may carry their count.
  const MOST_COUNTS = 60;
  const SMALL = 2.8;
  // Dots whose middles lie in one square of so many pixels are nearly one.
  const CELL = 3;

  function colours(store, symbols) {
    const words = store.facets.get('event_type').words;
    return words.map((word) => symbols.style(word ?? '').colour);
  }

  /** How large the disc of a place with n events is, in pixels. */
  function radius(n) {
    return n === 1 ? SMALL : Math.min(3.4 + 1.5 * Math.log2(n), 17);
  }

  /** Paint places; returns the discs that stand out, as groups. */
  function paint(pen, sight, store, seen, symbols) {
    const { points } = seen;
    const palette = colours(store, symbols);
    const mixed = symbols.styles.mixed.colour;
    const { counts } = store;
    let large = [];
    for (let k = 0; k < points.length; k += 1) {
      if (counts[points[k]] >= DISC_FROM) large.push(points[k]);
    }
    large.sort((a, b) => counts[b] - counts[a] || a - b);
    large = large.slice(0, MOST_DISCS);
    const least = large.length === MOST_DISCS ? counts[large.at(-1)] + 1 : DISC_FROM;
    setPixels(pen, sight, store, seen, least, palette, mixed);
    return discs(pen, sight, store, large.filter((p) => counts[p] >= least), symbols);
  }

  /** Small dots, written into the picture of the canvas itself. */
  function setPixels(pen, sight, store, seen, least, palette, mixed) {
    const { ratio } = sight;
    const { width, height } = pen.canvas;
    if (!width || !height) return;
    const { picture, pixels, owners } = sheet(pen, width, height);
    const inks = Uint32Array.from([...palette, mixed], ink);
    const edge = ink('#ffffff');
    const reach = Math.round(SMALL * ratio);
    const { middle, rim } = stamp(reach, width);
    const { counts, kinds } = store;
    const { points, xs, ys } = seen;
    const across = Math.ceil(width / CELL) + 1;
    const cellOf = (x, y) => ((y / CELL) | 0) * across + ((x / CELL) | 0);
    // Dots that are nearly one: the newest stands for all.
    for (let k = 0; k < points.length; k += 1) {
      if (counts[points[k]] >= least) continue;
      const x = (xs[k] * ratio) | 0;
      const y = (ys[k] * ratio) | 0;
      if (x > reach && y > reach && x < width - reach - 1 && y < height - reach - 1) {
        owners[cellOf(x, y)] = k + 1;
      }
    }
    for (let cell = 0; cell < owners.length; cell += 1) {
      const k = owners[cell] - 1;
      if (k < 0) continue;
      const at = ((ys[k] * ratio) | 0) * width + ((xs[k] * ratio) | 0);
      const kind = kinds[points[k]];
      const colour = inks[kind === MIXED ? inks.length - 1 : kind - 1];
      for (let i = 0; i < rim.length; i += 1) pixels[at + rim[i]] = edge;
      for (let i = 0; i < middle.length; i += 1) pixels[at + middle[i]] = colour;
    }
    pen.putImageData(picture, 0, 0);
  }

  const sheets = new WeakMap();

  /** An empty picture as large as the canvas; it is kept, since making one takes long. */
  function sheet(pen, width, height) {
    let made = sheets.get(pen);
    if (made?.picture.width !== width || made.picture.height !== height) {
      const picture = pen.createImageData(width, height);
      const owners = new Int32Array((Math.ceil(width / CELL) + 1) * (Math.ceil(height / CELL) + 1));
      made = { picture, pixels: new Uint32Array(picture.data.buffer), owners };
      sheets.set(pen, made);
      return made;
    }
    made.pixels.fill(0);
    made.owners.fill(0);
    return made;
  }

  /** Steps from the middle of a dot to its pixels. */
  function stamp(reach, width) {
    const middle = [];
    const rim = [];
    for (let dy = -reach; dy <= reach; dy += 1) {
      for (let dx = -reach; dx <= reach; dx += 1) {
        const far = Math.sqrt(dx * dx + dy * dy);
        if (far <= reach - 0.6) middle.push(dy * width + dx);
        else if (far <= reach + 0.2) rim.push(dy * width + dx);
      }
    }
    return { middle: Int32Array.from(middle), rim: Int32Array.from(rim) };
  }

  /** '#rrggbb' as the number of a pixel. */
  function ink(colour) {
    const value = Number.parseInt(colour.slice(1), 16);
    const [red, green, blue] = [value >> 16, (value >> 8) & 255, value & 255];
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
  }

  /** Places with several events; the large ones show of which types, the others the commonest. */
  function discs(pen, sight, store, large, symbols) {
    const { x, y, counts } = store;
    const drawn = large.map((p) => {
      const r = radius(counts[p]);
      const group = geomap.groups.measure(store, { places: [p], area: false });
      return Object.assign(group, {
        x: x[p] * sight.scale - sight.left,
        y: y[p] * sight.scale - sight.top,
        width: 2 * r,
        height: 2 * r,
      });
    });
    pen.lineWidth = 1.2;
    pen.strokeStyle = '#fff';
    for (const [rank, disc] of [...drawn.entries()].reverse()) {
      const r = disc.width / 2;
      if (disc.types.size > 1 && r >= RING_FROM && rank < MOST_RINGS) {
        symbols.paintMixed(pen, disc.types, disc.x, disc.y, 2.2 * r);
        continue;
      }
      const [type] = [...disc.types].reduce((a, b) => (b[1] > a[1] ? b : a));
      pen.beginPath();
      pen.arc(disc.x, disc.y, r, 0, 2 * Math.PI);
      pen.fillStyle = symbols.style(type).colour;
      pen.fill();
      pen.lineWidth = 1.2;
      pen.strokeStyle = '#fff';
      pen.stroke();
    }
    writeCounts(pen, store, drawn);
    return drawn;
  }

  /** The counts of the largest discs, where none covers another. */
  function writeCounts(pen, store, drawn) {
    const { around, overlaps } = geomap.boxes;
    const taken = [];
    pen.font = `650 10.5px ${getComputedStyle(document.body).fontFamily}`;
    pen.textAlign = 'center';
    pen.textBaseline = 'middle';
    for (const disc of drawn) {
      if (taken.length >= MOST_COUNTS || disc.width < 16) break;
      const box = around(disc, disc.width, disc.height);
      if (taken.some((other) => overlaps(box, other))) continue;
      taken.push(box);
      disc.stands = true;
      const text = short(store.counts[disc.places[0]]);
      pen.lineWidth = 2.6;
      pen.strokeStyle = '#1b2733';
      pen.strokeText(text, disc.x, disc.y + 0.5);
      pen.fillStyle = '#fff';
      pen.fillText(text, disc.x, disc.y + 0.5);
    }
  }

  /** 1,234 as "1.2k": there is room for three or four signs. */
  function short(n) {
    if (n < 1000) return String(n);
    return n < 10000 ? `${(n / 1000).toFixed(1)}k` : `${Math.round(n / 1000)}k`;
  }

  geomap.dots = { paint, radius };
})(window.geomap);
