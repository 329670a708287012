// The pictures of the help: made when somebody asks for them by ROSTRUM_HELP_PICTURES, the directory that they go to
// (`web/help/pictures`), and always counted, so that none is shown that no run has made.
import { mkdir, writeFile } from 'node:fs/promises';
import { resolve } from 'node:path';

import { PICTURES, SIZES } from '../../../../web/help/pictures.js';
import { theChromium } from './browser.js';
import { ROOT } from './root.js';

/** What a picture keeps of itself: text stays sharp, and a page of pictures loads over a poor network. */
const QUALITY = 0.5;
/** So many pixels for each of the screen's own: a phone's text is fine, a console is read at its own size. */
const SCALE = { phone: 1.25, desktop: 0.75 };

/**
 * @param {string} language
 * @returns what takes a picture, and the names of those that were taken
 */
export function camera(language) {
  /** @type {Set<string>} */
  const taken = new Set();
  return {
    taken,
    /** @type {(page: import('playwright-core').Page, name: string) => Promise<void>} */
    async shoot(page, name) {
      taken.add(name);
      const folder = process.env.ROSTRUM_HELP_PICTURES;
      if (!folder) return;
      const kind = PICTURES[name];
      const [width, height] = SIZES[kind];
      const picture = await page.screenshot({ animations: 'disabled', caret: 'hide', clip: { x: 0, y: 0, width, height } });
      const pixels = Math.round(width * SCALE[kind.startsWith('phone') ? 'phone' : 'desktop']);
      await mkdir(resolve(ROOT, folder, language), { recursive: true });
      await writeFile(resolve(ROOT, folder, language, `${name}.webp`), await asWebp(picture, pixels));
    },
  };
}

/** @type {(png: Buffer, width: number) => Promise<Buffer>} as the browser compresses it: no tool has to be installed */
async function asWebp(png, width) {
  const page = await (await theChromium()).newPage();
  try {
    const found = await page.evaluate(async ({ png, width, quality }) => {
      const bytes = Uint8Array.from(atob(png), (sign) => sign.charCodeAt(0));
      const whole = await createImageBitmap(new Blob([bytes]));
      const canvas = document.createElement('canvas');
      canvas.width = width;
      canvas.height = Math.round((whole.height * width) / whole.width);
      const context = /** @type {CanvasRenderingContext2D} */ (canvas.getContext('2d'));
      context.imageSmoothingQuality = 'high';
      context.drawImage(whole, 0, 0, canvas.width, canvas.height);
      return canvas.toDataURL('image/webp', quality);
    }, { png: png.toString('base64'), width, quality: QUALITY });
    return Buffer.from(found.slice(found.indexOf(',') + 1), 'base64');
  } finally {
    await page.close();
  }
}
