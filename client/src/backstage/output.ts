/** Plays the page's sound through another loudspeaker, where the browser can. */
export async function playThrough(deviceId: string): Promise<void> {
  const elements = [...document.querySelectorAll('audio')]
  await Promise.allSettled(elements.map((element) => element.setSinkId?.(deviceId)))
}
