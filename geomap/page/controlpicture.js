'use strict';
/* The key and the source of control on a picture of the map, just above its credits. */
(function (geomap) {
  const LINE = 17;
  const CREDITS = 22;

  /** The picture with what the note on the map says. */
  async function sign(picture, map) {
    const drawn = await createImageBitmap(picture);
    const size = map.getSize();
    const ratio = drawn.width / size.x;
    const canvas = geomap.el('canvas', { width: drawn.width, height: drawn.height });
    const pen = canvas.getContext('2d');
    pen.drawImage(drawn, 0, 0);
    pen.scale(ratio, ratio);
    write(pen, map, size, ratio);
    return new Promise((done) => canvas.toBlob(done, 'image/png'));
  }

  function write(pen, map, size, ratio) {
    const { control } = map;
    const { said, change, key } = geomap.control;
    pen.font = `11.5px ${map.page.font}`;
    const lines = [said(control), change(control)].filter(Boolean);
    const [sampleWidth, sampleHeight] = geomap.ControlNote.SAMPLE;
    const entries = key(control).map(([what, text]) => [what, text, sampleWidth + 22 + pen.measureText(text).width]);
    const keyWidth = entries.reduce((sum, [, , width]) => sum + width, 0);
    const widest = Math.max(keyWidth, ...lines.map((line) => pen.measureText(line).width));
    const width = Math.min(widest + 20, size.x);
    const height = (lines.length + (entries.length ? 1 : 0)) * LINE + 10;
    const [left, top] = [size.x - width, size.y - CREDITS - height];
    pen.fillStyle = 'rgb(255 255 255 / 92%)';
    pen.fillRect(left, top, width, height);
    pen.textBaseline = 'middle';
    pen.textAlign = 'left';
    let [x, y] = [left + 10, top + 5 + LINE / 2];
    for (const [what, text, wide] of entries) {
      geomap.control.sample(pen, what, ratio, x, y - sampleHeight / 2, sampleWidth, sampleHeight);
      pen.fillStyle = '#1b2733';
      pen.fillText(text, x + sampleWidth + 6, y);
      x += wide;
    }
    if (entries.length) y += LINE;
    pen.fillStyle = '#1b2733';
    for (const line of lines) {
      pen.fillText(line, left + 10, y, width - 20);
      y += LINE;
    }
  }

  geomap.control.sign = sign;
})(window.geomap);
