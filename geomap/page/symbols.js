'use strict';
/* The symbols of event types: a shape and a colour each, drawn as SVG or on a canvas. */
(function (geomap) {
  // Outlines in a box of 24 x 24, about equal in area.
  const SHAPES = {
    diamond: ['polygon', { points: '12,1.5 22.5,12 12,22.5 1.5,12' }],
    triangle: ['polygon', { points: '12,1.8 22.8,21 1.2,21' }],
    square: ['polygon', { points: '3.2,3.2 20.8,3.2 20.8,20.8 3.2,20.8' }],
    pentagon: ['polygon', { points: '12,1.6 22.4,9.3 18.4,21.6 5.6,21.6 1.6,9.3' }],
    hexagon: ['polygon', { points: '6.6,2.6 17.4,2.6 22.8,12 17.4,21.4 6.6,21.4 1.2,12' }],
    cross: [
      'polygon',
      {
        points: '8,1.8 16,1.8 16,8 22.2,8 22.2,16 16,16 16,22.2 8,22.2 8,16 1.8,16 1.8,8 8,8',
      },
    ],
    star: [
      'polygon',
      {
        points:
          '12,0.8 14.9,6.1 20.5,3.5 18,9.2 23.3,12 18,14.8 20.5,20.5 14.9,17.9 12,23.2 ' +
          '9.1,17.9 3.5,20.5 6,14.8 0.7,12 6,9.2 3.5,3.5 9.1,6.1',
      },
    ],
    circle: ['circle', { cx: 12, cy: 12, r: 9.8 }],
  };

  geomap.Symbols = class {
    constructor(styles) {
      this.styles = styles;
      this.paths = new Map();
      this.own = new Map();
      this.ranks = new Map(Object.keys(styles.types).map((type, index) => [type, index]));
    }

    style(type) {
      const types = this.styles.types;
      return Object.hasOwn(types, type) ? types[type] : (this.own.get(type) ?? this.styles.other);
    }

    /**
     * Give types that have no symbol of their own one each, in the order given: there is a
     * shape more than there are colours, so that dozens go by before two are alike.
     */
    assign(types) {
      const { own } = this.styles;
      const unknown = types.filter((type) => type && !Object.hasOwn(this.styles.types, type));
      for (const [number, type] of unknown.entries()) {
        const shape = own.shapes[number % own.shapes.length];
        this.ranks.set(type, this.ranks.size);
        this.own.set(type, { shape, colour: own.colours[number % own.colours.length] });
      }
    }

    /** Types in the order of the legend; those that have no symbol of their own come last. */
    order(types) {
      const rank = (type) => this.ranks.get(type) ?? this.ranks.size;
      return [...types].sort((a, b) => rank(a) - rank(b) || a.localeCompare(b));
    }

    /** Paint one symbol on a canvas, about (x, y). */
    paint(pen, type, x, y, size, hollow) {
      const { shape, colour } = this.style(type);
      if (!this.paths.has(shape)) this.paths.set(shape, path(shape));
      pen.save();
      pen.translate(x, y);
      pen.scale(size, size);
      pen.lineJoin = 'round';
      pen.lineWidth = (hollow ? 3.4 : 1.6) / 26;
      pen.fillStyle = hollow ? '#fff' : colour;
      pen.strokeStyle = hollow ? colour : '#fff';
      pen.fill(this.paths.get(shape));
      pen.stroke(this.paths.get(shape));
      pen.restore();
    }

    /** Paint the ring of several types on a canvas. */
    paintMixed(pen, counts, x, y, size) {
      const unit = size / 26;
      const disc = (radius, colour) => {
        pen.beginPath();
        pen.arc(x, y, radius * unit, 0, 2 * Math.PI);
        pen.fillStyle = colour;
        pen.fill();
      };
      disc(12, '#fff');
      const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
      let turn = -Math.PI / 2;
      pen.lineWidth = 5 * unit;
      for (const type of this.order(counts.keys())) {
        const end = turn + (counts.get(type) / total) * 2 * Math.PI;
        pen.beginPath();
        pen.arc(x, y, 8.4 * unit, turn, Math.max(end - 0.06, turn + 0.05));
        pen.strokeStyle = this.style(type).colour;
        pen.stroke();
        turn = end;
      }
      disc(5.6, this.styles.mixed.colour);
    }

    /** One symbol; `hollow` where the place is not exact. */
    draw(type, size, hollow) {
      const style = this.style(type);
      return frame(size, outline(style.shape, style.colour, hollow));
    }

    /** A ring whose parts are the types of a place, for several types at one place. */
    drawMixed(counts, size) {
      const total = [...counts.values()].reduce((sum, n) => sum + n, 0);
      const around = 2 * Math.PI * 8.4;
      const parts = [
        geomap.svg('circle', { cx: 12, cy: 12, r: 11.4, class: 'symbol-edge' }),
        geomap.svg('circle', { cx: 12, cy: 12, r: 5.6, class: 'symbol-core' }),
      ];
      let start = 0;
      for (const type of this.order(counts.keys())) {
        const share = (counts.get(type) / total) * around;
        parts.push(
          geomap.svg('circle', {
            cx: 12,
            cy: 12,
            r: 8.4,
            fill: 'none',
            stroke: this.style(type).colour,
            'stroke-width': 5,
            'stroke-dasharray': `${Math.max(share - 0.8, 0.8)} ${around}`,
            'stroke-dashoffset': -start,
            transform: 'rotate(-90 12 12)',
          }),
        );
        start += share;
      }
      return frame(size, ...parts);
    }
  };

  /** The points of a shape about its middle, for a size of 1. */
  function path(shape) {
    const made = new Path2D();
    const [tag, { points }] = SHAPES[shape] ?? SHAPES.circle;
    if (tag === 'circle') {
      made.arc(0, 0, 9.8 / 26, 0, 2 * Math.PI);
      return made;
    }
    for (const [number, pair] of points.split(' ').entries()) {
      const [x, y] = pair.split(',').map((value) => (Number(value) - 12) / 26);
      if (number) made.lineTo(x, y);
      else made.moveTo(x, y);
    }
    made.closePath();
    return made;
  }

  function outline(shape, colour, hollow) {
    const [tag, attributes] = SHAPES[shape] ?? SHAPES.circle;
    return geomap.svg(tag, {
      ...attributes,
      fill: hollow ? '#fff' : colour,
      stroke: hollow ? colour : '#fff',
      'stroke-width': hollow ? 3.4 : 1.6,
      'stroke-linejoin': 'round',
      class: 'symbol-shape',
    });
  }

  function frame(size, ...parts) {
    const box = { viewBox: '-1 -1 26 26', width: size, height: size, 'aria-hidden': 'true' };
    return geomap.svg('svg', { ...box, class: 'symbol', focusable: 'false' }, parts);
  }
})(window.geomap);
