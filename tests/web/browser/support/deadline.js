// How long a condition may take before a test fails.

/** How long a person's page may take to show something. Loaded machines are slow; a page that is right is not. */
export const PATIENCE_MS = 15_000;

/**
 * Fails when what is waited for takes longer than it may.
 * @template Value
 * @param {Promise<Value>} awaited
 * @param {number} ms
 * @param {string} what
 * @returns {Promise<Value>}
 */
export async function deadline(awaited, ms, what) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`waited ${ms} ms in vain for ${what}`)), ms);
  });
  try {
    return await Promise.race([awaited, /** @type {Promise<never>} */ (late)]);
  } finally {
    clearTimeout(timer);
  }
}
