'use strict';
/*
 * The map as a picture: what is seen, with title, dates, legend and credits on it. Layers of
 * the reader's own show where they are drawn on a canvas or are pictures.
 */
(function (geomap) {
  const RATIO = 2;
  const INK = '#1b2733';
  const MUTED = '#5a6774';

  /**
   * What is painted, from below. Online tiles are left out, since a page may not read pictures
   * of other hosts: the built-in map shows in their place.
   */
  const PANES = ['basemap', 'extents', 'overlayPane', 'events', 'names', 'markerPane'];

  async function take(map, layer) {
    const size = map.getSize();
    const canvas = geomap.el('canvas', { width: size.x * RATIO, height: size.y * RATIO });
    const pen = canvas.getContext('2d');
    pen.scale(RATIO, RATIO);
    pen.fillStyle = getComputedStyle(map.getContainer()).backgroundColor;
    pen.fillRect(0, 0, size.x, size.y);
    const frame = map.getContainer().getBoundingClientRect();
    const canvases = [];
    map.eachLayer((one) => {
      if (one instanceof geomap.MapCanvas) canvases.push(one);
    });
    for (const one of canvases) one.sharpen(RATIO);
    for (const name of PANES) {
      if (name === 'names') writeNames(pen, map);
      else drawPane(pen, map.getPane(name), frame);
    }
    for (const one of canvases) one.sharpen(null);
    const { page, store } = layer;
    heading(pen, page, store, size);
    legend(pen, layer, size);
    credits(pen, page, map, size);
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }

  function drawPane(pen, pane, frame) {
    for (const drawn of pane?.querySelectorAll('canvas, img') ?? []) {
      const at = drawn.getBoundingClientRect();
      if (!at.width || (drawn.src && !drawn.src.startsWith('data:'))) continue;
      pen.drawImage(drawn, at.left - frame.left, at.top - frame.top, at.width, at.height);
    }
  }

  function writeNames(pen, map) {
    const labels = map.page.labels;
    if (!labels) return;
    const { FONTS, FAMILY, DOTS, HEIGHT } = geomap.Labels;
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    pen.lineJoin = 'round';
    for (const { text, kind, x, y, width, dot } of labels.placed) {
      const { font, colour, halo, spacing = 0 } = FONTS[kind];
      pen.font = `${font} ${FAMILY}`;
      pen.letterSpacing = `${spacing}px`;
      pen.lineWidth = 3;
      pen.strokeStyle = halo ?? 'transparent';
      if (labels.dense) box(pen, x - 2, y, width + 4, HEIGHT);
      pen.strokeText(text, x + 1, y + HEIGHT / 2);
      pen.fillStyle = colour;
      pen.fillText(text, x + 1, y + HEIGHT / 2);
      if (!dot || labels.dense) continue;
      const { size, line, fill, edge } = DOTS[kind];
      pen.beginPath();
      pen.arc(dot.x, dot.y, (size - line) / 2, 0, 2 * Math.PI);
      pen.fillStyle = fill;
      pen.fill();
      pen.lineWidth = line;
      pen.strokeStyle = edge;
      if (line) pen.stroke();
    }
    pen.letterSpacing = '0px';
  }

  /** A white box in a corner, as wide as its lines. */
  function box(pen, x, y, width, height) {
    pen.fillStyle = 'rgb(255 255 255 / 92%)';
    pen.beginPath();
    pen.roundRect(x, y, width, height, 6);
    pen.fill();
  }

  function heading(pen, page, store, size) {
    const { words, title, font } = page;
    const bold = `700 17px ${font}`;
    const plain = `13px ${font}`;
    pen.font = bold;
    const lines = wrap(pen, title, Math.min(size.x * 0.6, 560));
    const [from, to] = store.time ?? store.span ?? [];
    const dates = from === undefined ? '' : words.span(geomap.days.iso(from), geomap.days.iso(to));
    const under = [dates, words.count('counts.events', store.totals.events)].filter(Boolean).join(' · ');
    let width = Math.max(...lines.map((line) => pen.measureText(line).width));
    pen.font = plain;
    width = Math.max(width, pen.measureText(under).width);
    box(pen, 12, 12, width + 24, lines.length * 22 + 34);
    pen.textAlign = 'left';
    pen.textBaseline = 'top';
    pen.fillStyle = INK;
    pen.font = bold;
    for (const [number, line] of lines.entries()) pen.fillText(line, 24, 21 + 22 * number);
    pen.font = plain;
    pen.fillStyle = MUTED;
    pen.fillText(under, 24, 22 + 22 * lines.length);
  }

  function wrap(pen, text, width) {
    const lines = [''];
    for (const word of text.split(/\s+/)) {
      const longer = `${lines.at(-1)} ${word}`.trim();
      if (lines.at(-1) && pen.measureText(longer).width > width) lines.push(word);
      else lines[lines.length - 1] = longer;
    }
    return lines.slice(0, 4);
  }

  /** The corner that hides fewest symbols: below at the left, above or below at the right. */
  function corner(layer, size, width, height) {
    const symbols = layer._map ? [...layer.groups, ...layer.chips] : [];
    const right = size.x - width - 12;
    const below = size.y - height - 40;
    const corners = [[12, below], [right, below], [right, 12]];
    const hidden = ([x, y]) =>
      symbols.filter((group) => {
        const at = layer.containerPoint(group);
        return at.x > x - 20 && at.y > y - 20 && at.x < x + width + 20 && at.y < y + height + 20;
      }).length;
    return corners.sort((a, b) => hidden(a) - hidden(b))[0];
  }

  function legend(pen, layer, size) {
    const { page, store } = layer;
    const { words, symbols, font } = page;
    const facet = store.facets.get('event_type');
    const counts = new Map();
    for (const [code, word] of facet.words.entries()) {
      if (store.typeCounts[code] && !facet.off.has(code)) counts.set(word ?? '', store.typeCounts[code]);
    }
    const types = symbols.order(counts.keys()).slice(0, 14);
    if (!types.length) return;
    pen.font = `13px ${font}`;
    const texts = types.map((type) => `${words.type(type)}  ${words.number.format(counts.get(type))}`);
    const width = Math.max(...texts.map((text) => pen.measureText(text).width)) + 56;
    const height = types.length * 22 + 16;
    const [left, top] = corner(layer, size, width, height);
    box(pen, left, top, width, height);
    pen.textBaseline = 'middle';
    for (const [number, type] of types.entries()) {
      const y = top + 19 + 22 * number;
      symbols.paint(pen, type, left + 18, y, 18, false);
      pen.textAlign = 'left';
      pen.fillStyle = INK;
      pen.font = `13px ${font}`;
      pen.fillText(texts[number], left + 34, y + 0.5);
    }
  }

  function credits(pen, page, map, size) {
    const { words, font } = page;
    const credit = map.getContainer().querySelector('.leaflet-control-attribution')?.textContent ?? '';
    const text = `${words.t('map.claims')} ${words.t('map.borders')} ${credit}`;
    pen.font = `11px ${font}`;
    const width = Math.min(pen.measureText(text).width + 16, size.x);
    box(pen, size.x - width, size.y - 22, width, 22);
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    pen.fillStyle = MUTED;
    pen.fillText(text, size.x - 8, size.y - 10.5, size.x - 12);
  }

  geomap.takePicture = take;
})(window.geomap);
