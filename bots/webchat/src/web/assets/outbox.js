// What a person said and the server has not confirmed yet. It goes out one by one, in order, and
// again after a failure under the same name, so that nothing is lost and nothing stands twice.

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 20_000;
const KEPT = 'aduan-outbox';

export class Outbox {
  /**
   * @param {string} base where the chat is mounted
   * @param {{ sent: Function, failed: Function, progress: Function, opened: Function, slow: Function }} told
   */
  constructor(base, told) {
    this.base = base;
    this.told = told;
    this.waiting = remembered();
    this.failures = 0;
    /** Whether there is a session. It is opened for the first words, not for looking. */
    this.open = false;
    addEventListener('online', () => this.hurry());
  }

  /** Sends something: `body` as JSON, or a `file`. */
  add(item) {
    this.waiting.push(item);
    this.remember();
    this.work();
  }

  /** Forgets what could not be sent. */
  drop(id) {
    this.waiting = this.waiting.filter((item) => item.id !== id);
    this.remember();
  }

  /** Tries at once instead of waiting. */
  hurry() {
    clearTimeout(this.timer);
    this.timer = null;
    this.work();
  }

  async work() {
    if (this.working || this.timer) return;
    this.working = true;
    while (this.waiting.length > 0) {
      const item = this.waiting[0];
      const wait = await this.send(item).catch(() => this.backoff());
      if (wait) {
        this.timer = setTimeout(() => this.hurry(), wait);
        break;
      }
      this.failures = 0;
      this.drop(item.id);
    }
    this.working = false;
  }

  /** Sends one. Answers how long to wait before it is sent again, and nothing if it is done. */
  async send(item) {
    if (!this.open) {
      const wait = await this.enter();
      if (wait) return wait;
    }
    const answer = item.file ? await this.upload(item) : await this.post('messages', item.body);
    switch (answer.status) {
      case 202:
        this.told.sent(item);
        return 0;
      case 401:
        // The one we had is over.
        this.open = false;
        return this.send(item);
      case 413:
      case 415:
      case 422:
        this.told.failed(item, answer.status);
        return 0;
      case 429:
        this.told.slow();
        return 1_000 * (answer.wait || 5);
      default:
        return this.backoff();
    }
  }

  /** Opens a session. Answers how long to wait before it is tried again. */
  async enter() {
    const answer = await this.post('session', {});
    if (answer.status >= 300) return this.backoff();
    this.open = true;
    this.told.opened(answer.status === 201);
    return 0;
  }

  backoff() {
    this.failures += 1;
    return Math.min(FIRST_WAIT * 2 ** (this.failures - 1), LONGEST_WAIT);
  }

  async post(path, body) {
    const answer = await fetch(`${this.base}/api/${path}`, {
      method: 'POST',
      headers: { 'Content-Type': 'application/json' },
      body: JSON.stringify(body),
    });
    return { status: answer.status, wait: Number(answer.headers.get('Retry-After')) };
  }

  /** Only this old way of asking tells how much of a body is under way. */
  upload({ id, body, file }) {
    const query = new URLSearchParams({ id, ...body });
    return new Promise((resolve, reject) => {
      const request = new XMLHttpRequest();
      request.open('POST', `${this.base}/api/photos?${query}`);
      request.setRequestHeader('Content-Type', 'application/octet-stream');
      request.upload.onprogress = ({ loaded, total }) => this.told.progress(id, loaded / total);
      request.onload = () =>
        resolve({ status: request.status, wait: Number(request.getResponseHeader('Retry-After')) });
      request.onerror = () => reject(new Error('the upload broke off'));
      request.send(file);
    });
  }

  /** Across a reload of this tab, and not longer: others may use the same computer. */
  remember() {
    try {
      const words = this.waiting.filter((item) => !item.file);
      sessionStorage.setItem(KEPT, JSON.stringify(words));
    } catch {
      // Then it lasts as long as the page.
    }
  }
}

function remembered() {
  try {
    return JSON.parse(sessionStorage.getItem(KEPT)) ?? [];
  } catch {
    return [];
  }
}
