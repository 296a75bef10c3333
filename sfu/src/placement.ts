import { errors } from '@lectern/shared/errors'

/** A worker as placement sees it. */
export interface Place {
  viewers: number
  load: number
}

/**
 * A stage stays on its workers until another is emptier by this many viewers: each further worker costs a
 * pipe.
 */
const worthAPipe = 25

const byRoom = (a: Place, b: Place): number => a.viewers - b.viewers || a.load - b.load

/**
 * The worker for a stage's next viewer: the emptiest one the stage already uses, unless another has much more
 * room. Throws `stage_unavailable` if every worker has `ceiling` viewers.
 */
export function placeViewer<Worker extends Place>(
  workers: readonly Worker[],
  hasStage: (worker: Worker) => boolean,
  ceiling: number,
): Worker {
  const [emptiest] = [...workers].filter((worker) => worker.viewers < ceiling).sort(byRoom)
  if (!emptiest) throw errors.stageUnavailable()
  const [present] = workers.filter((worker) => hasStage(worker) && worker.viewers < ceiling).sort(byRoom)
  return present && present.viewers < emptiest.viewers + worthAPipe ? present : emptiest
}

/** The worker for a stage's presenters: the one with the least to do. */
export function placeOrigin<Worker extends Place>(workers: readonly Worker[]): Worker {
  const [best] = [...workers].sort((a, b) => a.load - b.load || a.viewers - b.viewers)
  if (!best) throw errors.stageUnavailable()
  return best
}
