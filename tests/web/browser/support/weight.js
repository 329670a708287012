// How much a browser downloads, as it came over the network.

/** What one answer weighed: its body as it was sent, compressed or not, and all of it with its head. */
/** @typedef {{ url: string, body: number, whole: number }} Weight */

/**
 * Weighs everything that the page downloads from now on.
 * @param {import('playwright-core').Page} page
 */
export async function weigh(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  /** @type {Map<string, Weight>} */
  const answers = new Map();
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    answers.set(requestId, { url: response.url, body: 0, whole: 0 });
  });
  devtools.on('Network.dataReceived', ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId);
    if (answer) answer.body += encodedDataLength;
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const answer = answers.get(requestId);
    if (answer) answer.whole = encodedDataLength;
  });
  /** @type {(part: 'body' | 'whole') => number} */
  const sum = (part) => [...answers.values()].reduce((total, answer) => total + answer[part], 0);
  return {
    bodies: () => sum('body'),
    whole: () => sum('whole'),
    /** One line for each answer, the heaviest first. */
    lines: () => [...answers.values()]
      .sort((one, other) => other.body - one.body)
      .map(({ url, body, whole }) => `${String(body).padStart(6)} (${String(whole).padStart(6)}) ${new URL(url).pathname}`),
  };
}
