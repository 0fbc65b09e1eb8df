'use strict';
/* The chosen events as a file: CSV for spreadsheets, GeoJSON for maps. */
(function (geomap) {
  // The schema's columns, in its order.
  const COLUMNS = [
    'event_id', 'event_type', 'sub_event_type', 'outcome', 'actor', 'target', 'event_date',
    'end_date', 'date_precision', 'claim_date', 'quantity', 'quantity_low', 'quantity_high',
    'quantity_qualifier', 'unit', 'quantities', 'place_id', 'place_name', 'place_text',
    'place_kind', 'country', 'admin1', 'admin2', 'geo_precision', 'radius_km', 'control',
    'control_date', 'control_source', 'distance_to_front_km', 'control_check', 'claimant',
    'source', 'url', 'sources', 'claim_group', 'language', 'quote', 'quote_start', 'quote_end',
    'confidence', 'why', 'alternatives', 'status',
  ];
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
    // A spreadsheet would take these for a formula; numbers stay as they are.
    const safe = typeof value === 'string' && /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
    return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  }

  async function csv(store, reader) {
    const head = [...COLUMNS, 'latitude', 'longitude'].join(',');
    const lines = await each(store, reader, (row) => {
      const at = row.placed ? store.latLng(row.place) : ['', ''];
      return `${[...COLUMNS.map((name) => row[name]), ...at].map(cell).join(',')}\r\n`;
    });
    return new Blob(['\ufeff', `${head}\r\n`, ...lines], { type: 'text/csv;charset=utf-8' });
  }

  async function geojson(store, reader) {
    const features = await each(store, reader, (row) => {
      const [latitude, longitude] = store.latLng(row.place);
      const properties = {};
      for (const name of COLUMNS) if (row[name] !== undefined) properties[name] = row[name];
      const geometry = row.placed ? { type: 'Point', coordinates: [longitude, latitude] } : null;
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
