import { Logger } from '@nestjs/common';
import { type ChangeMessage, readMessage, writeMessage } from './change-message.js';
import { ListeningConnection } from './listening-connection.js';

/** So often a process sends itself a message, and looks whether the last ones have arrived. */
export const BEAT_MS = 200;
/** Whoever was not heard for so long is not there; with a beat more it stays well below a second. */
export const SILENCE_MS = 600;
const LONGEST_PAUSE_MS = 2_000;
const CLOSE_LIMIT_MS = 500;

export interface ChangeLinkEvents {
  /** From any process, this one included; null: from a version that says things unknown to this one. */
  message(message: ChangeMessage | null): void;
  /** Messages may have been lost. Comes at every beat while this process is cut off, and once after it. */
  gap(): void;
  /** Once per beat, after what had arrived was handed over. */
  beat(): void;
}

/**
 * Keeps one listening connection, and knows whether it works: a process sends messages to itself through
 * Postgres, and is cut off when they do not come back, whatever the connection says of itself. Messages
 * come in the order of their commits, so a beat that came back proves that all before it was heard.
 */
export class ChangeLink {
  private readonly logger = new Logger('Changes');
  private timer: NodeJS.Timeout | undefined;
  private connection: ListeningConnection | null = null;
  private connecting: Promise<void> | null = null;
  private connections = 0;
  private openedAt = 0;
  private failures = 0;
  private retryAt = 0;
  /** Everything that was committed before this moment was heard; `performance.now()`. */
  private provenAt = -Infinity;
  private state: 'starting' | 'hearing' | 'cut off' | 'ended' = 'starting';
  private started: () => void = () => undefined;

  /** @param id of this process, in its messages */
  constructor(
    private readonly url: string,
    private readonly id: string,
    private readonly events: ChangeLinkEvents,
  ) {}

  get isHearing(): boolean {
    return this.state === 'hearing';
  }

  /** Resolves when it hears, or when it is plain that it does not yet. */
  async start(): Promise<void> {
    this.provenAt = performance.now();
    const started = new Promise<void>((resolve) => (this.started = resolve));
    this.timer = setInterval(() => this.tick(), BEAT_MS);
    this.tick();
    await started;
  }

  /** @throws when there is no connection, or what the driver throws */
  async notify(message: ChangeMessage): Promise<void> {
    if (this.connection === null) throw new Error('no connection to the change messages');
    await this.connection.notify(writeMessage(message));
  }

  async stop(): Promise<void> {
    this.state = 'ended';
    clearInterval(this.timer);
    const { connection } = this;
    this.connection = null;
    if (connection === null) return;
    const limit = setTimeout(() => connection.destroy(), CLOSE_LIMIT_MS);
    await connection.close().catch(() => undefined);
    clearTimeout(limit);
  }

  private tick(): void {
    if (this.connection !== null) this.sendBeat();
    else if (performance.now() >= this.retryAt) this.connecting ??= this.connect();
    // After a pause of the whole process timers come first, and then what has arrived meanwhile.
    setImmediate(() => this.judge());
  }

  private judge(): void {
    if (this.state === 'ended') return;
    const now = performance.now();
    if (now - this.provenAt > SILENCE_MS) {
      if (this.connection !== null && now - this.openedAt > SILENCE_MS) this.drop();
      this.cutOff('no message comes back');
    }
    if (this.state === 'cut off') this.events.gap();
    this.events.beat();
  }

  private async connect(): Promise<void> {
    const number = (this.connections += 1);
    try {
      const connection = await ListeningConnection.open(this.url, {
        message: (payload) => this.take(payload, number),
        lost: (reason) => {
          this.connection = null;
          this.cutOff(reason);
          this.events.gap();
        },
      });
      if (this.state === 'ended') return connection.destroy();
      this.connection = connection;
      this.openedAt = performance.now();
      this.failures = 0;
      this.sendBeat();
    } catch (error) {
      this.failures += 1;
      this.retryAt = performance.now() + Math.min(this.failures * BEAT_MS, LONGEST_PAUSE_MS);
      this.cutOff(error instanceof Error ? error.message : String(error));
    } finally {
      this.connecting = null;
    }
  }

  /** What becomes of it shows when it comes back, or does not. */
  private sendBeat(): void {
    const beat = { from: this.id, connection: this.connections, at: performance.now() };
    this.notify({ kind: 'beat', ...beat }).catch(() => undefined);
  }

  private take(payload: string, connection: number): void {
    const message = readMessage(payload);
    if (message?.kind === 'beat' && message.from === this.id) {
      if (message.connection === connection) this.prove(message.at);
    } else {
      this.events.message(message);
    }
  }

  private prove(at: number): void {
    this.provenAt = at;
    if (this.state === 'hearing' || performance.now() - at > SILENCE_MS) return;
    if (this.state === 'cut off') this.logger.log('changes in other processes are heard again');
    this.state = 'hearing';
    this.events.gap();
    this.started();
  }

  private cutOff(reason: string): void {
    if (this.state === 'cut off' || this.state === 'ended') return;
    this.state = 'cut off';
    this.logger.warn(
      `cut off from changes in other processes (${reason}): until they are heard again nothing is remembered from one moment to the next`,
    );
    this.started();
  }

  private drop(): void {
    this.connection?.destroy();
    this.connection = null;
  }
}
