// Month and day of birth. The year is not asked for, so February has 29 days.

/** 2000 is a leap year. */
const daysIn = (month: number): number => new Date(Date.UTC(2000, month, 0)).getUTCDate()

export const isBirthday = (month: number | null, day: number | null): boolean =>
  month === null || day === null || day <= daysIn(month)
