import { fileURLToPath } from 'node:url';

/** The project's folder: what the environment names by a relative path is relative to it. */
export const ROOT = fileURLToPath(new URL('../../../../', import.meta.url));
