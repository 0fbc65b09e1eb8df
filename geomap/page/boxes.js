'use strict';
/* Boxes and areas in pixels: what overlaps, what lies inside, where else there is room. */
(function (geomap) {
  /** Steps away from a middle, ever wider; round a circle of `radius` first. */
  function* spiral(radius) {
    if (radius) {
      for (const turn of [-90, -60, -120, 90, 60, 120, 0, 180]) {
        const angle = (turn * Math.PI) / 180;
        yield [radius * Math.cos(angle), radius * Math.sin(angle)];
      }
    }
    yield [0, 0];
    for (let reach = 24; reach <= 192; reach += 24) {
      for (let turn = 0; turn < 360; turn += 30) {
        const angle = (turn * Math.PI) / 180;
        yield [reach * 1.4 * Math.cos(angle), reach * Math.sin(angle)];
      }
    }
  }

  function around(point, width, height) {
    const [w, h] = [width / 2, height / 2];
    return { x1: point.x - w, y1: point.y - h, x2: point.x + w, y2: point.y + h };
  }

  function overlaps(a, b) {
    return a.x1 <= b.x2 && b.x1 <= a.x2 && a.y1 <= b.y2 && b.y1 <= a.y2;
  }

  /** Whether a pixel lies in rings: it crosses their sides an odd number of times. */
  function inside(point, rings) {
    let odd = false;
    for (const ring of rings) {
      for (let i = 0, j = ring.length - 1; i < ring.length; j = i, i += 1) {
        const [a, b] = [ring[i], ring[j]];
        if (a.y > point.y === b.y > point.y) continue;
        if (point.x < ((b.x - a.x) * (point.y - a.y)) / (b.y - a.y) + a.x) odd = !odd;
      }
    }
    return odd;
  }

  /** Boxes in the cells of a grid, so that a question looks at the nearest few alone. */
  class Taken {
    constructor(cell = 64) {
      this.cell = cell;
      this.cells = new Map();
    }

    add(box) {
      for (const key of this.keys(box)) {
        const there = this.cells.get(key);
        if (there) there.push(box);
        else this.cells.set(key, [box]);
      }
    }

    /** Whether a box overlaps any that was added. */
    hit(box) {
      return this.keys(box).some((key) =>
        this.cells.get(key)?.some((other) => overlaps(box, other)),
      );
    }

    keys(box) {
      const keys = [];
      const [right, bottom] = [Math.floor(box.x2 / this.cell), Math.floor(box.y2 / this.cell)];
      for (let x = Math.floor(box.x1 / this.cell); x <= right; x += 1) {
        for (let y = Math.floor(box.y1 / this.cell); y <= bottom; y += 1) keys.push(x * 4096 + y);
      }
      return keys;
    }
  }

  geomap.boxes = { spiral, around, overlaps, inside, Taken };
})(window.geomap);
