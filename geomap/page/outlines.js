'use strict';
/*
 * The outlines of the built-in base map, unpacked from arcs that neighbours share, and how they
 * are traced on a canvas. Points lie on a map of the world of size 1.
 */
(function (geomap) {
  // Points closer together than this, in pixels, are one.
  const NEAR = 0.7;

  geomap.Outlines = class {
    constructor(data) {
      this.data = data;
      this.lines = data.arcs.map((arc) => unpack(arc, data.scale));
      this.boxes = this.lines.map(boxOf);
      this.areas = new Map(data.regions.map((region) => [region.name, region]));
      this.joined = new Map();
    }

    region(name) {
      return this.areas.get(name);
    }

    /** The rings of an area, each as x, y, x, y, ... */
    rings(area) {
      if (!this.joined.has(area)) {
        this.joined.set(area, area.polygons.flat().map((ring) => this.ring(ring)));
      }
      return this.joined.get(area);
    }

    ring(numbers) {
      const points = [];
      for (const number of numbers) {
        const line = this.lines[number >= 0 ? number : ~number];
        // Neighbouring arcs share a point.
        const skip = points.length ? 1 : 0;
        const length = line.length / 2;
        for (let i = skip; i < length; i += 1) {
          const at = number >= 0 ? i : length - 1 - i;
          points.push(line[2 * at], line[2 * at + 1]);
        }
      }
      return Float64Array.from(points);
    }

    /** [[south, west], [north, east]] of an area. */
    bounds(area) {
      const boxes = this.rings(area).map(boxOf);
      const least = (key) => boxes.map((box) => box[key]).reduce((a, b) => Math.min(a, b));
      const most = (key) => boxes.map((box) => box[key]).reduce((a, b) => Math.max(a, b));
      const latitude = (y) => (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
      const longitude = (x) => 360 * (x - 0.5);
      return [
        [latitude(most('y2')), longitude(least('x1'))],
        [latitude(least('y1')), longitude(most('x2'))],
      ];
    }

    /** Trace the outline of areas; what lies out of sight is left out. */
    traceAreas(pen, sight, areas) {
      for (const area of areas) {
        for (const ring of this.rings(area)) {
          if (!isSeen(boxOf(ring), sight)) continue;
          trace(pen, sight, ring);
          pen.closePath();
        }
      }
    }

    /** Trace the lines of one kind of border: coast, state or region. */
    traceBorders(pen, sight, kind) {
      for (const number of this.data.borders[kind]) {
        if (isSeen(this.boxes[number], sight)) trace(pen, sight, this.lines[number]);
      }
    }
  };

  function unpack(arc, scale) {
    const points = new Float64Array(arc.length);
    let longitude = 0;
    let latitude = 0;
    for (let index = 0; index < arc.length; index += 2) {
      longitude += arc[index];
      latitude += arc[index + 1];
      const { x, y } = geomap.project(Math.max(latitude / scale, -85), longitude / scale);
      points[index] = x;
      points[index + 1] = y;
    }
    return points;
  }

  function boxOf(points) {
    const box = { x1: Infinity, y1: Infinity, x2: -Infinity, y2: -Infinity };
    for (let i = 0; i < points.length; i += 2) {
      box.x1 = Math.min(box.x1, points[i]);
      box.x2 = Math.max(box.x2, points[i]);
      box.y1 = Math.min(box.y1, points[i + 1]);
      box.y2 = Math.max(box.y2, points[i + 1]);
    }
    return box;
  }

  function isSeen(box, { scale, left, top, width, height }) {
    return (
      box.x2 * scale >= left &&
      box.y2 * scale >= top &&
      box.x1 * scale <= left + width &&
      box.y1 * scale <= top + height
    );
  }

  function trace(pen, { scale, left, top }, points) {
    let [lastX, lastY] = [Infinity, Infinity];
    const end = points.length - 2;
    for (let i = 0; i <= end; i += 2) {
      const x = points[i] * scale - left;
      const y = points[i + 1] * scale - top;
      if (i === 0) pen.moveTo(x, y);
      else if (i === end || Math.abs(x - lastX) > NEAR || Math.abs(y - lastY) > NEAR) pen.lineTo(x, y);
      else continue;
      lastX = x;
      lastY = y;
    }
  }
})(window.geomap);
