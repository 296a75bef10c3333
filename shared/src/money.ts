// Amounts of money: whole numbers of a currency's smallest unit (cents), never fractions. Pure.

/** ISO 4217: the currencies that people pay in. Funds codes, metals and test codes are left out. */
const codes =
  'AED AFN ALL AMD AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF ' +
  'CHF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD ' +
  'HKD HNL HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD ' +
  'LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK ' +
  'PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB TJS ' +
  'TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW ZWG'
export const currencies: readonly string[] = codes.split(' ')

const without = new Set('BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' '))
const ofThousandths = new Set('BHD IQD JOD KWD LYD OMR TND'.split(' '))

/** Digits after the point: 2, for some currencies 0 or 3. */
export const minorDigits = (currency: string): 0 | 2 | 3 =>
  without.has(currency) ? 0 : ofThousandths.has(currency) ? 3 : 2

/** The largest amount that is taken, in the smallest unit: sums of many stay exact. */
export const amountMax = 10_000_000_000_000

/** "1200.00": without separators, as files have it. */
export function plainAmount(amount: number, currency: string): string {
  const digits = minorDigits(currency)
  const text = String(Math.abs(amount)).padStart(digits + 1, '0')
  const sign = amount < 0 ? '-' : ''
  return digits === 0 ? sign + text : `${sign}${text.slice(0, -digits)}.${text.slice(-digits)}`
}

/** "EUR 1,200.00": grouped by thousands; the same on every machine. */
export function moneyWords(amount: number, currency: string): string {
  const [whole = '', part] = plainAmount(amount, currency).split('.')
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
  return `${currency} ${grouped}${part === undefined ? '' : `.${part}`}`
}

/**
 * What somebody typed ("1,200.50", "1200") as a whole number of the smallest unit; null for anything else,
 * more digits than the currency has included. A comma separates thousands, a point the smallest unit.
 */
export function amountOf(typed: string, currency: string): number | null {
  const match = /^(\d{1,14}|\d{1,3}(?:,\d{3}){1,4})(?:\.(\d{1,3}))?$/.exec(typed.trim())
  if (!match) return null
  const [, whole = '', part = ''] = match
  const digits = minorDigits(currency)
  if (part.length > digits) return null
  const amount = Number(whole.replaceAll(',', '') + part.padEnd(digits, '0'))
  return amount <= amountMax ? amount : null
}

/**
 * In whole units of the currency, as ACCME's activity record wants it. `isExact` is false where the smallest
 * unit was left out: the value is then rounded to the nearest unit.
 */
export function wholeUnits(amount: number, currency: string): { value: number; isExact: boolean } {
  const unit = 10 ** minorDigits(currency)
  return { value: Math.round(amount / unit), isExact: amount % unit === 0 }
}
