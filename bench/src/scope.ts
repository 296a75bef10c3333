// Tracks what a bench started and ends it: after success, failure or interruption.

export class Scope {
  readonly #ends: (() => Promise<void>)[] = []
  #closing: Promise<void> | undefined

  /**
   * Starts something that `end` will end. If the scope closes during the start, it waits and then ends it.
   */
  use<Resource>(
    start: () => Resource | Promise<Resource>,
    end: (resource: Resource) => unknown,
  ): Promise<Resource> {
    if (this.#closing) return Promise.reject(new Error('interrupted'))
    const starting = Promise.resolve(start())
    this.#ends.push(async () => {
      await end(await starting)
    })
    return starting
  }

  /** Ends everything, last started first; one failure does not stop the others. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    for (const end of this.#ends.reverse()) await end().catch(() => undefined)
  }
}
