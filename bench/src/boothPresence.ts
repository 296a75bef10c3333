// The cost of a move in the exhibit hall: visitors move between booths at a steady rate, with staff at half
// of the desks. Compares the product with bare Socket.IO that sends each move to the two desks concerned,
// alternating between a hall with few visitors and one with many.
//
// The server's processor time is measured with and without moves: both include connections, beats and reads.
import type { Bench } from './bench.ts'
import type { SideName } from './booths/crowd.ts'
import { type Hall, movesPerSecond, openHall, sideNames, takeTurns } from './booths/hall.ts'
import { allHalls, figuresOf, noTurn, type Turn, withTurn } from './booths/load.ts'
import { ratiosOf } from './statistics.ts'

interface Plan {
  booths: number
  /** Visitors in each hall, the smallest first. */
  visitors: number[]
  rounds: number
  /** Of a turn: this long with moves, and as long without. */
  seconds: number
  warmUpSeconds: number
}
const quickPlan: Plan = { booths: 40, visitors: [100, 500], rounds: 1, seconds: 4, warmUpSeconds: 3 }
const fullPlan: Plan = { booths: 200, visitors: [500, 5000], rounds: 3, seconds: 10, warmUpSeconds: 10 }

export const boothPresence: Bench = {
  what: "messages and processor time of a visitor's move between booths, by how many visitors there are",
  deadlineMinutes: 20,
  async run({ quick, scope, say }) {
    const { booths, visitors, rounds, seconds, warmUpSeconds } = quick ? quickPlan : fullPlan
    const halls: { hall: Hall; turns: Record<SideName, Turn> }[] = []
    for (const count of visitors) {
      say(`opening a hall of ${booths} booths for ${count} visitors`)
      const hall = await openHall(scope, booths, count)
      halls.push({ hall, turns: { product: noTurn(), floor: noTurn() } })
    }
    for (const { hall } of halls) await takeTurns(hall, warmUpSeconds)
    for (let round = 0; round < rounds; round++)
      for (const { hall, turns } of round % 2 === 0 ? halls : halls.toReversed()) {
        const taken = await takeTurns(hall, seconds)
        for (const side of sideNames) {
          turns[side] = withTurn(turns[side], taken[side])
          const { cpuPerMove, messagesPerMove, bytesPerMessage } = figuresOf(taken[side])
          say(
            `${hall.visitors} visitors, ${side}: ${cpuPerMove.toFixed(0)} µs a move, ` +
              `${messagesPerMove.toFixed(2)} messages of ${bytesPerMessage.toFixed(0)} bytes`,
          )
        }
      }
    const figures = (side: SideName) =>
      halls.map(({ hall, turns }) => ({ visitors: hall.visitors, figures: figuresOf(turns[side]) }))
    const [product, floor] = [figures('product'), figures('floor')]
    return {
      metrics: { ...allHalls(product), booths, movesPerSecond },
      floor: allHalls(floor),
      ratios: ratiosOf(['cpuPerMove', 'messagesPerMove'], product.at(-1)!.figures, floor.at(-1)!.figures),
    }
  },
}
