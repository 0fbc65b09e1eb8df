'use strict';
/* How control is drawn: areas by tone and pattern, the line of contact, what was won and lost. */
(function (geomap) {
  // Points closer together than this, in pixels, are one.
  const NEAR = 0.7;
  const TILE = 12;
  // How strong an area's tone is, and the pattern on it: names and borders stay readable.
  const TONE = 0.13;
  const LINES = 0.32;
  const CONTACT = '#1b2733';
  // Okabe and Ito (2008), as the symbols; a pattern for those who can't tell colours at all.
  const STYLES = {
    Russia: { colour: '#d55e00', pattern: 'rising' },
    Ukraine: { colour: '#0072b2', pattern: 'falling' },
    contested: { colour: '#000000', pattern: 'dots' },
    'claimed by Russia': { colour: '#e69f00', pattern: 'level' },
    'claimed by Ukraine': { colour: '#56b4e9', pattern: 'upright' },
    'held (the data do not say by whom)': { colour: '#cc79a7', pattern: 'rising' },
  };
  // For labels that are none of these, taken in turn.
  const COLOURS = ['#009e73', '#cc79a7', '#56b4e9', '#e69f00', '#0072b2'];
  const PATTERNS = ['crossed', 'upright', 'falling', 'level', 'dots', 'rising'];
  const CHANGES = { gained: '#d55e00', lost: '#0072b2' };

  /** The look of each label of a series, by its number. */
  function styles(labels) {
    let turn = 0;
    return labels.map((label) => {
      if (label !== null && Object.hasOwn(STYLES, label)) return STYLES[label];
      turn += 1;
      return { colour: COLOURS[turn % COLOURS.length], pattern: PATTERNS[turn % PATTERNS.length] };
    });
  }

  const tiles = new Map();

  /** A tile of an area's tone and pattern, as sharp as the canvas is. */
  function tile({ colour, pattern }, ratio) {
    const key = `${colour} ${pattern} ${ratio}`;
    if (!tiles.has(key)) {
      const side = TILE * ratio;
      const made = geomap.el('canvas', { width: side, height: side });
      const pen = made.getContext('2d');
      pen.scale(ratio, ratio);
      pen.strokeStyle = colour;
      pen.fillStyle = colour;
      pen.lineWidth = 1.3;
      pen.globalAlpha = TONE;
      pen.fillRect(0, 0, TILE, TILE);
      pen.globalAlpha = LINES;
      DRAW[pattern](pen);
      tiles.set(key, made);
    }
    return tiles.get(key);
  }

  function strokes(pen, lines) {
    pen.beginPath();
    for (const [x1, y1, x2, y2] of lines) {
      pen.moveTo(x1, y1);
      pen.lineTo(x2, y2);
    }
    pen.stroke();
  }

  // Slanting lines begin and end outside the tile, so that they meet in its corners.
  const RISING = [[-2, 2, 2, -2], [-2, 8, 8, -2], [-2, 14, 14, -2], [4, 14, 14, 4], [10, 14, 14, 10]];
  const FALLING = RISING.map(([x1, y1, x2, y2]) => [TILE - x1, y1, TILE - x2, y2]);
  const DRAW = {
    rising: (pen) => strokes(pen, RISING),
    falling: (pen) => strokes(pen, FALLING),
    level: (pen) => strokes(pen, [[0, 3, 12, 3], [0, 9, 12, 9]]),
    upright: (pen) => strokes(pen, [[3, 0, 3, 12], [9, 0, 9, 12]]),
    crossed: (pen) => strokes(pen, [...RISING, ...FALLING]),
    dots: (pen) => {
      for (const [x, y] of [[3, 3], [9, 9]]) {
        pen.beginPath();
        pen.arc(x, y, 1.5, 0, 2 * Math.PI);
        pen.fill();
      }
    },
  };

  /** Fill a path with the look of a label; `left` and `top` tie the pattern to the land. */
  function fill(pen, path, style, ratio, left = 0, top = 0) {
    const pattern = pen.createPattern(tile(style, ratio), 'repeat');
    pattern.setTransform(new DOMMatrix().translate(-(left % TILE), -(top % TILE)).scale(1 / ratio));
    pen.fillStyle = pattern;
    pen.fill(path, 'evenodd');
  }

  function trace(path, { scale, left, top }, count, xOf, yOf) {
    let [lastX, lastY] = [Infinity, Infinity];
    for (let i = 0; i < count; i += 1) {
      const x = xOf(i) * scale - left;
      const y = yOf(i) * scale - top;
      if (i === 0) path.moveTo(x, y);
      else if (i === count - 1 || Math.abs(x - lastX) > NEAR || Math.abs(y - lastY) > NEAR) path.lineTo(x, y);
      else continue;
      [lastX, lastY] = [x, y];
    }
  }

  function areaPath(series, sight, rings) {
    const path = new Path2D();
    for (const ring of rings) {
      trace(path, sight, ring.length, (i) => series.x[ring[i]], (i) => series.y[ring[i]]);
      path.closePath();
    }
    return path;
  }

  /** A snapshot: areas, the larger below; what changed since `base`; the line of contact. */
  function snapshot(pen, sight, series, looks, number, base) {
    const main = series.days.main[number];
    for (const label of series.labelsOf(number)) {
      const path = areaPath(series, sight, series.ringsOf(number, label));
      fill(pen, path, looks[label], sight.ratio, sight.left, sight.top);
      if (label === main) continue;
      pen.strokeStyle = looks[label].colour;
      pen.lineWidth = 1;
      pen.globalAlpha = 0.7;
      pen.stroke(path);
      pen.globalAlpha = 1;
    }
    if (base !== null) change(pen, sight, series, number, base);
    contact(pen, sight, geomap.control.contact(series, number));
  }

  /** Land that the main side has and had not, and the other way round. */
  function change(pen, sight, series, number, base) {
    const now = areaPath(series, sight, series.ringsOf(number, series.days.main[number]));
    const outside = new Path2D(now);
    outside.rect(-10, -10, sight.width + 20, sight.height + 20);
    const changed = areaPath(series, sight, geomap.control.changed(series, number, base));
    for (const [colour, where] of [[CHANGES.gained, now], [CHANGES.lost, outside]]) {
      pen.save();
      pen.clip(where, 'evenodd');
      pen.globalAlpha = 0.8;
      pen.fillStyle = colour;
      pen.fill(changed, 'evenodd');
      pen.restore();
    }
  }

  /** The line of contact, on a light ground so that it stands out from patterns. */
  function contact(pen, sight, lines) {
    const path = new Path2D();
    for (const line of lines) {
      trace(path, sight, line.length / 2, (i) => line[2 * i], (i) => line[2 * i + 1]);
    }
    stroke(pen, path);
  }

  function stroke(pen, path) {
    pen.lineJoin = 'round';
    pen.lineCap = 'round';
    for (const [colour, width] of [['rgb(255 255 255 / 85%)', 4.6], [CONTACT, 2.2]]) {
      pen.strokeStyle = colour;
      pen.lineWidth = width;
      pen.stroke(path);
    }
    pen.lineCap = 'butt';
  }

  /** A sample for a key: of a label's look, of "gained" or "lost", or of the line. */
  function sample(pen, what, ratio, x, y, width, height) {
    const path = new Path2D();
    if (what === 'contact') {
      path.moveTo(x + 2, y + height / 2);
      path.lineTo(x + width - 2, y + height / 2);
      stroke(pen, path);
      return;
    }
    path.rect(x, y, width, height);
    if (what in CHANGES) {
      pen.globalAlpha = 0.8;
      pen.fillStyle = CHANGES[what];
      pen.fill(path);
      pen.globalAlpha = 1;
      return;
    }
    pen.fillStyle = '#fff';
    pen.fill(path);
    fill(pen, path, what, ratio, -x, -y);
    pen.strokeStyle = what.colour;
    pen.lineWidth = 1;
    pen.stroke(path);
  }

  Object.assign(geomap.control, { styles, snapshot, sample });
})(window.geomap);
