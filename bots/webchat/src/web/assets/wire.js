// The line to the server: what is said arrives here, in order and once, however often the
// connection breaks. The server numbers the lines; we ask for those after the last we have.

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 15_000;
/** After so many streams that never opened, something in between may not let them through. */
const POLL_AFTER = 3;

export class Wire {
  /**
   * @param {string} base where the chat is mounted
   * @param {{ said: (line: object) => void, state: (up: boolean) => void, gone: () => void }} told
   */
  constructor(base, told) {
    this.base = base;
    this.told = told;
    this.last = 0;
    this.failures = 0;
    addEventListener('online', () => this.retry());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) this.retry();
    });
  }

  /** Fetches what was said so far. Says whether there is a session. */
  async catchUp() {
    const answer = await fetch(`${this.base}/api/talk?after=${this.last}`);
    if (!answer.ok) throw new Error(`the talk: ${answer.status}`);
    const { open, lines } = await answer.json();
    lines.forEach((line) => this.hear(line));
    return open;
  }

  /** Listens from now on. */
  listen() {
    clearTimeout(this.timer);
    this.stream?.close();
    const stream = new EventSource(`${this.base}/api/stream?after=${this.last}`);
    this.stream = stream;
    stream.onopen = () => {
      this.failures = 0;
      this.told.state(true);
    };
    stream.onmessage = (event) => this.hear(JSON.parse(event.data));
    stream.onerror = () => {
      // A browser's own retry is different in each of them, so the wait is ours.
      stream.close();
      if (this.stream === stream) this.broke();
    };
  }

  hear(line) {
    if (line.at <= this.last) return;
    this.last = line.at;
    this.told.said(line);
  }

  async broke() {
    this.stream = null;
    this.failures += 1;
    if (this.failures > 1) this.told.state(false);
    try {
      // Also tells a stream that is held up from a server that is away.
      const open = await this.catchUp();
      if (!open) return this.told.gone();
      this.told.state(true);
    } catch {
      this.told.state(false);
    }
    const doubled = FIRST_WAIT * 2 ** Math.min(this.failures - 1, 5);
    const wait = this.failures >= POLL_AFTER ? 4_000 : doubled;
    this.timer = setTimeout(() => this.listen(), Math.min(wait, LONGEST_WAIT));
  }

  /** Tries at once: the network is back, or somebody looks again. */
  retry() {
    if (this.timer && !this.stream) this.listen();
  }
}
