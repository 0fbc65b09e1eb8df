'use strict';
/* The key and the source of control below a picture of the map. */
(function (geomap) {
  const LINE = 18;
  const EDGE = 12;
  const INK = '#1b2733';

  /** The picture with what the note on the map says, in a strip of its own: it hides nothing. */
  async function sign(picture, map) {
    const drawn = await createImageBitmap(picture);
    const width = map.getSize().x;
    const ratio = drawn.width / width;
    const canvas = geomap.el('canvas', { width: drawn.width, height: drawn.height });
    const font = `12px ${map.page.font}`;
    const pen = canvas.getContext('2d');
    pen.font = font;
    const rows = arrange(pen, map.control, width - 2 * EDGE);
    const top = drawn.height / ratio;
    // A canvas that changes its size forgets all else.
    canvas.height = Math.round((top + rows.length * LINE + EDGE) * ratio);
    pen.fillStyle = '#fff';
    pen.fillRect(0, 0, canvas.width, canvas.height);
    pen.drawImage(drawn, 0, 0);
    pen.scale(ratio, ratio);
    pen.font = font;
    pen.textBaseline = 'middle';
    for (const [number, row] of rows.entries()) {
      write(pen, row, top + EDGE / 2 + (number + 0.5) * LINE, width - 2 * EDGE, ratio);
    }
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }

  /** Rows of [sample, text, where it begins]: the key, as many rows as it takes, then words. */
  function arrange(pen, control, room) {
    const { key, said, change } = geomap.control;
    const [sampleWidth] = geomap.ControlNote.SAMPLE;
    const rows = [[]];
    let x = 0;
    for (const [what, text] of key(control)) {
      const wide = sampleWidth + 24 + pen.measureText(text).width;
      if (x && x + wide > room) {
        rows.push([]);
        x = 0;
      }
      rows.at(-1).push([what, text, x]);
      x += wide;
    }
    const words = [said(control), change(control)].filter(Boolean);
    return [...rows, ...words.map((text) => [[null, text, 0]])].filter((row) => row.length);
  }

  function write(pen, row, y, room, ratio) {
    const [width, height] = geomap.ControlNote.SAMPLE;
    for (const [what, text, at] of row) {
      const x = EDGE + at;
      if (what) geomap.control.sample(pen, what, ratio, x, y - height / 2, width, height);
      const left = what ? x + width + 6 : x;
      pen.fillStyle = INK;
      // A long name of a source is squeezed rather than cut.
      pen.fillText(text, left, y, room - (left - EDGE));
    }
  }

  geomap.control.sign = sign;
})(window.geomap);
