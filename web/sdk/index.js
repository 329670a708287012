// Everything that an application needs of a Rostrum server.
export { createClient } from './client.js';
export { Refusal } from './commands.js';
export { Problem, createHttp, pages, socketUrl } from './http.js';
export { mergePatch, parse } from './merge_patch.js';
