// Screenshots for people: made when somebody asks for them by ROSTRUM_PICTURES, the directory that they go to.
import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';

import { ROOT } from './root.js';

/**
 * @param {import('playwright-core').Page} page
 * @param {string} name of the file, without its ending
 */
export async function picture(page, name) {
  const folder = process.env.ROSTRUM_PICTURES;
  if (!folder) return;
  await mkdir(resolve(ROOT, folder), { recursive: true });
  // Carets blink and transitions run: neither shall make two runs differ.
  await page.screenshot({ path: resolve(ROOT, folder, `${name}.png`), animations: 'disabled', caret: 'hide' });
}
