import { encode } from 'uqr';
import { escapeMarkup } from '../../core/text/markup.ts';
import type { Style } from './style.ts';

/** Modules of a QR code without its quiet zone, row by row; true is dark. */
export type QrMatrix = readonly (readonly boolean[])[];

/** Light modules that scanners want around a code. */
export const quietZone = 4;

/** Encodes a text so that about a seventh of the picture may be lost. */
export function createQrCode(text: string): QrMatrix {
  return encode(text, { ecc: 'M', border: 0 }).data;
}

/** SVG path of the dark modules, one unit each, quiet zone left out. Rows are joined into runs. */
export function qrPath(matrix: QrMatrix): string {
  return matrix.map((row, y) => rowPath(row, y)).join('');
}

function rowPath(row: readonly boolean[], y: number): string {
  let path = '';
  for (let x = 0; x < row.length; x += 1) {
    if (row[x] !== true) continue;
    const start = x;
    while (row[x + 1] === true) x += 1;
    path += `M${start} ${y}h${x - start + 1}v1h-${x - start + 1}z`;
  }
  return path;
}

/** A QR code as a picture of its own, quiet zone included. */
export function renderQrSvg(matrix: QrMatrix, title: string): string {
  const size = matrix.length + 2 * quietZone;
  return (
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${size} ${size}" width="${size * 8}" height="${size * 8}" role="img" shape-rendering="crispEdges">` +
    `<title>${escapeMarkup(title)}</title>` +
    `<rect width="${size}" height="${size}" fill="#fff"/>` +
    `<path transform="translate(${quietZone} ${quietZone})" d="${qrPath(matrix)}" fill="#000"/></svg>\n`
  );
}

/**
 * A QR code for the terminal: half blocks where it has Unicode, else two signs for each module.
 * With colours it is black on white; without, light modules are drawn, as on a dark ground.
 * @returns the code, or `undefined` when the terminal is too narrow or read aloud
 */
export function renderTerminalQr(matrix: QrMatrix, style: Style): string | undefined {
  const unicode = style.glyphs.line !== '-';
  const zone = unicode ? quietZone : 2;
  const framed = frame(matrix, zone);
  const columns = framed.length * (unicode ? 1 : 2);
  if (columns > style.width || style.plain) return undefined;
  const lines = unicode ? halfBlocks(framed, style.color.level > 0) : doubled(framed);
  return (
    style.color.level > 0 && unicode ? lines.map((line) => style.color.bgHex('#ffffff').hex('#000000')(line)) : lines
  ).join('\n');
}

function frame(matrix: QrMatrix, zone: number): QrMatrix {
  const width = matrix.length + 2 * zone;
  const light = (count: number) => Array.from({ length: count }, () => false);
  const margin = Array.from({ length: zone }, () => light(width));
  return [...margin, ...matrix.map((row) => [...light(zone), ...row, ...light(zone)]), ...margin];
}

/** Two rows in one line. `dark` says which modules the blocks stand for. */
function halfBlocks(matrix: QrMatrix, dark: boolean): readonly string[] {
  const lines: string[] = [];
  for (let y = 0; y < matrix.length; y += 2) {
    const [upper = [], lower] = [matrix[y], matrix[y + 1]];
    lines.push(upper.map((top, x) => blockOf(top === dark, (lower?.[x] ?? false) === dark)).join(''));
  }
  return lines;
}

function blockOf(upper: boolean, lower: boolean): string {
  if (upper && lower) return '█';
  if (upper) return '▀';
  return lower ? '▄' : ' ';
}

function doubled(matrix: QrMatrix): readonly string[] {
  return matrix.map((row) => row.map((dark) => (dark ? '  ' : '##')).join(''));
}
