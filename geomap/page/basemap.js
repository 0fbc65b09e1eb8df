'use strict';
/*
 * The built-in base map: sea, land, coasts and borders on one canvas below everything.
 *
 * The sea is the background of the map; Ukraine is one area, so that no line of a state
 * can show inside it.
 */
(function (geomap) {
  const LAND = '#efece5';
  const HOME = { name: 'Ukraine', colour: '#fcfbf8' };
  const BORDERS = {
    coast: { colour: '#a9bcc7', width: 0.9 },
    region: { colour: '#c3c5c9', width: 0.9, dash: [4, 3] },
    state: { colour: '#8b8f96', width: 1.3 },
  };
  // Far views need thinner lines, and no borders of regions.
  const FAR = 5.5;

  geomap.baseMap = function (data, language) {
    return new BaseMap(data, language);
  };

  const BaseMap = L.LayerGroup.extend({
    initialize(data, language) {
      L.LayerGroup.prototype.initialize.call(this);
      this.outlines = new geomap.Outlines(data);
      const { countries } = data;
      this.abroad = countries.filter((area) => area.name !== HOME.name);
      this.home = countries.filter((area) => area.name === HOME.name);
      this.canvas = new geomap.MapCanvas('basemap', (pen, sight) => this.paint(pen, sight), 0.3);
      this.labels = new geomap.Labels(data, language);
      this.addLayer(this.canvas);
      this.addLayer(this.labels);
    },

    onAdd(map) {
      // Below online tiles (200), which cover it where they come.
      const pane = map.getPane('basemap') ?? map.createPane('basemap');
      pane.style.zIndex = 150;
      pane.style.pointerEvents = 'none';
      map.page.outlines = this.outlines;
      map.page.labels = this.labels;
      L.LayerGroup.prototype.onAdd.call(this, map);
    },

    paint(pen, sight) {
      this.fill(pen, sight, this.abroad, LAND);
      this.fill(pen, sight, this.home, HOME.colour);
      const far = this._map.getZoom() < FAR;
      pen.lineJoin = 'round';
      for (const [kind, { colour, width, dash }] of Object.entries(BORDERS)) {
        if (far && kind === 'region') continue;
        pen.beginPath();
        this.outlines.traceBorders(pen, sight, kind);
        pen.strokeStyle = colour;
        pen.lineWidth = far ? Math.min(width, 0.9) : width;
        pen.setLineDash(dash ?? []);
        pen.stroke();
      }
      pen.setLineDash([]);
    },

    fill(pen, sight, areas, colour) {
      pen.beginPath();
      this.outlines.traceAreas(pen, sight, areas);
      pen.fillStyle = colour;
      pen.fill('evenodd');
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
