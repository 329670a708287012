// All that the SDK may take from its surroundings: it is checked against this list instead of a browser's own types, so
// that a page's document, its window or Node cannot slip in.
declare const performance: { readonly timeOrigin: number; now(): number };
declare const crypto: { getRandomValues(array: Uint8Array): Uint8Array };
declare const console: { error(error: unknown): void };
declare function setTimeout(run: () => void, ms: number): number;
declare function clearTimeout(timer: number): void;
declare class TextEncoder {
  encode(text: string): Uint8Array;
}
declare var WebSocket: new (url: string, protocol: string) => import('../../web/sdk/types/index.d.ts').WebSocketLike;
declare var fetch: (
  url: string,
  request: import('../../web/sdk/types/index.d.ts').HttpRequest,
) => Promise<import('../../web/sdk/types/index.d.ts').HttpResponse>;
