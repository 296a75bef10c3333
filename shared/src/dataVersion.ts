/**
 * The version of the data in Redis that this program understands (`keys.dataVersion`; absent: 0). 1: there
 * are conferences.
 */
export const newestData = 1
