// What every bench is given and returns.
import type { Scope } from './scope.ts'

export type Figures = Record<string, number>

export interface Measured {
  /** The product's figures. */
  metrics: Figures
  /** The same without any of our code, measured in alternation. */
  floor: Figures
  /** The same by other software, if there is any to compare with. */
  peer?: Figures
  /** Product divided by floor. */
  ratios: Figures
}

export interface BenchOptions {
  /** Only proves that the bench works; its figures mean little. */
  quick: boolean
  /** Everything the bench starts goes in here, so that it always ends. */
  scope: Scope
  /** Prints progress. */
  say: (line: string) => void
}

export interface Bench {
  what: string
  /** After this time the bench is ended as failed. */
  deadlineMinutes: number
  run: (options: BenchOptions) => Promise<Measured>
}
