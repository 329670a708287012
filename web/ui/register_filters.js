// What the register is asked for, as the form says it and as the address of the table does.

/** @typedef {{q?: string, state?: string, settled?: string, overdue?: string, unit?: string, category?: string, session?: string, due_from?: string, due_to?: string}} RegisterFilters */

const NAMES = /** @type {const} */ (['q', 'state', 'settled', 'overdue', 'unit', 'category', 'session', 'due_from', 'due_to']);

/** Only what is said. @type {(said: {get: (name: string) => unknown}) => RegisterFilters} */
export function filtersOf(said) {
  /** @type {RegisterFilters} */
  const filters = {};
  for (const name of NAMES) {
    const value = String(said.get(name) || '').trim();
    if (value) filters[name] = value;
  }
  return filters;
}
