// Times of watched time, in ms. In a file of their own, so a page that counts minutes loads no validation.

export const slotMs = 10_000
/** How often a page beats: at least twice a slot, so that jitter cannot skip one. */
export const beatEveryMs = 4500
/** How often media nodes sample delivery: also at least twice a slot. */
export const deliveryEveryMs = 4000
/** A slot is judged this long after its end: its last beat and sample may still be on their way. */
export const judgedAfterMs = 6000
