// A WebSocket whose other end is the test.

/** @returns a constructor, with `made`: its instances, the newest last */
export function createFakeSockets() {
  class FakeSocket {
    static made = [];
    constructor(url, protocol) {
      Object.assign(this, { url, protocol, said: [], closedWith: undefined, onopen: null, onmessage: null, onclose: null });
      FakeSocket.made.push(this);
    }
    static get last() {
      return FakeSocket.made[FakeSocket.made.length - 1];
    }
    send(text) {
      this.said.push(JSON.parse(text));
    }
    close(code) {
      this.closedWith = code === undefined ? 'no code' : code;
    }
    // What the other end does; a handler that was taken away hears nothing, as in a browser.
    open() {
      this.onopen?.({});
    }
    say(message) {
      this.onmessage?.({ data: typeof message === 'string' ? message : JSON.stringify(message) });
    }
    drop(code = 1006) {
      this.onclose?.({ code });
    }
    /** What was said of this type. */
    of(type) {
      return this.said.filter((message) => message.type === type);
    }
  }
  return FakeSocket;
}
