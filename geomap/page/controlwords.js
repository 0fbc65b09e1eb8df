'use strict';
/* Control in words: who held what, by whose data, how old these are, and what changed. */
(function (geomap) {
  const { days } = geomap;

  /** "Held by Russia on 3 May 2025 according to DeepStateMap (snapshot of the day)". */
  function said({ series, number, day, page, about }) {
    const { words } = page;
    const date = (value) => words.day(days.iso(value));
    if (number < 0) return words.t('control.before', { date: date(about.span[0]) });
    const label = series.labels[series.days.main[number]];
    const source = series.sources[series.days.source[number]];
    const shot = series.days.day[number];
    const age = day - shot;
    const older = words.count('control.older', age);
    const what = label === null ? words.t('control.contact') : words.area(label);
    return words.t('control.said', {
      what: upper(words, what),
      date: date(day),
      source,
      age: age ? words.t('control.snapshot', { date: date(shot), older }) : words.t('control.same'),
    });
  }

  /** "Held by Russia: 112,724 km²; line of contact: 1,093 km". */
  function size({ series, number, page }) {
    const { words } = page;
    const parts = series.labelsOf(number).map((label) => {
      const n = rounded(words, series.number(`area_${label}`, number));
      return words.t('control.area', { what: words.area(series.labels[label]), n });
    });
    const km = series.number('line_km', number);
    if (km > 0) parts.push(words.t('control.line', { km: rounded(words, km) }));
    return upper(words, parts.join('; '));
  }

  function upper(words, text) {
    return text.charAt(0).toLocaleUpperCase(words.language) + text.slice(1);
  }

  /** "Since 3 April 2025: 120 km² gained, 3 km² lost"; null where no change is asked for. */
  function change(layer) {
    const { series, number, since, page } = layer;
    const { words } = page;
    if (since === 'none' || number < 0) return null;
    const base = layer.base();
    if (base === null) return words.t('control.alone');
    return words.t('control.change', {
      date: words.day(days.iso(series.days.day[base])),
      gained: rounded(words, series.number(`gained_${since}`, number)),
      lost: rounded(words, series.number(`lost_${since}`, number)),
    });
  }

  /** Tenths of small numbers, whole ones of large. */
  function rounded(words, value) {
    return words.number.format(value < 100 ? Math.round(value * 10) / 10 : Math.round(value));
  }

  /** What stands in the key: samples with their texts. */
  function key(layer) {
    const { series, number, looks, page } = layer;
    if (number < 0) return [];
    const { words } = page;
    const entries = series
      .labelsOf(number)
      .map((label) => [looks[label], words.area(series.labels[label])]);
    if (series.number('line_km', number) > 0) entries.push(['contact', words.t('control.contact')]);
    if (layer.base() !== null) {
      for (const name of ['gained', 'lost']) entries.push([name, words.t(`control.${name}`)]);
    }
    return entries;
  }

  Object.assign(geomap.control, { said, size, change, rounded, key });
})(window.geomap);
