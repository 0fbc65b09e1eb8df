'use strict';
/* What a click opens, and the way to an event: a part of the layer of events. */
(function (geomap) {
  // A symbol of more places than this opens by moving closer.
  const LIST = 12;

  geomap.opening = {
    /** Open what lies under a container point; false where nothing does. */
    async openAt(point) {
      const group = this.hit(point);
      return group ? this.open(group) : false;
    },

    /**
     * Open the popup of a group; `chosen` is the number of an event to show first. A group of
     * very many places is come closer to instead. Tells whether a popup opened.
     */
    async open(group, chosen) {
      if (!group) return false;
      if (group.places.length > LIST && this._map.getZoom() < this._map.getMaxZoom()) {
        const bounds = L.latLngBounds(group.places.map((place) => this.store.latLng(place)));
        this._map.fitBounds(bounds, { padding: [60, 60], animate: false });
        return false;
      }
      const { places } = group;
      // Where it lies now; the map may move meanwhile.
      const at = this.latLng(group);
      const content = await this.content(places, chosen);
      if (!this._map) return false;
      this.point(null);
      this.popup = geomap.openPopup(this._map, group, at, content, this.label(group), () => {
        this.closed(places);
      });
      this.opened = { places, chosen };
      this.stale = false;
      this.selected = chosen ?? this.store.rows.event[this.store.rowsAt(places[0])[0]];
      this.lightUp(places);
      this._map.fire('selected');
      return true;
    },

    content(places, chosen) {
      return geomap.placeCards(this.page, this.store, this.reader, places, chosen);
    },

    closed(places) {
      this.popup = null;
      this.selected = null;
      this.lightUp([]);
      this._map?.fire('selected');
      const held = document.activeElement;
      if (!held || held === document.body || held.closest('.event-popup')) {
        this.handles.focus(places[0]);
      }
    },

    /** An open popup follows time and filters, and goes when nothing is left of it. */
    async refresh() {
      const { popup, opened } = this;
      if (!popup) return;
      if (!opened.places.some((place) => this.store.counts[place])) {
        popup.close();
        return;
      }
      const content = await this.content(opened.places, opened.chosen);
      if (popup === this.popup) popup.setContent(content);
    },

    /** Bring out the outlines of some places. */
    lightUp(places) {
      if (!this.extents.any) return;
      this.extents.hot = new Set(places);
      this.under.redraw();
    },

    /** Go to the event of a row and open it, at its own place if that is on the map. */
    async goTo(row) {
      const { store } = this;
      const placed = store.siblings(row).filter((one) => store.isPlaced(one) && store.shown[one]);
      const target = placed.includes(row) ? row : placed[0];
      if (target === undefined || !this._map) return false;
      const place = store.rows.place[target];
      const bounds = store.at.area[place] ? this.extents.bounds(place) : null;
      if (bounds) {
        this._map.fitBounds(bounds, { padding: [30, 30], animate: false });
      } else {
        const zoom = Math.max(this._map.getZoom(), store.at.area[place] ? 6 : 9);
        this._map.setView(store.latLng(place), zoom, { animate: false });
      }
      return this.openRow(target);
    },

    /** Open the event of a row where the map stands; of a crowd, its place alone. */
    openRow(row) {
      const place = this.store.rows.place[row];
      const group = this.groupAt(place);
      const alone = group.places.length > LIST ? this.lone(place) : group;
      return this.open(alone, this.store.rows.event[row]);
    },

    /** The group that a place belongs to as the map stands. */
    groupAt(place) {
      return (
        [...this.groups, ...this.chips].find((group) => group.places.includes(place)) ??
        this.lone(place)
      );
    },

    lone(place) {
      const { scale, left, top } = this.sight;
      const group = geomap.groups.measure(this.store, { places: [place], area: false });
      return Object.assign(group, {
        x: this.store.x[place] * scale - left,
        y: this.store.y[place] * scale - top,
        width: 8,
        height: 8,
      });
    },
  };
})(window.geomap);
