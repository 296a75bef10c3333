// What a person has set once for this browser. A browser that keeps nothing (private windows, blocked storage) forgets it.
export function kept(name: string): string | null {
  try {
    return localStorage.getItem(name)
  } catch {
    return null
  }
}

export function keep(name: string, value: string): void {
  try {
    localStorage.setItem(name, value)
  } catch {
    // It holds until the page is left.
  }
}
