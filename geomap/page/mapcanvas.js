'use strict';
/* One canvas of the map that moves and grows with it, painted anew when it stands still. */
(function (geomap) {
  geomap.MapCanvas = L.Renderer.extend({
    /** `paint(pen, view)` draws; the view tells where places lie on the canvas. */
    initialize(pane, paint, padding = 0.12) {
      L.Renderer.prototype.initialize.call(this, { pane, padding });
      this.paint = paint;
    },

    _initContainer() {
      this._container = geomap.el('canvas', { class: 'map-canvas' });
      this.pen = this._container.getContext('2d');
    },

    _destroyContainer() {
      this._container.remove();
      this._container = null;
    },

    _update() {
      if (this._map._animatingZoom && this._bounds) return;
      L.Renderer.prototype._update.call(this);
      const size = this._bounds.getSize();
      const ratio = this.wanted ?? Math.min(window.devicePixelRatio || 1, 2);
      const canvas = this._container;
      L.DomUtil.setPosition(canvas, this._bounds.min);
      const [width, height] = [Math.round(size.x * ratio), Math.round(size.y * ratio)];
      if (canvas.width !== width || canvas.height !== height) {
        canvas.width = width;
        canvas.height = height;
        canvas.style.width = `${size.x}px`;
        canvas.style.height = `${size.y}px`;
      }
      this.ratio = ratio;
      this.redraw();
    },

    sharpen(ratio) {
      this.wanted = ratio;
      if (this._map) this._update();
    },

    redraw() {
      if (!this._map || !this._bounds) return;
      const { pen, ratio } = this;
      pen.setTransform(1, 0, 0, 1, 0, 0);
      pen.clearRect(0, 0, this._container.width, this._container.height);
      pen.setTransform(ratio, 0, 0, ratio, 0, 0);
      this.paint(pen, this.sight());
    },

    view() {
      const { x, y } = this._map.containerPointToLayerPoint([0, 0]).subtract(this._bounds.min);
      const size = this._map.getSize();
      return { x1: x, y1: y, x2: x + size.x, y2: y + size.y };
    },

    /** Place (x, y) of the store lies at x * scale - left, y * scale - top of the canvas. */
    sight() {
      const origin = this._map.getPixelOrigin();
      const { min } = this._bounds;
      const size = this._bounds.getSize();
      return {
        scale: 256 * 2 ** this._map.getZoom(),
        left: origin.x + min.x,
        top: origin.y + min.y,
        width: size.x,
        height: size.y,
        ratio: this.ratio,
        /** What of the canvas is seen. */
        view: this.view(),
        /** From the canvas to the layers of the map. */
        min,
      };
    },
  });
})(window.geomap);
