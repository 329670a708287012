// A big screen at the wall of a hall.
import { press } from './people.js';
import { say } from './text.js';

/** The screen shows this scene. @type {(page: import('playwright-core').Page, kind: string) => import('playwright-core').Locator} */
export const stage = (page, kind) => page.getByRole('region', { name: say(`scene.${kind}`), exact: true });

/**
 * A screen at the wall.
 * @param {import('./hall.js').Hall} hall
 * @param {Parameters<import('./hall.js').Hall['device']>[2]} [make]
 */
export async function hang(hall, make) {
  const [device, [{ path }]] = await Promise.all([
    hall.device('screen', 'desktop', make), hall.session.invite([{ name: '主会场大屏', role: 'display' }]),
  ]);
  await device.page.setViewportSize({ width: 1920, height: 1080 });
  await device.page.goto(device.url + path);
  await press(device.page, say('join.enter'));
  return device;
}
