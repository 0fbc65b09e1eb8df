'use strict';
/* The chosen events as a file: CSV for spreadsheets, GeoJSON for maps. */
(function (geomap) {
  // What a spreadsheet would take for a formula, and what is only a number: as in
  // geomap/tables/cells.py and geomap/values.py.
  const FORMULA = /^'*[=+\-@\t\r\n＝＋－＠]/;
  const NUMBER = /^[-+−]?(\d+(\.\d*)?|\.\d+)([eE][-+]?\d{1,3})?$/;
  const BATCH = 512;

  /** Make something of each chosen row, in order of time; texts are read piece by piece. */
  async function each(store, reader, make) {
    const made = [];
    const chosen = store.byPlace.filter((row) => store.shown[row]);
    for (let at = 0; at < chosen.length; at += BATCH) {
      for (const row of await reader.full(chosen.subarray(at, at + BATCH))) {
        made[row.index] = make(row);
      }
    }
    return Object.values(made);
  }

  function cell(value) {
    if (value === undefined || value === null) return '';
    const text = typeof value === 'object' ? JSON.stringify(value) : String(value);
    const safe = FORMULA.test(text) && !NUMBER.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  async function csv(store, reader) {
    const head = [...store.columns, 'latitude', 'longitude'].join(',');
    const lines = await each(store, reader, (row) => {
      const at = row.placed ? store.latLng(row.place) : ['', ''];
      return `${[...store.columns.map((name) => row[name]), ...at].map(cell).join(',')}\r\n`;
    });
    return new Blob(['\ufeff', `${head}\r\n`, ...lines], { type: 'text/csv;charset=utf-8' });
  }

  async function geojson(store, reader) {
    const features = await each(store, reader, (row) => {
      const properties = {};
      for (const name of store.columns) if (row[name] !== undefined) properties[name] = row[name];
      const coordinates = row.placed ? store.latLng(row.place).reverse() : [];
      const geometry = row.placed ? { type: 'Point', coordinates } : null;
      return JSON.stringify({ type: 'Feature', properties, geometry });
    });
    const text = `{"type":"FeatureCollection","features":[\n${features.join(',\n')}\n]}\n`;
    return new Blob([text], { type: 'application/geo+json' });
  }

  /** Give the reader a file. */
  function save(blob, name) {
    const address = URL.createObjectURL(blob);
    const link = geomap.el('a', { href: address, download: name });
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(address), 60000);
  }

  /** A file name of a title: its words, without what a file system forbids. */
  function fileName(title, suffix) {
    const words = title.replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-+|-+$/g, '');
    return `${words.slice(0, 80) || 'events'}.${suffix}`;
  }

  geomap.download = { csv, geojson, save, fileName };
})(window.geomap);
