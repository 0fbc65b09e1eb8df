'use strict';
/* The outlines of the built-in base map, unpacked from arcs that neighbours share. */
(function (geomap) {
  geomap.Outlines = class {
    constructor(data) {
      this.data = data;
      this.lines = data.arcs.map((arc) => unpack(arc, data.scale));
      this.areas = new Map(data.regions.map((region) => [region.name, region]));
    }

    /** An area as Leaflet wants it: polygons of rings of [latitude, longitude]. */
    polygons(area) {
      return area.polygons.map((rings) => rings.map((ring) => this.ring(ring)));
    }

    ring(numbers) {
      const points = [];
      for (const number of numbers) {
        const line = number >= 0 ? this.lines[number] : [...this.lines[~number]].reverse();
        points.push(...(points.length ? line.slice(1) : line));
      }
      return points;
    }

    /** The lines of one kind of border: coast, state or region. */
    borders(kind) {
      return this.data.borders[kind].map((number) => this.lines[number]);
    }

    region(name) {
      return this.areas.get(name);
    }
  };

  function unpack(arc, scale) {
    const points = [];
    let x = 0;
    let y = 0;
    for (let index = 0; index < arc.length; index += 2) {
      x += arc[index];
      y += arc[index + 1];
      points.push([y / scale, x / scale]);
    }
    return points;
  }
})(window.geomap);
