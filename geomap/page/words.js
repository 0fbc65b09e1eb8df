'use strict';
/* Dates, numbers and certainty in words, in the language of the page. */
(function (geomap) {
  const FORMS = {
    day: { year: 'numeric', month: 'long', day: 'numeric' },
    month: { year: 'numeric', month: 'long' },
    span: { year: 'numeric', month: 'short', day: 'numeric' },
    year: { year: 'numeric' },
    shortMonth: { month: 'short' },
    shortDay: { month: 'short', day: 'numeric' },
  };

  geomap.Words = class {
    constructor(texts, language) {
      this.texts = texts;
      this.language = language;
      this.number = new Intl.NumberFormat(language, { maximumFractionDigits: 2 });
      this.plurals = new Intl.PluralRules(language);
      this.forms = new Map();
    }

    /** A way to write dates; made at its first use, which takes a moment. */
    form(name) {
      if (!this.forms.has(name)) {
        const locale = this.language === 'en' ? 'en-GB' : this.language;
        this.forms.set(name, new Intl.DateTimeFormat(locale, { timeZone: 'UTC', ...FORMS[name] }));
      }
      return this.forms.get(name);
    }

    /** A text by its path, as `t('card.source')`, with {names} filled in. */
    t(path, values) {
      let text = this.texts;
      for (const part of path.split('.')) text = text[part];
      return fill(text, values);
    }

    /** A text in the right plural: `count('counts.events', 3)` is "3 events". */
    count(path, n) {
      const [group, name] = path.split('.');
      const forms = this.texts[group][name];
      return fill(forms[this.plurals.select(n)] ?? forms.other, { n: this.number.format(n) });
    }

    /** A word of the table in the page's language; one that the page doesn't know stays. */
    word(group, name) {
      return Object.hasOwn(this.texts[group], name) ? this.texts[group][name] : name;
    }

    type(name) {
      return this.word('types', name ?? '');
    }

    subType(name) {
      return name && this.word('sub_types', name);
    }

    /** What is counted, in the right plural; a unit that the page doesn't know stays. */
    unit(name, n) {
      const forms = this.word('units', name);
      return typeof forms === 'string' ? forms : (forms[this.plurals.select(n)] ?? forms.other);
    }

    outcome(name) {
      return name && this.word('outcomes', name);
    }

    status(name) {
      return this.word('statuses', name ?? 'no place');
    }

    day(iso) {
      return this.format('day', iso);
    }

    month(iso) {
      return this.format('month', iso);
    }

    format(form, iso) {
      const day = geomap.days.fromIso(iso);
      // What is no date is shown as it stands in the table.
      return day === null ? iso : this.form(form).format(new Date(`${iso}T00:00:00Z`));
    }

    /** When an event was, as exactly as is known: "on 1 May 2023", "between ... and ...". */
    when(row) {
      if (!row.event_date) {
        return row.claim_date
          ? this.t('dates.unknown_said', { date: this.day(row.claim_date) })
          : this.t('dates.unknown');
      }
      const date = this.day(row.event_date);
      const precision = row.date_precision ?? 1;
      if (row.end_date && row.end_date !== row.event_date) {
        const span = { first: date, last: this.day(row.end_date) };
        return this.t(precision === 1 ? 'dates.from_to' : 'dates.between', span);
      }
      if (precision === 1) return this.t('dates.day', { date });
      if (precision === 2) return this.t('dates.days', { date });
      if (precision === 3) return this.t('dates.week', { date });
      const month = this.month(row.event_date);
      return this.t(precision === 4 ? 'dates.month' : 'dates.longer', { month });
    }

    /** A date in figures, for a table; what is less exact than a day says so. */
    shortDate(row) {
      const date = row.event_date ?? row.claim_date;
      if (!date) return '';
      const coarse = !row.event_date || (row.date_precision ?? 1) > 1;
      const span = row.end_date && row.end_date !== date ? `${date} – ${row.end_date}` : date;
      return coarse ? `~ ${span}` : span;
    }

    /** "1 – 4 May 2023": a span of days as the language writes it. */
    span(first, last) {
      const [from, to] = [first, last].map((iso) => new Date(`${iso}T00:00:00Z`));
      return this.form('span').formatRange(from, to);
    }

    /** A label below the time slider: a day, a month or a year. */
    tick(iso, unit) {
      const year = unit === 'year' || (unit === 'month' && iso.slice(5, 7) === '01');
      const form = year ? 'year' : unit === 'month' ? 'shortMonth' : 'shortDay';
      return this.format(form, iso);
    }

    /** A value of a facet in words. */
    facet(name, word) {
      if (word === null || word === undefined) return this.t('filters.none');
      if (name === 'confidence') return this.t(`confidence.${word}`);
      if (name === 'geo_precision') return this.word('precisions', word);
      if (name === 'status') return this.word('short_statuses', word);
      if (name === 'event_type') return this.type(word);
      return word;
    }

    /** When it was said, where that is another day than the event's. */
    said(row) {
      if (!row.claim_date || !row.event_date || row.claim_date === row.event_date) return null;
      return this.t('dates.said', { date: this.day(row.claim_date) });
    }

    /** "more than 30 attacks", from the columns of a row or of one of its quantities. */
    quantity(one) {
      const low = one.quantity_low;
      const high = one.quantity_high;
      let text = null;
      if (one.quantity !== undefined && one.quantity !== null) {
        const n = this.number.format(one.quantity);
        const qualifier = one.quantity_qualifier ?? '';
        const form = this.word('qualifiers', qualifier);
        text = form.includes('{n}') ? fill(form, { n }) : `${qualifier} ${n}`.trim();
      } else if (Number.isFinite(low) && Number.isFinite(high)) {
        text = this.t('qualifiers.range', {
          low: this.number.format(low),
          high: this.number.format(high),
        });
      }
      if (text === null) return null;
      return one.unit ? `${text} ${this.unit(one.unit, one.quantity ?? high)}` : text;
    }

    /** All quantities of a row, the leading one first, each once. */
    quantities(row) {
      const all = [row, ...(row.quantities ?? [])].map((one) => this.quantity(one));
      return [...new Set(all.filter((text) => text !== null))];
    }

    /** "high (0.92)". */
    confidence(value) {
      return `${this.t(`confidence.${geomap.sureness(value)}`)} (${value.toFixed(2)})`;
    }

    /** How exactly the place is known, in words. */
    precision(row, area) {
      const km = row.radius_km === undefined ? null : this.number.format(row.radius_km);
      if (row.region) return this.t('precision.region', { name: row.region });
      if (row.place_kind === 'country') return this.t('precision.country');
      if (area) return km ? this.t('precision.area', { km }) : this.t('precision.area_unknown');
      if ((row.geo_precision ?? 1) <= 1) return this.t('precision.point');
      return km ? this.t('precision.near', { km }) : this.t('precision.near_unknown');
    }

    /** "Bakhmut, Bakhmut raion, Donetsk Oblast", without saying a name twice. */
    placeName(place) {
      const parts = [place.place_name ?? place.name, place.admin2, place.admin1];
      const said = parts.filter((part, index) => part && parts.indexOf(part) === index);
      return said.join(', ');
    }
  };

  function fill(text, values) {
    return text.replace(/\{(\w+)\}/g, (whole, name) => values?.[name] ?? whole);
  }
})(window.geomap);
