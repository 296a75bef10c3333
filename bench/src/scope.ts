// What a bench started, and how each of it is ended: at its end, when it fails, and when it is interrupted.

export class Scope {
  readonly #ends: (() => Promise<void>)[] = []
  #closing: Promise<void> | undefined

  /** Starts what `end` will end. What is still starting when the scope closes is waited for, then ended. */
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

  /** Ends everything, last started first; a failure keeps nothing else from being ended. */
  close(): Promise<void> {
    this.#closing ??= this.#closeAll()
    return this.#closing
  }

  async #closeAll(): Promise<void> {
    for (const end of this.#ends.reverse()) await end().catch(() => undefined)
  }
}
