// How much a browser downloads, as it came over the network: compressed, with the headers.

/**
 * Counts from now on.
 * @param {import('playwright-core').Page} page
 */
export async function weigh(page) {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Network.enable');
  /** @type {Map<string, { url: string, bytes: number }>} */
  const requests = new Map();
  devtools.on('Network.responseReceived', ({ requestId, response }) => {
    requests.set(requestId, { url: response.url, bytes: 0 });
  });
  devtools.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => {
    const request = requests.get(requestId);
    if (request) request.bytes = encodedDataLength;
  });
  return {
    total: () => [...requests.values()].reduce((sum, { bytes }) => sum + bytes, 0),
    /** One line for each file, the heaviest first. */
    lines: () => [...requests.values()]
      .sort((one, other) => other.bytes - one.bytes)
      .map(({ url, bytes }) => `${String(bytes).padStart(7)} ${new URL(url).pathname}`),
  };
}
