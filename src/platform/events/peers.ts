/** The other processes on the same database, as far as they are heard. Times in milliseconds of one clock. */
export class Peers {
  private readonly heardAt = new Map<string, number>();

  /** @param silenceMs a process that is not heard for so long is lost */
  constructor(private readonly silenceMs: number) {}

  get count(): number {
    return this.heardAt.size;
  }

  heard(id: string, now: number): void {
    this.heardAt.set(id, now);
  }

  left(id: string): void {
    this.heardAt.delete(id);
  }

  /** Takes out the lost ones. @returns whether there were any */
  dropLost(now: number): boolean {
    const lost = [...this.heardAt].filter(([, heardAt]) => now - heardAt > this.silenceMs);
    for (const [id] of lost) this.heardAt.delete(id);
    return lost.length > 0;
  }
}
