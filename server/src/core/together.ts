// Calls made in one turn of the event loop run together, as one request to Redis.

interface Waiting<Item, Result> {
  item: Item
  resolve: (result: Result) => void
  reject: (error: unknown) => void
}

/** Items of one request: more would keep Redis from other work. */
const most = 200

/**
 * Returns a function that takes one item. `run` gets all items of a turn, in portions, and returns their
 * results in this order; if it fails, each call of the portion does.
 */
export function together<Item, Result>(
  run: (items: Item[]) => Promise<Result[]>,
): (item: Item) => Promise<Result> {
  let waiting: Waiting<Item, Result>[] = []

  async function runPortion(portion: readonly Waiting<Item, Result>[]): Promise<void> {
    try {
      const results = await run(portion.map(({ item }) => item))
      for (const [i, { resolve }] of portion.entries()) resolve(results[i]!)
    } catch (error) {
      for (const { reject } of portion) reject(error)
    }
  }

  function runAll(): void {
    const all = waiting
    waiting = []
    for (let i = 0; i < all.length; i += most) void runPortion(all.slice(i, i + most))
  }

  return (item) =>
    new Promise((resolve, reject) => {
      if (waiting.length === 0) process.nextTick(runAll)
      waiting.push({ item, resolve, reject })
    })
}
