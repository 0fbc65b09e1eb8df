'use strict';
/* What geomap/drawing/packing.py packed: base64 and gzip undone, byte planes made columns again. */
(function (geomap) {
  /** The text of a block of the page; `once` lets go of it. */
  function block(id, once) {
    const element = document.getElementById(id);
    const text = element.textContent;
    if (once) element.remove();
    return text;
  }

  function bytes(text) {
    if (Uint8Array.fromBase64) return Uint8Array.fromBase64(text);
    const raw = atob(text);
    const made = new Uint8Array(raw.length);
    for (let i = 0; i < raw.length; i += 1) made[i] = raw.charCodeAt(i);
    return made;
  }

  /** The bytes that a text stands for. */
  async function unsqueeze(text) {
    const stream = new Blob([bytes(text)]).stream().pipeThrough(new DecompressionStream('gzip'));
    return new Uint8Array(await new Response(stream).arrayBuffer());
  }

  async function json(text) {
    return JSON.parse(new TextDecoder().decode(await unsqueeze(text)));
  }

  /** Typed arrays by the names of columns; `start` is where their planes begin. */
  function columns(buffer, described, length, start) {
    const made = {};
    let at = start;
    for (const column of described) {
      const planes = [];
      for (let k = 0; k < column.width; k += 1) {
        planes.push(buffer.subarray(at, at + length));
        at += length;
      }
      made[column.name] = column.float ? doubles(planes, length) : integers(planes, column, length);
    }
    return { columns: made, end: at };
  }

  function integers([a, b, c, d], { width, steps }, length) {
    if (width === 1) return a.slice();
    if (width === 2) {
      const made = new Uint16Array(length);
      for (let i = 0; i < length; i += 1) made[i] = a[i] | (b[i] << 8);
      return made;
    }
    const made = new Int32Array(length);
    let last = 0;
    for (let i = 0; i < length; i += 1) {
      const value = a[i] | (b[i] << 8) | (c[i] << 16) | (d[i] << 24);
      last = steps ? (last + value) | 0 : value;
      made[i] = last;
    }
    return made;
  }

  function doubles(planes, length) {
    const made = new Float64Array(length);
    const raw = new Uint8Array(made.buffer);
    for (let i = 0; i < length; i += 1) {
      for (let k = 0; k < 8; k += 1) raw[8 * i + k] = planes[k][i];
    }
    return made;
  }

  geomap.unpack = { block, unsqueeze, json, columns };
})(window.geomap);
