// What a person's browser complains of: a test fails on any complaint that it did not announce.
import assert from 'node:assert/strict';

const VIOLATION = 'content security policy: ';

/**
 * Listens to every page that this browser opens.
 * @param {import('playwright-core').BrowserContext} context
 */
export async function listenForTrouble(context) {
  /** @type {string[]} */
  const complaints = [];
  /** @type {RegExp[]} */
  const announced = [];
  /** @type {(text: string) => void} */
  const complain = (text) => {
    if (!announced.some((pattern) => pattern.test(text))) complaints.push(text);
  };

  // Chromium tells most violations on the console as well, but not where it was told to report them only.
  await context.exposeBinding('rostrumTestsViolation', (_, text) => complain(VIOLATION + text));
  await context.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sourceFile, lineNumber }) => {
      const tell = /** @type {any} */ (globalThis).rostrumTestsViolation;
      tell(`${violatedDirective} blocked ${blockedURI} at ${sourceFile}:${lineNumber}`);
    });
  });
  context.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning') {
      complain(`console ${message.type()}: ${message.text()} (${message.location().url})`);
    }
  });
  context.on('weberror', (error) => complain(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('requestfailed', (request) => {
    // Whoever leaves a page, or loads it again, cuts off what it is just reading; that is nobody's fault.
    const isCutOff = request.failure()?.errorText === 'net::ERR_ABORTED' && /\/(api\/sessions|assets)\//.test(request.url());
    if (!isCutOff || request.method() !== 'GET') complain(`failed: ${request.method()} ${request.url()} ${request.failure()?.errorText}`);
  });
  context.on('response', (response) => {
    if (response.status() >= 400) complain(`answered ${response.status()}: ${response.request().method()} ${response.url()}`);
  });

  return {
    /** From now on a complaint like this is part of the test. @param {RegExp[]} patterns */
    announce: (...patterns) => void announced.push(...patterns),
    /** Fails when there was any other. @param {string} who */
    assertNone(who) {
      assert.deepEqual(complaints, [], `${who}'s browser complained`);
    },
  };
}

/** @typedef {Awaited<ReturnType<typeof listenForTrouble>>} Trouble */

/** What Chromium says while the server or the network is away. */
export const AWAY = [
  /^console \w+: WebSocket connection to .* failed/,
  /^console error: Failed to load resource: net::ERR_/,
  /^failed: GET \S+ net::ERR_/,
];
