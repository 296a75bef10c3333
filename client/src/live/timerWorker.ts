// A hidden page's timers are slowed down to one a minute; those of its workers are not.
addEventListener('message', ({ data: everyMs }: MessageEvent<number>) => {
  setInterval(() => postMessage(null), everyMs)
})
