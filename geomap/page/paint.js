'use strict';
/* Symbols with their counts, and the labels of areas, on a canvas. */
(function (geomap) {
  const INK = '#1b2733';

  function symbol(pen, group, page) {
    const { symbols } = page;
    pen.save();
    pen.shadowColor = 'rgb(20 35 50 / 45%)';
    pen.shadowBlur = 2.5 * (pen.getTransform().a || 1);
    pen.shadowOffsetY = pen.getTransform().a || 1;
    if (group.types.size > 1) symbols.paintMixed(pen, group.types, group.x, group.y, group.size);
    else symbols.paint(pen, [...group.types.keys()][0], group.x, group.y, group.size, group.hollow);
    pen.restore();
    if (group.count > 1) badge(pen, group, page);
  }

  /** The count, at the upper right. */
  function badge(pen, group, page) {
    const text = page.words.number.format(group.count);
    pen.font = `650 11px ${page.font}`;
    const width = Math.max(18, pen.measureText(text).width + 10);
    const left = group.x + group.size / 2 - 10;
    const top = group.y - group.size / 2 - 7;
    pen.beginPath();
    pen.roundRect(left, top, width, 17, 8.5);
    pen.fillStyle = INK;
    pen.fill();
    pen.lineWidth = 1.5;
    pen.strokeStyle = '#fff';
    pen.stroke();
    write(pen, text, left + width / 2, top + 9, '#fff', 'center');
  }

  function chip(pen, group, page) {
    const { symbols, words } = page;
    const left = group.x - group.width / 2;
    const top = group.y - group.height / 2;
    pen.save();
    pen.shadowColor = 'rgb(20 35 50 / 20%)';
    pen.shadowBlur = 3;
    pen.beginPath();
    pen.roundRect(left, top, group.width, group.height, 13);
    pen.fillStyle = 'rgb(255 255 255 / 94%)';
    pen.fill();
    pen.restore();
    pen.lineWidth = 1.4;
    pen.strokeStyle = '#3d4f63';
    pen.setLineDash([4, 3]);
    pen.stroke();
    pen.setLineDash([]);
    const at = left + 15;
    if (group.types.size > 1) symbols.paintMixed(pen, group.types, at, group.y, 15);
    else symbols.paint(pen, [...group.types.keys()][0], at, group.y, 15, false);
    const count = words.number.format(group.count);
    pen.font = `650 12px ${page.font}`;
    const room = group.width - 38 - pen.measureText(count).width;
    write(pen, count, left + group.width - 10, group.y + 0.5, INK, 'right');
    if (!group.text) return;
    pen.font = `12px ${page.font}`;
    write(pen, cut(pen, group.text, room), left + 28, group.y + 0.5, INK, 'left');
  }

  /** A text that is no wider than `room`. */
  function cut(pen, text, room) {
    if (pen.measureText(text).width <= room) return text;
    let length = text.length;
    while (length > 1 && pen.measureText(`${text.slice(0, length)}…`).width > room) length -= 1;
    return `${text.slice(0, length)}…`;
  }

  function write(pen, text, x, y, colour, align) {
    pen.fillStyle = colour;
    pen.textAlign = align;
    pen.textBaseline = 'middle';
    pen.fillText(text, x, y);
  }

  geomap.paint = { symbol, chip };
})(window.geomap);
