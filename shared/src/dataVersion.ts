/** The version of the data in Redis that this program understands (`keys.dataVersion`; absent: 0). */
export const newestData = 0
