/** Turns drawings into pictures. */
export interface ImageTools {
  /**
   * Draws an SVG as PNG with connect-cli's own fonts, so that the result is the same on every machine.
   * @param width pixels; the height follows from the drawing
   */
  rasterize(svg: string, width: number): Promise<Uint8Array>;
}
