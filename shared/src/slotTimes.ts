// The times of watched time, in ms. By themselves, so that a page that counts minutes loads no validation.

export const slotMs = 10_000
/** How often a page beats: at least twice a slot, so that jitter cannot skip one. */
export const beatEveryMs = 4500
/** How often media nodes sample delivery: at least twice a slot, too. */
export const deliveryEveryMs = 4000
/** A slot is judged this long after its end: until then its last beat and sample may be on their way. */
export const judgedAfterMs = 6000
