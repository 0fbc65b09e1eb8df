'use strict';
/*
 * The built-in base map: sea, land, coasts and borders on one canvas below everything.
 *
 * The sea is the background of the map; Ukraine is one area, so that no line of a state
 * can show inside it.
 */
(function (geomap) {
  const STYLE = {
    land: '#efece5',
    home: '#fcfbf8',
    coast: { color: '#a9bcc7', weight: 0.9 },
    state: { color: '#8b8f96', weight: 1.3 },
    region: { color: '#c3c5c9', weight: 0.9, dashArray: '4 3' },
  };
  const HOME = 'Ukraine';

  geomap.baseMap = function (data, language) {
    return new BaseMap(data, language);
  };

  const BaseMap = L.LayerGroup.extend({
    initialize(data, language) {
      L.LayerGroup.prototype.initialize.call(this);
      this.outlines = new geomap.Outlines(data);
      this.labels = new geomap.Labels(data, language);
    },

    onAdd(map) {
      // Below online tiles (200), which cover it where they come.
      const pane = map.getPane('basemap') ?? map.createPane('basemap');
      pane.style.zIndex = 150;
      pane.style.pointerEvents = 'none';
      const base = {
        pane: 'basemap',
        renderer: L.canvas({ pane: 'basemap', padding: 0.6 }),
        interactive: false,
        smoothFactor: 0.8,
      };
      const fill = (areas, fillColor) =>
        this.addLayer(
          L.polygon(
            areas.flatMap((area) => this.outlines.polygons(area)),
            { ...base, stroke: false, fillColor, fillOpacity: 1 },
          ),
        );
      const countries = this.outlines.data.countries;
      fill(countries.filter((area) => area.name !== HOME), STYLE.land);
      fill(countries.filter((area) => area.name === HOME), STYLE.home);
      this.borders = new Map();
      for (const kind of ['coast', 'region', 'state']) {
        const line = L.polyline(this.outlines.borders(kind), { ...base, ...STYLE[kind] });
        this.borders.set(kind, line);
        this.addLayer(line);
      }
      map.on('zoomend', this.weigh, this);
      this.weigh();
      this.addLayer(this.labels);
      L.LayerGroup.prototype.onAdd.call(this, map);
      map.page.outlines = this.outlines;
      map.page.labels = this.labels;
    },

    onRemove(map) {
      map.off('zoomend', this.weigh, this);
      L.LayerGroup.prototype.onRemove.call(this, map);
      this.clearLayers();
    },

    /** Far views need thinner lines, and no borders of regions. */
    weigh() {
      const far = this._map.getZoom() < 5.5;
      this.borders.get('state').setStyle({ weight: far ? 0.9 : STYLE.state.weight });
      this.borders.get('region').setStyle({ opacity: far ? 0 : 1 });
    },
  });

  /** Online tiles; where they come, their own names stand in for ours. */
  geomap.tiles = function (options) {
    const tiles = L.tileLayer(options.url, {
      attribution: options.attribution,
      maxZoom: 19,
      maxNativeZoom: options.maxZoom,
      subdomains: options.subdomains,
    });
    tiles.on('tileload', () => tiles._map?.page.labels?.useOwnNames(false));
    tiles.on('remove', (event) => event.target._map?.page.labels?.useOwnNames(true));
    tiles.on('add', () => tiles._map.setMaxZoom(19));
    return tiles;
  };
})(window.geomap);
