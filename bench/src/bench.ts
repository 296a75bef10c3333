// What every bench is and answers.
import type { Scope } from './scope.ts'

export type Figures = Record<string, number>

export interface Measured {
  /** The product's. */
  metrics: Figures
  /** The same with none of our code, measured in between. */
  floor: Figures
  /** The same by other software, where there is one to compare with. */
  peer?: Figures
  /** Product divided by floor. */
  ratios: Figures
}

export interface BenchOptions {
  /** Only proves that the bench works; the figures are worth little. */
  quick: boolean
  /** Everything that is started is started in here, and so ended, whatever happens. */
  scope: Scope
  /** Tells how far it is. */
  say: (line: string) => void
}

export interface Bench {
  what: string
  /** It is ended as failed when it takes longer. */
  deadlineMinutes: number
  run: (options: BenchOptions) => Promise<Measured>
}
