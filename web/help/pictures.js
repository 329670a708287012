// Every picture of the help, and the screen that it shows; each is there once for each language, as NAME.webp.

/** Pixels of each kind of picture: a whole screen, or the upper part of one that has nothing below. */
export const SIZES = /** @type {const} */ ({ phone: [360, 800], 'phone-top': [360, 420], desktop: [1280, 800], 'desktop-top': [1280, 400] });

/** @typedef {keyof typeof SIZES} Kind */

/** @type {Record<string, Kind>} */
export const PICTURES = {
  'join': 'phone-top',
  'member-can-ask': 'phone',
  'member-waiting': 'phone',
  'member-called': 'phone',
  'member-speaking': 'phone',
  'member-other': 'phone',
  'member-opinions': 'phone',
  'member-poll': 'phone',
  'member-words': 'phone',
  'member-check': 'phone',
  'member-lost': 'phone',
  'console-preparing': 'desktop',
  'console-queue': 'desktop',
  'console-speaking': 'desktop',
  'console-record': 'desktop',
  'console-approval': 'desktop',
  'console-people': 'desktop',
  'operator-venue': 'phone',
  'operator-ask': 'phone',
  'desk-new': 'desktop',
  'desk-invitations': 'desktop',
  'desk-register': 'desktop',
  'setup': 'desktop-top',
  'desk-record': 'desktop',
};
